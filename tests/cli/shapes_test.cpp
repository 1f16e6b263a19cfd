// layerwise shapes: the log of an example or of a network that was only typed.
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/cli/fixture.h"
#include "tests/cli/run.h"

namespace layerwise {
namespace {

using nlohmann::json;
using Dimensions = std::vector<int>;

class ShapesCommand : public CommandLine {
protected:
    static json log_of(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "shapes");
        arguments.insert(arguments.end(), {"--format", "json"});
        const Outcome result = run(arguments);
        EXPECT_EQ(result.status, 0) << result.err;
        return json::parse(result.out);
    }
};

TEST_F(ShapesCommand, TypedNetworkHasItsShapes) {
    const json log = log_of({"--network", "784-128-64-10", "--batch", "32"});
    EXPECT_EQ(log["network"]["parameters"], 784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10);
    EXPECT_EQ(log["samples"], 32);
    const json& first = log["steps"][0];
    EXPECT_EQ(first["operands"][0]["shape"], (Dimensions{128, 784}));
    EXPECT_EQ(first["operands"][1]["shape"], (Dimensions{784, 32}));
    EXPECT_EQ(first["result"]["shape"], (Dimensions{128, 32}));
    EXPECT_EQ(first["multiply_adds"], 128 * 784 * 32);
}

TEST_F(ShapesCommand, ConventionTurnsTheShapes) {
    const std::string network = "3-4-2";
    const auto shape_of_W1 = [&](const std::string& convention) {
        const json log = log_of({"--network", network, "--convention", convention});
        for (const json& operand : log["steps"][0]["operands"]) {
            if (operand["name"] == "W1") {
                return operand["shape"].get<Dimensions>();
            }
        }
        return Dimensions{};
    };
    EXPECT_EQ(shape_of_W1("column"), (Dimensions{4, 3}));
    EXPECT_EQ(shape_of_W1("row"), (Dimensions{3, 4}));
    EXPECT_EQ(shape_of_W1("torch"), (Dimensions{4, 3}));
}

TEST_F(ShapesCommand, FormatIsMarkdownUnlessTheFileOrTheFlagSaysElse) {
    EXPECT_THAT(run({"shapes", "--network", "3-2"}).out, testing::StartsWith("# Shape log"));
    for (const auto& [file, start] :
         std::vector<std::pair<std::string, std::string>>{{"log.csv", "index,"},
                                                          {"log.json", "{"},
                                                          {"log.md", "# "},
                                                          {"log.html", "<!DOCTYPE html>"},
                                                          {"log.tex", "%"}}) {
        const Outcome result = run({"shapes", "--example", "numpy-case", "-o", path(file)});
        EXPECT_EQ(result.status, 0) << result.err;
        EXPECT_EQ(result.out, "");
        EXPECT_THAT(read(file), testing::StartsWith(start));
    }
    EXPECT_EQ(run({"shapes", "--network", "3-2", "--format", "csv", "-o", path("a.txt")}).status,
              0);
    EXPECT_THAT(read("a.txt"), testing::StartsWith("index,"));
}

TEST_F(ShapesCommand, SameArgumentsGiveTheSameBytes) {
    const std::vector<std::string> arguments = {"shapes", "--network", "20-10-5", "--format",
                                                "csv"};
    EXPECT_EQ(run(arguments).out, run(arguments).out);
}

}  // namespace
}  // namespace layerwise
