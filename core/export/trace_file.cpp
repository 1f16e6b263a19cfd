#include "core/export/trace_file.h"

#include <cassert>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "core/trace/convention.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

using Json = nlohmann::ordered_json;

// N square blocks one under the other, (N·out × out), as one array (N, out, out).
NpyArray stack_of(const Matrix<double>& blocks, Index samples) {
    NpyArray array = array_of(blocks);
    array.shape = {samples, blocks.rows() / samples, blocks.cols()};
    return array;
}

// The tensor with samples as rows: W (out, in), b (out), z (N, out), ∂p/∂z (N, out, out), L ().
NpyArray samples_as_rows(const Tensor& tensor, Index samples) {
    switch (tensor.layout) {
        case Layout::Weights:
            return array_of(tensor.value);
        case Layout::Bias:
            return vector_array_of(tensor.value);
        case Layout::Samples:
            return array_of(tensor.value.transpose());
        case Layout::Jacobian:
            return stack_of(tensor.value, samples);
        case Layout::Scalar:
            return scalar_array_of(tensor.value(0, 0));
    }
    assert(false);
    return {};
}

// The values as lists of lists, one level an axis; `next` is the first value not yet taken.
Json nested(const NpyArray& array, std::size_t axis, std::size_t& next) {
    if (axis == array.shape.size()) {
        return array.values[next++];
    }
    Json list = Json::array();
    for (Index i = 0; i < array.shape[axis]; ++i) {
        list.push_back(nested(array, axis + 1, next));
    }
    return list;
}

Json shape_and_values(const Tensor& tensor, Index samples) {
    const NpyArray array = samples_as_rows(tensor, samples);
    std::size_t next = 0;
    return {{"shape", array.shape}, {"values", nested(array, 0, next)}};
}

Json step_json(const Trace& trace, int index) {
    const Step& step = trace.steps[static_cast<std::size_t>(index)];
    Json operands = Json::array();
    for (std::size_t k = 0; k < step.operands.size(); ++k) {
        const Tensor& operand = trace.operand(step, k);
        operands.push_back(
            {{"name", operand.name}, {"shape", samples_as_rows(operand, trace.samples).shape}});
    }
    Json result = {{"name", trace.result(step).name}};
    result.update(shape_and_values(trace.result(step), trace.samples));
    return {
        {"index", index + 1},
        {"phase", name(step.phase)},
        {"layer", step.layer},
        {"operation", name(step.operation)},
        {"equation", equation(trace, index, Convention::Torch)},
        {"sentence", sentence(trace, index, Convention::Torch)},
        {"operands", operands},
        {"result", result},
    };
}

}  // namespace

Npz trace_arrays(const Trace& trace) {
    Npz arrays;
    const auto add = [&](const std::string& key, Symbol symbol, int layer) {
        arrays[key] = samples_as_rows(find(trace, symbol, layer), trace.samples);
    };
    add("x", Symbol::A, 0);
    add("y", Symbol::Y, 0);
    add("loss", Symbol::L, 0);
    for (int l = 1; l <= trace.layers(); ++l) {
        add(fmt::format("W{}", l), Symbol::W, l);
        add(fmt::format("b{}", l), Symbol::B, l);
        add(fmt::format("z{}", l), Symbol::Z, l);
        add(fmt::format("a{}", l), Symbol::A, l);
        add(fmt::format("dL_da{}", l), Symbol::GradA, l);
        add(fmt::format("dL_dz{}", l), Symbol::GradZ, l);
        add(fmt::format("dL_dW{}", l), Symbol::GradW, l);
        add(fmt::format("dL_db{}", l), Symbol::GradB, l);
        add(fmt::format("dL_dx{}", l), Symbol::GradX, l);
        add(fmt::format("W{}_next", l), Symbol::NextW, l);
        add(fmt::format("b{}_next", l), Symbol::NextB, l);
    }
    return arrays;
}

std::string trace_json(const Trace& trace) {
    Json document = {{"sizes", trace.sizes}};
    for (const Activation f : trace.activations) {
        document["activations"].push_back(name(f));
    }
    document["loss_function"] = name(trace.loss);
    document["learning_rate"] = trace.learning_rate;
    document["samples"] = trace.samples;
    document["convention"] = name(Convention::Torch);
    document["steps"] = Json::array();
    for (int step = 0; step < static_cast<int>(trace.steps.size()); ++step) {
        document["steps"].push_back(step_json(trace, step));
    }
    for (const Tensor& tensor : trace.tensors) {
        document["tensors"][tensor.name] = shape_and_values(tensor, trace.samples);
    }
    return document.dump() + '\n';
}

Status check_finite(const Trace& trace) {
    for (const Tensor& tensor : trace.tensors) {
        if (!tensor.value.allFinite()) {
            return Error{
                fmt::format("{}: expected finite numbers, found one that overflowed", tensor.name)};
        }
    }
    return Done{};
}

}  // namespace layerwise
