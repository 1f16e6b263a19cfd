// Lessons in the column at the right: asked, hidden until answered, done to their end.
#include <cmath>

#include <gmock/gmock.h>

#include "core/trace/element.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

// What a learner would type or pick.
void answer_rightly(Headless& app) {
    const Question& question = *app.lessons.question();
    const std::string text = answer_text(question);
    switch (question.kind) {
        case AskKind::Choice:
        case AskKind::Picture:
            app.click("ask.option." + text);
            break;
        case AskKind::Sign:
            app.click(text == "+" ? "ask.plus" : text == "0" ? "ask.zero" : "ask.minus");
            break;
        default:
            app.click("ask.answer");
            app.type(text);
            app.click("ask.check");
    }
}

TEST(Lessons, AreListedAndBegunWithOneClick) {
    Headless app("three-to-two");
    app.click("side.learn");
    for (const Lesson& lesson : app.lessons.lessons()) {
        EXPECT_TRUE(app.shown("lesson." + lesson.id)) << lesson.id;
    }
    app.click("lesson.linear-map");
    ASSERT_NE(app.lessons.lesson(), nullptr);
    EXPECT_EQ(app.lessons.lesson()->id, "linear-map");
    EXPECT_EQ(app.session().trace, app.lessons.pass().trace);
    app.click("lesson.leave");
    EXPECT_EQ(app.lessons.lesson(), nullptr);
    EXPECT_TRUE(app.shown("lesson.data"));
}

TEST(Lessons, MapBeginsTheNextLessonOfAConcept) {
    Headless app("three-to-two");
    app.click("side.learn");
    app.click("map.loss");
    ASSERT_NE(app.lessons.lesson(), nullptr);
    EXPECT_THAT(app.lessons.lesson()->nodes, testing::Contains("loss"));
}

TEST(Lessons, EachCanBeDoneToItsEndByAnsweringRightly) {
    const std::vector<Lesson> lessons = load_lessons(asset_folder() / "lessons").value();
    for (const Lesson& lesson : lessons) {
        Headless app("three-to-two");
        app.click("side.learn");
        app.click("lesson." + lesson.id);
        for (std::size_t k = 0; k < lesson.steps.size(); ++k) {
            ASSERT_EQ(app.lessons.state().step, static_cast<int>(k)) << lesson.id;
            if (app.lessons.asking()) {
                EXPECT_FALSE(app.shown("lesson.next")) << lesson.id << ' ' << k;
                answer_rightly(app);
                ASSERT_FALSE(app.lessons.asking()) << lesson.id << ' ' << lesson.steps[k].id << ": "
                                                   << answer_text(*app.lessons.question());
                EXPECT_FALSE(app.lessons.state().results[k].missed());
                EXPECT_TRUE(app.shown("ask.next"));
            }
            app.click("lesson.next");
        }
        EXPECT_TRUE(app.lessons.state().finished) << lesson.id;
        EXPECT_FALSE(app.shown("lesson.next")) << lesson.id;
        ASSERT_FALSE(app.lessons.record().lessons.empty());
        EXPECT_TRUE(app.lessons.record().lessons.front().finished) << lesson.id;
    }
}

TEST(Lessons, HideWhatIsAskedUntilItIsAnswered) {
    Headless app("three-to-two");
    app.click("side.learn");
    app.click("lesson.data");
    app.click("ask.answer");
    app.type("2");
    app.click("ask.check");
    app.click("lesson.next");  // the shape of X
    ASSERT_EQ(app.lessons.question()->kind, AskKind::Shape);
    EXPECT_FALSE(app.shown("stage.x"));
    answer_rightly(app);
    EXPECT_TRUE(app.shown("stage.x"));
    app.click("lesson.next");  // one number of W X
    const Question question = *app.lessons.question();
    ASSERT_EQ(question.kind, AskKind::Number);
    const auto& masked = app.lessons.masked();
    ASSERT_TRUE(masked.contains(question.tensor));
    EXPECT_TRUE(std::isnan(masked.at(question.tensor)(question.row, question.col)));
    EXPECT_FALSE(app.shown("lens"));
    answer_rightly(app);
    EXPECT_TRUE(app.lessons.masked().empty());
}

TEST(Lessons, ASlipIsNamedAndCountsAsATry) {
    Headless app("three-to-two");
    app.click("side.learn");
    app.click("lesson.data");
    answer_rightly(app);
    app.click("lesson.next");
    app.click("ask.answer");
    app.type("5 x 3");
    app.click("ask.check");
    EXPECT_TRUE(app.lessons.asking());
    ASSERT_TRUE(app.lessons.verdict().has_value());
    EXPECT_EQ(app.lessons.verdict()->slip, "shape-transposed");
    answer_rightly(app);
    EXPECT_FALSE(app.lessons.asking());
    EXPECT_TRUE(app.lessons.state().results[1].missed());
    ASSERT_EQ(app.lessons.record().cards.size(), 2U);
    EXPECT_TRUE(app.lessons.record().cards[1].missed);
}

TEST(Lessons, AnAnswerCanBeShown) {
    Headless app("three-to-two");
    app.click("side.learn");
    app.click("lesson.data");
    app.click("ask.show");
    EXPECT_FALSE(app.lessons.asking());
    EXPECT_TRUE(app.lessons.revealed());
    EXPECT_TRUE(app.lessons.state().results[0].shown);
}

TEST(Lessons, ReturnAnswersFromTheField) {
    Headless app("three-to-two");
    app.click("side.learn");
    app.click("lesson.data");
    app.click("ask.answer");
    app.type("2");
    app.key(Key::Enter);
    EXPECT_FALSE(app.lessons.asking());
}

TEST(Lessons, TilesJoinToTheProductAskedFor) {
    Headless app("three-to-two");
    app.click("side.learn");
    app.click("lesson.backpropagation");
    while (!app.lessons.question() || app.lessons.question()->kind != AskKind::Puzzle) {
        if (app.lessons.asking()) {
            app.click("ask.show");
        }
        app.click("lesson.next");
    }
    app.click("ask.tile.dL_dz1");
    app.click("ask.tile.x'");
    app.click("ask.check");
    EXPECT_FALSE(app.lessons.asking());
    EXPECT_FALSE(app.lessons.revealed());
}

TEST(Predicting, EachStepIsHiddenUntilItIsSaid) {
    Headless app("three-to-two");
    app.lessons.predict(app.session().trace, app.session().cursor.step, {});
    app.frames(2);
    ASSERT_TRUE(app.lessons.asking());
    EXPECT_TRUE(app.shown("ask.card"));
    answer_rightly(app);
    EXPECT_FALSE(app.lessons.asking());
    app.lessons.predict(app.session().trace, app.session().cursor.step, {});
    EXPECT_FALSE(app.lessons.asking());  // once a step
    app.lessons.predict(app.session().trace, app.session().cursor.step + 1, {});
    EXPECT_TRUE(app.lessons.asking());
    app.lessons.stop_predicting();
    EXPECT_EQ(app.lessons.question(), nullptr);
}

TEST(PracticeCards, ShowWhatWasMeasured) {
    Headless app("three-to-two");
    app.click("side.learn");
    app.click("learn.check");
    app.click("check.start");
    EXPECT_EQ(app.asked<CheckGradients>().size(), 1U);
    auto check = check_gradients(*app.session().trace, {});
    app.work.check = std::make_shared<const CheckProgress>(CheckProgress{1, std::move(check)});
    app.work.checked = app.session().trace;
    app.frames(2);
    EXPECT_TRUE(app.shown("check.W1"));
    EXPECT_TRUE(app.shown("check.b1"));
    app.click("learn.loops");
    app.work.size = {2, 3, 4};
    app.work.loops = std::make_shared<const std::vector<LoopTime>>(
        measure_loops(app.work.size, 0.001, {}, [](const auto&) {}));
    app.frames(2);
    for (const Loops loops : all_loops()) {
        EXPECT_TRUE(app.shown("loops." + std::string(name(loops))));
    }
}

}  // namespace
}  // namespace layerwise
