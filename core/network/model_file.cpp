#include "core/network/model_file.h"

#include <algorithm>
#include <charconv>
#include <string>

#include <fmt/format.h>

#include "core/data/npz.h"
#include "core/network/model_array.h"

namespace layerwise {

namespace {

// l of "W{l}" or "b{l}", or 0 for any other name.
int layer_number(std::string_view array) {
    if (!array.starts_with('W') && !array.starts_with('b')) {
        return 0;
    }
    array.remove_prefix(1);
    int l = 0;
    const char* const end = array.data() + array.size();
    const auto [stop, code] = std::from_chars(array.data(), end, l);
    return code == std::errc() && stop == end ? std::max(l, 0) : 0;
}

// The largest l of any W{l} or b{l}: what lies below must be there too.
int count_layers(const Npz& arrays) {
    int layers = 0;
    for (const auto& [array, _] : arrays) {
        layers = std::max(layers, layer_number(array));
    }
    return layers;
}

// Every value of an enumeration by name, for errors.
template <class Values>
std::string names_of(Values values) {
    std::vector<std::string_view> names;
    for (const auto value : values) {
        names.push_back(name(value));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

Status read_activations(const Npz& arrays, Network<double>& network) {
    const std::size_t count = network.layers.size();
    for (std::size_t l = 0; l < count; ++l) {
        network.layers[l].f = l + 1 < count ? Activation::Relu : Activation::Softmax;
    }
    if (!arrays.contains("activations")) {
        return Done{};
    }
    const auto names = text_array(arrays, "activations", count);
    if (!names) {
        return names.error();
    }
    for (std::size_t l = 0; l < count; ++l) {
        const std::string& text = (*names)[l];
        const std::optional<Activation> f = activation_from_name(text);
        if (!f) {
            return Error{fmt::format("activations: expected one of {}, found \"{}\" for layer {}",
                                     names_of(all_activations()), text, l + 1)};
        }
        if (*f == Activation::Softmax && l + 1 < count) {
            return Error{fmt::format(
                "activations: expected softmax in the last layer only, found it in layer {} of {}",
                l + 1, count)};
        }
        network.layers[l].f = *f;
    }
    return Done{};
}

Status read_loss(const Npz& arrays, Network<double>& network) {
    network.loss = Loss::CrossEntropy;
    if (!arrays.contains("loss")) {
        return Done{};
    }
    const auto names = text_array(arrays, "loss", 1);
    if (!names) {
        return names.error();
    }
    const std::optional<Loss> loss = loss_from_name(names->front());
    if (!loss) {
        return Error{fmt::format("loss: expected one of {}, found \"{}\"", names_of(all_losses()),
                                 names->front())};
    }
    network.loss = *loss;
    return Done{};
}

Result<Network<double>> network_of(const Npz& arrays) {
    Network<double> network;
    const int layers = std::max(count_layers(arrays), 1);
    Index inputs = kAnySize;
    for (int l = 1; l <= layers; ++l) {
        auto W = number_array(arrays, fmt::format("W{}", l), {kAnySize, inputs});
        if (!W) {
            return W.error();
        }
        auto b = number_array(arrays, fmt::format("b{}", l), {W->rows()});
        if (!b) {
            return b.error();
        }
        inputs = W->rows();
        network.layers.push_back({*std::move(W), *std::move(b)});
    }
    for (const auto& read : {read_activations, read_loss}) {
        if (const Status status = read(arrays, network); !status) {
            return status.error();
        }
    }
    return network;
}

Npz arrays_of(const Network<double>& network, NpyArray::Type type) {
    Npz arrays;
    std::vector<std::string> activations;
    for (const Dense<double>& layer : network.layers) {
        activations.emplace_back(name(layer.f));
        arrays[fmt::format("W{}", activations.size())] = array_of(layer.W, type);
        arrays[fmt::format("b{}", activations.size())] = vector_array_of(layer.b, type);
    }
    arrays["activations"] = array_of_texts(std::move(activations));
    arrays["loss"] = array_of_texts({std::string(name(network.loss))});
    return arrays;
}

}  // namespace

Result<Network<double>> load_model(const std::filesystem::path& path) {
    const Result<Npz> arrays = read_npz(path);
    if (!arrays) {
        return arrays.error();
    }
    Result<Network<double>> network = network_of(*arrays);
    if (!network) {
        return Error{fmt::format("{}: {}", path.string(), network.error().message)};
    }
    return network;
}

Npz model_arrays(const Network<float>& network) {
    return arrays_of(cast<double>(network), NpyArray::Type::Float32);
}

Status save_model(const std::filesystem::path& path, const Network<float>& network) {
    return write_npz(path, model_arrays(network));
}

Status save_model(const std::filesystem::path& path, const Network<double>& network) {
    return write_npz(path, arrays_of(network, NpyArray::Type::Float64));
}

}  // namespace layerwise
