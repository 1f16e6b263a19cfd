// The shape log written out, format by format: what format_shape_log chooses from.
#pragma once

#include <string>
#include <vector>

#include "core/export/shape_log.h"

namespace layerwise {

// A log with what its heading says. REQUIRES: rows = shape_log(trace, convention), or
// their beginning.
struct ShapeLog {
    const Trace& trace;
    Convention convention;
    std::vector<ShapeRow> rows;
};

// RFC 4180: a header, one record a step, CRLF, numbers with every digit.
std::string shape_log_csv(const ShapeLog& log);
// {"network": {…}, "steps": […]}; numbers with every digit, null where one is not finite.
std::string shape_log_json(const ShapeLog& log);
// A heading and a table, as GitHub renders them.
std::string shape_log_markdown(const ShapeLog& log);
// One page without scripts or links, light or dark as the reader's system, light on paper.
std::string shape_log_html(const ShapeLog& log);
// A longtable; its preamble is in the comment at the top.
std::string shape_log_tex(const ShapeLog& log);

// "784-128-64-10".
std::string sizes_text(const Trace& trace);
// Σₗ out·in + out.
double parameter_count(const Trace& trace);
double multiply_adds(const ShapeLog& log);
// "z = W x + b", as the convention writes a layer.
std::string_view layer_equation(Convention convention);

}  // namespace layerwise
