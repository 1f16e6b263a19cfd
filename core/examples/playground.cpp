#include "core/examples/playground.h"

#include <utility>

#include <fmt/format.h>

#include "core/network/spec.h"

namespace layerwise {
namespace {

// Sigmoid for two classes, softmax for more, the number itself for a regression.
NetworkSpec spec_for(const LearningSet& set, std::vector<Index> hidden) {
    NetworkSpec spec;
    spec.sizes = std::move(hidden);
    spec.sizes.insert(spec.sizes.begin(), set.train.X.rows());
    spec.sizes.push_back(set.outputs());
    spec.hidden = Activation::Tanh;
    const bool one = set.outputs() == 1;
    spec.output = set.is_regression() ? Activation::Identity
                  : one               ? Activation::Sigmoid
                                      : Activation::Softmax;
    spec.loss = set.is_regression() ? Loss::MeanSquaredError
                : one               ? Loss::BinaryCrossEntropy
                                    : Loss::CrossEntropy;
    return spec;
}

Example learning_example(std::string_view id, LearningSet set, std::vector<Index> hidden) {
    Example example;
    example.id = id;
    const NetworkSpec spec = spec_for(set, std::move(hidden));
    example.network =
        std::make_shared<const Network<double>>(initialize(spec, Initializer::Xavier, 0));
    example.input = set_input(set, 0, false);
    example.learning_rate = 0.1;
    example.batch = 10;
    example.epochs = 300;
    example.set = std::make_shared<const LearningSet>(std::move(set));
    return example;
}

}  // namespace

Input set_input(const LearningSet& set, Index sample, bool of_test) {
    const Samples& raw = of_test ? set.raw.test : set.raw.train;
    const Samples& fed = of_test ? set.test : set.train;
    Input input;
    input.raw = raw.X.col(sample);
    input.x = fed.X.col(sample);
    input.y = fed.Y.col(sample);
    input.image = sample;
    return input;
}

Example playground() {
    PointOptions options;
    options.set = PointSet::Xor;
    options.count = 400;
    options.noise = 0.1;
    options.test_share = 0.3;
    Example example = learning_example(
        kPlayground, point_learning_set(options, {Feature::X1, Feature::X2}), {4, 2});
    example.title = "points of the plane";
    example.description =
        "Points of the plane, made on the spot, and a small network that learns them; the target "
        "is the point's class, 0 or 1, or the number to predict there.";
    return example;
}

Result<Example> table_example(const std::filesystem::path& file, const CsvOptions& options) {
    Result<LearningSet> set = table_learning_set(file, options);
    if (!set) {
        return set.error();
    }
    const auto classes = static_cast<Index>(set->raw.classes.size());
    const Index inputs = set->train.X.rows();
    const std::string label = set->table->label;
    Example example = learning_example(kTable, *std::move(set), {8});
    example.title = fmt::format("{}, {} columns", file.filename().string(), inputs);
    example.description = fmt::format(
        "The rows of {}: {} columns of numbers, standardised, and {} classes of {}; the target is "
        "the class{}.",
        file.filename().string(), inputs, classes, label, classes == 2 ? ", 0 or 1" : "");
    return example;
}

}  // namespace layerwise
