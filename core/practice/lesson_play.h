// The lesson that somebody is in, or the step that they predict by themselves: what is asked, what
// must not be seen until it is answered, and what they did before.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/practice/record.h"
#include "core/session/session.h"

namespace layerwise {

// What a person does with lessons.
struct BeginLesson {  // or go on with it where it was left
    std::string id;
    std::optional<std::uint32_t> seed{};  // given: from the first step, with these numbers
};
struct LeaveLesson {};
struct AnswerQuestion {
    std::string typed;
};
struct RevealAnswer {};
struct NextLessonStep {};
struct GoToLessonStep {  // one that was reached before
    int step;
};
struct PracticeDue {};  // the question that has waited longest, with fresh numbers
using LessonCommand = std::variant<BeginLesson, LeaveLesson, AnswerQuestion, RevealAnswer,
                                   NextLessonStep, GoToLessonStep, PracticeDue>;

// The day, for the record, and a clock that never goes back, for how long an answer takes.
struct Moment {
    UnixSeconds date = 0;
    double seconds = 0;
};

class LessonPlay {
public:
    LessonPlay(std::vector<Lesson> lessons, PracticeRecord record)
        : lessons_(std::move(lessons)), record_(std::move(record)) {}

    // Errors: no lesson of that id; as make_run and question_of. What was before stays.
    Status apply(const LessonCommand& command, const Moment& now);

    // Something of lesson_events() was done in the program.
    void happened(std::string_view event);

    // Outside lessons: asks about the step's result, once, and not again before another step.
    void predict(const std::shared_ptr<const Trace>& trace, int step, const Moment& now);
    void stop_predicting();

    // What brings the session to where the lesson's step is, once after each change of step.
    std::vector<SessionCommand> take_stage(const Session& session);

    const std::vector<Lesson>& lessons() const { return lessons_; }
    const PracticeRecord& record() const { return record_; }

    // Null outside lessons.
    const Lesson* lesson() const { return lesson_ ? &*lesson_ : nullptr; }
    const LessonRun& run() const { return run_; }
    const LessonState& state() const { return state_; }
    const LessonStep& step() const { return lesson_->steps[static_cast<std::size_t>(state_.step)]; }
    // The pass that the step is about. REQUIRES: a lesson.
    const LessonPass& pass() const { return pass_of(run_, step()); }

    // Of this step, open or answered; null where nothing is asked.
    const Question* question() const { return question_ ? &*question_ : nullptr; }
    bool asking() const { return question_.has_value() && !answered_; }
    const std::optional<Verdict>& verdict() const { return verdict_; }
    bool revealed() const { return revealed_; }
    // Counts up with each question: controls forget what was typed for the one before.
    std::uint64_t asked() const { return asked_; }

    // While asking: the tensors of which cells are hidden, with NaN in these; and those whose very
    // shape is.
    const std::map<int, Matrix<double>>& masked() const { return masked_; }
    bool shape_hidden(int tensor) const { return shapeless_.contains(tensor); }
    bool hides() const { return !masked_.empty() || !shapeless_.empty(); }

private:
    Status begin(const Lesson& lesson, std::uint32_t seed, int step, const Moment& now);
    Status ask(const Moment& now);  // the question of the state's step
    void settle(bool answered);     // hide or show
    void note(const Moment& now);   // into the record

    std::vector<Lesson> lessons_;
    PracticeRecord record_;
    std::optional<Lesson> lesson_;
    LessonRun run_;
    LessonState state_;
    bool stage_due_ = false;

    std::optional<Question> question_;
    std::optional<Verdict> verdict_;
    bool answered_ = false, revealed_ = false;
    double asked_at_ = 0;
    std::uint64_t asked_ = 0;
    std::map<int, Matrix<double>> masked_;
    std::set<int> shapeless_;

    // What was predicted last outside lessons.
    std::shared_ptr<const Trace> predicted_;
    int predicted_step_ = -1;
};

}  // namespace layerwise
