// The shape log as a Markdown table.
#include <fmt/format.h>

#include "core/export/escape.h"
#include "core/export/log_formats.h"

namespace layerwise {
namespace {

std::string shaped(const ShapedName& tensor) {
    return markdown_code(tensor.name) + ' ' + text(tensor.shape);
}

std::string table_row(const ShapeRow& row) {
    std::vector<std::string> operands;
    for (const ShapedName& operand : row.operands) {
        operands.push_back(shaped(operand));
    }
    return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
                       row.index, row.phase, row.layer == 0 ? "" : std::to_string(row.layer),
                       markdown_code(row.operation), markdown_code(row.equation),
                       fmt::join(operands, ", "), shaped(row.result),
                       grouped(static_cast<double>(row.parameters)), grouped(row.multiply_adds),
                       grouped(row.bytes), readable(row.min), readable(row.max), readable(row.mean),
                       readable(row.norm));
}

}  // namespace

std::string shape_log_markdown(const ShapeLog& log) {
    std::string markdown = fmt::format(
        "# Shape log: {}\n\n"
        "Written as {} ({} convention) · samples {} · parameters {} · multiply-adds {} · loss {} · "
        "η {}\n\n"
        "| # | phase | layer | operation | equation | operands | result | parameters | "
        "multiply-adds | bytes | min | max | mean | norm |\n"
        "|--:|---|--:|---|---|---|---|--:|--:|--:|--:|--:|--:|--:|\n",
        sizes_text(log.trace), markdown_code(layer_equation(log.convention)), name(log.convention),
        log.trace.samples, grouped(parameter_count(log.trace)), grouped(multiply_adds(log)),
        name(log.trace.loss), readable(log.trace.learning_rate));
    for (const ShapeRow& row : log.rows) {
        markdown += table_row(row);
    }
    return markdown;
}

}  // namespace layerwise
