#include "app/views/network_view.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/views/stage_view.h"

namespace layerwise {
namespace {

constexpr Index kPictureSide = 28;

const Tensor& tensor_at(const Trace& trace, int index) {
    return trace.tensors[static_cast<std::size_t>(index)];
}

// Which of a layer's tensors its units stand for at the step.
struct Shown {
    Symbol symbol = Symbol::A;
    int layer = 0;
    bool reached = true;
};

Shown forward_units(const Step& here, int l) {
    if (l == here.layer && here.operation == Operation::WeightedSum) {
        return {Symbol::Wx, l};
    }
    if (l == here.layer && here.operation == Operation::AddBias) {
        return {Symbol::Z, l};
    }
    return {Symbol::A, l, l <= here.layer};
}

Shown backward_units(const Step& here, int l) {
    if (l > here.layer) {
        return {Symbol::GradZ, l};
    }
    if (l == here.layer) {
        const bool has_delta =
            here.operation != Operation::LossGradient && here.operation != Operation::LocalSlope;
        return {has_delta ? Symbol::GradZ : Symbol::GradA, l};
    }
    if (l == here.layer - 1 && here.operation == Operation::GradientX) {
        return {Symbol::GradX, here.layer};
    }
    return {Symbol::A, l};
}

Shown units_at(const Step& here, int l) {
    switch (here.phase) {
        case Phase::Forward:
            return forward_units(here, l);
        case Phase::Loss:
            return {Symbol::A, l};
        case Phase::Backward:
            return backward_units(here, l);
        case Phase::Update:
            break;
    }
    return {l > 0 ? Symbol::GradZ : Symbol::A, l};
}

bool has_gradient(const Step& here, int l) {
    if (here.phase == Phase::Update) {
        return true;
    }
    const bool own_is_made = here.operation == Operation::GradientW ||
                             here.operation == Operation::GradientB ||
                             here.operation == Operation::GradientX;
    return here.phase == Phase::Backward && (l > here.layer || (l == here.layer && own_is_made));
}

// The indices of the `count` largest |values|, ascending.
template <class Values>
std::vector<Index> largest(const Values& values, Index count) {
    std::vector<Index> indices(static_cast<std::size_t>(values.size()));
    std::iota(indices.begin(), indices.end(), Index{0});
    if (values.size() > count) {
        const auto last = indices.begin() + static_cast<std::ptrdiff_t>(count);
        std::ranges::nth_element(indices, last, [&](Index a, Index b) {
            const double size_a = std::abs(values(a));
            const double size_b = std::abs(values(b));
            return size_a != size_b ? size_a > size_b : a < b;
        });
        indices.erase(last, indices.end());
        std::ranges::sort(indices);
    }
    return indices;
}

class Builder {
public:
    Builder(const Session& session, const TraceFacts& facts, const std::set<int>& open,
            Index sample, const std::optional<Unit>& pinned)
        : session_(session),
          trace_(*session.trace),
          here_(trace_.steps[static_cast<std::size_t>(session.cursor.step)]),
          facts_(facts),
          open_(open),
          pinned_(pinned) {
        view_.sample = std::clamp(sample, Index{0}, trace_.samples - 1);
    }

    NetworkView build() {
        for (int l = 0; l <= trace_.layers(); ++l) {
            view_.layers.push_back(layer(l));
        }
        for (int l = 1; l <= trace_.layers(); ++l) {
            view_.bands.push_back(band(l));
        }
        return std::move(view_);
    }

private:
    float range(int tensor) const { return facts_.ranges[static_cast<std::size_t>(tensor)]; }

    NetworkLayer layer(int l) const {
        const Shown shown = units_at(here_, l);
        NetworkLayer result;
        result.layer = l;
        result.tensor = find_index(trace_, shown.symbol, shown.layer);
        result.reached = shown.reached;
        const Tensor& tensor = tensor_at(trace_, result.tensor);
        result.palette = palette_of(session_, tensor);
        result.range = result.palette == Palette::Grey ? 1.0F : range(result.tensor);
        result.total = trace_.sizes[static_cast<std::size_t>(l)];
        result.open = open_.contains(l);
        result.is_picture = l == 0 && session_.example.images != nullptr &&
                            result.total == kPictureSide * kPictureSide;
        result.can_open = result.total > kUnitsShown;
        if (!result.is_picture) {
            const auto activity = find(trace_, Symbol::A, l).value.col(view_.sample);
            result.units = largest(activity, result.open ? result.total : kUnitsShown);
            if (pinned_ && pinned_->layer == l && pinned_->index < result.total) {
                const auto place = std::ranges::lower_bound(result.units, pinned_->index);
                if (place == result.units.end() || *place != pinned_->index) {
                    result.units.insert(place, pinned_->index);
                }
            }
        }
        return result;
    }

    NetworkBand band(int l) const {
        const bool gradient = has_gradient(here_, l);
        NetworkBand result;
        result.layer = l;
        result.tensor = find_index(trace_, gradient ? Symbol::GradW : Symbol::W, l);
        result.palette = gradient ? Palette::Gradients : Palette::Values;
        result.range = range(result.tensor);
        result.faded = here_.phase == Phase::Forward    ? l > here_.layer
                       : here_.phase == Phase::Backward ? l < here_.layer
                                                        : false;
        const Matrix<double>& W = find(trace_, Symbol::W, l).value;
        result.total = W.size();
        const NetworkLayer& below = view_.layers[static_cast<std::size_t>(l - 1)];
        const NetworkLayer& above = view_.layers[static_cast<std::size_t>(l)];
        const auto x = find(trace_, Symbol::A, l - 1).value.col(view_.sample);
        for (const Index i : above.units) {
            if (below.is_picture) {
                const auto products = W.row(i).transpose().cwiseProduct(x).eval();
                for (const Index j : largest(products, below.open ? below.total : kPixelsShown)) {
                    result.edges.push_back({l, i, j});
                }
            } else {
                for (const Index j : below.units) {
                    result.edges.push_back({l, i, j});
                }
            }
        }
        if (below.is_picture && !below.open) {
            result.chosen =
                "into each unit, the " + std::to_string(kPixelsShown) + " of largest |w·x|";
        } else if (static_cast<Index>(result.edges.size()) < result.total) {
            result.chosen = "between the units shown";
        }
        return result;
    }

    const Session& session_;
    const Trace& trace_;
    const Step& here_;
    const TraceFacts& facts_;
    const std::set<int>& open_;
    const std::optional<Unit>& pinned_;
    NetworkView view_;
};

}  // namespace

NetworkView network_view(const Session& session, const TraceFacts& facts, const std::set<int>& open,
                         Index sample, const std::optional<Unit>& pinned) {
    return Builder(session, facts, open, sample, pinned).build();
}

StageCell cell_of(const NetworkView& view, const GraphPlace& place) {
    if (const auto* unit = std::get_if<Unit>(&place)) {
        return {view.layers[static_cast<std::size_t>(unit->layer)].tensor,
                {unit->index, view.sample}};
    }
    if (const auto* edge = std::get_if<Edge>(&place)) {
        return {view.bands[static_cast<std::size_t>(edge->layer - 1)].tensor,
                {edge->row, edge->col}};
    }
    return {};
}

GraphPlace place_of(const Trace& trace, int tensor, Cell cell) {
    const Tensor& t = tensor_at(trace, tensor);
    switch (t.layout) {
        case Layout::Weights:
            return Edge{t.layer, cell.row, cell.col};
        case Layout::Bias:
            return Unit{t.layer, cell.row};
        case Layout::Samples:
            if (t.symbol == Symbol::Y) {
                return Unit{trace.layers(), cell.row};
            }
            // ∂L/∂x of a layer belongs to the units below it.
            return Unit{t.symbol == Symbol::GradX ? t.layer - 1 : t.layer, cell.row};
        case Layout::Jacobian:
            return Unit{t.layer, cell.row % trace.sizes[static_cast<std::size_t>(t.layer)]};
        case Layout::Scalar:
            break;
    }
    return {};
}

int step_for(const Trace& trace, int tensor) {
    for (std::size_t k = 0; k < trace.steps.size(); ++k) {
        if (trace.steps[k].result == tensor) {
            return static_cast<int>(k);
        }
    }
    for (std::size_t k = 0; k < trace.steps.size(); ++k) {
        if (std::ranges::find(trace.steps[k].operands, tensor) != trace.steps[k].operands.end()) {
            return static_cast<int>(k);
        }
    }
    return 0;
}

std::optional<Pulse> pulse_at(const Session& session) {
    const Trace& trace = *session.trace;
    const Step& here = trace.steps[static_cast<std::size_t>(session.cursor.step)];
    const bool whole_layer = session.granularity == Granularity::Layer;
    if (here.phase == Phase::Forward && (whole_layer || here.operation == Operation::WeightedSum)) {
        return Pulse{here.layer, false};
    }
    if (here.phase == Phase::Backward && (whole_layer || here.operation == Operation::GradientW ||
                                          here.operation == Operation::GradientX)) {
        return Pulse{here.layer, true};
    }
    return std::nullopt;
}

}  // namespace layerwise
