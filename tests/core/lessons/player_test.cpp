// Every lesson played by script: answered right, answered wrong in each named way.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/core/lessons/lessons.h"

namespace layerwise {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string numbers(const Matrix<double>& value) {
    std::vector<std::string> list;
    for (const double number : value.reshaped()) {
        list.push_back(fmt::format("{:.9f}", number));
    }
    return fmt::format("{}", fmt::join(list, ", "));
}

// Plays the lesson to its end with right answers; `before` may try others first.
template <class Before>
LessonState played(const Lesson& lesson, const LessonRun& run, Before before) {
    LessonState state = begun(lesson, run.seed);
    for (std::size_t guard = 0; !state.finished && guard < lesson.steps.size(); ++guard) {
        if (is_asking(lesson, state)) {
            EXPECT_EQ(advanced(lesson, state).step, state.step) << "an open question is no way on";
            before(state);
            const Result<Question> question = question_now(lesson, run, state);
            EXPECT_TRUE(question) << question.error().message;
            state = answered(lesson, run, state, answer_text(*question), 2).value();
            EXPECT_EQ(state.verdict->judgement, Judgement::Right)
                << lesson.id << " step " << state.step << ": " << answer_text(*question);
        }
        state = advanced(lesson, state);
    }
    return state;
}

TEST(Player, FinishesEveryLessonWithRightAnswersWhateverTheNumbers) {
    for (const Lesson& lesson : all_lessons()) {
        for (const std::uint32_t seed : {0U, 5U, 99U}) {
            LessonState state = played(lesson, run_of(lesson, seed), [](LessonState&) {});
            EXPECT_TRUE(state.finished) << lesson.id;
            for (const std::string_view event : lesson_events()) {
                state = happened(lesson, state, event);
            }
            EXPECT_THAT(state.ticks, testing::Each(true)) << lesson.id;
        }
    }
}

// What is said of each mistake: its own sentence, whichever is the first of those that give the
// same number.
TEST(Player, NamesEverySlipOfEveryQuestion) {
    const Catalogue english = catalogue("en");
    int named = 0;
    for (const Lesson& lesson : all_lessons()) {
        const LessonRun run = run_of(lesson);
        for (const LessonStep& step : lesson.steps) {
            if (!step.ask) {
                continue;
            }
            const Question question = question_of(lesson, step, run).value();
            for (const Slip& slip : question.slips) {
                const double off = (slip.value - question.value).cwiseAbs().maxCoeff();
                const Verdict verdict = judged(question, numbers(slip.value));
                if (off <= 0.5 * std::pow(10, -question.decimals)) {
                    EXPECT_EQ(verdict.judgement, Judgement::Right);
                    continue;
                }
                ASSERT_EQ(verdict.judgement, Judgement::Wrong) << lesson.id << "." << step.id;
                const auto same = std::find_if(
                    question.slips.begin(), question.slips.end(), [&](const Slip& other) {
                        return other.name == verdict.slip && other.value.isApprox(slip.value);
                    });
                EXPECT_NE(same, question.slips.end())
                    << lesson.id << "." << step.id << " " << slip.name << " " << verdict.slip;
                const std::string text = verdict_text(english, &lesson, &step, question, verdict);
                EXPECT_THAT(text, Not(HasSubstr("{"))) << slip.name;
                EXPECT_THAT(text, Not(HasSubstr("slip."))) << slip.name;
                ++named;
            }
        }
    }
    EXPECT_GT(named, 70);
}

TEST(Player, SaysSomethingOfEveryWrongOption) {
    const Catalogue english = catalogue("en");
    for (const Lesson& lesson : all_lessons()) {
        const LessonRun run = run_of(lesson);
        for (const LessonStep& step : lesson.steps) {
            if (!step.ask || step.ask->options.empty()) {
                continue;
            }
            const Question question = question_of(lesson, step, run).value();
            for (int option = 0; option < question.options; ++option) {
                const Verdict verdict = judged(question, std::to_string(option + 1));
                EXPECT_EQ(verdict.judgement == Judgement::Right, option == question.right);
                EXPECT_NE(verdict_text(english, &lesson, &step, question, verdict), "");
            }
            EXPECT_EQ(judged(question, "0").judgement, Judgement::Unreadable);
            EXPECT_EQ(judged(question, "9").judgement, Judgement::Unreadable);
        }
    }
}

class LinearMap : public testing::Test {
protected:
    // The lesson at the step with that id, everything before it answered.
    LessonState at(std::string_view id) {
        LessonState state = begun(lesson_, 0);
        while (lesson_.steps[static_cast<std::size_t>(state.step)].id != id) {
            state = advanced(lesson_, shown(lesson_, state, 1));
        }
        return state;
    }
    std::string said(const LessonState& state) {
        const LessonStep& step = lesson_.steps[static_cast<std::size_t>(state.step)];
        return verdict_text(english_, &lesson_, &step, *question_now(lesson_, run_, state),
                            *state.verdict);
    }
    LessonState answer(const LessonState& state, std::string_view typed) {
        return answered(lesson_, run_, state, typed, 3).value();
    }

    Lesson lesson_ = lesson_named("linear-map");
    LessonRun run_ = run_of(lesson_);
    Catalogue english_ = catalogue("en");
};

TEST_F(LinearMap, ForgettingBIsNamed) {
    LessonState state = answer(at("bias"), "1.26");  // W x = (0.84, 1.26), z = (1.04, 0.96)
    EXPECT_EQ(state.verdict->slip, "forgot-b");
    EXPECT_THAT(said(state), HasSubstr("only b is still to be added"));
    EXPECT_TRUE(is_asking(lesson_, state));
    state = answer(state, "0.96");
    EXPECT_FALSE(is_asking(lesson_, state));
    EXPECT_EQ(state.results[static_cast<std::size_t>(state.step)].tries, 2);
    EXPECT_TRUE(state.results[static_cast<std::size_t>(state.step)].missed());
    EXPECT_EQ(state.results[static_cast<std::size_t>(state.step)].slip, "forgot-b");
}

TEST_F(LinearMap, OwnSlipHasTheLessonsOwnWords) {
    const LessonState state = answer(at("first-column"), "(0.9, -0.4)");
    EXPECT_EQ(state.verdict->slip, "row");
    EXPECT_THAT(said(state), HasSubstr("row 1 of W"));
}

TEST_F(LinearMap, RightNumberOfAnotherCellIsSaid) {
    const LessonState state = answer(at("bias"), "1.04");
    EXPECT_EQ(state.verdict->slip, "other-cell");
    EXPECT_THAT(said(state), HasSubstr("z1[1]"));
}

TEST_F(LinearMap, RoundedAnswersAreRight) {
    for (const char* const typed : {"0.96", "0.960", "1.0", "24/25", "0,96", " .96"}) {
        EXPECT_EQ(answer(at("bias"), typed).verdict->judgement, Judgement::Right) << typed;
    }
    for (const char* const typed : {"0.9", "1", "0.95", "-0.96"}) {
        EXPECT_EQ(answer(at("bias"), typed).verdict->judgement, Judgement::Wrong) << typed;
    }
}

TEST_F(LinearMap, UnreadableAnswerIsNoTry) {
    const LessonState state = answer(at("bias"), "about one");
    EXPECT_EQ(state.verdict->judgement, Judgement::Unreadable);
    EXPECT_EQ(state.results[static_cast<std::size_t>(state.step)].tries, 0);
    EXPECT_THAT(said(state), HasSubstr("Please type one number"));
}

TEST_F(LinearMap, ShapeWithRowsForColumnsIsNamed) {
    const LessonState state = answer(at("three-inputs"), "3 x 2");
    EXPECT_EQ(state.verdict->slip, "shape-transposed");
    EXPECT_EQ(answer(state, "(2, 3)").verdict->judgement, Judgement::Right);
}

TEST_F(LinearMap, AskedCellIsHiddenUntilItIsAnswered) {
    const LessonState state = at("row");
    const Question question = question_now(lesson_, run_, state).value();
    const std::vector<Hidden> parts = hidden(question);
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_TRUE(parts.front().cell);
    EXPECT_EQ(question.trace->tensors[static_cast<std::size_t>(parts.front().tensor)].name, "Wx1");
    EXPECT_EQ(worked_text(question, Convention::Column),
              "(Wx)1 = w11·x1 + w12·x2 = 0.90·1.20 + (−0.40)·0.60 = 0.84");
}

TEST_F(LinearMap, GoingBackKeepsWhatWasAnswered) {
    LessonState state = advanced(lesson_, answer(begun(lesson_, 0), "0.9 0.5"));
    EXPECT_EQ(state.step, 1);
    state = went_to(lesson_, state, 0);
    EXPECT_FALSE(is_asking(lesson_, state));
    EXPECT_EQ(went_to(lesson_, state, 5).step, 0) << "no way past a question that is open";
    EXPECT_EQ(went_to(lesson_, state, 1).step, 1);
}

TEST(Hiding, AnyStepOutsideLessonsCanAsk) {
    const auto trace = std::make_shared<const Trace>(trace_of("two-two-one"));
    for (int step = 0; step < static_cast<int>(trace->steps.size()); ++step) {
        const Question question = question_about(trace, step, 7, 2);
        EXPECT_EQ(question.kind, AskKind::Number);
        EXPECT_EQ(judged(question, answer_text(question)).judgement, Judgement::Right);
        EXPECT_EQ(hidden(question).size(), 1U);
    }
    const auto digits = std::make_shared<const Trace>(trace_of("digits"));
    EXPECT_EQ(question_about(digits, 0, 7, 2).kind, AskKind::Sign);
}

}  // namespace
}  // namespace layerwise
