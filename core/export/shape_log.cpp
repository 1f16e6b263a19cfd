#include "core/export/shape_log.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include <fmt/format.h>

#include "core/export/log_formats.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

constexpr std::array<std::pair<LogFormat, std::string_view>, 5> kFormats{{
    {LogFormat::Csv, "csv"},
    {LogFormat::Json, "json"},
    {LogFormat::Markdown, "md"},
    {LogFormat::Html, "html"},
    {LogFormat::Tex, "tex"},
}};

ShapeRow row_of(const Trace& trace, int index, Convention convention) {
    const Step& step = trace.steps[static_cast<std::size_t>(index)];
    const Tensor& result = trace.result(step);

    ShapeRow row;
    row.index = index + 1;
    row.phase = name(step.phase);
    row.operation = name(step.operation);
    row.equation = equation(trace, index, convention);
    row.layer = step.layer;
    for (const int index_of_operand : operands_as_written(trace, step, convention)) {
        const Tensor& operand = trace.tensors[static_cast<std::size_t>(index_of_operand)];
        row.operands.push_back({operand.name, shape(operand, trace.samples, convention)});
        if (operand.symbol == Symbol::W || operand.symbol == Symbol::B) {
            row.parameters += operand.value.size();
        }
    }
    row.result = {result.name, shape(result, trace.samples, convention)};
    row.multiply_adds = step.multiply_adds;
    row.bytes = static_cast<double>(result.value.size()) * sizeof(double);
    row.min = result.value.minCoeff();
    row.max = result.value.maxCoeff();
    row.mean = result.value.mean();
    row.norm = result.value.stableNorm();  // squares of gradients near 1e-200 would vanish
    return row;
}

}  // namespace

std::vector<ShapeRow> shape_log(const Trace& trace, Convention convention) {
    std::vector<ShapeRow> rows;
    rows.reserve(trace.steps.size());
    for (int step = 0; step < static_cast<int>(trace.steps.size()); ++step) {
        rows.push_back(row_of(trace, step, convention));
    }
    return rows;
}

std::string_view name(LogFormat format) {
    for (const auto& [value, text] : kFormats) {
        if (value == format) {
            return text;
        }
    }
    assert(false);
    return "";
}

std::optional<LogFormat> log_format_from_name(std::string_view name) {
    for (const auto& [value, text] : kFormats) {
        if (text == name) {
            return value;
        }
    }
    return std::nullopt;
}

std::string format_shape_log(const Trace& trace, Convention convention, LogFormat format) {
    return format_shape_log(trace, convention, format, trace.steps.size());
}

std::string format_shape_log(const Trace& trace, Convention convention, LogFormat format,
                             std::size_t first_steps) {
    ShapeLog log{trace, convention, shape_log(trace, convention)};
    log.rows.resize(std::min(first_steps, log.rows.size()));
    switch (format) {
        case LogFormat::Csv:
            return shape_log_csv(log);
        case LogFormat::Json:
            return shape_log_json(log);
        case LogFormat::Markdown:
            return shape_log_markdown(log);
        case LogFormat::Html:
            return shape_log_html(log);
        case LogFormat::Tex:
            return shape_log_tex(log);
    }
    assert(false);
    return "";
}

std::string sizes_text(const Trace& trace) {
    return fmt::format("{}", fmt::join(trace.sizes, "-"));
}

double parameter_count(const Trace& trace) {
    Index count = 0;
    for (int l = 1; l <= trace.layers(); ++l) {
        count += find(trace, Symbol::W, l).value.size() + find(trace, Symbol::B, l).value.size();
    }
    return static_cast<double>(count);
}

double multiply_adds(const ShapeLog& log) {
    double sum = 0;
    for (const ShapeRow& row : log.rows) {
        sum += row.multiply_adds;
    }
    return sum;
}

std::string_view layer_equation(Convention convention) {
    switch (convention) {
        case Convention::Column:
            return "z = W x + b";
        case Convention::Row:
            return "Z = X W + b";
        case Convention::Torch:
            return "Z = X Wᵀ + b";
    }
    assert(false);
    return "";
}

}  // namespace layerwise
