// Writes the elements of tensors into a line of arithmetic: as symbols or as numbers.
#pragma once

#include <string>
#include <string_view>

#include "core/trace/element.h"

namespace layerwise {

// One text with two readings: whatever is written through a scribe reads as "w11·x1" in symbols
// and as "0.50·1.00" in numbers, so that the two lines always have the same form.
class Scribe {
public:
    static Scribe of_symbols(const Trace& trace, Convention convention);
    static Scribe of_numbers(const Trace& trace, Convention convention, int decimals);

    bool writes_numbers() const { return decimals_ >= 0; }

    // The element at (row, col) in the column convention: "w12" or "−0.25".
    std::string entry(int tensor, Index row, Index col) const;

    // The same as a factor or under a sign: "w12" or "(−0.25)".
    std::string factor(int tensor, Index row, Index col) const;

    // "−z1" or "0.25" for an exponent.
    std::string negated(int tensor, Index row, Index col) const;

    // A value that has no tensor: the symbol given, or the number.
    std::string factor(std::string_view symbol, double value) const;

    // " + b1", or " + 0.10", or " − 0.10".
    std::string plus(int tensor, Index row, Index col) const;

private:
    Scribe(const Trace& trace, Convention convention, int decimals)
        : trace_(trace), convention_(convention), decimals_(decimals) {}

    const Tensor& tensor_at(int index) const {
        return trace_.tensors[static_cast<std::size_t>(index)];
    }
    std::string symbol(const Tensor& tensor, Index row, Index col) const;
    std::string sample_index(Index row, Index col) const;
    std::string weight_index(const Matrix<double>& shape, Index row, Index col) const;

    const Trace& trace_;
    Convention convention_;
    int decimals_;
};

// The operations that are functions rather than sums of an element's terms: what stands between
// "a1 = " and " = 0.56". Starts with the function's name where it has one: "σ(z1) = 1/(1 + e^−z1)".
std::string function_text(const Trace& trace, const Step& step, const Element& element,
                          const Scribe& scribe, std::size_t max_terms);

// The same for ∂L/∂a: "−y1/a1".
std::string loss_gradient_text(const Trace& trace, const Step& step, const Element& element,
                               const Scribe& scribe);

// L = …, from those terms that are not 0.
std::string loss_text(const Trace& trace, const Step& step, const Element& element,
                      const Scribe& scribe, std::size_t max_terms);

// "1/5·(…)" of a sum, or the sum itself where the factor is 1.
std::string scaled_text(Index numerator, Index denominator, const std::string& sum);

}  // namespace layerwise
