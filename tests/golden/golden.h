// Reads golden.npz: what PyTorch and NumPy computed. make_golden.py says what is in it.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/data/npz.h"
#include "core/network/network.h"

namespace layerwise::golden {

// The whole file. A test cannot go on without it: throws when it cannot be read.
inline Npz load() {
    Result<Npz> arrays = read_npz(LAYERWISE_SOURCE_DIR "/tests/golden/golden.npz");
    if (!arrays) {
        throw std::runtime_error(arrays.error().message);
    }
    return *std::move(arrays);
}

// One pass of PyTorch, in this program's layout: samples are columns.
struct Pass {
    std::string name;  // "gelu-tanh-softmax, cross-entropy, batch"
    Network<double> network;
    Matrix<double> x, y;  // (in × N), (out × N)
    double loss = 0;
    // By name: z1, a1, dL_da1, dL_dz1, dL_dW1, dL_db1, dL_dx1, z2, …, each (features × N), dL_dW
    // (out × in), dL_db (out × 1).
    std::map<std::string, Matrix<double>> values;
};

// Row k of an array as (rows × cols): the numbers are samples, one after the other.
inline Matrix<double> samples(const Npz& arrays, const std::string& name, std::size_t k, Index rows,
                              Index cols) {
    const NpyArray& array = arrays.at(name);
    const auto width = static_cast<std::size_t>(array.shape.at(1));
    const double* const first = array.values.data() + k * width;
    return Eigen::Map<const Matrix<double>>(first, rows, cols);
}

// The same for a weight matrix: the numbers are rows, one after the other.
inline Matrix<double> weights(const Npz& arrays, const std::string& name, std::size_t k, Index out,
                              Index in) {
    return samples(arrays, name, k, in, out).transpose();
}

// All 27 cases, each as a batch of three and as a vector.
inline std::vector<Pass> passes() {
    const Npz arrays = load();
    const std::vector<Index> sizes = {4, 5, 4, 3};
    const auto text = [&](const char* name, std::size_t k) { return arrays.at(name).texts.at(k); };
    std::vector<Pass> result;
    for (std::size_t k = 0; k < arrays.at("case_loss").texts.size(); ++k) {
        const std::vector names = {text("case_hidden1", k), text("case_hidden2", k),
                                   text("case_output", k)};
        Network<double> network;
        network.loss = loss_from_name(text("case_loss", k)).value();
        for (std::size_t l = 1; l < sizes.size(); ++l) {
            const std::string number = std::to_string(l);
            network.layers.push_back({weights(arrays, "case_W" + number, k, sizes[l], sizes[l - 1]),
                                      samples(arrays, "case_b" + number, k, sizes[l], 1),
                                      activation_from_name(names[l - 1]).value()});
        }
        for (const auto& [kind, N] : {std::pair<std::string, Index>{"batch", 3}, {"vector", 1}}) {
            Pass pass = {
                fmt::format("{}, {}, {}", fmt::join(names, "-"), text("case_loss", k), kind),
                network,
                samples(arrays, "case_x", k, sizes.front(), 3).leftCols(N),
                samples(arrays, "case_y", k, sizes.back(), 3).leftCols(N),
                samples(arrays, kind + "_loss", k, 1, 1)(0, 0),
                {}};
            for (std::size_t l = 1; l < sizes.size(); ++l) {
                for (const char* symbol : {"z", "a", "dL_da", "dL_dz", "dL_dx"}) {
                    const std::string name = fmt::format("{}{}", symbol, l);
                    const Index rows = name.starts_with("dL_dx") ? sizes[l - 1] : sizes[l];
                    pass.values[name] =
                        samples(arrays, fmt::format("{}_{}", kind, name), k, rows, N);
                }
                pass.values[fmt::format("dL_dW{}", l)] =
                    weights(arrays, fmt::format("{}_dL_dW{}", kind, l), k, sizes[l], sizes[l - 1]);
                pass.values[fmt::format("dL_db{}", l)] =
                    samples(arrays, fmt::format("{}_dL_db{}", kind, l), k, sizes[l], 1);
            }
            result.push_back(std::move(pass));
        }
    }
    return result;
}

}  // namespace layerwise::golden
