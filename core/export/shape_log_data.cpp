// The shape log for programs: comma-separated values and JSON.
#include <cstdint>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/export/escape.h"
#include "core/export/log_formats.h"

namespace layerwise {
namespace {

using Json = nlohmann::ordered_json;

// Counts are kept in doubles because they may pass 2⁶³; written as the whole numbers they are.
Json whole(double count) {
    return static_cast<std::int64_t>(count);
}

Json dimensions(const Shape& shape) {
    Json result = Json::array();
    if (shape.blocks > 1) {
        result.push_back(shape.blocks);
    }
    result.push_back(shape.rows);
    result.push_back(shape.cols);
    return result;
}

Json shaped(const ShapedName& tensor) {
    return {{"name", tensor.name}, {"shape", dimensions(tensor.shape)}};
}

Json step_of(const ShapeRow& row) {
    Json operands = Json::array();
    for (const ShapedName& operand : row.operands) {
        operands.push_back(shaped(operand));
    }
    return {
        {"index", row.index},
        {"phase", row.phase},
        {"layer", row.layer},
        {"operation", row.operation},
        {"equation", row.equation},
        {"operands", operands},
        {"result", shaped(row.result)},
        {"parameters", row.parameters},
        {"multiply_adds", whole(row.multiply_adds)},
        {"bytes", whole(row.bytes)},
        {"min", row.min},
        {"max", row.max},
        {"mean", row.mean},
        {"norm", row.norm},
    };
}

}  // namespace

std::string shape_log_csv(const ShapeLog& log) {
    std::string csv =
        "index,phase,layer,operation,equation,operands,result,result_shape,parameters,"
        "multiply_adds,bytes,min,max,mean,norm\r\n";
    for (const ShapeRow& row : log.rows) {
        std::vector<std::string> operands;
        for (const ShapedName& operand : row.operands) {
            operands.push_back(operand.name + ' ' + ascii(operand.shape));
        }
        csv += fmt::format("{},{},{},{},{},{},{},{},{},{:.0f},{:.0f},{},{},{},{}\r\n", row.index,
                           csv_field(row.phase), row.layer, csv_field(row.operation),
                           csv_field(row.equation),
                           csv_field(fmt::format("{}", fmt::join(operands, "; "))),
                           csv_field(row.result.name), ascii(row.result.shape), row.parameters,
                           row.multiply_adds, row.bytes, row.min, row.max, row.mean, row.norm);
    }
    return csv;
}

std::string shape_log_json(const ShapeLog& log) {
    Json activations = Json::array();
    for (const Activation f : log.trace.activations) {
        activations.push_back(name(f));
    }
    Json steps = Json::array();
    for (const ShapeRow& row : log.rows) {
        steps.push_back(step_of(row));
    }
    const Json document = {
        {"network",
         {
             {"sizes", log.trace.sizes},
             {"activations", activations},
             {"loss_function", name(log.trace.loss)},
             {"parameters", whole(parameter_count(log.trace))},
         }},
        {"samples", log.trace.samples},
        {"learning_rate", log.trace.learning_rate},
        {"convention", name(log.convention)},
        {"multiply_adds", whole(multiply_adds(log))},
        {"steps", steps},
    };
    return document.dump(1, ' ') + '\n';
}

}  // namespace layerwise
