// Decompositions in the background: asked for, waited for, kept, dropped when stale.
#include "app/commands/svd_control.h"

#include <atomic>
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

namespace layerwise {
namespace {

std::shared_ptr<const Network<double>> network(double corner) {
    Network<double> result;
    result.layers.resize(2);
    result.layers[0].W = Matrix<double>::Identity(3, 4);
    result.layers[0].W(0, 0) = corner;
    result.layers[1].W = Matrix<double>::Identity(2, 3);
    return std::make_shared<const Network<double>>(std::move(result));
}

// Waits until something has come in; false when nothing was under way.
bool wait_for(SvdControl& control) {
    while (control.busy()) {
        if (control.poll()) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

TEST(SvdControl, ComputesOnceAndKeeps) {
    std::atomic<int> wakes = 0;
    SvdControl control([&] { ++wakes; });
    const auto net = network(5);
    EXPECT_FALSE(control.poll());
    EXPECT_EQ(control.of(net, 1), nullptr);
    EXPECT_TRUE(control.busy());
    EXPECT_TRUE(wait_for(control));
    const auto found = control.of(net, 1);
    ASSERT_NE(found, nullptr);
    EXPECT_NEAR(found->sigma(0), 5, 1e-12);
    EXPECT_FALSE(control.busy());
    EXPECT_EQ(control.of(net, 1), found);
    EXPECT_EQ(control.of(network(5), 1), found) << "another network with the same W";
    EXPECT_EQ(control.of(net, 2), nullptr) << "another layer";
    EXPECT_TRUE(wait_for(control));
    EXPECT_NE(control.of(net, 2), nullptr);
    EXPECT_EQ(control.of(net, 1), found) << "both are kept";
    EXPECT_EQ(wakes, 2);
}

TEST(SvdControl, DropsWhatIsStale) {
    SvdControl control([] {});
    const auto old = network(5);
    const auto current = network(7);
    EXPECT_EQ(control.of(old, 1), nullptr);
    EXPECT_EQ(control.of(current, 1), nullptr) << "one at a time";
    EXPECT_TRUE(wait_for(control));
    EXPECT_EQ(control.of(current, 1), nullptr) << "what came is not of this W";
    EXPECT_TRUE(wait_for(control));
    ASSERT_NE(control.of(current, 1), nullptr);
    EXPECT_NEAR(control.of(current, 1)->sigma(0), 7, 1e-12);
    EXPECT_EQ(control.of(old, 1), nullptr) << "it was dropped";
}

}  // namespace
}  // namespace layerwise
