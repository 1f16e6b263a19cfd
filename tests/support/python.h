// Runs a Python script of the tests: files we wrote are judged by somebody else's reader.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include <sys/wait.h>

namespace layerwise {

struct PythonRun {
    int status = 0;      // the script's exit status; 0 when it found nothing wrong
    std::string output;  // what it printed, to both streams
};

// `arguments` begin with the script, relative to the source tree. The system's Python, which
// python3-numpy belongs to, whatever another one PATH may name.
inline PythonRun run_python(const std::vector<std::string>& arguments) {
    std::string command = "/usr/bin/python3 '" LAYERWISE_SOURCE_DIR "/" + arguments.front() + "'";
    for (std::size_t k = 1; k < arguments.size(); ++k) {
        command += " '" + arguments[k] + "'";
    }
    command += " 2>&1";

    PythonRun run;
    std::FILE* pipe = popen(command.c_str(), "r");
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
        run.output.append(buffer, n);
    }
    const int ended = pclose(pipe);
    run.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
    return run;
}

}  // namespace layerwise
