// The shape log: one row a step, to study and to compare.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/trace/convention.h"
#include "core/trace/trace.h"

namespace layerwise {

struct ShapedName {
    std::string name;  // "W1"
    Shape shape;
};

struct ShapeRow {
    int index = 0;  // from 1
    std::string phase, operation, equation;
    int layer = 0;  // 0 for the loss
    std::vector<ShapedName> operands;
    ShapedName result;
    Index parameters = 0;  // of W and b among the operands
    double multiply_adds = 0;
    double bytes = 0;                             // of the result, in double
    double min = 0, max = 0, mean = 0, norm = 0;  // of the result; norm is the Frobenius norm
};

std::vector<ShapeRow> shape_log(const Trace& trace, Convention convention);

enum class LogFormat { Csv, Json, Markdown, Html, Tex };
// "csv", "json", "md", "html", "tex".
std::string_view name(LogFormat format);
std::optional<LogFormat> log_format_from_name(std::string_view name);

// The log as a file of that format. html is one self-contained page that prints well; tex is a
// table that compiles inside `article`. Of all steps, or of the first so many: those seen so far.
std::string format_shape_log(const Trace& trace, Convention convention, LogFormat format);
std::string format_shape_log(const Trace& trace, Convention convention, LogFormat format,
                             std::size_t first_steps);

}  // namespace layerwise
