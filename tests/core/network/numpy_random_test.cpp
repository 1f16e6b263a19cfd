#include "core/network/numpy_random.h"

#include <array>

#include <gtest/gtest.h>

#include "tests/golden/golden.h"

namespace layerwise {
namespace {

constexpr std::array<std::uint32_t, 4> kSeeds = {0, 1, 42, 4294967295U};

TEST(NumpyRandom, RandIsNumPysBitForBit) {
    const Npz arrays = golden::load();
    for (const std::uint32_t seed : kSeeds) {
        NumpyRandom random(seed);
        for (const double expected : arrays.at("rand_" + std::to_string(seed)).values) {
            EXPECT_EQ(random.rand(), expected) << seed;
        }
    }
}

TEST(NumpyRandom, MatricesAreDrawnRowByRow) {
    const NpyArray expected = golden::load().at("rand_0");
    const Matrix<double> numbers = NumpyRandom(0).rand(5, 4);
    EXPECT_EQ(array_of(numbers).values, expected.values);
}

TEST(NumpyRandom, RandnIsNumPysToTheLastBits) {
    const Npz arrays = golden::load();
    for (const std::uint32_t seed : kSeeds) {
        NumpyRandom random(seed);
        for (const double expected : arrays.at("randn_" + std::to_string(seed)).values) {
            EXPECT_DOUBLE_EQ(random.randn(), expected) << seed;
        }
    }
}

}  // namespace
}  // namespace layerwise
