#include "core/network/model_file.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/data/npz.h"
#include "core/network/spec.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Network<double> small_network() {
    return initialize({{3, 4, 2}, Activation::Gelu, Activation::Sigmoid, Loss::BinaryCrossEntropy},
                      Initializer::Uniform, 5);
}

class ModelFile : public testing::Test {
protected:
    ModelFile() {
        EXPECT_TRUE(save_model(path_, small_network()));
        saved_ = read_npz(path_).value();
    }

    // The saved model's arrays, for a test to spoil.
    Npz arrays() const { return saved_; }

    std::string error_with(const Npz& arrays) const {
        EXPECT_TRUE(write_npz(path_, arrays));
        const auto network = load_model(path_);
        return network ? "no error" : network.error().message;
    }

    TempFolder folder_;
    std::filesystem::path path_ = folder_ / "model.npz";
    Npz saved_;
};

TEST_F(ModelFile, DoubleComesBackBitForBit) {
    const Network<double> saved = small_network();
    const Network<double> loaded = load_model(path_).value();
    ASSERT_EQ(loaded.layers.size(), 2U);
    for (std::size_t l = 0; l < 2; ++l) {
        EXPECT_EQ(loaded.layers[l].W, saved.layers[l].W);
        EXPECT_EQ(loaded.layers[l].b, saved.layers[l].b);
        EXPECT_EQ(loaded.layers[l].f, saved.layers[l].f);
    }
    EXPECT_EQ(loaded.loss, Loss::BinaryCrossEntropy);
}

TEST_F(ModelFile, FloatComesBackBitForBit) {
    const auto saved = cast<float>(small_network());
    ASSERT_TRUE(save_model(path_, saved));
    const auto loaded = cast<float>(load_model(path_).value());
    EXPECT_EQ(loaded.layers[0].W, saved.layers[0].W);
    EXPECT_EQ(loaded.layers[1].b, saved.layers[1].b);
    EXPECT_EQ(read_npz(path_)->at("W1").type, NpyArray::Type::Float32);
}

TEST_F(ModelFile, HoldsTheDocumentedArrays) {
    const Npz file = arrays();
    EXPECT_EQ(file.size(), 6U);
    EXPECT_THAT(file.at("W1").shape, ElementsAre(4, 3));
    EXPECT_THAT(file.at("b1").shape, ElementsAre(4));
    EXPECT_THAT(file.at("activations").texts, ElementsAre("gelu", "sigmoid"));
    EXPECT_THAT(file.at("loss").texts, ElementsAre("binary-cross-entropy"));
    EXPECT_EQ(file.at("W2").values[1], small_network().layers[1].W(0, 1));
}

TEST_F(ModelFile, WeightsAloneAreReluThenSoftmax) {
    Npz file = arrays();
    file.erase("activations");
    file.erase("loss");
    ASSERT_EQ(error_with(file), "no error");
    const Network<double> network = load_model(path_).value();
    EXPECT_EQ(network.layers[0].f, Activation::Relu);
    EXPECT_EQ(network.layers[1].f, Activation::Softmax);
    EXPECT_EQ(network.loss, Loss::CrossEntropy);
}

TEST_F(ModelFile, MissingArraysAreNamed) {
    Npz file = arrays();
    file.erase("b2");
    EXPECT_EQ(error_with(file), path_.string() + ": expected an array b2, found none");
    file.erase("W1");
    EXPECT_THAT(error_with(file), HasSubstr("expected an array W1, found none"));
    EXPECT_THAT(error_with({}), HasSubstr("expected an array W1, found none"));
}

TEST_F(ModelFile, ShapesMustFitOneAnother) {
    Npz file = arrays();
    file["W2"] = array_of(Matrix<double>::Zero(2, 5));
    EXPECT_EQ(error_with(file), path_.string() + ": W2: expected shape (any, 4), found (2, 5)");
    file = arrays();
    file["b1"] = vector_array_of(Vector<double>::Zero(3));
    EXPECT_EQ(error_with(file), path_.string() + ": b1: expected shape (4,), found (3,)");
    file = arrays();
    file["W1"] = vector_array_of(Vector<double>::Zero(3));
    EXPECT_EQ(error_with(file), path_.string() + ": W1: expected shape (any, any), found (3,)");
    file["W1"] = array_of(Matrix<double>::Zero(4, 0));
    EXPECT_THAT(error_with(file), HasSubstr("expected shape (any, any), found (4, 0)"));
}

TEST_F(ModelFile, NumbersMustBeFinite) {
    Npz file = arrays();
    file["W1"].values[4] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(error_with(file),
              path_.string() + ": W1: expected finite numbers, found nan as number 5 of 12");
    file = arrays();
    file["b2"].values[1] = -std::numeric_limits<double>::infinity();
    EXPECT_THAT(error_with(file), HasSubstr("b2: expected finite numbers, found -inf"));
}

TEST_F(ModelFile, NamesMustBeKnownAndAsManyAsLayers) {
    Npz file = arrays();
    file["activations"].texts[0] = "swish";
    EXPECT_THAT(error_with(file), HasSubstr("found \"swish\" for layer 1"));
    file["activations"].texts[0] = "softmax";
    EXPECT_THAT(error_with(file),
                HasSubstr("expected softmax in the last layer only, found it in layer 1 of 2"));
    file["activations"].texts.pop_back();
    file["activations"].shape = {1};
    EXPECT_THAT(error_with(file), HasSubstr("activations: expected 2 names, found 1"));
    file = arrays();
    file["loss"].texts[0] = "hinge";
    EXPECT_THAT(error_with(file), HasSubstr("loss: expected one of mse"));
    file["loss"] = scalar_array_of(0.5);
    EXPECT_THAT(error_with(file), HasSubstr("loss: expected text, found numbers"));
    file["W1"] = file["activations"];
    EXPECT_THAT(error_with(file), HasSubstr("W1: expected numbers, found text"));
}

TEST_F(ModelFile, OtherArraysAreLeftAlone) {
    Npz file = arrays();
    file["W1_next"] = scalar_array_of(1);
    file["biases"] = scalar_array_of(1);
    EXPECT_EQ(error_with(file), "no error");
}

TEST_F(ModelFile, MissingFileIsNamed) {
    const auto network = load_model(folder_ / "none.npz");
    ASSERT_FALSE(network);
    EXPECT_THAT(network.error().message, HasSubstr("none.npz"));
}

}  // namespace
}  // namespace layerwise
