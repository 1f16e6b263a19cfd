// NumPy asked from a test: the system's Python runs a few lines and says what it found.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "core/base/file.h"
#include "tests/core/temp_folder.h"

namespace layerwise {

// What `program` prints, its error output included. It runs with numpy as np, and `folder` is the
// current directory.
inline std::string run_numpy(const TempFolder& folder, const std::string& program) {
    const std::string script = folder / "script.py";
    if (!write_file(script, "import numpy as np\n" + program)) {
        return "cannot write " + script;
    }
    const std::string command =
        "cd '" + folder.path().string() + "' && /usr/bin/python3 -B '" + script + "' 2>&1";
    std::string printed;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{popen(command.c_str(), "r"), pclose};
    for (int c = pipe ? std::fgetc(pipe.get()) : EOF; c != EOF; c = std::fgetc(pipe.get())) {
        printed += static_cast<char>(c);
    }
    std::filesystem::remove(script);
    return printed;
}

}  // namespace layerwise
