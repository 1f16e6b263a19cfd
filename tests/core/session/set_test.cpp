// Commands on a learning set: its points, its features, the sample on screen, a table as an
// example.
#include <gmock/gmock.h>

#include "core/base/file.h"
#include "tests/core/session/sessions.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const LearningSet& set_of(const Session& session) {
    return *session.example.set;
}

TEST(LearningSets, ThePlaygroundShowsItsFirstTrainingPoint) {
    const Session& session = opened("playground");
    EXPECT_EQ(set_of(session).train.count(), 280);
    EXPECT_EQ(set_of(session).test.count(), 120);
    EXPECT_EQ(value(session, Symbol::X, 1), set_of(session).train.X.col(0));
    EXPECT_EQ(session.example.network->outputs(), 1) << "two classes are one number";
    EXPECT_TRUE(
        (set_of(session).train.Y.array() == 0 || set_of(session).train.Y.array() == 1).all());
}

TEST(LearningSets, OtherPointsAreMadeAsAsked) {
    PointOptions options;
    options.set = PointSet::Moons;
    options.count = 50;
    options.test_share = 0.5;
    options.seed = 3;
    const Session moons = done(opened("playground"), SetPoints{options});
    EXPECT_EQ(set_of(moons).raw.train.X, make_points(options).train.X);
    EXPECT_EQ(moons.example.network, opened("playground").example.network) << "it goes on";
    EXPECT_EQ(value(moons, Symbol::X, 1), make_points(options).train.X.col(0));
    options.noise = 2;
    EXPECT_EQ(error_of(moons, SetPoints{options}), "noise: expected a number from 0 to 1, found 2");
    EXPECT_THAT(error_of(opened("numpy-case"), SetPoints{}), HasSubstr("expected the playground"));
}

TEST(LearningSets, ANumberToPredictGivesTheNetworkItsOutputAndLoss) {
    PointOptions options;
    options.set = PointSet::Gauss;
    const Session hills = done(opened("playground"), SetPoints{options});
    EXPECT_EQ(hills.example.network->loss, Loss::MeanSquaredError);
    EXPECT_EQ(hills.example.network->layers.back().f, Activation::Identity);
    EXPECT_EQ(hills.example.network->layers.front().W,
              opened("playground").example.network->layers.front().W);
    options.set = PointSet::Circle;
    const Session again = done(hills, SetPoints{options});
    EXPECT_EQ(again.example.network->loss, Loss::BinaryCrossEntropy);
    EXPECT_EQ(again.example.network->layers.back().f, Activation::Sigmoid);
}

TEST(LearningSets, FeaturesBecomeInputsAndTheOthersKeepTheirWeights) {
    const Session& session = opened("playground");
    const Session more =
        done(session, SetFeatures{{Feature::X2, Feature::SinX1, Feature::X1, Feature::X1X2}});
    EXPECT_THAT(set_of(more).inputs(), ElementsAre("x₁", "x₂", "x₁x₂", "sin x₁"));
    const Matrix<double>& W = more.example.network->layers.front().W;
    ASSERT_EQ(W.cols(), 4);
    EXPECT_EQ(W.leftCols(2), session.example.network->layers.front().W);
    EXPECT_TRUE((W.rightCols(2).array() != 0).all());
    const Vector<double>& raw = more.example.input.raw;
    EXPECT_NEAR(value(more, Symbol::X, 1)(2, 0), raw(0) * raw(1), 1e-15);
    const Session fewer = done(more, SetFeatures{{Feature::X1X2}});
    EXPECT_EQ(fewer.example.network->layers.front().W, W.col(2));
    EXPECT_THAT(error_of(session, SetFeatures{}), HasSubstr("at least one feature"));
}

TEST(LearningSets, AnyPlaceCanBeTheInput) {
    const Session session = done(done(opened("playground"), SetFeatures{{Feature::X1X2}}),
                                 ChoosePoint{Vector<double>{{3, 2}}});
    EXPECT_EQ(value(session, Symbol::X, 1)(0, 0), 6);
    const Index nearest = nearest_sample(set_of(session).raw.train, Vector<double>{{3, 2}});
    EXPECT_EQ(session.example.input.y, set_of(session).train.Y.col(nearest));
    const Session sample = done(session, ChooseSample{4, true});
    EXPECT_EQ(sample.example.input.raw, set_of(session).raw.test.X.col(4));
    EXPECT_EQ(error_of(session, ChooseSample{120, true}),
              "expected a test sample from 0 to 119, found 120");
    EXPECT_THAT(error_of(opened("digits"), ChooseSample{0, false}), HasSubstr("digits"));
}

TEST(LearningSets, AnEditedCoordinateMovesWhatIsMadeOfIt) {
    const Session session =
        done(opened("playground"), SetFeatures{{Feature::X1, Feature::X1Squared}});
    const Session moved = done(session, EditValue{Symbol::X, 0, 0, 0, 3});
    EXPECT_EQ(value(moved, Symbol::X, 1), (Matrix<double>{{3.0}, {9.0}}));
    EXPECT_THAT(error_of(session, EditValue{Symbol::X, 0, 1, 0, 4}),
                HasSubstr("x₁² follows from the point"));
}

TEST(LearningSets, UnitsComeAndGoAndTheOthersStay) {
    const Session& session = opened("playground");  // 2-4-2-1
    const Session wider = done(session, SetHidden{{5, 2}});
    const auto& before = session.example.network->layers;
    const auto& after = wider.example.network->layers;
    EXPECT_EQ(after[0].W.topRows(4), before[0].W);
    EXPECT_EQ(after[1].W.leftCols(4), before[1].W);
    EXPECT_EQ(after[2].W, before[2].W);
    EXPECT_EQ(after[0].f, Activation::Tanh);
    const Session deeper = done(session, SetHidden{{4, 2, 2}});
    EXPECT_EQ(sizes_text(*deeper.example.network), "2-4-2-2-1");
    EXPECT_EQ(deeper.example.network->layers[1].W, before[1].W);
    EXPECT_EQ(sizes_text(*done(session, SetHidden{}).example.network), "2-1");
    const Session relu = done(session, SetActivation{Activation::Relu});
    EXPECT_EQ(relu.example.network->layers[1].f, Activation::Relu);
    EXPECT_EQ(relu.example.network->layers[2].f, Activation::Sigmoid) << "not the output";
    EXPECT_EQ(relu.example.network->layers[0].W, before[0].W);
    EXPECT_THAT(error_of(session, SetActivation{Activation::Softmax}), HasSubstr("softmax"));
}

TEST(LearningSets, ATableIsAnExampleOfItsOwn) {
    const TempFolder folder;
    const auto file = folder / "flowers.csv";
    ASSERT_TRUE(write_file(file, "length,width,kind\n1,10,a\n2,20,b\n3,30,c\n4,40,a\n5,50,b\n"));
    const Session session = done(opened("digits"), OpenTable{file});
    EXPECT_EQ(session.example.id, "table");
    EXPECT_EQ(sizes_text(*session.example.network), "2-8-3");
    EXPECT_THAT(set_of(session).raw.classes, ElementsAre("a", "b", "c"));
    const TableFacts& table = *set_of(session).table;
    EXPECT_EQ(table.label, "kind");
    const Matrix<double>& X = set_of(session).raw.train.X;
    EXPECT_NEAR(X.row(1).mean(), 0, 1e-12) << "standardised";
    EXPECT_NEAR(X(1, 0) * table.deviation(1) + table.mean(1),
                10 * (X(0, 0) * table.deviation(0) + table.mean(0)), 1e-9);
    ASSERT_TRUE(write_file(file, "length,kind\n1,a\nx,b\n"));
    EXPECT_THAT(
        error_of(session, OpenTable{file}),
        HasSubstr("flowers.csv: line 3, column \"length\": expected a number, found \"x\""));
}

}  // namespace
}  // namespace layerwise
