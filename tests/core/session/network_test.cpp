// The commands that change the network's numbers or its shape.
#include <limits>

#include <gmock/gmock.h>

#include "core/network/model_file.h"
#include "tests/core/session/sessions.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::HasSubstr;

constexpr const char* kNoSuchNumber = "expected a number of W, b, x or y of this network";

TEST(SessionNetwork, EditsOneNumberOfEachSymbol) {
    const Session& session = opened("three-to-two");
    const Session w = done(session, EditValue{Symbol::W, 1, 1, 2, 5.0});
    EXPECT_EQ(w.example.network->layers[0].W(1, 2), 5.0);
    EXPECT_NEAR(value(w, Symbol::Z, 1)(1, 0), 0.7 + 0.6 + 5.0 * 0.5 - 0.2, 1e-15);
    EXPECT_EQ(session.example.network->layers[0].W(1, 2), -0.4) << "the old session stays";

    const Session b = done(session, EditValue{Symbol::B, 1, 0, 0, -1.0});
    EXPECT_NEAR(value(b, Symbol::Z, 1)(0, 0), 0.2 - 1.0 + 0.5 - 1.0, 1e-15);

    const Session x = done(session, EditValue{Symbol::X, 0, 2, 0, 0.0});
    EXPECT_NEAR(value(x, Symbol::Z, 1)(0, 0), 0.2 - 1.0 + 0.1, 1e-15);
    EXPECT_EQ(x.example.network, session.example.network) << "only the input changed";

    const Session y = done(session, EditValue{Symbol::Y, 0, 0, 0, -0.2});
    EXPECT_NEAR(loss_of(y), (0.9 - 1.0) * (0.9 - 1.0) / 2, 1e-15);
}

TEST(SessionNetwork, EditsTheRightSampleAndLayer) {
    const Session& session = opened("numpy-case");
    const Session x = done(session, EditValue{Symbol::X, 0, 2, 4, 9.0});
    EXPECT_EQ(x.example.input.x(2, 4), 9.0);
    EXPECT_EQ(x.example.input.x.leftCols(4), session.example.input.x.leftCols(4));
    const Session w = done(session, EditValue{Symbol::W, 2, 0, 3, 9.0});
    EXPECT_EQ(w.example.network->layers[1].W(0, 3), 9.0);
    EXPECT_EQ(w.example.network->layers[0].W, session.example.network->layers[0].W);
}

TEST(SessionNetwork, OnlyNumbersThatAreThereCanBeEdited) {
    const Session& session = opened("three-to-two");
    const std::vector<EditValue> wrong{
        {Symbol::W, 1, 2, 0, 1}, {Symbol::W, 1, 0, 3, 1}, {Symbol::W, 1, -1, 0, 1},
        {Symbol::W, 0, 0, 0, 1}, {Symbol::W, 2, 0, 0, 1}, {Symbol::B, 1, 2, 0, 1},
        {Symbol::B, 1, 0, 1, 1}, {Symbol::X, 0, 3, 0, 1}, {Symbol::Y, 0, 0, 1, 1},
        {Symbol::Z, 1, 0, 0, 1}, {Symbol::A, 1, 0, 0, 1}, {Symbol::GradW, 1, 0, 0, 1},
        {Symbol::L, 0, 0, 0, 1},
    };
    for (const EditValue& edit : wrong) {
        EXPECT_EQ(error_of(session, edit), kNoSuchNumber);
    }
    for (const double value : {std::numeric_limits<double>::infinity(), std::nan("")}) {
        EXPECT_EQ(error_of(session, EditValue{Symbol::W, 1, 0, 0, value}),
                  "expected a finite number");
    }
}

TEST(SessionNetwork, AnEditedTargetNamesAClassOnlyWhileItIsOne) {
    const Session half = done(opened("digits"), EditValue{Symbol::Y, 0, 7, 0, 0.5});
    EXPECT_EQ(half.example.input.label, -1);
    const Session none = done(half, EditValue{Symbol::Y, 0, 7, 0, 0});
    EXPECT_EQ(done(none, EditValue{Symbol::Y, 0, 4, 0, 1}).example.input.label, 4);
}

TEST(SessionNetwork, TheUpdateTakenLowersTheLoss) {
    for (const std::string_view example : example_ids()) {
        const Session& before = opened(example);
        const Session updated = done(before, TakeUpdate{});
        EXPECT_LT(loss_of(updated), loss_of(before)) << example;
        EXPECT_EQ(updated.example.network->layers[0].W, value(before, Symbol::NextW, 1));
        EXPECT_EQ(updated.example.network->layers[0].b, value(before, Symbol::NextB, 1).col(0));
    }
}

TEST(SessionNetwork, TheLearningRateScalesTheUpdate) {
    const Session& session = opened("three-to-two");
    const Session doubled = done(session, SetLearningRate{0.2});
    const Matrix<double> W = value(session, Symbol::W, 1);
    EXPECT_TRUE((value(doubled, Symbol::NextW, 1) - W)
                    .isApprox(2 * (value(session, Symbol::NextW, 1) - W), 1e-12));
    EXPECT_EQ(error_of(session, SetLearningRate{0}), "expected a learning rate above 0, found 0");
    EXPECT_THAT(error_of(session, SetLearningRate{std::nan("")}), HasSubstr("found nan"));
}

TEST(SessionNetwork, FreshWeightsKeepTheShape) {
    const Session& session = opened("digits");
    const Session fresh = done(session, Initialize{Initializer::He, 0});
    EXPECT_EQ(sizes_text(*fresh.example.network), sizes_text(*session.example.network));
    EXPECT_NE(fresh.example.network->layers[0].W, session.example.network->layers[0].W);
    EXPECT_EQ(fresh.example.network->layers[0].W,
              done(session, Initialize{Initializer::He, 0}).example.network->layers[0].W);
    const Session zeros = done(session, Initialize{Initializer::Zeros, 0});
    EXPECT_NEAR(loss_of(zeros), std::log(10.0), 1e-12) << "ten classes, all as likely";
}

TEST(SessionNetwork, FreshWeightsKeepEachLayersActivation) {
    Network<double> mixed = *opened("digits").example.network;
    mixed.layers[1].f = Activation::Tanh;
    const Session session =
        done(done(opened("digits"), SetNetwork{std::make_shared<const Network<double>>(mixed)}),
             Initialize{Initializer::He, 0});
    EXPECT_EQ(session.example.network->layers[0].f, Activation::Relu);
    EXPECT_EQ(session.example.network->layers[1].f, Activation::Tanh);
    EXPECT_EQ(session.example.network->layers[2].f, Activation::Softmax);
}

TEST(SessionNetwork, TakesANewShapeBetweenTheSameEnds) {
    const Session session = done(opened("digits"), SetShape{{32, 16, 8}, Activation::Tanh, 1});
    const Network<double>& network = *session.example.network;
    EXPECT_EQ(sizes_text(network), "784-32-16-8-10");
    EXPECT_EQ(network.layers[2].f, Activation::Tanh);
    EXPECT_EQ(network.layers[3].f, Activation::Softmax);
    EXPECT_EQ(network.loss, Loss::CrossEntropy);
    EXPECT_EQ(session.trace->layers(), 4);
}

TEST(SessionNetwork, ASingleLayerKeepsTheOutputsActivation) {
    const Session single = done(opened("digits"), SetShape{{}, Activation::Relu, 0});
    EXPECT_EQ(sizes_text(*single.example.network), "784-10");
    EXPECT_EQ(single.example.network->layers[0].f, Activation::Softmax);
    const Session fresh = done(single, Initialize{Initializer::He, 2});
    EXPECT_EQ(fresh.example.network->layers[0].f, Activation::Softmax);
}

TEST(SessionNetwork, ImpossibleShapesAreErrors) {
    const Session& session = opened("digits");
    EXPECT_THAT(error_of(session, SetShape{{0}, Activation::Relu, 0}),
                HasSubstr("from 1 to 65536, found 0"));
    EXPECT_THAT(error_of(session, SetShape{std::vector<Index>(40, 4), Activation::Relu, 0}),
                HasSubstr("at most 32 layers"));
    EXPECT_THAT(error_of(session, SetShape{{16}, Activation::Softmax, 0}), HasSubstr("softmax"));
}

TEST(SessionNetwork, TheCursorStaysWhereItExists) {
    const Session there = done(opened("digits"), JumpTo{{12, 0}});
    EXPECT_EQ(done(there, TakeUpdate{}).cursor.step, 12);
    EXPECT_EQ(done(there, ShowImage{5}).cursor.step, 12);
    const Session last = done(opened("digits"), Go{Go::Where::Last});
    const Session small = done(last, SetShape{{}, Activation::Relu, 0});
    EXPECT_EQ(small.cursor.step, step_count(small) - 1) << "fewer steps: the last one";
    const Session element =
        done(done(opened("digits"), SetGranularity{Granularity::Element}), JumpTo{{0, 127}});
    EXPECT_EQ(done(element, SetShape{{8}, Activation::Relu, 0}).cursor, (Cursor{0, 7}));
}

TEST(SessionNetwork, OpensAModelThatFitsTheExample) {
    const TempFolder folder;
    const NetworkSpec spec{
        {784, 20, 10}, Activation::Gelu, Activation::Softmax, Loss::CrossEntropy};
    ASSERT_TRUE(save_model(folder / "m.npz", initialize(spec, Initializer::He, 3)).ok());
    const Session session = done(opened("digits"), OpenModel{folder / "m.npz"});
    EXPECT_EQ(sizes_text(*session.example.network), "784-20-10");
    EXPECT_EQ(session.example.network->layers[0].f, Activation::Gelu);
    EXPECT_EQ(session.example.input.x, opened("digits").example.input.x);

    EXPECT_THAT(error_of(opened("three-to-two"), OpenModel{folder / "m.npz"}),
                HasSubstr("from 3 inputs to 2 outputs for this example, found 784-20-10"));
    EXPECT_THAT(error_of(opened("digits"), OpenModel{folder / "none.npz"}), HasSubstr("none.npz"));
}

TEST(SessionNetwork, TakesATrainedNetworkOfTheSameEnds) {
    const auto network = std::make_shared<const Network<double>>(
        initialize({.sizes = {784, 5, 10}}, Initializer::He, 0));
    EXPECT_EQ(done(opened("digits"), SetNetwork{network}).example.network, network);
    EXPECT_EQ(error_of(opened("three-to-two"), SetNetwork{network}),
              "expected a network from 3 inputs to 2 outputs, found 784-5-10");
}

TEST(SessionNetwork, AnotherExampleKeepsHowItIsLookedAt) {
    Session session = done(opened("digits"), SetConvention{Convention::Torch});
    session = done(done(session, SetGranularity{Granularity::Layer}), Go{Go::Where::Last});
    session = done(session, OpenExample{"three-to-two"});
    EXPECT_EQ(session.example.id, "three-to-two");
    EXPECT_EQ(session.convention, Convention::Torch);
    EXPECT_EQ(session.granularity, Granularity::Layer);
    EXPECT_EQ(session.cursor, first(*session.trace, Granularity::Layer));
    EXPECT_THAT(error_of(session, OpenExample{"xor"}), HasSubstr("\"xor\""));
}

}  // namespace
}  // namespace layerwise
