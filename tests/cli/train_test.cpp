// The command train on small data: points and tables.
#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "core/network/model_file.h"
#include "tests/cli/fixture.h"
#include "tests/cli/run.h"

namespace layerwise {
namespace {

class TrainCommandTest : public CommandLine {};

TEST_F(TrainCommandTest, LearnsPointsAndWritesNetworkAndHistory) {
    const Outcome outcome = run({"train", "--dataset", "gaussian", "--points", "200", "--optimizer",
                                 "adam", "--lr", "0.02", "--epochs", "8", "--batch", "16", "-o",
                                 path("model.npz"), "--history", path("history.csv")});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_GT(nlohmann::json::parse(outcome.out)["test_accuracy"], 0.9);
    const Result<Network<double>> model = load_model(path("model.npz"));
    ASSERT_TRUE(model);
    EXPECT_EQ(sizes_text(*model), "2-16-8-2");
    const Result<std::string> history = read_file(path("history.csv"));
    ASSERT_TRUE(history);
    EXPECT_EQ(history->find("update,epoch,"), 0U);
    EXPECT_EQ(std::count(history->begin(), history->end(), '\n'), 1 + 8 * 10);
}

TEST_F(TrainCommandTest, LearnsARegression) {
    const Outcome outcome = run({"train", "--dataset", "plane", "--activation", "tanh", "--epochs",
                                 "30", "--lr", "0.05", "--init", "xavier"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_LT(nlohmann::json::parse(outcome.out)["test_loss"], 0.02);
}

TEST_F(TrainCommandTest, ShowsHowATableWasStandardised) {
    std::ofstream(path("t.csv")) << "x,kind\n1,a\n3,b\n1,a\n3,b\n";
    const Outcome outcome =
        run({"train", "--data", path("t.csv"), "--test-share", "0", "--epochs", "2"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.err.find("x: standardised as (x − 2) / 1\n"), std::string::npos)
        << outcome.err;
    EXPECT_NE(outcome.err.find("kind: a, b\n"), std::string::npos);
}

TEST_F(TrainCommandTest, ResumesToTheSameBits) {
    const auto train = [&](const std::string& epochs, std::vector<std::string> more) {
        std::vector<std::string> words = {"train",       "--dataset", "moons",
                                          "--optimizer", "momentum",  "--lr",
                                          "0.02",        "--epochs",  epochs};
        words.insert(words.end(), more.begin(), more.end());
        const Outcome outcome = run(words);
        EXPECT_EQ(outcome.status, 0) << outcome.err;
    };
    train("2", {"-o", path("half.npz")});
    train("5", {"--resume", path("half.npz"), "-o", path("resumed.npz")});
    train("5", {"-o", path("straight.npz")});
    const Result<std::string> resumed = read_file(path("resumed.npz"));
    const Result<std::string> straight = read_file(path("straight.npz"));
    ASSERT_TRUE(resumed && straight);
    EXPECT_TRUE(*resumed == *straight);
}

TEST_F(TrainCommandTest, SaysWhatIsWrongInOneLine) {
    const auto error = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"train", "--dataset", "circle"});
        const Outcome outcome = run(words);
        EXPECT_EQ(outcome.status, 2);
        EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
        return outcome.err;
    };
    EXPECT_EQ(error({"--optimizer", "adagrad"}),
              "layerwise: --optimizer: expected one of sgd, momentum, nesterov, rmsprop, adam, "
              "adamw, found \"adagrad\"\n");
    EXPECT_NE(error({"--momentum", "1"}).find("less than 1, found 1"), std::string::npos);
    EXPECT_NE(error({"--schedule", "slow"}).find("constant, step, cosine"), std::string::npos);
    EXPECT_NE(error({"--label", "x"}).find("--label: expected --data FILE.csv, found circle"),
              std::string::npos);
    EXPECT_NE(error({"--network", "3-4-2"}).find("expected 2 inputs for circle, found 3"),
              std::string::npos);
    EXPECT_NE(error({"--resume", path("none.npz")}).find("--resume"), std::string::npos);
    EXPECT_NE(error({"--history", path("no/h.csv")}).find("--history"), std::string::npos);
}

TEST_F(TrainCommandTest, StopsEarly) {
    const Outcome outcome =
        run({"train", "--dataset", "xor", "--noise", "1", "--points", "60", "--optimizer", "adam",
             "--lr", "0.05", "--epochs", "2000", "--early-stop", "5"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.err.find("the held-out loss was lowest after epoch"), std::string::npos);
}

}  // namespace
}  // namespace layerwise
