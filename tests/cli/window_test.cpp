// What the flags of window, capture and tour become.
#include <algorithm>

#include <gmock/gmock.h>

#include "tests/cli/fixture.h"
#include "tests/cli/run.h"

namespace layerwise {
namespace {

// Commands that keep what they were given.
struct Kept {
    std::optional<WindowOptions> window;
    std::optional<CaptureOptions> capture;
    std::optional<TourOptions> tour;

    WindowCommands commands() {
        return {[this](const WindowOptions& options) { return window = options, 0; },
                [this](const CaptureOptions& options) { return capture = options, 0; },
                [this](const TourOptions& options) { return tour = options, 5; }};
    }
};

class Window : public CommandLine {};

TEST_F(Window, OpensOnDigitsWithoutArguments) {
    Kept kept;
    EXPECT_EQ(run({}, kept.commands()).status, 0);
    ASSERT_TRUE(kept.window);
    EXPECT_EQ(kept.window->example, "digits");
    EXPECT_FALSE(kept.window->example_given);
    EXPECT_FALSE(kept.window->model || kept.window->image || kept.window->script);
    EXPECT_FALSE(kept.window->width || kept.window->height || kept.window->scale);
    EXPECT_FALSE(kept.window->theme || kept.window->script_names);
    EXPECT_TRUE(kept.window->files.empty());
}

TEST_F(Window, GetsEveryFlag) {
    Kept kept;
    const Outcome result = run(
        {"--example", "three-to-two", "--model", path("small.npz"), "--image", path("digit.png"),
         "--script", path("text.png"), "--size", "1024x700", "--scale=2", "--theme", "light",
         "--language", "zh", "--script-names", path("digits.npz"), path("digit.png")},
        kept.commands());
    EXPECT_EQ(result.status, 0) << result.err;
    ASSERT_TRUE(kept.window);
    const WindowOptions& options = *kept.window;
    EXPECT_EQ(options.example, "three-to-two");
    EXPECT_TRUE(options.example_given);
    EXPECT_EQ(options.model, path("small.npz"));
    EXPECT_EQ(options.image, path("digit.png"));
    EXPECT_EQ(options.script, path("text.png"));
    EXPECT_EQ(options.width, 1024);
    EXPECT_EQ(options.height, 700);
    EXPECT_EQ(options.scale, 2.0);
    EXPECT_EQ(options.theme, "light");
    EXPECT_EQ(options.language, "zh");
    EXPECT_TRUE(options.script_names);
    EXPECT_THAT(options.files, testing::ElementsAre(path("digits.npz"), path("digit.png")));
}

TEST_F(Window, CaptureTakesTheInputAndTheStep) {
    Kept kept;
    const Outcome result = run({"capture", "--example", "digits", "--image", "42", "--step", "7",
                                "--size", "1440x900", "-o", path("shot.png")},
                               kept.commands());
    EXPECT_EQ(result.status, 0) << result.err;
    ASSERT_TRUE(kept.capture);
    EXPECT_FALSE(kept.window);
    EXPECT_EQ(kept.capture->window.image, "42");
    EXPECT_EQ(kept.capture->window.width, 1440);
    EXPECT_EQ(kept.capture->step, 7);
    EXPECT_EQ(kept.capture->output, path("shot.png"));
}

TEST_F(Window, CaptureTakesWhatAndHowLarge) {
    Kept kept;
    EXPECT_EQ(run({"capture", "-o", path("shot.png")}, kept.commands()).status, 0);
    EXPECT_FALSE(kept.capture->what || kept.capture->at);
    EXPECT_EQ(run({"capture", "--what", "W1", "--at", "3", "-o", path("shot.png")}, kept.commands())
                  .status,
              0);
    EXPECT_EQ(kept.capture->what, "W1");
    EXPECT_EQ(kept.capture->at, 3);
    EXPECT_EQ(run({"capture", "--what", "stage", "-o", path("shot.svg")}, kept.commands()).status,
              0);
    EXPECT_EQ(kept.capture->output, path("shot.svg"));

    const std::vector<std::vector<std::string>> all_bad{{"--at", "5", "-o", path("shot.png")},
                                                        {"--at", "0", "-o", path("shot.png")},
                                                        {"--at", "1.5", "-o", path("shot.png")},
                                                        {"--at", "2", "-o", path("shot.svg")},
                                                        {"-o", path("shot.jpg")}};
    for (const std::vector<std::string>& bad : all_bad) {
        std::vector<std::string> arguments{"capture"};
        arguments.insert(arguments.end(), bad.begin(), bad.end());
        const Outcome result = run(arguments, kept.commands());
        EXPECT_EQ(result.status, 2);
        EXPECT_THAT(result.err, testing::HasSubstr("expected"));
        EXPECT_EQ(std::ranges::count(result.err, '\n'), 1);
    }
}

TEST_F(Window, TourReturnsItsOwnStatus) {
    Kept kept;
    EXPECT_EQ(run({"tour", "-o", path("new"), "--scale", "0.5"}, kept.commands()).status, 5);
    ASSERT_TRUE(kept.tour);
    EXPECT_EQ(kept.tour->output, path("new"));
    EXPECT_EQ(kept.tour->scale, 0.5);
    EXPECT_FALSE(exists("new"));
}

TEST_F(Window, HelpNamesEveryCommandAndFlag) {
    const Outcome result = run({"--help"});
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.err, "");
    for (const char* word :
         {"--example", "--model",      "--image",   "--script", "--script-names", "--size",
          "--scale",   "--theme",      "--version", "--batch",  "--lr",           "--output",
          "--network", "--convention", "--format",  "--data",   "--activation",   "--epochs",
          "--seed",    "--threads",    "--augment", "--step",   "--what",         "--at"}) {
        EXPECT_THAT(result.out, testing::HasSubstr(word));
    }
    for (const char* command : {"trace", "shapes", "train", "classify", "capture", "tour"}) {
        EXPECT_THAT(result.out, testing::HasSubstr(std::string("\n  layerwise ") + command))
            << "an example";
        const Outcome own = run({command, "--help"});
        EXPECT_EQ(own.status, 0);
        EXPECT_THAT(own.out, testing::HasSubstr(command));
        EXPECT_THAT(own.out, testing::HasSubstr("--help"));
    }
}

TEST_F(Window, VersionIsOneLine) {
    const Outcome result = run({"--version"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.out, testing::MatchesRegex("layerwise [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

}  // namespace
}  // namespace layerwise
