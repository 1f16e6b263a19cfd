#include "core/trace/code.h"

#include <array>

#include <fmt/format.h>

namespace layerwise {
namespace {

using Kind = Expression::Kind;
using Sizes = std::vector<Index>;

// The shape of the variable that holds the tensor.
Sizes sizes_of(const Trace& trace, const Tensor& tensor, Language language, Convention convention) {
    const Shape s = shape(tensor, trace.samples, convention);
    if (tensor.layout == Layout::Scalar) {
        return {};
    }
    if (language == Language::Eigen) {
        return {s.blocks * s.rows, s.cols};
    }
    const bool one_column = convention == Convention::Column && trace.samples == 1;
    if (tensor.layout == Layout::Bias || (tensor.layout == Layout::Samples && one_column)) {
        return {tensor.value.size()};
    }
    return s.blocks == 1 ? Sizes{s.rows, s.cols} : Sizes{s.blocks, s.rows, s.cols};
}

std::string text(const Sizes& sizes) {
    std::string inside;
    for (const Index size : sizes) {
        inside += fmt::format("{}{}", inside.empty() ? "" : ", ", size);
    }
    return fmt::format("({}{})", inside, sizes.size() == 1 ? "," : "");
}

class ShapeLine {
public:
    ShapeLine(const Trace& trace, Language language, Convention convention)
        : trace_(trace), language_(language), convention_(convention) {}

    std::string operand(const Expression& e) const {
        Sizes sizes = sizes_of_expression(e);
        const bool batch_of_columns =
            convention_ == Convention::Column && trace_.samples > 1 && sizes.size() == 1;
        if (e.kind == Kind::Broadcast && batch_of_columns) {
            sizes.push_back(1);
        }
        return text(sizes);
    }

    // The operands joined by the sign of the expression, where it is of two operands.
    std::string operands(const Expression& e, const Step& step) const {
        if (e.kind == Kind::Product || e.kind == Kind::Sum || e.kind == Kind::Hadamard ||
            is_update(e)) {
            return fmt::format("{} {} {}", operand(e.parts[0]), sign(e), operand(e.parts[1]));
        }
        std::string list;
        for (const int index : step.operands) {
            list += (list.empty() ? "" : ", ") + text(sizes(index));
        }
        return list;
    }

    std::string tensor(int index) const { return text(sizes(index)); }

private:
    static bool is_update(const Expression& e) {
        return e.kind == Kind::Difference && e.parts[1].kind == Kind::Rate;
    }

    Sizes sizes(int index) const {
        return sizes_of(trace_, trace_.tensors[static_cast<std::size_t>(index)], language_,
                        convention_);
    }

    Sizes sizes_of_expression(const Expression& e) const {
        if (e.tensor >= 0) {
            return sizes(e.tensor);
        }
        Sizes inner = sizes_of_expression(e.parts[0]);
        return e.kind == Kind::Transpose ? Sizes(inner.rbegin(), inner.rend()) : inner;
    }

    std::string_view sign(const Expression& e) const {
        switch (e.kind) {
            case Kind::Sum:
                return "+";
            case Kind::Difference:
                return "-";
            case Kind::Hadamard:
                return "*";
            default:
                break;
        }
        if (language_ == Language::Eigen) {
            return "*";
        }
        const bool outer = sizes_of_expression(e.parts[0]).size() == 1 &&
                           sizes_of_expression(e.parts[1]).size() == 1;
        return outer ? "⊗" : "@";
    }

    const Trace& trace_;
    Language language_;
    Convention convention_;
};

// A slope by itself in no operand's terms still reads its operands; the list names them.
std::string shapes_line(const Trace& trace, int step, Language language, Convention convention) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const StepEquation equation = step_equation(trace, step, convention);
    const ShapeLine line(trace, language, convention);
    const bool of_two = s.operands.size() == 2;
    std::string operands;
    if (of_two) {
        operands = line.operands(equation.right, s);
    } else {
        operands = line.tensor(s.operands.front());
    }
    return fmt::format("{} → {}", operands, line.tensor(s.result));
}

}  // namespace

std::string bracketed(const Code& code, Binding at_least) {
    return code.binding < at_least ? fmt::format("({})", code.text) : code.text;
}

Code scaled_code(const Expression& e, const Code& of) {
    std::string text = bracketed(of, Binding::Product);
    if (e.numerator != 1) {
        text = fmt::format("{} * {}", e.numerator, text);
    }
    if (e.denominator != 1) {
        text = fmt::format("{} / {}", text, e.denominator);
    }
    return {text, Binding::Product};
}

Code negative_code(const Code& of) {
    return {"-" + bracketed(of, Binding::Product), Binding::Product};
}

std::string_view name(Language language) {
    switch (language) {
        case Language::Numpy:
            return "NumPy";
        case Language::Pytorch:
            return "PyTorch";
        case Language::Eigen:
            return "Eigen";
    }
    return {};
}

std::optional<Language> language_from_name(std::string_view text) {
    for (const Language language :
         std::array{Language::Numpy, Language::Pytorch, Language::Eigen}) {
        if (name(language) == text) {
            return language;
        }
    }
    return std::nullopt;
}

std::string_view preamble(Language language) {
    switch (language) {
        case Language::Numpy:
            return "import math\n"
                   "import numpy as np\n";
        case Language::Pytorch:
            return "import torch\n"
                   "import torch.nn.functional as F\n";
        case Language::Eigen:
            return "#include <cmath>\n"
                   "#include <numbers>\n"
                   "#include <Eigen/Dense>\n"
                   "#include <unsupported/Eigen/SpecialFunctions>\n"
                   "using namespace Eigen;\n";
    }
    return {};
}

CodeLine code(const Trace& trace, int step, Language language, Convention convention) {
    return {language == Language::Eigen ? eigen_line(trace, step, convention)
                                        : python_line(trace, step, language, convention),
            shapes_line(trace, step, language, convention)};
}

}  // namespace layerwise
