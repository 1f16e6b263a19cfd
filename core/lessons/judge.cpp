// Judges answers: right, a known slip, or neither.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/lessons/answer.h"
#include "core/lessons/puzzle.h"
#include "core/lessons/question.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

using Values = Matrix<double>;

constexpr double kRelative = 1e-3;  // of what was added up by hand from rounded numbers

// How far from the value an answer may lie that was meant to be it, to these decimals.
double tight(int decimals) {
    return 0.5 * std::pow(10.0, -decimals) * (1 + 1e-6) + 1e-12;
}

bool near(const std::vector<TypedNumber>& given, const Values& value, int decimals) {
    for (std::size_t k = 0; k < given.size(); ++k) {
        const double expected = value.reshaped()(static_cast<Index>(k));
        if (std::abs(given[k].value - expected) > tight(decimals)) {
            return false;
        }
    }
    return true;
}

// Whether each number is the value rounded as it was typed, or within a thousandth of it.
bool near_as_typed(const std::vector<TypedNumber>& given, const Values& value) {
    for (std::size_t k = 0; k < given.size(); ++k) {
        const double expected = value.reshaped()(static_cast<Index>(k));
        const double allowed =
            std::max(given[k].rounding * (1 + 1e-6) + 1e-12, kRelative * std::abs(expected));
        if (std::abs(given[k].value - expected) > allowed) {
            return false;
        }
    }
    return true;
}

// The cell of the same tensor that has this value: the right number of another place.
std::optional<std::string> other_cell(const Question& question,
                                      const std::vector<TypedNumber>& given) {
    if (question.tensor < 0 || given.size() != 1) {
        return std::nullopt;
    }
    const Tensor& tensor = question.trace->tensors[static_cast<std::size_t>(question.tensor)];
    constexpr Index kFew = 64;
    for (Index j = 0; j < tensor.value.cols() && tensor.value.size() <= kFew; ++j) {
        for (Index i = 0; i < tensor.value.rows(); ++i) {
            const bool same = i == question.row && j == question.col;
            if (!same && near(given, tensor.value.block(i, j, 1, 1), question.decimals)) {
                return tensor.value.cols() == 1
                           ? fmt::format("{}[{}]", tensor.name, i + 1)
                           : fmt::format("{}[{},{}]", tensor.name, i + 1, j + 1);
            }
        }
    }
    return std::nullopt;
}

Verdict judged_numbers(const Question& question, const std::vector<TypedNumber>& given) {
    if (near(given, question.value, question.decimals)) {
        return {Judgement::Right, "", {}};
    }
    for (const Slip& slip : question.slips) {
        if (near(given, slip.value, question.decimals)) {
            return {Judgement::Wrong, slip.name, {}};
        }
    }
    if (near_as_typed(given, question.value)) {
        return {Judgement::Right, "", {}};
    }
    for (const Slip& slip : question.slips) {
        if (near_as_typed(given, slip.value)) {
            return {Judgement::Wrong, slip.name, {}};
        }
    }
    if (const auto cell = other_cell(question, given)) {
        return {Judgement::Wrong, "other-cell", {{"cell", *cell}}};
    }
    return {};
}

int sign_of(double value) {
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

std::optional<int> typed_sign(std::string_view text) {
    if (text == "+" || text == "positive") {
        return 1;
    }
    if (text == "-" || text == "−" || text == "negative") {
        return -1;
    }
    return text == "0" || text == "zero" ? std::optional(0) : std::nullopt;
}

std::vector<Index> sizes_of(const Shape& shape) {
    return shape.blocks > 1 ? std::vector<Index>{shape.blocks, shape.rows, shape.cols}
                            : std::vector<Index>{shape.rows, shape.cols};
}

// "2" is enough for what has one row or one column.
bool same_shape(const std::vector<Index>& given, const Shape& shape) {
    const bool flat = shape.blocks == 1 && (shape.rows == 1 || shape.cols == 1);
    return given == sizes_of(shape) || (flat && given.size() == 1 && given.front() == shape.size());
}

Verdict judged_shape(const Question& question, std::size_t k, std::string_view typed) {
    const std::pair<std::string, std::string> name = {"name", question.names[k]};
    const auto given = typed_shape(typed);
    if (!given) {
        return {Judgement::Unreadable, "no-shape", {name}};
    }
    if (same_shape(*given, question.shapes[k])) {
        return {Judgement::Right, "", {}};
    }
    for (const ShapeSlip& slip : question.shape_slips[k]) {
        if (slip.shape != question.shapes[k] && *given == sizes_of(slip.shape)) {
            return {Judgement::Wrong, "shape-" + slip.name, {name}};
        }
    }
    return {Judgement::Wrong, "", {name}};
}

// The answers between semicolons: the first that is not right is spoken of.
Verdict judged_shapes(const Question& question, std::string_view typed) {
    for (std::size_t k = 0; k < question.shapes.size(); ++k) {
        const std::size_t end = std::min(typed.find(';'), typed.size());
        Verdict one = judged_shape(question, k, typed.substr(0, end));
        if (one.judgement != Judgement::Right) {
            return one;
        }
        typed.remove_prefix(std::min(end + 1, typed.size()));
    }
    return {Judgement::Right, "", {}};
}

Verdict judged_option(const Question& question, std::string_view typed) {
    const auto number = typed_number(typed);
    if (!number || number->value < 1 || number->value > question.options ||
        number->value != std::floor(number->value)) {
        return {
            Judgement::Unreadable, "no-option", {{"count", fmt::format("{}", question.options)}}};
    }
    const int given = static_cast<int>(number->value) - 1;
    return {given == question.right ? Judgement::Right : Judgement::Wrong,
            "",
            {{"option", fmt::format("{}", given + 1)}}};
}

}  // namespace

Verdict judged(const Question& question, std::string_view typed) {
    switch (question.kind) {
        case AskKind::Number: {
            const auto given = typed_number(typed);
            return given ? judged_numbers(question, {*given})
                         : Verdict{Judgement::Unreadable, "no-number", {}};
        }
        case AskKind::Vector: {
            const auto given = typed_numbers(typed);
            if (!given || static_cast<Index>(given->size()) != question.value.size()) {
                return {Judgement::Unreadable,
                        "no-vector",
                        {{"count", fmt::format("{}", question.value.size())}}};
            }
            return judged_numbers(question, *given);
        }
        case AskKind::Sign: {
            const auto given = typed_sign(typed);
            if (!given) {
                return {Judgement::Unreadable, "no-sign", {}};
            }
            const int right = sign_of(question.value(0, 0));
            return {*given == right ? Judgement::Right : Judgement::Wrong,
                    *given == -right && right != 0 ? "wrong-sign" : "",
                    {}};
        }
        case AskKind::Shape:
        case AskKind::Shapes:
            return judged_shapes(question, typed);
        case AskKind::Choice:
        case AskKind::Picture:
            return judged_option(question, typed);
        case AskKind::Puzzle:
            return judged(*question.trace, puzzle_of(*question.trace, question.tensor), typed);
        case AskKind::Hunt:
            return accused(*question.faulty, typed);
    }
    return {};
}

}  // namespace layerwise
