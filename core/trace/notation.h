// How a step is said: its equation, one plain sentence, and its line of code.
//
// Every wording is derived from one small expression tree, so that formula, text, TeX, NumPy,
// PyTorch and Eigen can't disagree.
//
// Symbols: x, W, b, z, a, y, L; ŷ for the last a inside the loss; δ for ∂L/∂z. Networks of more
// than one layer number them, z⁽¹⁾; batches (samples > 1) have capital X, Y, Z, A, and xₙ where a
// formula speaks of one sample. ∂L/∂x of a layer above the first is ∂L/∂a of the layer below.
//
// In text every name is ASCII and numbered, as in exported files: W1, z1, dL/dz1 for δ⁽¹⁾, x^T,
// W1_next, a3_n for one sample; "-" is the minus sign, and of other signs only ⊙ (elementwise
// product), Σ, σ, Φ, φ and η occur.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/trace/convention.h"
#include "core/trace/trace.h"

namespace layerwise {

// A piece of a set formula. Scripts are plain strings; a fraction holds two formulas.
struct Glyph {
    enum class Kind {
        Symbol,    // italic: W, δ, ∂L
        Operator,  // upright, between two operands: = + − ⊙ >
        Text,      // upright: functions, numbers, brackets, the sign of −y
        Fraction,
    };
    Kind kind = Kind::Symbol;
    std::string base;         // "W", "∂L", "=", "·", "⊙", "log"
    std::string superscript;  // "(1)", "(2)⊤", "2"
    std::string subscript;    // "n" for one sample, "next" after the update
    bool bold = false;        // vectors and matrices
    int tensor = -1;          // index into Trace::tensors of what it stands for, or −1
    bool space = false;       // a space goes before it
    std::vector<Glyph> numerator, denominator;
};
using Formula = std::vector<Glyph>;

// z⁽¹⁾ = W⁽¹⁾ x + b⁽¹⁾, as glyphs for the screen. The weighted sum is W⁽¹⁾ x alone: it has no
// symbol of its own. The loss adds what ŷ stands for: L = −Σ y log ŷ, ŷ = a⁽³⁾.
Formula formula(const Trace& trace, int step, Convention convention);

// "z1 = W1 x + b1": one line of text.
std::string equation(const Trace& trace, int step, Convention convention);

// "z^{(1)} = W^{(1)} x + b^{(1)}".
std::string tex(const Trace& trace, int step, Convention convention);

// The tensor's own name as glyphs, as text ("dL/dW1") and as TeX.
Formula symbol_formula(const Trace& trace, int tensor, Convention convention);
std::string symbol_text(const Trace& trace, int tensor);
std::string symbol_tex(const Trace& trace, int tensor);

// "Weighted sum", "Add the bias", "ReLU", "Loss", …
std::string title(const Trace& trace, int step);

// One plain sentence: what the operation does to these shapes, for somebody new to it.
std::string sentence(const Trace& trace, int step, Convention convention);

enum class Language { Numpy, Pytorch, Eigen };
std::string_view name(Language language);  // "NumPy", "PyTorch", "Eigen"
std::optional<Language> language_from_name(std::string_view text);

// The imports and includes which the lines need.
std::string_view preamble(Language language);

// One line of that language, and its shapes: "(128, 784) @ (784,) → (128,)". The lines of all
// steps run one after the other, given the preamble and the variables x, y, lr, W1, b1, …; results
// have their tensors' names. Variables have the shapes that the convention writes, but
//   NumPy, PyTorch   b is 1-D; in `column`, one sample (N = 1) is 1-D; ∂a/∂z of softmax is
//                    (out, out) for one sample, (N, out, out) for a batch;
//   Eigen            one sample is a VectorXd, or a RowVectorXd where samples are rows, and so is
//                    b; stacked ∂a/∂z are (N·out × out).
// Everything is double: torch.float64.
struct CodeLine {
    std::string code;
    std::string shapes;
};
CodeLine code(const Trace& trace, int step, Language language, Convention convention);

}  // namespace layerwise
