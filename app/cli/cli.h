// The command line: which command was asked for, with its options checked.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace layerwise {

// What the window is to open with. Checked: the example exists, the files are there, the numbers
// are in range; whether a file's content is what it should be shows when it is read.
struct WindowOptions {
    std::string example = "digits";
    bool example_given = false;
    std::optional<std::string> lesson;  // the id of one that there is
    std::optional<std::filesystem::path> model;
    std::optional<std::string> image;  // digits only: a test image's number; else a picture's path
    std::optional<std::filesystem::path> script;
    std::optional<int> width, height;     // pixels
    std::optional<double> scale;          // 0.5 to 4
    std::optional<std::string> theme;     // "dark" or "light"
    std::optional<std::string> language;  // one that there is
    bool script_names = false;
    std::vector<std::string> files;  // to open as if they had been dropped on the window
};

struct CaptureOptions {
    WindowOptions window;
    std::optional<int> step;          // as typed, not negative
    std::optional<std::string> what;  // "screen", "stage", or what should be a tensor's name
    std::optional<int> at;            // 1 to 4; never with an .svg
    std::filesystem::path output;     // .png or .svg
};

struct TourOptions {
    std::filesystem::path output;  // a folder, which may not exist yet
    std::optional<int> width, height;
    std::optional<double> scale;
    std::optional<std::string> theme, language;
};

// The commands that need a display; each returns the exit status. A command that is not set ends
// with a line that says the program was built without a window.
struct WindowCommands {
    std::function<int(const WindowOptions&)> window;
    std::function<int(const CaptureOptions&)> capture;
    std::function<int(const TourOptions&)> tour;
};

// Runs what the arguments ask for and returns the exit status: 0, or 2 after one line on stderr
// that says what was expected and what was found.
int run_command_line(int argc, char** argv, const WindowCommands& commands);

}  // namespace layerwise
