// Makes the questions of lessons: right answers and slips computed from the pass.
#include <utility>

#include <fmt/format.h>

#include "core/lessons/cells.h"
#include "core/lessons/puzzle.h"
#include "core/lessons/quantity.h"
#include "core/lessons/question.h"

namespace layerwise {
namespace {

using Values = Matrix<double>;

// Fills a question from an ask of one kind; the first thing that is wrong ends it.
class Asking {
public:
    Asking(const Ask& ask, const LessonPass& pass, Convention convention)
        : ask_(ask), pass_(pass), trace_(*pass.trace), convention_(convention) {
        question_.kind = ask.kind;
        question_.decimals = ask.decimals;
        question_.trace = pass.trace;
    }

    Result<Question> make(std::uint32_t seed) {
        Status good = Done{};
        switch (ask_.kind) {
            case AskKind::Number:
            case AskKind::Sign:
            case AskKind::Vector:
                good = quantity();
                break;
            case AskKind::Shape:
                good = shape_of(ask_.of);
                break;
            case AskKind::Shapes:
                for (const std::string& tensor : ask_.list) {
                    good = good ? shape_of(tensor) : good;
                }
                break;
            case AskKind::Choice:
            case AskKind::Picture:
                good = options();
                break;
            case AskKind::Puzzle:
                good = goal();
                break;
            case AskKind::Hunt:
                good = hunt(seed);
                break;
        }
        return good ? Result<Question>(std::move(question_)) : good.error();
    }

private:
    Status quantity() {
        Result<Values> value = evaluate(trace_, ask_.of);
        if (!value) {
            return value.error();
        }
        const bool vector = ask_.kind == AskKind::Vector;
        if (vector ? value->cols() != 1 : value->size() != 1) {
            return Error{fmt::format("expected {} as \"{}\", found {} × {}",
                                     vector ? "a column" : "one number", ask_.of, value->rows(),
                                     value->cols())};
        }
        const Cell cell = cell_of(trace_, ask_.of);
        question_.tensor = cell.tensor;
        question_.row = cell.row;
        question_.col = cell.col;
        question_.step = cell.tensor < 0 ? -1 : maker_of(trace_, cell.tensor);
        question_.value = *value;
        if (ask_.kind != AskKind::Sign) {
            question_.slips = slips_at(trace_, cell);
            return own_slips();
        }
        return Done{};
    }

    Status own_slips() {
        std::vector<Slip> own;
        for (const OwnSlip& slip : ask_.slips) {
            Result<Values> gives = evaluate(trace_, slip.gives);
            if (!gives) {
                return gives.error();
            }
            if (gives->size() != question_.value.size()) {
                return Error{fmt::format("expected {} numbers from slip \"{}\", found {}",
                                         question_.value.size(), slip.name, gives->size())};
            }
            own.push_back({slip.name, gives->reshaped()});
        }
        question_.slips.insert(question_.slips.begin(), own.begin(), own.end());
        return Done{};
    }

    Status shape_of(const std::string& name) {
        const int tensor = tensor_named(trace_, name);
        if (tensor < 0) {
            return Error{fmt::format("expected a tensor of the pass, found \"{}\"", name)};
        }
        const Tensor& asked = trace_.tensors[static_cast<std::size_t>(tensor)];
        question_.tensor = tensor;
        question_.step = maker_of(trace_, tensor);
        question_.names.push_back(name);
        question_.shapes.push_back(shape(asked, trace_.samples, convention_));
        question_.shape_slips.push_back(shape_slips_of(trace_, tensor, convention_));
        return Done{};
    }

    Status options() {
        const bool picture = ask_.kind == AskKind::Picture;
        question_.options = static_cast<int>(ask_.options.size());
        if (picture) {
            Result<Values> value = evaluate(trace_, ask_.of);
            if (!value) {
                return value.error();
            }
            question_.value = *value;
            question_.tensor = cell_of(trace_, ask_.of).tensor;
        }
        int rights = 0;
        for (int k = 0; k < question_.options; ++k) {
            const AskOption& option = ask_.options[static_cast<std::size_t>(k)];
            Result<Values> value = evaluate(trace_, picture ? option.shows : option.when);
            if (!value) {
                return value.error();
            }
            const bool same_shape =
                value->rows() == question_.value.rows() && value->cols() == question_.value.cols();
            const bool right =
                picture ? same_shape && value->isApprox(question_.value) : (*value)(0, 0) != 0;
            if (picture) {
                question_.pictures.push_back(*value);
            }
            rights += right ? 1 : 0;
            question_.right = right ? k : question_.right;
        }
        return rights == 1 ? Status(Done{})
                           : Error{fmt::format("expected one right option, found {}", rights)};
    }

    Status goal() {
        const int tensor = tensor_named(trace_, ask_.of);
        if (tensor < 0 || !is_puzzle(trace_, tensor)) {
            return Error{fmt::format("expected a Wx, dL_dW or dL_dx, found \"{}\"", ask_.of)};
        }
        question_.tensor = tensor;
        question_.step = maker_of(trace_, tensor);
        question_.names = {ask_.of};
        return Done{};
    }

    Status hunt(std::uint32_t seed) {
        const Example& example = pass_.example;
        const Input& input = example.input;
        const std::optional<Fault> fault = fault_from_name(ask_.of);
        if (!fault && ask_.of != "any") {
            return Error{
                fmt::format("expected \"any\" or a fault such as dropped-slope, found "
                            "\"{}\"",
                            ask_.of)};
        }
        if (fault) {
            question_.faulty =
                faulty_trace(*example.network, input.x, input.y, example.learning_rate, *fault);
        }
        if (!question_.faulty) {
            question_.faulty =
                hidden_fault(*example.network, input.x, input.y, example.learning_rate, seed);
        }
        const FaultyTrace& faulty = *question_.faulty;
        question_.trace = std::make_shared<const Trace>(faulty.trace);
        question_.step = faulty.step;
        question_.tensor = faulty.trace.steps[static_cast<std::size_t>(faulty.step)].result;
        question_.names = {faulty.trace.tensors[static_cast<std::size_t>(question_.tensor)].name};
        return Done{};
    }

    const Ask& ask_;
    const LessonPass& pass_;
    const Trace& trace_;
    Convention convention_;
    Question question_;
};

}  // namespace

Result<Question> question_of(const Lesson& lesson, const LessonStep& step, const LessonRun& run) {
    Result<Question> question =
        Asking(*step.ask, pass_of(run, step), lesson.convention).make(run.seed);
    if (!question) {
        return Error{
            fmt::format("{}:{}: {}", lesson.file, step.ask->line, question.error().message)};
    }
    return question;
}

}  // namespace layerwise
