#include "core/lessons/run.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include <fmt/format.h>

#include "core/lessons/quantity.h"
#include "core/network/numpy_random.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr std::string_view kDigits = "digits";
constexpr std::string_view kNumpyCase = "numpy-case";
constexpr double kTenths = 10;

// −1.0 … −0.1, 0.1 … 1.0: never 0, where a mistake would not show.
double signed_tenth(NumpyRandom& random) {
    const double tenth = (1 + std::floor(random.rand() * kTenths)) / kTenths;
    return random.rand() < 0.5 ? -tenth : tenth;
}

void redraw(Matrix<double>& m, NumpyRandom& random) {
    for (double& value : m.reshaped()) {
        value = signed_tenth(random);
    }
}

// The same network and targets with other weights and inputs, all in tenths.
void redraw(Example& example, std::uint32_t seed) {
    NumpyRandom random(seed);
    Network<double> network = *example.network;
    for (Dense<double>& layer : network.layers) {
        redraw(layer.W, random);
        Matrix<double> b = layer.b;
        redraw(b, random);
        layer.b = b;
    }
    redraw(example.input.x, random);
    example.input.x = example.input.x.cwiseAbs() * 2;
    example.network = std::make_shared<const Network<double>>(std::move(network));
}

// numpy-case with another seed: X, then W and b of each layer, as it draws them.
void reseed(Example& example, std::uint32_t seed) {
    NumpyRandom random(seed);
    Network<double> network = *example.network;
    example.input.x = random.rand(example.input.x.cols(), example.input.x.rows()).transpose();
    for (Dense<double>& layer : network.layers) {
        layer.W = random.rand(layer.inputs(), layer.outputs()).transpose();
        layer.b = random.rand(layer.outputs(), 1);
    }
    example.network = std::make_shared<const Network<double>>(std::move(network));
}

Result<Example> fresh_example(const Lesson& lesson, const std::string& id, std::uint32_t seed) {
    const auto own = std::find_if(lesson.networks.begin(), lesson.networks.end(),
                                  [&](const LessonNetwork& network) { return network.id == id; });
    ExampleOptions options;
    constexpr std::uint32_t kTestImages = 10000;
    options.image = id == kDigits ? static_cast<Index>(seed % kTestImages) : 0;
    Result<Example> example =
        own == lesson.networks.end() ? load_example(id, options) : Result<Example>(*own);
    if (!example || seed == 0 || id == kDigits) {
        return example;
    }
    if (id == kNumpyCase) {
        reseed(*example, seed);
    } else {
        redraw(*example, seed);
    }
    return example;
}

std::string number(double value, int decimals) {
    const bool whole = std::abs(value - std::round(value)) < 1e-9;
    return number_text(value, whole ? 0 : decimals);
}

std::string value_text(const Matrix<double>& value, int decimals) {
    if (value.size() == 1) {
        return number(value(0, 0), decimals);
    }
    std::vector<std::string> rows;
    const bool vector = value.cols() == 1 || value.rows() == 1;
    for (Index i = 0; i < (vector ? 1 : value.rows()); ++i) {
        std::vector<std::string> numbers;
        for (Index j = 0; j < (vector ? value.size() : value.cols()); ++j) {
            numbers.push_back(number(vector ? value.reshaped()(j) : value(i, j), decimals));
        }
        rows.push_back(fmt::format("{}", fmt::join(numbers, ", ")));
    }
    const std::string list = fmt::format("{}", fmt::join(rows, "; "));
    return vector ? "(" + list + ")" : "[" + list + "]";
}

Result<std::string> placed(std::string_view what, const Trace& trace, Convention convention,
                           int decimals) {
    constexpr std::string_view kShape = "shape ";
    if (what.substr(0, kShape.size()) == kShape) {
        const int tensor = tensor_named(trace, what.substr(kShape.size()));
        if (tensor < 0) {
            return Error{fmt::format("expected a tensor of this pass, found \"{}\"",
                                     what.substr(kShape.size()))};
        }
        return text(
            shape(trace.tensors[static_cast<std::size_t>(tensor)], trace.samples, convention));
    }
    if (const std::size_t bar = what.rfind('|'); bar != std::string_view::npos) {
        decimals = bar + 2 == what.size() ? what.back() - '0' : -1;
        if (decimals < 0 || decimals > 9) {
            return Error{fmt::format("expected a digit after |, found \"{}\"", what)};
        }
        what = what.substr(0, bar);
    }
    const Result<Matrix<double>> value = evaluate(trace, what);
    if (!value) {
        return value.error();
    }
    return value_text(*value, decimals);
}

}  // namespace

Result<LessonRun> make_run(const Lesson& lesson, std::uint32_t seed) {
    LessonRun run;
    run.seed = seed;
    for (const LessonStep& step : lesson.steps) {
        const auto same = [&](const LessonPass& pass) { return pass.example.id == step.example; };
        if (std::any_of(run.passes.begin(), run.passes.end(), same)) {
            continue;
        }
        Result<Example> example = fresh_example(lesson, step.example, seed);
        if (!example) {
            return Error{fmt::format("{}:{}: {}", lesson.file, step.line, example.error().message)};
        }
        Trace pass =
            trace(*example->network, example->input.x, example->input.y, example->learning_rate);
        run.passes.push_back({std::move(*example), std::make_shared<const Trace>(std::move(pass))});
    }
    return run;
}

const LessonPass& pass_of(const LessonRun& run, const LessonStep& step) {
    const auto found =
        std::find_if(run.passes.begin(), run.passes.end(),
                     [&](const LessonPass& pass) { return pass.example.id == step.example; });
    assert(found != run.passes.end());
    return *found;
}

int trace_step(const Trace& trace, std::string_view at) {
    const int tensor = tensor_named(trace, at);
    int reader = -1;
    for (std::size_t k = 0; k < trace.steps.size() && tensor >= 0; ++k) {
        const Step& step = trace.steps[k];
        if (step.result == tensor) {
            return static_cast<int>(k);
        }
        const auto& operands = step.operands;
        if (reader < 0 && std::find(operands.begin(), operands.end(), tensor) != operands.end()) {
            reader = static_cast<int>(k);
        }
    }
    return reader;
}

Result<std::string> with_numbers(std::string_view text, const Trace& trace, Convention convention,
                                 int decimals) {
    std::string result;
    while (!text.empty()) {
        const std::size_t open = std::min(text.find('{'), text.size());
        result += text.substr(0, open);
        text.remove_prefix(open);
        if (text.empty()) {
            break;
        }
        const std::size_t close = text.find('}');
        if (close == std::string_view::npos) {
            return Error{fmt::format("expected }} after \"{}\", found none", text)};
        }
        Result<std::string> value = placed(text.substr(1, close - 1), trace, convention, decimals);
        if (!value) {
            return value;
        }
        result += *value;
        text.remove_prefix(close + 1);
    }
    return result;
}

}  // namespace layerwise
