#include "app/cli/classify.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/report.h"
#include "core/data/dataset.h"
#include "core/data/digit.h"
#include "core/examples/example.h"
#include "core/network/model_file.h"

namespace layerwise {
namespace {

using Json = nlohmann::ordered_json;

struct ClassifyFlags {
    std::optional<std::string> model, data;
    std::vector<std::string> images;
};

// One line; bytes of a path that are no UTF-8 become U+FFFD, as JSON has no other way.
void print_line(const Json& json) {
    fmt::print("{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// Appends "prediction" and "probabilities" for one sample's outputs.
void add_answer(Json& line, const Vector<double>& outputs) {
    Index prediction = 0;
    outputs.maxCoeff(&prediction);
    line["prediction"] = prediction;
    line["probabilities"] = std::vector<double>(outputs.begin(), outputs.end());
}

Status check_inputs(const Network<double>& network, Index pixels, const std::string& model) {
    if (network.inputs() != pixels) {
        return Error{fmt::format("{}: expected a network of {} inputs, one a pixel, found {}",
                                 model, pixels, network.inputs())};
    }
    return Done{};
}

// All pictures are read before the first line is printed: a bad one among them prints nothing.
Status classify_pictures(const Network<double>& network, const ClassifyFlags& flags) {
    std::vector<Vector<double>> inputs;
    for (const std::string& name : flags.images) {
        const Result<Image> picture = read_png(name);
        if (!picture) {
            return picture.error();
        }
        inputs.emplace_back(flatten(normalize_picture(*picture).centred));
    }
    // One at a time: in a batch, a sample's last digit depends on the column it stands in.
    for (std::size_t n = 0; n < inputs.size(); ++n) {
        Json line = {{"image", flags.images[n]}};
        add_answer(line, predict(network, Matrix<double>(inputs[n])).col(0));
        print_line(line);
    }
    return Done{};
}

// Prints a line for each image and returns how many were right.
Index classify_set(const Network<double>& network, const ImageSet& set) {
    constexpr Index kAtOnce = 500;  // big enough for a fast product, small enough for the caches
    Index right = 0;
    for (Index first = 0; first < set.count(); first += kAtOnce) {
        const Index count = std::min(kAtOnce, set.count() - first);
        const Matrix<double> outputs = predict(network, image_batch(set, first, count));
        for (Index n = 0; n < count; ++n) {
            const Index label = set.labels[static_cast<std::size_t>(first + n)];
            Json line = {{"index", first + n}, {"label", label}};
            add_answer(line, outputs.col(n));
            right += line["prediction"] == label ? 1 : 0;
            print_line(line);
        }
    }
    return right;
}

Status classify_folder(const Network<double>& network, const std::string& folder,
                       const std::string& model) {
    const Result<ImageSet> set = load_test_set(folder);
    if (!set) {
        return set.error();
    }
    if (set->count() == 0) {
        return Error{fmt::format("{}: expected at least one test image, found none", folder)};
    }
    if (Status fits = check_inputs(network, set->pixels_per_image(), model); !fits) {
        return fits;
    }
    const Index largest = *std::max_element(set->labels.begin(), set->labels.end());
    if (largest >= network.outputs()) {
        return Error{fmt::format("{}: expected labels from 0 to {}, one an output, found {}",
                                 folder, network.outputs() - 1, largest)};
    }
    const Index right = classify_set(network, *set);
    print_line({{"images", set->count()},
                {"accuracy", static_cast<double>(right) / static_cast<double>(set->count())}});
    return Done{};
}

Status classify(const ClassifyFlags& flags) {
    if (flags.data.has_value() != flags.images.empty()) {
        return Error{fmt::format("classify: expected PNG files or --data DIR, found {}",
                                 flags.data ? "both" : "neither")};
    }
    const std::string model =
        flags.model.value_or((asset_folder() / "models" / "digits.npz").string());
    const Result<Network<double>> network = load_model(model);
    if (!network) {
        return network.error();
    }
    if (flags.data) {
        return classify_folder(*network, *flags.data, model);
    }
    constexpr Index kDigitPixels = Index{28} * 28;
    Status fits = check_inputs(*network, kDigitPixels, model);
    return fits ? classify_pictures(*network, flags) : fits;
}

}  // namespace

void add_classify_command(CLI::App& app, int* status) {
    auto* command =
        app.add_subcommand("classify", "Say which digit is in each picture, one JSON line each");
    auto flags = std::make_shared<ClassifyFlags>();
    command->add_option("--model", flags->model, "The network; without it the trained one")
        ->type_name("F.npz");
    command
        ->add_option("--data", flags->data,
                     "Classify the test images of this folder of IDX files, and the accuracy")
        ->type_name("DIR");
    command
        ->add_option("images", flags->images,
                     "PNG files of any size, dark on light or light on dark")
        ->type_name("IMAGE");
    command->footer("Example: layerwise classify seven.png");
    command->callback([=] {
        const Status done = classify(*flags);
        *status = done ? kSuccess : report(done.error());
    });
}

}  // namespace layerwise
