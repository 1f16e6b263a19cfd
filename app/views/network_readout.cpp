// What the network view says of the unit or edge under the pointer: its numbers, worked out.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/views/network_view.h"
#include "app/views/stage_view.h"
#include "core/trace/element.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

constexpr int kDecimals = 4;
constexpr std::size_t kMostTerms = 6;

// Enough decimals for four digits of a number of that size.
int decimals_of(double value) {
    const double size = std::abs(value);
    return size == 0 || size >= 0.1
               ? kDecimals
               : std::min(kDecimals - 1 - static_cast<int>(std::floor(std::log10(size))), 12);
}

std::string number(double value) {
    return number_text(value, decimals_of(value));
}

// The weightiest terms first, where not all will be shown.
Element weightiest_first(Element e) {
    if (e.terms.size() > kMostTerms) {
        std::ranges::stable_sort(e.terms, [](const Term& a, const Term& b) {
            return std::abs(a.product()) > std::abs(b.product());
        });
    }
    return e;
}

class Readout {
public:
    Readout(const Session& session, const NetworkView& view)
        : trace_(*session.trace), convention_(session.convention), view_(view) {}

    NetworkReadout of(const Unit& unit) const {
        const NetworkLayer& layer = view_.layers[static_cast<std::size_t>(unit.layer)];
        const Tensor& tensor = trace_.tensors[static_cast<std::size_t>(layer.tensor)];
        NetworkReadout result;
        const std::string value =
            fmt::format("{}[{}] = {}", symbol_text(trace_, layer.tensor), unit.index + 1,
                        layer.reached ? number(tensor.value(unit.index, view_.sample)) : "…");
        if (unit.layer == 0) {
            result.title = fmt::format("Input {} of {}", unit.index + 1, layer.total);
            if (layer.is_picture) {
                result.title += fmt::format(" · pixel in row {}, column {}", unit.index / 28 + 1,
                                            unit.index % 28 + 1);
            }
            result.lines.push_back(value);
            return result;
        }
        result.title =
            fmt::format("Unit {} of {} in layer {} · {}", unit.index + 1, layer.total, unit.layer,
                        spoken(trace_.activations[static_cast<std::size_t>(unit.layer - 1)]));
        if (layer.palette == Palette::Gradients) {
            // ∂L/∂a of a hidden layer is made as ∂L/∂x of the one above.
            const int step = step_for(trace_, layer.tensor);
            work_out(step, unit.index, view_.sample, result);
            return result;
        }
        const int step = step_of(trace_, Operation::AddBias, unit.layer);
        const Element z = weightiest_first(element(trace_, step, unit.index, view_.sample));
        const double a = find(trace_, Symbol::A, unit.layer).value(unit.index, view_.sample);
        result.lines.push_back(symbols_text(trace_, step, z, convention_, kMostTerms));
        result.lines.push_back(numbers_text(trace_, step, z, kMostTerms, kDecimals, convention_));
        result.lines.push_back(
            fmt::format("Σ positive {}   Σ negative {}   = {}   + b {}   = z {}   → a {}",
                        number(z.positive), number(z.negative), number(z.positive + z.negative),
                        number(z.offset), number(z.result), number(a)));
        return result;
    }

    NetworkReadout of(const Edge& edge) const {
        const NetworkBand& band = view_.bands[static_cast<std::size_t>(edge.layer - 1)];
        const Index n = view_.sample;
        const double w = find(trace_, Symbol::W, edge.layer).value(edge.row, edge.col);
        const double x = find(trace_, Symbol::A, edge.layer - 1).value(edge.col, n);
        const std::string source = edge.layer == 1 ? "x" : fmt::format("a{}", edge.layer - 1);
        NetworkReadout result;
        result.title = fmt::format("Weight of layer {}: from unit {} below into unit {}",
                                   edge.layer, edge.col + 1, edge.row + 1);
        result.lines.push_back(fmt::format("w = {}   {}[{}] = {}   w·{} = {}", number(w), source,
                                           edge.col + 1, number(x), edge.layer == 1 ? "x" : "a",
                                           number(w * x)));
        if (band.palette == Palette::Gradients) {
            const int step = step_of(trace_, Operation::GradientW, edge.layer);
            work_out(step, edge.row, edge.col, result);
            return result;
        }
        const Element z =
            element(trace_, step_of(trace_, Operation::AddBias, edge.layer), edge.row, n);
        const double sum = z.positive + z.negative;
        result.lines.push_back(fmt::format("one of {} products: Σ w·{} = {}   + b {} = z{}[{}] {}",
                                           z.terms.size(), edge.layer == 1 ? "x" : "a", number(sum),
                                           number(z.offset), edge.layer, edge.row + 1,
                                           number(z.result)));
        return result;
    }

private:
    void work_out(int step, Index row, Index col, NetworkReadout& result) const {
        const Element e = weightiest_first(element(trace_, step, row, col));
        result.lines.push_back(symbols_text(trace_, step, e, convention_, kMostTerms));
        result.lines.push_back(
            numbers_text(trace_, step, e, kMostTerms, decimals_of(e.result), convention_));
    }

    const Trace& trace_;
    Convention convention_;
    const NetworkView& view_;
};

}  // namespace

NetworkReadout network_readout(const Session& session, const NetworkView& view,
                               const GraphPlace& place) {
    const Readout readout(session, view);
    if (const auto* unit = std::get_if<Unit>(&place)) {
        return readout.of(*unit);
    }
    if (const auto* edge = std::get_if<Edge>(&place)) {
        return readout.of(*edge);
    }
    return {};
}

}  // namespace layerwise
