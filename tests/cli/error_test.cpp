// Bad flags, bad files, impossible networks: one line, status 2, nothing left behind.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/cli/fixture.h"
#include "tests/cli/run.h"

namespace layerwise {
namespace {

struct BadCase {
    std::vector<std::string> arguments;  // @ at the start stands for the folder of files
    std::string said;                    // a part of the line
};

// A function, since a table of strings at namespace scope could throw before main.
std::vector<BadCase> bad_cases() {
    return {
        // The top level.
        {{"--nonsense"}, "--nonsense"},
        {{"trase"}, "trase"},
        {{"@missing.npz"}, "missing.npz"},
        {{"--example", "nothing"}, "three-to-two"},
        {{"--example"}, "--example"},
        {{"--size", "1440"}, "1440"},
        {{"--size", "1440x"}, "WIDTHxHEIGHT"},
        {{"--size", "10x10"}, "320"},
        {{"--size", "1440x900x2"}, "--size"},
        {{"--size", "-1440x900"}, "--size"},
        {{"--scale", "0.4"}, "0.5"},
        {{"--scale", "4.1"}, "4.1"},
        {{"--scale", "nan"}, "nan"},
        {{"--scale", "2x"}, "2x"},
        {{"--theme", "blue"}, "dark or light"},
        {{"--language", "fr"}, "one of en, zh"},
        {{"--model", "@missing.npz"}, "--model"},
        {{"--image", "@missing.png"}, "--image"},
        {{"--image", "-3"}, "-3"},
        {{"--script", "@missing.txt"}, "--script"},
        {{"--theme", "dark", "--theme", "light"}, "--theme"},
        // capture and tour.
        {{"capture", "--example", "digits"}, "--output"},
        {{"capture", "-o", "@shot.jpg"}, ".png"},
        {{"capture", "-o", "@shot.png", "--step", "x"}, "--step"},
        {{"capture", "-o", "@shot.png", "--step", "-1"}, "--step"},
        {{"tour"}, "--output"},
        {{"tour", "-o", "@text.png"}, "folder"},
        {{"tour", "-o", "@tour", "--theme", "x"}, "--theme"},
        // trace.
        {{"trace"}, "--example"},
        {{"trace", "--example", "digits"}, "--output"},
        {{"trace", "--example", "nothing", "-o", "@o.npz"}, "nothing"},
        {{"trace", "--example", "numpy-case", "-o", "@o.txt"}, ".npz or .json"},
        {{"trace", "--example", "numpy-case", "-o", "@o"}, ".npz or .json"},
        {{"trace", "--example", "numpy-case", "-o", "@none/o.npz"}, "none"},
        {{"trace", "--example", "numpy-case", "-o", "@none/o.json"}, "none"},
        {{"trace", "--example", "numpy-case", "--batch", "2", "-o", "@o.npz"}, "digits"},
        {{"trace", "--example", "numpy-case", "--image", "2", "-o", "@o.npz"}, "digits"},
        {{"trace", "--example", "numpy-case", "--lr", "fast", "-o", "@o.npz"}, "--lr"},
        {{"trace", "--example", "numpy-case", "--lr", "-1", "-o", "@o.npz"}, "--lr"},
        {{"trace", "--example", "numpy-case", "--lr", "inf", "-o", "@o.npz"}, "--lr"},
        {{"trace", "--example", "numpy-case", "--model", "@digits.npz", "-o", "@o.npz"}, "784"},
        {{"trace", "--example", "numpy-case", "--model", "@text.npz", "-o", "@o.npz"}, "text.npz"},
        {{"trace", "--example", "digits", "--model", "@missing.npz", "-o", "@o.npz"},
         "missing.npz"},
        {{"trace", "--example", "digits", "--model", "@small.npz", "-o", "@o.npz"}, "784"},
        {{"trace", "--example", "digits", "--model", "@digits.npz", "--image", "10000", "-o",
          "@o.npz"},
         "9999"},
        {{"trace", "--example", "digits", "--model", "@digits.npz", "--image", "7.5", "-o",
          "@o.npz"},
         "7.5"},
        {{"trace", "--example", "digits", "--model", "@digits.npz", "--batch", "0", "-o", "@o.npz"},
         "--batch"},
        {{"trace", "--example", "digits", "--model", "@digits.npz", "--image", "9999", "--batch",
          "2", "-o", "@o.npz"},
         "batch"},
        {{"trace", "--example", "digits", "extra", "-o", "@o.npz"}, "extra"},
        // shapes.
        {{"shapes"}, "neither"},
        {{"shapes", "--example", "digits", "--network", "3-2"}, "both"},
        {{"shapes", "--network", "784"}, "784"},
        {{"shapes", "--network", "784-0-10"}, "0"},
        {{"shapes", "--network", "784--10"}, "network"},
        {{"shapes", "--network", "784-ten"}, "ten"},
        {{"shapes", "--network", ""}, "network"},
        {{"shapes", "--network", "65536-65536"}, "65536"},
        {{"shapes", "--network", "16000-16000", "-o", "@o.md"}, "GB"},
        {{"shapes", "--network", "10-30000", "-o", "@o.md"}, "GB"},
        {{"shapes", "--network", "3-2", "--batch", "100000000", "-o", "@o.md"}, "GB"},
        {{"shapes", "--network", "3-2", "--batch", "9223372036854775807"}, "GB"},
        {{"shapes", "--network", "3-2", "--batch", "two"}, "--batch"},
        {{"shapes", "--example", "three-to-two", "--batch", "2"}, "--batch"},
        {{"shapes", "--network", "3-2", "--convention", "matlab"}, "torch"},
        {{"shapes", "--network", "3-2", "--format", "docx"}, "html"},
        {{"shapes", "--network", "3-2", "-o", "@o.docx"}, ".csv"},
        {{"shapes", "--network", "3-2", "-o", "@none/o.md"}, "none"},
        // train.
        {{"train", "--data", "@missing", "-o", "@o.npz"}, "missing"},
        {{"train", "--network", "784", "-o", "@o.npz"}, "784"},
        {{"train", "--epochs", "0", "-o", "@o.npz"}, "epochs"},
        {{"train", "--unknown"}, "--unknown"},
        // classify.
        {{"classify"}, "neither"},
        {{"classify", "--data", "@idx", "@digit.png"}, "both"},
        {{"classify", "--model", "@missing.npz", "@digit.png"}, "missing.npz"},
        {{"classify", "--model", "@text.npz", "@digit.png"}, "text.npz"},
        {{"classify", "--model", "@small.npz", "@digit.png"}, "784"},
        {{"classify", "--model", "@small.npz", "--data", "@idx"}, "784"},
        {{"classify", "--model", "@digits.npz", "@missing.png"}, "missing.png"},
        {{"classify", "--model", "@digits.npz", "@digit.png", "@text.png"}, "text.png"},
        {{"classify", "--model", "@digits.npz", "--data", "@missing"}, "missing"},
    };
}

class BadInput : public CommandLine {};

TEST_F(BadInput, IsOneLineWithStatusTwoAndLeavesNoFile) {
    const WindowCommands never = {
        [](const WindowOptions&) { return ADD_FAILURE() << "opened a window", 0; },
        [](const CaptureOptions&) { return ADD_FAILURE() << "opened a window", 0; },
        [](const TourOptions&) { return ADD_FAILURE() << "opened a window", 0; }};
    const std::ptrdiff_t files = file_count();
    for (const BadCase& bad : bad_cases()) {
        SCOPED_TRACE(fmt::format("layerwise {}", fmt::join(bad.arguments, " ")));
        std::vector<std::string> arguments = bad.arguments;
        for (std::string& argument : arguments) {
            if (argument.starts_with('@')) {
                argument = path(argument.substr(1));
            }
        }
        const Outcome result = run(arguments, never);
        EXPECT_EQ(result.status, 2);
        EXPECT_EQ(result.out, "");
        EXPECT_THAT(result.err, testing::StartsWith("layerwise: "));
        EXPECT_THAT(result.err, testing::EndsWith("\n"));
        EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
        EXPECT_THAT(result.err, testing::HasSubstr(bad.said));
        EXPECT_EQ(file_count(), files);
    }
}

// What was there before a failed command is there after it.
TEST_F(BadInput, KeepsTheOldFile) {
    const std::string before = read("small.npz");
    EXPECT_EQ(run({"trace", "--example", "nothing", "-o", path("small.npz")}).status, 2);
    EXPECT_EQ(read("small.npz"), before);
}

}  // namespace
}  // namespace layerwise
