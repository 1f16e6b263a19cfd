// The training view's pages without a window: layers, mistakes, and the timeline of the runs.
#include "app/panels/training_pages.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/views/picture_sheet.h"
#include "app/views/runs_compared.h"
#include "core/training/trainer.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

class TrainingPages : public testing::Test {
protected:
    void open(TrainingPage page) {
        app_.click("view.training");
        app_.click(fmt::format("training.page.{}", name(page)));
        ASSERT_EQ(app_.state.curves.page, page);
        app_.frames(3);
        (void)app_.take();
    }
    const Network<double>& network() const { return *app_.session().example.network; }

    Headless app_{"digits"};
};

TEST_F(TrainingPages, LayersShowEveryLayerAndARowLeadsToItsUnit) {
    open(TrainingPage::Layers);
    for (int l = 1; l <= 3; ++l) {
        EXPECT_TRUE(app_.shown(fmt::format("training.layer.{}", l)));
        EXPECT_TRUE(app_.shown(fmt::format("training.spread.dL_dW{}", l)));
    }
    EXPECT_TRUE(app_.shown("training.ledger.z3"));
    EXPECT_TRUE(app_.shown("training.ledger.a1"));
    EXPECT_FALSE(app_.shown("training.ledger.a3")) << "there the loss begins";
    const PictureSheet& rows = *app_.state.curves.rows;
    ASSERT_EQ(rows.count(), 128);
    // Pixel (14, 9) of the picture of unit 20, the fourth in its second line of sixteen.
    EXPECT_EQ(rows.values(28 + 14, 3 * 28 + 9), network().layers[0].W(19, 14 * 28 + 9));
    app_.hover("training.row.20");
    app_.click("training.row.20");
    EXPECT_EQ(app_.state.view, StageMode::Matrix);
    ASSERT_TRUE(app_.state.pinned);
    EXPECT_EQ(app_.state.pinned->cell.row, 19);
    EXPECT_EQ(
        app_.session().trace->steps[static_cast<std::size_t>(app_.session().cursor.step)].operation,
        Operation::AddBias);
}

TEST_F(TrainingPages, ACellOfTheConfusionShowsItsPicturesAndOneClickOpensOne) {
    open(TrainingPage::Mistakes);
    EXPECT_TRUE(app_.shown("training.calibration"));
    ASSERT_TRUE(app_.shown("training.sample.1"));
    app_.click("training.cell.4.9");
    ASSERT_EQ(app_.state.curves.cell, std::pair(4, 9));
    app_.hover("training.sample.1");
    (void)app_.take();
    app_.click("training.sample.1");
    const auto shown = app_.asked_session<ShowImage>();
    ASSERT_EQ(shown.size(), 1U);
    const ImageSet& images = *app_.session().example.images;
    EXPECT_EQ(images.labels[static_cast<std::size_t>(shown[0].image)], 4);
    EXPECT_EQ(prediction(app_.session()), 9) << "read so in the stepper too";
    EXPECT_EQ(app_.state.view, StageMode::Matrix);
    app_.click("view.training");
    app_.click("training.worst");
    EXPECT_FALSE(app_.state.curves.cell);
}

TEST(TrainingPagesOfSets, ListTheirSamplesAndOpenThem) {
    Headless app("playground");
    app.click("view.training");
    app.click("training.page.layers");
    EXPECT_FALSE(app.shown("training.row.1")) << "its inputs are no pictures";
    EXPECT_TRUE(app.shown("training.layer.1"));
    app.click("training.page.mistakes");
    EXPECT_TRUE(app.shown("training.cell.1.1"));
    EXPECT_FALSE(app.shown("training.cell.2.2"));
    (void)app.take();
    app.click("training.sample.1");
    const auto chosen = app.asked_session<ChooseSample>();
    ASSERT_EQ(chosen.size(), 1U);
    EXPECT_TRUE(chosen[0].of_test);
}

class TimelineOfRuns : public TrainingPages {
protected:
    // A run of one layer's weights, moved a little at every update.
    void add_run(float by) {
        app_.runs.begin("digits", "784-128-64-10", {});
        auto run = std::make_shared<TrainingSnapshot>();
        run->timeline = Timeline(std::size_t{1} << 30);
        for (int n = 0; n <= 8; ++n) {
            Network<float> moved = cast<float>(network());
            moved.layers[1].b(3) += by * static_cast<float>(n);
            run->timeline.add({n, n * 0.5, std::make_shared<const Network<float>>(moved),
                               std::make_shared<const OptimizerState<float>>()});
            run->curve.push_back({n, n * 0.5, 2.0 / (n + 1), 0.5, n * 0.1});
        }
        run->update = run->updates = 8;
        app_.runs.follow(run);
    }
};

TEST_F(TimelineOfRuns, IsEmptyWithoutAny) {
    open(TrainingPage::Timeline);
    EXPECT_FALSE(app_.shown("timeline.next"));
    EXPECT_FALSE(app_.shown("timeline"));
}

TEST_F(TimelineOfRuns, DraggingAsksForTheMomentUnderThePointer) {
    add_run(0);
    open(TrainingPage::Timeline);
    EXPECT_FALSE(app_.enabled("timeline.branch"));
    EXPECT_FALSE(app_.enabled("timeline.next")) << "it stands at the end";
    app_.drag("timeline.run.1", {{0.9F, 0.5F}, {0.5F, 0.5F}});
    const auto asked = app_.asked<ShowMoment>();
    ASSERT_GE(asked.size(), 2U);
    EXPECT_EQ(asked.back().update, 4);
    app_.state.curves.moment = RunMoment{1, 4};
    app_.frames(2);
    EXPECT_TRUE(app_.enabled("timeline.branch"));
    EXPECT_TRUE(app_.shown("timeline.to-newest")) << "beside the curve in the column too";
    app_.click("timeline.next");
    EXPECT_EQ(app_.asked<ShowMoment>().back().update, 5);
    app_.click("timeline.branch");
    const auto branch = app_.asked<BranchRun>();
    ASSERT_EQ(branch.size(), 1U);
    EXPECT_EQ(branch[0].update, 4);
    app_.click("timeline.film.1");
    EXPECT_EQ(app_.asked<ShowMoment>().back().update, 0);
    app_.click("timeline.newest");
    EXPECT_EQ(app_.asked<ShowNewest>().size(), 1U);
}

TEST_F(TimelineOfRuns, ReplaysFromTheBeginning) {
    add_run(0);
    open(TrainingPage::Timeline);
    app_.click("timeline.replay");
    EXPECT_TRUE(app_.state.curves.replaying);
    const auto asked = app_.asked<ShowMoment>();
    ASSERT_GE(asked.size(), 1U);
    EXPECT_EQ(asked.front().update, 0);
}

TEST_F(TimelineOfRuns, JumpsToTheFirstTensorThatDiffers) {
    add_run(0.5F);
    add_run(0.25F);
    open(TrainingPage::Timeline);
    ASSERT_EQ(app_.state.curves.compared->with.size(), 1U);
    const Divergence& found = app_.state.curves.compared->with[0].outcome.value();
    EXPECT_EQ(found.equal_until, 0);
    EXPECT_EQ(found.update, 1);
    EXPECT_EQ(found.first.tensor(), "b2");
    (void)app_.take();
    app_.click("timeline.jump.1");
    EXPECT_EQ(app_.state.view, StageMode::Matrix);
    ASSERT_TRUE(app_.state.pinned);
    EXPECT_EQ(
        app_.session().trace->tensors[static_cast<std::size_t>(app_.state.pinned->tensor)].name,
        "b2");
    EXPECT_EQ(app_.state.pinned->cell.row, 3);
    const Step& step =
        app_.session().trace->steps[static_cast<std::size_t>(app_.session().cursor.step)];
    EXPECT_EQ(step.operation, Operation::AddBias);
    EXPECT_EQ(step.layer, 2);
}

TEST_F(TimelineOfRuns, EqualRunsAreEqualToTheLastBit) {
    add_run(0.5F);
    add_run(0.5F);
    open(TrainingPage::Timeline);
    EXPECT_FALSE(app_.state.curves.compared->with[0].outcome.value().update);
    EXPECT_FALSE(app_.shown("timeline.jump.1"));
    const auto kept = app_.state.curves.compared;
    app_.frames(2);
    EXPECT_EQ(app_.state.curves.compared, kept) << "compared once";
}

}  // namespace
}  // namespace layerwise
