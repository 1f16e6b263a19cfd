// Runs the command line inside the test and keeps what it printed.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/cli/cli.h"

namespace layerwise {

struct Outcome {
    int status = 0;
    std::string out, err;
};

inline Outcome run(std::vector<std::string> arguments, const WindowCommands& commands = {}) {
    arguments.insert(arguments.begin(), "layerwise");
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (std::string& argument : arguments) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);

    Outcome result;
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    result.status = run_command_line(static_cast<int>(argv.size()) - 1, argv.data(), commands);
    result.out = testing::internal::GetCapturedStdout();
    result.err = testing::internal::GetCapturedStderr();
    return result;
}

}  // namespace layerwise
