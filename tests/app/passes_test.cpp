// The optimiser's operations on the stage's update, and training one pass at a time.
#include "core/session/passes.h"

#include <gmock/gmock.h>

#include "app/panels/lens_optimizer.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

// At the update of W of layer 1, its lens showing the optimiser.
void open_optimizer(Headless& app, Operation operation = Operation::UpdateW) {
    app.apply(JumpTo{{step_of(*app.session().trace, operation, 1), 0}});
    app.click("lens.optimizer");
}

int operations_shown(const Headless& app) {
    int count = 0;
    for (const std::string& name : app.items().names()) {
        count += name.starts_with("lens.operation") ? 1 : 0;
    }
    return count;
}

TEST(OptimizerLens, ListsTheOperationsOfTheOptimiserThatIsChosen) {
    Headless app("two-two-one");
    const std::vector<std::pair<std::string, int>> expected{
        {"sgd", 2}, {"momentum", 3}, {"nesterov", 3}, {"rmsprop", 3}, {"adam", 6}, {"adamw", 7}};
    for (const Operation operation : {Operation::UpdateW, Operation::UpdateB}) {
        open_optimizer(app, operation);
        for (const auto& [optimizer, count] : expected) {
            app.state.training.fields.optimizer = optimizer;
            app.state.training.fields.clip = "0";
            app.frames(2);
            EXPECT_EQ(operations_shown(app), count) << optimizer;
            app.state.training.fields.clip = "0.5";
            app.frames(2);
            EXPECT_EQ(operations_shown(app), count + 1) << optimizer;
        }
    }
    app.apply(JumpTo{{0, 0}});
    EXPECT_FALSE(app.shown("lens.optimizer")) << "nothing is updated there";
}

TEST(OptimizerLens, PassesAreTakenAndTakenBack) {
    Headless app("two-two-one");
    open_optimizer(app);
    app.state.training.fields.optimizer = "adam";
    app.click("passes.next");
    EXPECT_EQ(memory_of(app.session(), Optimizer::Adam).updates, 1);
    app.click("passes.count", {0.8F, 0.5F});
    app.type("25");
    app.key(Key::Enter);
    app.click("passes.many");
    EXPECT_EQ(memory_of(app.session(), Optimizer::Adam).updates, 26);
    EXPECT_EQ(app.history().undo_depth(), 2U) << "many passes are one edit";
    app.click("passes.back");
    EXPECT_EQ(memory_of(app.session(), Optimizer::Adam).updates, 1);
    app.click("take-update");
    EXPECT_EQ(memory_of(app.session(), Optimizer::Adam).updates, 2) << "the stage's own button";
    EXPECT_FALSE(app.shown("passes.next-input")) << "there is no next vector";
}

TEST(OptimizerLens, ANumberOfPassesThatIsNoneTakesNone) {
    Headless app("two-two-one");
    open_optimizer(app);
    for (const char* count : {"0", "ten", "-3", "100001"}) {
        app.state.passes.count_text = count;
        app.state.notice.clear();
        app.click("passes.many");
        EXPECT_THAT(app.state.notice, testing::HasSubstr(count));
    }
    EXPECT_EQ(app.history().undo_depth(), 0U);
}

TEST(OptimizerLens, EachPassMayBeOnTheNextImage) {
    Headless app("digits");
    open_optimizer(app);
    app.click("passes.next-input");
    app.click("passes.next");
    EXPECT_EQ(app.session().example.input.image, 1);
    app.state.passes.count_text = "4";
    app.click("passes.many");
    EXPECT_EQ(app.session().example.input.image, 5);
}

TEST(OptimizerLens, FitsTheSmallestWindow) {
    for (const ImVec2 size : {ImVec2{960, 640}, ImVec2{1024, 700}, ImVec2{1440, 900}}) {
        Headless app("digits", {.size = size, .real_fonts = true});
        open_optimizer(app);
        app.state.training.fields.optimizer = "adamw";
        app.state.training.fields.clip = "1";
        app.state.training.fields.l1 = "0.1";
        app.frames(2);
        const Rect lens = app.rect("lens");
        for (const std::string& name : app.items().names()) {
            if (name.starts_with("lens.operation") || name.starts_with("passes.")) {
                const Rect at = app.rect(name);
                EXPECT_TRUE(at.x0 >= lens.x0 && at.x1 <= lens.x1 && at.y0 >= lens.y0 &&
                            at.y1 <= lens.y1)
                    << name << " at " << size.x;
            }
        }
        EXPECT_GT(app.rect("lens.operation1").height(), 9) << "legible";
    }
}

}  // namespace
}  // namespace layerwise
