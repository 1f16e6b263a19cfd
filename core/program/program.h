// A whole pass as a program that runs alone, and the check of what it printed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/trace/notation.h"

namespace layerwise {

// Where a pass came from, so that its output can be compared with it later.
struct PassSource {
    std::string example;         // "numpy-case"
    Index image = 0, batch = 1;  // for digits
    bool operator==(const PassSource&) const = default;
};

// The source text of a script (NumPy, PyTorch) or of a C++ file (Eigen) that holds the pass's x, y,
// W and b, computes every step by the same lines as code(), and prints every value: a first line
// that names the source, then one line a value, its name, number of axes, sizes, and numbers in C
// order. Long arrays are written as base64, in float32 where that loses nothing.
std::string program(const Trace& trace, Language language, Convention convention,
                    const PassSource& source);

// ".py" or ".cpp".
std::string_view program_extension(Language language);

struct PrintedValue {
    std::string name;
    std::vector<Index> sizes;
    std::vector<double> numbers;  // in C order
};
struct PassOutput {
    PassSource source;
    Convention convention = Convention::Column;
    std::vector<PrintedValue> values;
};
// Reads what a program printed. Errors: no first line of ours, a line that is no value, fewer or
// more numbers than its sizes say; with the line.
Result<PassOutput> read_output(std::string_view text, const std::string& where);

// Numbers differ when they are further apart than this times 1 + |expected|: sums in another order
// stay far below it, any mistake far above.
inline constexpr double kOutputTolerance = 1e-9;

struct Difference {
    std::string name;             // "dL_dW1"
    std::vector<Index> position;  // from 0, as the program indexes it
    double expected = 0, found = 0;
};
struct Comparison {
    Index values = 0, numbers = 0;     // that were compared
    std::optional<Difference> first;   // in the order of the pass
    std::vector<std::string> missing;  // values of the pass that were not printed
};
// Errors: a value that the pass does not have, or of another shape.
Result<Comparison> compare(const Trace& trace, const PassOutput& output);

// "21 values agree …" or "dL_dW1[0, 2]: expected …, found …": one line.
std::string comparison_text(const Comparison& comparison);

}  // namespace layerwise
