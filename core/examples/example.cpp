#include "core/examples/example.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/examples/playground.h"
#include "core/network/model_file.h"
#include "core/network/numpy_random.h"

namespace layerwise {

namespace {

constexpr std::string_view kTwoToTwo = "two-to-two";
constexpr std::string_view kThreeToTwo = "three-to-two";
constexpr std::string_view kTwoTwoOne = "two-two-one";
constexpr std::string_view kNumpyCase = "numpy-case";
constexpr std::string_view kDigits = "digits";
constexpr std::array kIds = {kTwoToTwo, kThreeToTwo, kTwoTwoOne, kNumpyCase, kPlayground, kDigits};

constexpr Index kDigitClasses = 10;

Example made(std::string_view id, std::string title, std::string description,
             Network<double> network, Input input, double learning_rate) {
    return {std::string(id),
            std::move(title),
            std::move(description),
            std::make_shared<const Network<double>>(std::move(network)),
            std::move(input),
            learning_rate,
            nullptr,
            nullptr};
}

// A plane into a plane, to be drawn: z = (1.04, 0.96), L = 0.0008.
Example two_to_two() {
    Dense<double> layer;
    layer.W = Matrix<double>{{0.9, -0.4}, {0.5, 1.1}};
    layer.b = Vector<double>{{0.2, -0.3}};
    Input input;
    input.x = Vector<double>{{1.2, 0.6}};
    input.y = Vector<double>{{1.0, 1.0}};
    return made(kTwoToTwo, "2 → 2, a map of the plane",
                "One layer without activation, z = W x + b, from the plane into the plane; the "
                "target is y = (1, 1), the loss the mean squared error.",
                {{layer}, Loss::MeanSquaredError}, input, 0.1);
}

// Backpropagation in the head: z¹ = (2, −1), a¹ = (2, 0), ŷ = 1.5, L = 0.25, ∂L/∂ŷ = 1.
Example two_two_one() {
    Dense<double> hidden, output;
    hidden.W = Matrix<double>{{0.5, 0.5}, {1.0, -1.0}};
    hidden.b = Vector<double>{{0.5, 0.0}};
    hidden.f = Activation::Relu;
    output.W = Matrix<double>{{0.5, -0.5}};
    output.b = Vector<double>{{0.5}};
    Input input;
    input.x = Vector<double>{{1.0, 2.0}};
    input.y = Vector<double>{{1.0}};
    return made(kTwoTwoOne, "2 → 2 → 1, gradients by hand",
                "A ReLU layer and a linear one, with numbers for the head; the target is y = 1, "
                "the loss the mean squared error.",
                {{hidden, output}, Loss::MeanSquaredError}, input, 0.1);
}

// Numbers that can be followed with a pencil: z = (−0.2, 0.9), L = 0.025.
Example three_to_two() {
    Dense<double> layer;
    layer.W = Matrix<double>{{0.2, -0.5, 1.0}, {0.7, 0.3, -0.4}};
    layer.b = Vector<double>{{0.1, -0.2}};
    Input input;
    input.x = Vector<double>{{1.0, 2.0, 0.5}};
    input.y = Vector<double>{{0.0, 1.0}};
    return made(kThreeToTwo, "3 → 2, by hand",
                "One layer without activation, z = W x + b, small enough for a pencil; the target "
                "is y = (0, 1), the loss the mean squared error.",
                {{layer}, Loss::MeanSquaredError}, input, 0.1);
}

// What this program prints, and then a backward pass that it does not have:
//
//   np.random.seed(0)
//   X = np.random.rand(5, 3)
//   W1 = np.random.rand(3, 4); b1 = np.random.rand(4)
//   W2 = np.random.rand(4, 1); b2 = np.random.rand(1)
//   A1 = sigmoid(X @ W1 + b1); A2 = sigmoid(A1 @ W2 + b2)
Example numpy_case() {
    NumpyRandom random(0);
    Input input;
    input.x = random.rand(5, 3).transpose();
    input.y = Matrix<double>{{1, 0, 1, 0, 1}};
    // NumPy's W is (in × out), ours its transpose. Drawn in this order.
    const auto draw = [&random](Index in, Index out) {
        Dense<double> layer;
        layer.W = random.rand(in, out).transpose();
        layer.b = random.rand(out, 1);
        layer.f = Activation::Sigmoid;
        return layer;
    };
    Network<double> network;
    network.layers.push_back(draw(3, 4));
    network.layers.push_back(draw(4, 1));
    network.loss = Loss::MeanSquaredError;
    return made(kNumpyCase, "3 → 4 → 1, NumPy's seed 0",
                "Five samples through two sigmoid layers, every number as np.random.seed(0) draws "
                "it; the targets y = (1, 0, 1, 0, 1) and the mean squared error are ours.",
                std::move(network), std::move(input), 0.5);
}

// "784 → 128 → 64 → 10".
std::string sizes_title(const Network<double>& network) {
    std::string title = fmt::format("{}", network.inputs());
    for (const Dense<double>& layer : network.layers) {
        title += fmt::format(" → {}", layer.outputs());
    }
    return title;
}

// A model from a file that has these inputs and outputs.
Result<Network<double>> fitting_model(const std::filesystem::path& path, Index inputs,
                                      Index outputs) {
    Result<Network<double>> network = load_model(path);
    if (network && (network->inputs() != inputs || network->outputs() != outputs)) {
        return Error{fmt::format("{}: expected {} inputs and {} outputs, found {} and {}",
                                 path.string(), inputs, outputs, network->inputs(),
                                 network->outputs())};
    }
    return network;
}

Result<Example> digits(const ExampleOptions& options) {
    const std::filesystem::path assets = asset_folder();
    Result<ImageSet> images = load_test_set(assets / "mnist");
    if (!images) {
        return images.error();
    }
    Result<Input> input = test_image_input(*images, options.image, options.batch, kDigitClasses);
    if (!input) {
        return input.error();
    }
    Result<Network<double>> network = fitting_model(
        options.model.value_or(assets / "models" / "digits.npz"), input->x.rows(), kDigitClasses);
    if (!network) {
        return network.error();
    }
    std::string title = sizes_title(*network) + ", handwritten digits";
    std::string description = fmt::format(
        "MNIST's test images through a trained network; the target is the label, 1 in "
        "its place and 0 elsewhere, the loss {}.",
        name(network->loss));
    Example example = made(kDigits, std::move(title), std::move(description), *std::move(network),
                           *std::move(input), 0.1);
    example.images = std::make_shared<const ImageSet>(*std::move(images));
    return example;
}

}  // namespace

std::span<const std::string_view> example_ids() {
    return kIds;
}

Result<Input> test_image_input(const ImageSet& images, Index first, Index count, Index classes) {
    if (first < 0 || first >= images.count()) {
        return Error{fmt::format("image: expected a number from 0 to {}, found {}",
                                 images.count() - 1, first)};
    }
    if (count < 1 || count > images.count() - first) {
        return Error{fmt::format("batch: expected from 1 to {} images from image {} on, found {}",
                                 images.count() - first, first, count)};
    }
    const auto labels =
        std::span(images.labels)
            .subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
    for (const std::uint8_t label : labels) {
        if (label >= classes) {
            return Error{
                fmt::format("labels: expected from 0 to {}, found {}", classes - 1, label)};
        }
    }
    Input input;
    input.source = Input::Source::TestImage;
    input.x = image_batch(images, first, count);
    input.y = one_hot(labels, classes);
    input.image = first;
    input.label = count == 1 ? labels.front() : -1;
    return input;
}

Result<Example> load_example(std::string_view id, const ExampleOptions& options) {
    if (std::find(kIds.begin(), kIds.end(), id) == kIds.end()) {
        return Error{
            fmt::format("example: expected one of {}, found \"{}\"", fmt::join(kIds, ", "), id)};
    }
    Result<Example> example = id == kDigits       ? digits(options)
                              : id == kTwoToTwo   ? Result<Example>(two_to_two())
                              : id == kThreeToTwo ? Result<Example>(three_to_two())
                              : id == kTwoTwoOne  ? Result<Example>(two_two_one())
                              : id == kPlayground ? Result<Example>(playground())
                                                  : Result<Example>(numpy_case());
    if (!example) {
        return example;
    }
    if (options.model && id != kDigits) {
        auto network =
            fitting_model(*options.model, example->input.x.rows(), example->input.y.rows());
        if (!network) {
            return network.error();
        }
        example->network = std::make_shared<const Network<double>>(*std::move(network));
    }
    example->learning_rate = options.learning_rate.value_or(example->learning_rate);
    return example;
}

}  // namespace layerwise
