#include "core/lessons/faults.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>
#include <utility>

#include "core/lessons/quantity.h"
#include "core/network/numpy_random.h"

namespace layerwise {
namespace {

using Values = Matrix<double>;

constexpr std::array<std::pair<Fault, std::string_view>, 6> kFaults{{
    {Fault::DroppedSlope, "dropped-slope"},
    {Fault::UntransposedW, "untransposed-w"},
    {Fault::UpdatedW, "updated-w"},
    {Fault::MeanForSum, "mean-for-sum"},
    {Fault::WrongSign, "wrong-sign"},
    {Fault::StaleA, "stale-a"},
}};

constexpr double kVisible = 1e-6;

Operation where(Fault fault) {
    switch (fault) {
        case Fault::DroppedSlope:
            return Operation::GradientZ;
        case Fault::UntransposedW:
        case Fault::UpdatedW:
            return Operation::GradientX;
        case Fault::MeanForSum:
            return Operation::GradientB;
        case Fault::WrongSign:
        case Fault::StaleA:
            break;
    }
    return Operation::GradientW;
}

// The layer's x as it was before the weights were last updated: W + η ∂L/∂W.
Values stale_input(const Trace& trace, int layer) {
    Network<double> before = network_of(trace);
    for (int l = 1; l <= trace.layers(); ++l) {
        Dense<double>& dense = before.layers[static_cast<std::size_t>(l) - 1];
        dense.W += trace.learning_rate * find(trace, Symbol::GradW, l).value;
        dense.b += trace.learning_rate * find(trace, Symbol::GradB, l).value;
    }
    before.layers.resize(static_cast<std::size_t>(layer) - 1);
    const Values& x = find(trace, Symbol::A, 0).value;
    return before.layers.empty() ? x : predict(before, x);
}

// What the fault makes of the step.
Values mistaken(const Trace& trace, int step, Fault fault) {
    const Step& s = trace.steps[static_cast<std::size_t>(step)];
    const Values& right = trace.result(s).value;
    const Values& delta = find(trace, Symbol::GradZ, s.layer).value;
    switch (fault) {
        case Fault::DroppedSlope:
            return trace.operand(s, 0).value;
        case Fault::UntransposedW: {
            const Values& W = find(trace, Symbol::W, s.layer).value;
            return W.rows() == W.cols() ? Values(W * delta) : right;
        }
        case Fault::UpdatedW:
            return find(trace, Symbol::NextW, s.layer).value.transpose() * delta;
        case Fault::MeanForSum:
            return right / static_cast<double>(trace.samples);
        case Fault::WrongSign:
            return -right;
        case Fault::StaleA:
            return delta * stale_input(trace, s.layer).transpose();
    }
    return right;
}

bool is_visible(const Values& one, const Values& other) {
    return (one - other).cwiseAbs().maxCoeff() > kVisible * (1 + other.cwiseAbs().maxCoeff());
}

// Sets the step's result and computes every later one from what it is given.
void follow(Trace& trace, int step, Values result) {
    const auto set = [&](int index, Values value) {
        const int tensor = trace.steps[static_cast<std::size_t>(index)].result;
        trace.tensors[static_cast<std::size_t>(tensor)].value = std::move(value);
    };
    set(step, std::move(result));
    for (int k = step + 1; k < static_cast<int>(trace.steps.size()); ++k) {
        set(k, recomputed(trace, k));
    }
}

}  // namespace

std::string_view name(Fault fault) {
    for (const auto& [value, text] : kFaults) {
        if (value == fault) {
            return text;
        }
    }
    return {};
}

std::optional<Fault> fault_from_name(std::string_view text) {
    for (const auto& [value, name] : kFaults) {
        if (name == text) {
            return value;
        }
    }
    return std::nullopt;
}

std::vector<Fault> all_faults() {
    std::vector<Fault> faults;
    faults.reserve(kFaults.size());
    for (const auto& [fault, text] : kFaults) {
        faults.push_back(fault);
    }
    return faults;
}

std::optional<FaultyTrace> faulty_trace(const Network<double>& network, const Matrix<double>& x,
                                        const Matrix<double>& y, double learning_rate,
                                        Fault fault) {
    FaultyTrace faulty{trace(network, x, y, learning_rate), fault, 0};
    for (int l = 1; l <= faulty.trace.layers(); ++l) {
        // ∂L/∂x of the first layer leads nowhere: nobody would notice.
        if (l == 1 && where(fault) == Operation::GradientX) {
            continue;
        }
        faulty.step = step_of(faulty.trace, where(fault), l);
        Values wrong = mistaken(faulty.trace, faulty.step, fault);
        const Step& step = faulty.trace.steps[static_cast<std::size_t>(faulty.step)];
        if (is_visible(wrong, faulty.trace.result(step).value)) {
            follow(faulty.trace, faulty.step, std::move(wrong));
            return faulty;
        }
    }
    return std::nullopt;
}

FaultyTrace hidden_fault(const Network<double>& network, const Matrix<double>& x,
                         const Matrix<double>& y, double learning_rate, std::uint32_t seed) {
    std::vector<FaultyTrace> possible;
    for (const Fault fault : all_faults()) {
        if (auto faulty = faulty_trace(network, x, y, learning_rate, fault)) {
            possible.push_back(std::move(*faulty));
        }
    }
    if (possible.empty()) {  // a gradient of 0 has no wrong sign: then the fault is none
        return {trace(network, x, y, learning_rate), Fault::WrongSign, 0};
    }
    const double place = NumpyRandom(seed).rand() * static_cast<double>(possible.size());
    return possible[static_cast<std::size_t>(place)];
}

Verdict accused(const FaultyTrace& faulty, std::string_view tensor) {
    const Trace& trace = faulty.trace;
    const int index = tensor_named(trace, tensor);
    const auto made = std::find_if(trace.steps.begin(), trace.steps.end(),
                                   [&](const Step& step) { return step.result == index; });
    const std::vector<std::pair<std::string, std::string>> facts = {{"name", std::string(tensor)}};
    if (index < 0 || made == trace.steps.end()) {
        return {Judgement::Unreadable, "not-made-here", facts};
    }
    if (made - trace.steps.begin() == faulty.step) {
        return {Judgement::Right, "", facts};
    }
    const Trace sound = layerwise::trace(network_of(trace), find(trace, Symbol::A, 0).value,
                                         find(trace, Symbol::Y, 0).value, trace.learning_rate);
    const Values& should = sound.tensors[static_cast<std::size_t>(index)].value;
    const bool differs = is_visible(trace.tensors[static_cast<std::size_t>(index)].value, should);
    return {Judgement::Wrong, differs ? "only-inherits" : "innocent", facts};
}

}  // namespace layerwise
