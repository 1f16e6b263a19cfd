#include "core/trace/scribe.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace layerwise {
namespace {

constexpr std::string_view kMinus = "−";

bool is_negative(const std::string& number) {
    return number.rfind(kMinus, 0) == 0;
}

std::string in_brackets_if_negative(std::string number) {
    return is_negative(number) ? fmt::format("({})", number) : number;
}

// The letter before the index, or what a derivative is of.
std::string_view letter(const Tensor& tensor) {
    switch (tensor.symbol) {
        case Symbol::X:
            return "x";
        case Symbol::Y:
            return "y";
        case Symbol::W:
        case Symbol::NextW:
            return "w";
        case Symbol::B:
        case Symbol::NextB:
            return "b";
        case Symbol::Z:
        case Symbol::Slope:
            return "z";
        case Symbol::A:
            return "a";
        case Symbol::L:
            return "L";
        case Symbol::GradA:
            return "dL/da";
        case Symbol::GradZ:
            return "δ";
        case Symbol::GradW:
            return "dL/dw";
        case Symbol::GradB:
            return "dL/db";
        case Symbol::GradX:
            return tensor.layer == 1 ? "dL/dx" : "dL/da";
        case Symbol::Wx:
            break;
    }
    return {};
}

std::string_view product_letters(Convention convention) {
    switch (convention) {
        case Convention::Column:
            return "(Wx)";
        case Convention::Row:
            return "(xW)";
        case Convention::Torch:
            return "(xWᵀ)";
    }
    return {};
}

// About four digits: "0.4888", "1.270e−6", "0".
std::string readable_text(double value) {
    constexpr double kFixedFrom = 1e-3;
    const double size = std::abs(value);
    if (size == 0) {
        return "0";
    }
    std::string digits;
    if (size >= kFixedFrom) {
        digits = fmt::format("{:.4f}", size);
    } else {
        const int exponent = static_cast<int>(std::floor(std::log10(size)));
        digits = fmt::format("{:.3f}e{}{}", size / std::pow(10.0, exponent), kMinus, -exponent);
    }
    return value < 0 ? std::string(kMinus) + digits : digits;
}

}  // namespace

std::string number_text(double value, int decimals) {
    constexpr double kFixedBelow = 1e9;
    constexpr int kMostDecimals = 6;  // more zeros than that cannot be counted at a glance
    const double size = std::abs(value);
    if (decimals > kMostDecimals && size < kFixedBelow) {
        return readable_text(value);
    }
    const std::string digits = size < kFixedBelow ? fmt::format("{:.{}f}", size, decimals)
                                                  : fmt::format("{:.{}e}", size, decimals);
    const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
    return value < 0 && !is_zero ? std::string(kMinus) + digits : digits;
}

Scribe Scribe::of_symbols(const Trace& trace, Convention convention) {
    return {trace, convention, -1};
}

Scribe Scribe::of_numbers(const Trace& trace, Convention convention, int decimals) {
    return {trace, convention, std::max(decimals, 0)};
}

std::string Scribe::entry(int tensor, Index row, Index col) const {
    const Tensor& t = tensor_at(tensor);
    return writes_numbers() ? number_text(t.value(row, col), decimals_) : symbol(t, row, col);
}

std::string Scribe::factor(int tensor, Index row, Index col) const {
    return in_brackets_if_negative(entry(tensor, row, col));
}

std::string Scribe::negated(int tensor, Index row, Index col) const {
    const Tensor& t = tensor_at(tensor);
    return writes_numbers() ? number_text(-t.value(row, col), decimals_)
                            : std::string(kMinus) + symbol(t, row, col);
}

std::string Scribe::factor(std::string_view symbol, double value) const {
    return writes_numbers() ? in_brackets_if_negative(number_text(value, decimals_))
                            : std::string(symbol);
}

std::string Scribe::plus(int tensor, Index row, Index col) const {
    const std::string text = entry(tensor, row, col);
    return is_negative(text) ? fmt::format(" {} {}", kMinus, text.substr(kMinus.size()))
                             : " + " + text;
}

std::string Scribe::symbol(const Tensor& tensor, Index row, Index col) const {
    const std::string_view base =
        tensor.symbol == Symbol::Wx ? product_letters(convention_) : letter(tensor);
    switch (tensor.layout) {
        case Layout::Scalar:
            return std::string(base);
        case Layout::Bias:
            return fmt::format("{}{}{}", base, row + 1,
                               tensor.symbol == Symbol::NextB ? "_next" : "");
        case Layout::Weights:
            return fmt::format("{}{}{}", base, weight_index(tensor.value, row, col),
                               tensor.symbol == Symbol::NextW ? "_next" : "");
        case Layout::Jacobian: {
            const Index out = tensor.value.cols(), n = row / out;
            return fmt::format("da{}/dz{}", sample_index(row % out, n), sample_index(col, n));
        }
        case Layout::Samples:
            break;
    }
    const std::string text = fmt::format("{}{}", base, sample_index(row, col));
    return tensor.symbol == Symbol::Slope ? fmt::format("f′({})", text) : text;
}

std::string Scribe::sample_index(Index row, Index col) const {
    if (trace_.samples == 1) {
        return fmt::format("{}", row + 1);
    }
    return convention_ == Convention::Column ? fmt::format("[{},{}]", row + 1, col + 1)
                                             : fmt::format("[{},{}]", col + 1, row + 1);
}

std::string Scribe::weight_index(const Matrix<double>& shape, Index row, Index col) const {
    if (convention_ == Convention::Row) {
        std::swap(row, col);
    }
    // By the matrix, not the element: w7,1 of a wide W, so that w71 never means two things.
    constexpr Index kOneDigit = 9;
    const bool one_digit_each = shape.rows() <= kOneDigit && shape.cols() <= kOneDigit;
    return fmt::format("{}{}{}", row + 1, one_digit_each ? "" : ",", col + 1);
}

}  // namespace layerwise
