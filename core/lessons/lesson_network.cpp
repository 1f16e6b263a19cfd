// Reads a small network from a lesson file.
#include <cmath>

#include <fmt/format.h>

#include "core/lessons/lesson_reader.h"
#include "core/network/spec.h"

namespace layerwise {
namespace {

Matrix<double> matrix_of(const std::vector<std::vector<double>>& rows) {
    Matrix<double> made(static_cast<Index>(rows.size()),
                        rows.empty() ? 0 : static_cast<Index>(rows.front().size()));
    for (Index i = 0; i < made.rows(); ++i) {
        for (Index j = 0; j < made.cols(); ++j) {
            made(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
        }
    }
    return made;
}

// The activations of the layers, by name.
std::vector<Activation> activations_of(TomlReader& reader) {
    std::vector<Activation> list;
    for (const std::string& text : reader.texts("f")) {
        const std::optional<Activation> f = activation_from_name(text);
        if (!f) {
            reader.fail("f", "activations such as relu", fmt::format("\"{}\"", text));
        }
        list.push_back(f.value_or(Activation::Identity));
    }
    for (std::size_t l = 0; l + 1 < list.size(); ++l) {
        if (list[l] == Activation::Softmax) {
            reader.fail("f", "softmax in the last layer only", "it before");
        }
    }
    if (list.empty()) {
        reader.fail("f", "an activation for each layer", "none");
    }
    return list;
}

// W1, b1, W2, … as written.
Network<double> written_network(TomlReader& reader, const std::vector<Activation>& f) {
    Network<double> network;
    for (std::size_t l = 0; l < f.size(); ++l) {
        const std::string W = fmt::format("W{}", l + 1), b = fmt::format("b{}", l + 1);
        Dense<double> layer{matrix_of(reader.rows(W)), matrix_of(reader.rows(b)).transpose(), f[l]};
        if (layer.W.size() == 0) {
            reader.fail(W, fmt::format("the weights {}", W), "none");
        } else if (layer.b.rows() != layer.W.rows()) {
            reader.fail(b, fmt::format("{} numbers", layer.W.rows()),
                        fmt::format("{}", layer.b.rows()));
        } else if (l > 0 && layer.inputs() != network.outputs()) {
            reader.fail(W, fmt::format("{} columns", network.outputs()),
                        fmt::format("{}", layer.inputs()));
        }
        network.layers.push_back(std::move(layer));
    }
    return network;
}

// sizes and seed: weights as He would draw them.
Network<double> drawn_network(TomlReader& reader, const std::vector<Activation>& f) {
    NetworkSpec spec;
    for (const std::vector<double>& row : reader.rows("sizes")) {
        for (const double size : row) {
            spec.sizes.push_back(static_cast<Index>(size));
        }
    }
    const double seed = reader.number("seed", 0);
    if (seed < 0 || seed != std::floor(seed)) {
        reader.fail("seed", "a whole number from 0", fmt::format("{}", seed));
    }
    if (const auto problem = problem_with(spec)) {
        reader.fail("sizes", "sizes of a network", *problem);
    } else if (spec.sizes.size() != f.size() + 1) {
        reader.fail("f", fmt::format("{} activations", spec.sizes.size() - 1),
                    fmt::format("{}", f.size()));
    }
    if (!reader.status()) {
        return {};
    }
    Network<double> network =
        initialize(spec, Initializer::Uniform, static_cast<std::uint32_t>(seed));
    for (std::size_t l = 0; l < f.size(); ++l) {
        network.layers[l].f = f[l];
    }
    return network;
}

}  // namespace

Result<LessonNetwork> read_network(const std::string& file, const toml::table& table) {
    TomlReader reader(file, table);
    LessonNetwork made;
    made.id = reader.required_text("id");
    made.title = made.id;
    const std::vector<Activation> f = activations_of(reader);
    const std::string loss = reader.has("loss") ? reader.text("loss") : "mse";
    if (!loss_from_name(loss)) {
        reader.fail("loss", "mse, binary-cross-entropy or cross-entropy",
                    fmt::format("\"{}\"", loss));
    }
    Network<double> network =
        reader.has("sizes") ? drawn_network(reader, f) : written_network(reader, f);
    network.loss = loss_from_name(loss).value_or(Loss::MeanSquaredError);
    made.input.x = matrix_of(reader.rows("x")).transpose();
    made.input.y = matrix_of(reader.rows("y")).transpose();
    made.learning_rate = reader.number("eta", 0.1);
    if (reader.status()) {
        if (made.input.x.rows() != network.inputs() || made.input.x.cols() == 0) {
            reader.fail("x", fmt::format("samples of {} numbers", network.inputs()),
                        fmt::format("{}", made.input.x.rows()));
        }
        if (made.input.y.rows() != network.outputs() ||
            made.input.y.cols() != made.input.x.cols()) {
            reader.fail(
                "y",
                fmt::format("{} targets of {} numbers", made.input.x.cols(), network.outputs()),
                fmt::format("{} of {}", made.input.y.cols(), made.input.y.rows()));
        }
    }
    if (!reader.status()) {
        return reader.status().error();
    }
    made.network = std::make_shared<const Network<double>>(std::move(network));
    return made;
}

}  // namespace layerwise
