#include "core/trace/provenance.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/trace/links.h"

namespace layerwise {
namespace {

int step_that_made(const Trace& trace, int tensor) {
    const auto found =
        std::ranges::find_if(trace.steps, [&](const Step& step) { return step.result == tensor; });
    return found == trace.steps.end() ? -1 : static_cast<int>(found - trace.steps.begin());
}

const Tensor& tensor_of(const Trace& trace, const Place& place) {
    return trace.tensors[static_cast<std::size_t>(place.tensor)];
}

bool is_parameter(const Trace& trace, const Place& place) {
    const Symbol symbol = tensor_of(trace, place).symbol;
    return symbol == Symbol::W || symbol == Symbol::B;
}

std::pair<double, double> strength(const Use& use) {
    return {std::abs(use.pull), std::abs(use.share)};
}

// Given, or made on the way to the loss.
bool is_before_loss(const Trace& trace, const Place& place) {
    const int step = step_that_made(trace, place.tensor);
    return step < 0 || trace.steps[static_cast<std::size_t>(step)].phase == Phase::Forward;
}

// Whether a walk ahead goes by this step: before the loss towards it, from a gradient to the
// weights. δ also goes into ∂L/∂b and ∂L/∂x, and z into f′(z): those are other walks.
bool leads_on(const Step& step, bool before_loss) {
    if (before_loss) {
        return step.phase == Phase::Forward || step.phase == Phase::Loss;
    }
    return step.operation != Operation::GradientB && step.operation != Operation::GradientX;
}

// The use that a walk ahead takes.
std::optional<Use> strongest_use(const Trace& trace, const Place& place) {
    const bool before_loss = is_before_loss(trace, place);
    std::optional<Use> best;
    for (const Use& use : feeds(trace, place)) {
        if (leads_on(trace.steps[static_cast<std::size_t>(use.step)], before_loss) &&
            (!best || strength(use) > strength(*best))) {
            best = use;
        }
    }
    return best;
}

}  // namespace

double value_at(const Trace& trace, const Place& place) {
    return tensor_of(trace, place).value(place.row, place.col);
}

Origin made_from(const Trace& trace, const Place& place) {
    Origin origin;
    origin.step = step_that_made(trace, place.tensor);
    if (origin.step < 0) {
        return origin;
    }
    const Links links(trace, origin.step);
    for (const std::size_t operand : links.carriers()) {
        for (const Place& cell : links.sources(operand, place)) {
            origin.contributions.push_back(
                {cell, links.partner(operand, cell, place), links.share(operand, cell, place)});
        }
    }
    std::ranges::stable_sort(origin.contributions,
                             [](const Contribution& a, const Contribution& b) {
                                 return std::abs(a.share) > std::abs(b.share);
                             });
    return origin;
}

std::vector<Use> feeds(const Trace& trace, const Place& place) {
    std::vector<Use> uses;
    for (int index = 0; index < static_cast<int>(trace.steps.size()); ++index) {
        const Step& step = trace.steps[static_cast<std::size_t>(index)];
        const auto begin = static_cast<std::ptrdiff_t>(uses.size());
        const Links links(trace, index);
        for (std::size_t operand = 0; operand < step.operands.size(); ++operand) {
            if (step.operands[operand] != place.tensor) {
                continue;
            }
            for (const Place& result : links.results(operand, place)) {
                uses.push_back({index, result, links.share(operand, place, result),
                                links.pull(operand, place, result)});
            }
        }
        std::ranges::stable_sort(uses.begin() + begin, uses.end(), [](const Use& a, const Use& b) {
            return strength(a) > strength(b);
        });
    }
    return uses;
}

std::vector<Place> way_back(const Trace& trace, const Place& place) {
    std::vector<Place> way;
    Place at = place;
    while (true) {
        const Origin origin = made_from(trace, at);
        const auto next =
            std::ranges::find_if(origin.contributions, [&](const Contribution& contribution) {
                return !is_parameter(trace, contribution.cell);
            });
        if (next == origin.contributions.end()) {
            return way;
        }
        at = next->cell;
        way.push_back(at);
    }
}

std::vector<Place> way_ahead(const Trace& trace, const Place& place) {
    std::vector<Place> way;
    Place at = place;
    while (tensor_of(trace, at).symbol != Symbol::L) {
        const std::optional<Use> use = strongest_use(trace, at);
        if (!use) {
            break;
        }
        at = use->result;
        way.push_back(at);
    }
    return way;
}

}  // namespace layerwise
