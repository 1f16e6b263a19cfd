// Training for the window: its data is loaded, its snapshots are handed on, it can be given up.
#include "app/commands/training_control.h"

#include <atomic>
#include <chrono>
#include <thread>

#include <gmock/gmock.h>

#include "core/base/file.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::HasSubstr;
using Polled = Result<std::shared_ptr<const Network<double>>>;

std::string big_endian(unsigned value) {
    return {static_cast<char>(value >> 24U), static_cast<char>(value >> 16U),
            static_cast<char>(value >> 8U), static_cast<char>(value)};
}

// Forty images whose one bright pixel tells their class.
void write_images(const std::filesystem::path& folder, const std::string& prefix) {
    constexpr unsigned kCount = 40;
    std::string images = big_endian(0x803) + big_endian(kCount) + big_endian(28) + big_endian(28);
    std::string labels = big_endian(0x801) + big_endian(kCount);
    for (unsigned n = 0; n < kCount; ++n) {
        std::string image(std::size_t{28} * 28, '\0');
        image[400 + n % 10] = '\xFF';
        images += image;
        labels += static_cast<char>(n % 10);
    }
    ASSERT_TRUE(write_file(folder / (prefix + "-images-idx3-ubyte"), images).ok());
    ASSERT_TRUE(write_file(folder / (prefix + "-labels-idx1-ubyte"), labels).ok());
}

class Training : public testing::Test {
protected:
    Training() {
        write_images(folder_.path(), "t10k");
        options_.epochs = 3;
        options_.batch = 8;
        digits_ = after(open_session("digits", {}).value(), OpenData{folder_.path()}).value();
        digits_ = after(digits_, SetShape{{6}, Activation::Tanh, 0}).value();
    }

    // Polls until there is nothing more to come; gives the last network handed on, or an error.
    Polled finished() {
        std::shared_ptr<const Network<double>> last;
        do {
            Polled polled = control_.poll();
            if (!polled) {
                return polled;
            }
            last = *polled != nullptr ? *polled : last;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        } while (control_.busy());
        Polled polled = control_.poll();
        return polled && *polled == nullptr ? Polled(last) : polled;
    }

    TempFolder folder_;
    Session digits_;
    TrainingOptions options_;
    std::atomic<int> woken_ = 0;
    TrainingControl control_{[this] { ++woken_; }};
};

TEST_F(Training, LearnsTheExamplesOwnSamples) {
    const Session session = open_session("numpy-case", {}).value();
    options_.epochs = 200;
    ASSERT_TRUE(control_.start(session, options_).ok());
    EXPECT_FALSE(control_.loading()) << "there is nothing to load";
    const Polled network = finished();
    ASSERT_TRUE(network.ok() && *network != nullptr);
    EXPECT_EQ(control_.snapshot()->state, TrainingState::Finished);
    EXPECT_GT(woken_, 0);
    const Session trained = after(session, SetNetwork{*network}).value();
    EXPECT_LT(find(*trained.trace, Symbol::L, 0).value(0, 0),
              find(*session.trace, Symbol::L, 0).value(0, 0));
}

TEST_F(Training, LoadsTheSessionsImages) {
    write_images(folder_.path(), "train");
    ASSERT_TRUE(control_.start(digits_, options_).ok());
    EXPECT_TRUE(control_.loading());
    EXPECT_TRUE(control_.busy());
    EXPECT_FALSE(control_.start(digits_, options_).ok()) << "one run at a time";
    const Polled network = finished();
    ASSERT_TRUE(network.ok() && *network != nullptr);
    EXPECT_EQ((*network)->inputs(), 784);
    EXPECT_EQ(control_.snapshot()->state, TrainingState::Finished);
    EXPECT_EQ(control_.snapshot()->updates, 15) << "three epochs of five minibatches";
    ASSERT_TRUE(control_.start(digits_, options_).ok());
    EXPECT_FALSE(control_.loading()) << "the images are still there";
}

TEST_F(Training, ASnapshotIsGivenOnce) {
    ASSERT_TRUE(control_.start(open_session("numpy-case", {}).value(), options_).ok());
    (void)finished();
    const Polled again = control_.poll();
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(*again, nullptr);
}

TEST_F(Training, DataThatCannotBeReadIsAnErrorEachTime) {
    for (int time = 0; time < 2; ++time) {
        ASSERT_TRUE(control_.start(digits_, options_).ok());
        const Polled polled = finished();
        ASSERT_FALSE(polled.ok());
        EXPECT_THAT(polled.error().message, HasSubstr("train-images"));
        EXPECT_FALSE(control_.busy());
    }
}

TEST_F(Training, AnotherFoldersImagesAreNotTrainedOn) {
    write_images(folder_.path(), "train");
    ASSERT_TRUE(control_.start(digits_, options_).ok());
    ASSERT_TRUE(finished().ok());
    const TempFolder other;
    write_images(other.path(), "t10k");
    const Session session = after(digits_, OpenData{other.path()}).value();
    for (int time = 0; time < 2; ++time) {
        ASSERT_TRUE(control_.start(session, options_).ok());
        EXPECT_FALSE(finished().ok()) << "it has no training images";
    }
}

TEST_F(Training, OptionsOutOfRangeAreErrors) {
    options_.epochs = 0;
    const Status started = control_.start(digits_, options_);
    ASSERT_FALSE(started.ok());
    EXPECT_THAT(started.error().message, HasSubstr("epochs"));
    EXPECT_FALSE(control_.busy());
}

TEST_F(Training, PausesGoesOnAndStops) {
    options_.epochs = 1'000'000;
    ASSERT_TRUE(control_.start(open_session("numpy-case", {}).value(), options_).ok());
    const auto wait_for = [&](TrainingState state) {
        for (int k = 0; k < 5000 && control_.snapshot()->state != state; ++k) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        EXPECT_EQ(control_.snapshot()->state, state);
    };
    wait_for(TrainingState::Running);
    control_.pause();
    wait_for(TrainingState::Paused);
    EXPECT_FALSE(control_.busy());
    control_.resume();
    wait_for(TrainingState::Running);
    control_.stop();
    EXPECT_EQ(control_.snapshot()->state, TrainingState::Stopped);
}

TEST_F(Training, AnAbandonedRunHandsNothingOn) {
    options_.epochs = 1'000'000;
    ASSERT_TRUE(control_.start(open_session("numpy-case", {}).value(), options_).ok());
    while (control_.snapshot()->network == nullptr) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    control_.abandon();
    EXPECT_FALSE(control_.busy());
    const Polled polled = control_.poll();
    ASSERT_TRUE(polled.ok());
    EXPECT_EQ(*polled, nullptr);
}

TEST_F(Training, ARunAbandonedWhileItsDataLoadsNeverBegins) {
    write_images(folder_.path(), "train");
    ASSERT_TRUE(control_.start(digits_, options_).ok());
    control_.abandon();
    EXPECT_FALSE(control_.loading());
    for (int k = 0; k < 100; ++k) {
        const Polled polled = control_.poll();
        ASSERT_TRUE(polled.ok());
        EXPECT_EQ(*polled, nullptr);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(control_.snapshot()->state, TrainingState::Idle);
}

TEST_F(Training, AForgottenRunIsNotShownAnyMore) {
    ASSERT_TRUE(control_.start(open_session("numpy-case", {}).value(), options_).ok());
    (void)finished();
    control_.forget();
    EXPECT_EQ(control_.snapshot()->state, TrainingState::Idle);
    EXPECT_TRUE(control_.snapshot()->curve.empty());
}

}  // namespace
}  // namespace layerwise
