// The shape log as a longtable.
#include <cmath>

#include <fmt/format.h>

#include "core/export/escape.h"
#include "core/export/log_formats.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

constexpr std::string_view kPreamble =
    "% \\documentclass{article}\n"
    "% \\usepackage{amsmath,longtable}\n"
    "% \\usepackage[landscape,margin=8mm]{geometry}  % gives the wide table its room\n"
    "% \\begin{document}, this file, \\end{document}; run twice, as longtable asks.\n";

constexpr std::string_view kHead =
    "\\# & phase & layer & operation & equation & operands & result & parameters & "
    "multiply-adds & bytes & min & max & mean & norm \\\\\n\\hline\n";

// W x has no symbol of its own: it is written as the product it is.
std::string symbol(const ShapeLog& log, int tensor) {
    const Tensor& meant = log.trace.tensors[static_cast<std::size_t>(tensor)];
    return meant.symbol == Symbol::Wx
               ? tex(log.trace, step_of(log.trace, Operation::WeightedSum, meant.layer),
                     log.convention)
               : symbol_tex(log.trace, tensor);
}

// "$W^{(1)}$ 128 $\times$ 784"
std::string shaped(const ShapeLog& log, int tensor, const Shape& shape) {
    return fmt::format("${}$ {}", symbol(log, tensor), tex_text(text(shape)));
}

// "$-0.0713$", "$1.5 \cdot 10^{-8}$"
std::string number(double value) {
    if (!std::isfinite(value)) {
        return tex_text(readable(value));
    }
    const std::string digits = fmt::format("{:.4g}", value + 0.0);  // no −0
    const std::size_t e = digits.find('e');
    if (e == std::string::npos) {
        return '$' + digits + '$';
    }
    return fmt::format("${} \\cdot 10^{{{}}}$", digits.substr(0, e),
                       std::stoi(digits.substr(e + 1)));
}

std::string table_row(const ShapeLog& log, const ShapeRow& row) {
    const int index = row.index - 1;
    const Step& step = log.trace.steps[static_cast<std::size_t>(index)];
    std::vector<std::string> operands;
    for (std::size_t k = 0; k < row.operands.size(); ++k) {
        operands.push_back(shaped(log, step.operands[k], row.operands[k].shape));
    }
    return fmt::format(
        "{} & {} & {} & {} & ${}$ & {} & {} & {} & {} & {} & {} & {} & {} & {} \\\\\n", row.index,
        row.phase, row.layer == 0 ? "" : std::to_string(row.layer), tex_text(row.operation),
        tex(log.trace, index, log.convention), fmt::join(operands, ", "),
        shaped(log, step.result, row.result.shape), grouped(static_cast<double>(row.parameters)),
        grouped(row.multiply_adds), grouped(row.bytes), number(row.min), number(row.max),
        number(row.mean), number(row.norm));
}

}  // namespace

std::string shape_log_tex(const ShapeLog& log) {
    std::string document = fmt::format(
        "{}{{\\scriptsize\\setlength{{\\tabcolsep}}{{2pt}}\\renewcommand{{\\arraystretch}}{{1.35}}"
        "\n"
        "\\begin{{longtable}}{{rlrllllrrrrrrr}}\n"
        "\\caption{{Shape log of {}, {} convention: samples {}, parameters {}, multiply-adds {}, "
        "loss {}, $\\eta$ = {}.}}\\\\\n"
        "\\hline\n{}\\endfirsthead\n\\hline\n{}\\endhead\n\\hline\n\\endfoot\n",
        kPreamble, tex_text(sizes_text(log.trace)), name(log.convention), log.trace.samples,
        grouped(parameter_count(log.trace)), grouped(multiply_adds(log)),
        tex_text(name(log.trace.loss)), number(log.trace.learning_rate), kHead, kHead);
    for (const ShapeRow& row : log.rows) {
        document += table_row(log, row);
    }
    return document + "\\end{longtable}}\n";
}

}  // namespace layerwise
