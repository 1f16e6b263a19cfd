// Edits of the network: its numbers, its shape, all of it.
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/network/model_file.h"
#include "core/session/applied.h"

namespace layerwise {
namespace {

// The class that y asks for, or −1 where it is no single class.
int class_of(const Matrix<double>& y) {
    const bool is_class =
        y.rows() > 1 && y.cols() == 1 && y.sum() == 1 && y.maxCoeff() == 1 && y.minCoeff() == 0;
    return is_class ? arg_max(y) : -1;
}

// The number an EditValue names, or nothing.
double* editable(Network<double>& network, Input& input, const EditValue& edit) {
    const auto cell = [&](auto& m) -> double* {
        const bool inside =
            edit.row >= 0 && edit.row < m.rows() && edit.col >= 0 && edit.col < m.cols();
        return inside ? &m(edit.row, edit.col) : nullptr;
    };
    if (edit.symbol == Symbol::X) {
        return cell(input.x);
    }
    if (edit.symbol == Symbol::Y) {
        return cell(input.y);
    }
    if (edit.layer < 1 || edit.layer > static_cast<int>(network.layers.size())) {
        return nullptr;
    }
    Dense<double>& layer = network.layers[static_cast<std::size_t>(edit.layer - 1)];
    if (edit.symbol == Symbol::W) {
        return cell(layer.W);
    }
    return edit.symbol == Symbol::B ? cell(layer.b) : nullptr;
}

// The blueprint that would build a network of this shape.
NetworkSpec spec_of(const Network<double>& network) {
    NetworkSpec spec;
    spec.sizes.push_back(network.inputs());
    for (const Dense<double>& layer : network.layers) {
        spec.sizes.push_back(layer.outputs());
    }
    if (network.layers.size() > 1) {
        spec.hidden = network.layers.front().f;
    }
    spec.output = network.layers.back().f;
    spec.loss = network.loss;
    return spec;
}

}  // namespace

Result<Session> applied(Session session, const OpenModel& open) {
    Result<Network<double>> network = load_model(open.path);
    if (!network) {
        return network.error();
    }
    const Input& input = session.example.input;
    if (network->inputs() != input.x.rows() || network->outputs() != input.y.rows()) {
        return Error{
            fmt::format("{}: expected a network from {} inputs to {} outputs for this "
                        "example, found {}",
                        open.path.string(), input.x.rows(), input.y.rows(), sizes_text(*network))};
    }
    session.example.network = std::make_shared<const Network<double>>(*std::move(network));
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const EditValue& edit) {
    if (!std::isfinite(edit.value)) {
        return Error{"expected a finite number"};
    }
    if (edit.symbol == Symbol::X && session.example.input.raw.size() > 0 && edit.row >= 0 &&
        edit.row < session.example.input.x.rows()) {
        return with_input_number(std::move(session), edit.row, edit.value);
    }
    auto network = std::make_shared<Network<double>>(*session.example.network);
    Input& input = session.example.input;
    double* number = editable(*network, input, edit);
    if (number == nullptr) {
        return Error{"expected a number of W, b, x or y of this network"};
    }
    *number = edit.value;
    if (edit.symbol == Symbol::W || edit.symbol == Symbol::B) {
        session.example.network = std::move(network);
    } else if (edit.symbol == Symbol::Y) {
        input.label = class_of(input.y);
    }
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const SetLearningRate& set) {
    if (!std::isfinite(set.learning_rate) || set.learning_rate <= 0) {
        return Error{fmt::format("expected a learning rate above 0, found {}", set.learning_rate)};
    }
    session.example.learning_rate = set.learning_rate;
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const Initialize& set) {
    const Network<double>& old = *session.example.network;
    Network<double> network = initialize(spec_of(old), set.initializer, set.seed);
    // A spec has one activation for all hidden layers; a model from a file may have several.
    for (std::size_t k = 0; k < old.layers.size(); ++k) {
        network.layers[k].f = old.layers[k].f;
    }
    session.example.network = std::make_shared<const Network<double>>(std::move(network));
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const SetShape& set) {
    NetworkSpec spec = spec_of(*session.example.network);
    std::vector<Index> sizes{spec.sizes.front()};
    sizes.insert(sizes.end(), set.hidden.begin(), set.hidden.end());
    sizes.push_back(spec.sizes.back());
    spec.sizes = std::move(sizes);
    spec.hidden = set.activation;
    if (const auto problem = problem_with(spec)) {
        return Error{*problem};
    }
    session.example.network =
        std::make_shared<const Network<double>>(initialize(spec, Initializer::He, set.seed));
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const SetHidden& set) {
    const Network<double>& old = *session.example.network;
    NetworkSpec spec = spec_of(old);
    spec.sizes = {old.inputs()};
    spec.sizes.insert(spec.sizes.end(), set.hidden.begin(), set.hidden.end());
    spec.sizes.push_back(old.outputs());
    if (old.layers.size() == 1) {
        spec.hidden = Activation::Tanh;
    }
    if (const auto problem = problem_with(spec)) {
        return Error{*problem};
    }
    auto network = std::make_shared<Network<double>>(initialize(spec, Initializer::Xavier, 0));
    const bool same_depth = network->layers.size() == old.layers.size();
    const std::size_t shared = std::min(network->layers.size(), old.layers.size());
    for (std::size_t k = 0; k < shared; ++k) {
        if (!same_depth && k + 1 >= shared) {
            break;  // what was the last layer has other inputs now
        }
        Dense<double>& to = network->layers[k];
        const Dense<double>& from = old.layers[k];
        const Index rows = std::min(to.outputs(), from.outputs());
        const Index cols = std::min(to.inputs(), from.inputs());
        to.W.topLeftCorner(rows, cols) = from.W.topLeftCorner(rows, cols);
        to.b.head(rows) = from.b.head(rows);
        to.f = from.f;
    }
    session.example.network = std::move(network);
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const SetActivation& set) {
    if (set.activation == Activation::Softmax) {
        return Error{"expected an activation for hidden layers, found softmax"};
    }
    auto network = std::make_shared<Network<double>>(*session.example.network);
    for (std::size_t k = 0; k + 1 < network->layers.size(); ++k) {
        network->layers[k].f = set.activation;
    }
    session.example.network = std::move(network);
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const SetNetwork& set) {
    const Network<double>& old = *session.example.network;
    if (set.network->inputs() != old.inputs() || set.network->outputs() != old.outputs()) {
        return Error{fmt::format("expected a network from {} inputs to {} outputs, found {}",
                                 old.inputs(), old.outputs(), sizes_text(*set.network))};
    }
    session.example.network = set.network;
    return retraced(std::move(session));
}

}  // namespace layerwise
