// What a step's sentence is about: its sizes, and the words of its convention.
#pragma once

#include <string>
#include <string_view>

#include "core/trace/convention.h"
#include "core/trace/trace.h"

namespace layerwise {

// "100,352".
std::string grouped(Index count);

// "the 784 numbers", "the one number".
std::string the(Index count, std::string_view one, std::string_view many);

// "Each of the 128 rows", "The one row": both take a verb in -s.
std::string each_of(Index count, std::string_view one, std::string_view many);

struct Subject {
    const Trace& trace;
    const Step& step;
    Index N = 1, out = 0, in = 0;
    bool columns = true;  // samples are columns
    bool row = false;     // the `row` convention, where W is (in × out)

    bool is_batch() const { return N > 1; }
    bool is_last() const { return step.layer == trace.layers(); }
    Activation f() const { return trace.activations[static_cast<std::size_t>(step.layer) - 1]; }

    // "5 columns": the samples as they lie.
    std::string sample_lines() const;
    // "each of the 128 rows", in all its numbers: those of every sample.
    std::string each(std::string_view one, std::string_view many) const;
    std::string all(std::string_view one, std::string_view many) const;
};

// Of the steps that apply a function: activation, loss, and their slopes.
std::string function_sentence(const Subject& s);

// Of the steps back through the layer: δ, and the gradients of W, b and x.
std::string gradient_sentence(const Subject& s);

}  // namespace layerwise
