// Writing expressions as code: what the languages share.
#pragma once

#include <string>

#include "core/trace/expression.h"
#include "core/trace/notation.h"

namespace layerwise {

// How tightly a piece of code holds together, loosest first.
enum class Binding { Sum, Product, Power, Atom };

struct Code {
    std::string text;
    Binding binding = Binding::Atom;
};

// In brackets where it holds less tightly than asked.
std::string bracketed(const Code& code, Binding at_least);

// Σ yᵢ log aᵢ / N → "x / N", 2 (a − y) / n → "2 * x / n".
Code scaled_code(const Expression& e, const Code& of);

// −x; in code, as on paper, (−y) / a and −(y / a) are one.
Code negative_code(const Code& of);

// An activation of z in NumPy or PyTorch. `columns`: samples are columns, and so the direction of a
// softmax. REQUIRES for NumPy: f has no definition() in simpler functions.
Code numpy_function(Activation f, const std::string& z, bool columns);
Code torch_function(Activation f, const std::string& z, bool columns);

// An expression in C++, with .array() where it is of element by element.
std::string eigen_expression(const Trace& trace, const Expression& e, Convention convention);

// One runnable line: "z1 = Wx1 + b1".
std::string python_line(const Trace& trace, int step, Language language, Convention convention);
std::string eigen_line(const Trace& trace, int step, Convention convention);

}  // namespace layerwise
