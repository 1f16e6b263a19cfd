// The shape log as a page to read and to print.
#include <algorithm>

#include <fmt/format.h>

#include "core/export/escape.h"
#include "core/export/html_style.h"
#include "core/export/log_formats.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

// The colour class of a dimension: equal layer sizes share a hue, so that inner dimensions that
// must match are seen to match.
std::string dimension_class(const Trace& trace, Index size) {
    const auto place = std::find(trace.sizes.begin(), trace.sizes.end(), size);
    return fmt::format("d{}", (place - trace.sizes.begin()) % kDimensionHues);
}

// "128 × 784", each layer size in its hue; the axis of the samples stays plain.
std::string shape_html(const ShapeLog& log, const Tensor& tensor, const Shape& shape) {
    const bool as_columns = !is_transposed(Layout::Samples, log.convention);
    const bool scalar = tensor.layout == Layout::Scalar;
    const bool plain_rows =
        scalar || (tensor.layout == Layout::Samples && !as_columns) ||
        (tensor.layout == Layout::Bias && is_transposed(Layout::Bias, log.convention));
    const bool plain_cols = scalar || (tensor.layout == Layout::Samples && as_columns) ||
                            (tensor.layout == Layout::Bias && !plain_rows);

    const auto dimension = [&](Index size, bool plain) {
        return plain
                   ? fmt::format("{}", size)
                   : fmt::format("<i class=\"{}\">{}</i>", dimension_class(log.trace, size), size);
    };
    return fmt::format("<span class=\"shape\">{}{} × {}</span>",
                       shape.blocks > 1 ? fmt::format("{} × ", shape.blocks) : "",
                       dimension(shape.rows, plain_rows), dimension(shape.cols, plain_cols));
}

std::string tensor_html(const ShapeLog& log, int tensor, const ShapedName& shaped) {
    return fmt::format(
        "<span class=\"tensor\"><b>{}</b> {}</span>", html_text(shaped.name),
        shape_html(log, log.trace.tensors[static_cast<std::size_t>(tensor)], shaped.shape));
}

std::string table_row(const ShapeLog& log, const ShapeRow& row) {
    const Step& step = log.trace.steps[static_cast<std::size_t>(row.index - 1)];
    std::string operands;
    for (std::size_t k = 0; k < row.operands.size(); ++k) {
        operands += tensor_html(log, step.operands[k], row.operands[k]) + ' ';
    }
    std::string html = fmt::format(
        "<tr class=\"{0}\"><td class=\"n\">{1}</td><td class=\"phase\">{0}</td>"
        "<td class=\"n\">{2}</td><td>{3}</td><td "
        "class=\"equation\">{4}</td><td>{5}</td><td>{6}</td>",
        row.phase, row.index, row.layer == 0 ? "" : std::to_string(row.layer),
        html_text(row.operation), html_text(row.equation), operands,
        tensor_html(log, step.result, row.result));
    for (const std::string& number :
         {grouped(static_cast<double>(row.parameters)), grouped(row.multiply_adds),
          grouped(row.bytes), readable(row.min), readable(row.max), readable(row.mean),
          readable(row.norm)}) {
        html += fmt::format("<td class=\"n\">{}</td>", number);
    }
    return html + "</tr>\n";
}

// "784 → 128 relu → 64 relu → 10 softmax", as badges.
std::string network_html(const Trace& trace) {
    std::string html = "<p class=\"network\">";
    for (std::size_t k = 0; k < trace.sizes.size(); ++k) {
        html +=
            fmt::format(R"({}<span class="badge"><i class="{}">{}</i> {}</span>)",
                        k == 0 ? "" : " → ", dimension_class(trace, trace.sizes[k]), trace.sizes[k],
                        k == 0 ? "inputs" : html_text(name(trace.activations[k - 1])));
    }
    return html + "</p>\n";
}

std::string facts_html(const ShapeLog& log) {
    return fmt::format(
        "<p class=\"facts\">Written as <b class=\"equation\">{}</b> ({} convention) · "
        "samples <b>{}</b> · parameters <b>{}</b> · multiply-adds <b>{}</b> · loss <b>{}</b> · "
        "η <b>{}</b></p>\n",
        html_text(layer_equation(log.convention)), name(log.convention), log.trace.samples,
        grouped(parameter_count(log.trace)), grouped(multiply_adds(log)),
        html_text(name(log.trace.loss)), readable(log.trace.learning_rate));
}

constexpr std::string_view kTableHead =
    "<thead><tr><th class=\"n\">#</th><th>phase</th><th class=\"n\">layer</th><th>operation</th>"
    "<th>equation</th><th>operands</th><th>result</th><th class=\"n\">parameters</th>"
    "<th class=\"n\">multiply-adds</th><th class=\"n\">bytes</th><th class=\"n\">min</th>"
    "<th class=\"n\">max</th><th class=\"n\">mean</th><th class=\"n\">norm</th></tr></thead>\n";

}  // namespace

// Written so that it is well-formed XML too: every element closed, every attribute quoted.
std::string shape_log_html(const ShapeLog& log) {
    const std::string title = "Shape log: " + sizes_text(log.trace);
    std::string page = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<title>{0}</title>\n<style>\n{1}</style>\n</head>\n<body>\n<h1>{0}</h1>\n{2}{3}"
        "<div class=\"table\"><table>\n{4}<tbody>\n",
        html_text(title), kHtmlStyle, network_html(log.trace), facts_html(log), kTableHead);
    for (const ShapeRow& row : log.rows) {
        page += table_row(log, row);
    }
    return page + "</tbody>\n</table></div>\n</body>\n</html>\n";
}

}  // namespace layerwise
