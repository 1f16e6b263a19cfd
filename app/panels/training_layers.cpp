// The training view's layers: how every layer's numbers are spread, which units are silent and why,
// what the gradient goes through on its way back, and the first layer's rows as pictures.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/training_pages.h"
#include "app/views/picture_sheet.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr Index kMostRows = 256;  // of W1, as pictures
constexpr float kCard = 132;      // design units: a layer's height

std::string short_number(double value) {
    return value != 0 && (std::abs(value) < 1e-3 || std::abs(value) >= 1e4)
               ? fmt::format("{:.1e}", value)
               : fmt::format("{:.3g}", value);
}

class Layers {
public:
    Layers(const Ui& ui, const Snapshot& shot, UiState& state, const LayersFacts& facts)
        : ui_(ui), shot_(shot), state_(state), facts_(facts) {}

    float card_height() const { return ui_.px(kCard); }
    float ledger_height() const {
        return ui_.px(28 + 46 + 19 * static_cast<float>(2 * facts_.report.layers.size() - 1));
    }

    void card(std::size_t l, Rect rect) const {
        const LayerReport& layer = facts_.report.layers[l];
        const Dense<double>& dense = facts_.network->layers[l];
        ui_.items.add(fmt::format("training.layer.{}", l + 1), rect);
        Rect head = rect.cut_top(ui_.px(20));
        moved(l, head);
        const std::string title = fmt::format(
            "{} · {} → {} · {}", ui_.tr("watch.layer", {{"layer", std::to_string(l + 1)}}),
            dense.inputs(), dense.outputs(), name(dense.f));
        ui_.text_in(ui_.fonts.text_bold, head, ui_.theme.text,
                    ui_.fitted(ui_.fonts.text_bold, title, head.width()));
        const Rect words = rect.cut_bottom(ui_.px(22));
        units(layer, words);
        const float gap = ui_.px(14);
        const float each = (rect.width() - 2 * gap) / 3;
        const std::string number = std::to_string(l + 1);
        spread("W", l, layer.W, ui_.theme.values, "W" + number,
               fmt::format("‖W‖ {}", short_number(layer.norm_W)), rect.cut_left(each));
        rect.cut_left(gap);
        spread("dL_dW", l, layer.dL_dW, ui_.theme.gradients, "∂L/∂W" + number,
               fmt::format("‖·‖ {}", short_number(layer.dL_dW_norm)), rect.cut_left(each));
        rect.cut_left(gap);
        spread("a", l, layer.a, ui_.theme.values, "a" + number, "", rect);
    }

    // ‖∂L/∂z‖ of the last layer, then what each factor makes of it.
    void ledger(Rect rect) const {
        section(ui_, rect, ui_.tr("watch.ledger"));
        const auto& layers = facts_.report.layers;
        double largest = 0;
        double least = 1e300;
        for (const LayerReport& layer : layers) {
            for (const double norm : {layer.dL_dz_norm, layer.dL_da_norm}) {
                largest = std::max(largest, norm);
                least = norm > 0 ? std::min(least, norm) : least;
            }
        }
        const double decades = std::max(std::log10(largest / least), 1.0);
        const auto part = [&](double norm) {
            return norm > 0 ? static_cast<float>(1 - 0.9 * std::log10(largest / norm) / decades)
                            : 0.0F;
        };
        for (std::size_t l = layers.size(); l-- > 0;) {
            const std::string number = std::to_string(l + 1);
            if (l + 1 < layers.size()) {
                line(rect, fmt::format("ledger.a{}", number), "∂L/∂a" + number,
                     layers[l].dL_da_norm, part(layers[l].dL_da_norm), layers[l].by_weights,
                     fmt::format("W{}ᵀ", l + 2));
            }
            line(rect, fmt::format("ledger.z{}", number), "∂L/∂z" + number, layers[l].dL_dz_norm,
                 part(layers[l].dL_dz_norm),
                 l + 1 < layers.size() ? std::optional(layers[l].by_slope) : std::nullopt,
                 fmt::format("f′(z{})", number));
        }
        rect.cut_top(ui_.px(4));
        ui_.wrapped(ui_.fonts.small, rect.min(), rect.width(), ui_.theme.muted, verdict());
    }

    // Rows of W1, each as the picture that would please its unit most.
    void rows(Rect rect, Index pixel_rows, Index pixel_cols, Commands& out) {
        section(ui_, rect, ui_.tr("watch.rows"));
        const Matrix<double>& W = facts_.network->layers.front().W;
        const Index shown = std::min(W.rows(), kMostRows);
        const auto key = heatmap_key(facts_.serial, 7101);
        if (state_.curves.rows == nullptr || state_.curves.rows->key != key) {
            state_.curves.rows = std::make_shared<const PictureSheet>(
                sheet_of(W.topRows(shown).transpose(), pixel_rows, pixel_cols, key));
        }
        const float gap = ui_.px(4);
        const auto across = static_cast<int>(rect.width() / ui_.px(40));
        const float side = std::floor((rect.width() + gap) / static_cast<float>(across) - gap);
        const auto& units = facts_.report.layers.front().units;
        for (Index k = 0; k < shown; ++k) {
            const float x = rect.x0 + static_cast<float>(k % across) * (side + gap);
            const Index line = k / across;
            const float y = rect.y0 + static_cast<float>(line) * (side + gap);
            const Rect at{std::round(x), std::round(y), std::round(x) + side, std::round(y) + side};
            const UnitState unit =
                units.empty() ? UnitState::Alive : units[static_cast<std::size_t>(k)];
            row(k, unit, at, out);
        }
    }
    static float rows_height(const Ui& ui, float width, Index count) {
        const auto across = static_cast<float>(static_cast<int>(width / ui.px(40)));
        const float each = (width + ui.px(4)) / across;
        return ui.px(34) +
               each * std::ceil(static_cast<float>(std::min(count, kMostRows)) / across);
    }

private:
    // How far the next update moves the layer, for its size: about a thousandth is a good pace.
    void moved(std::size_t l, Rect& head) const {
        const double ratio = facts_.update_to_weight[l];
        const bool fine = ratio >= 1e-5 && ratio <= 3e-2;
        const std::string text = fmt::format("‖ΔW‖/‖W‖ {}", short_number(ratio));
        const Rect at = head.cut_right(text_size(ui_.fonts.mono_small, text).x + ui_.px(6));
        const Press pressed =
            press(ui_, fmt::format("training.ratio.{}", l + 1), at.inset(0, ui_.px(1)));
        ui_.text_in(ui_.fonts.mono_small, at, fine ? ui_.theme.muted : ui_.theme.warning, text,
                    Align::Right);
        if (pressed.hovered) {
            tip(ui_, ui_.tr(ratio > 3e-2   ? "watch.ratio-large"
                            : ratio < 1e-5 ? "watch.ratio-small"
                                           : "watch.ratio-fine",
                            {{"eta", fmt::format("{:g}", facts_.next.eta)}}));
        }
        head.cut_right(ui_.px(8));
    }

    void units(const LayerReport& layer, const Rect& row) const {
        if (layer.units.empty()) {
            ui_.text_in(ui_.fonts.small, row, ui_.theme.muted, ui_.tr("watch.output"));
            return;
        }
        const auto count = [&](UnitState state) { return layer.count(state); };
        std::string text =
            ui_.tr("watch.units", {{"count", std::to_string(layer.units.size())},
                                   {"alive", std::to_string(count(UnitState::Alive))}});
        bool silent = false;
        for (const UnitState state : {UnitState::Dead, UnitState::Saturated, UnitState::Unheard}) {
            if (const Index found = count(state); found > 0) {
                silent = true;
                text += " · " + ui_.tr(fmt::format("watch.{}", name(state)),
                                       {{"count", std::to_string(found)}});
            }
        }
        ui_.text_in(ui_.fonts.small, row, silent ? ui_.theme.text : ui_.theme.muted,
                    ui_.fitted(ui_.fonts.small, text, row.width()));
        if (row.contains(ImGui::GetIO().MousePos) && ImGui::IsWindowHovered()) {
            tip(ui_, text + "\n" + std::string(ui_.tr("watch.units-tip")));
        }
    }

    void spread(std::string_view what, std::size_t l, const Histogram& values, const Ramp& ramp,
                const std::string& caption, const std::string& note, Rect rect) const {
        Rect head = rect.cut_top(ui_.px(17));
        ui_.text_in(ui_.fonts.mono_small, head, ui_.theme.text, caption);
        if (head.width() > ui_.px(110)) {
            ui_.text_in(ui_.fonts.mono_small, head, ui_.theme.muted, note, Align::Right);
        }
        const Rect foot = rect.cut_bottom(ui_.px(15));
        ui_.text_in(ui_.fonts.mono_small, foot, ui_.theme.muted, short_number(values.low));
        ui_.text_in(ui_.fonts.mono_small, foot, ui_.theme.muted, short_number(values.high),
                    Align::Right);
        const Press pressed = press(ui_, fmt::format("training.spread.{}{}", what, l + 1), rect);
        const auto most = static_cast<float>(std::max<Index>(values.largest(), 1));
        const float each = rect.width() / static_cast<float>(values.counts.size());
        const double reach = std::max(std::abs(values.low), std::abs(values.high));
        for (std::size_t k = 0; k < values.counts.size(); ++k) {
            const auto count = static_cast<float>(values.counts[k]);
            if (count <= 0) {
                continue;
            }
            // By the root of the count: the few far out are the ones to be seen.
            const float height =
                std::max(std::sqrt(count / most) * (rect.height() - ui_.px(2)), ui_.px(1));
            const float x = rect.x0 + each * static_cast<float>(k);
            const double middle = values.low + (static_cast<double>(k) + 0.5) * values.width();
            const double shade = middle / reach;
            const float sign = shade < 0 ? -0.5F : 0.5F;
            const Color color = std::abs(shade) < 0.5 / kHistogramBins
                                    ? ui_.theme.muted
                                    : color_at(ramp, sign + static_cast<float>(shade) / 2);
            ui_.fill({x, rect.y1 - height, x + std::max(each - 1, 1.0F), rect.y1}, color);
        }
        ui_.line({rect.x0, rect.y1 + 0.5F}, {rect.x1, rect.y1 + 0.5F}, ui_.theme.line);
        if (pressed.hovered) {
            const auto k =
                std::clamp(static_cast<int>((ImGui::GetIO().MousePos.x - rect.x0) / each), 0,
                           kHistogramBins - 1);
            const double from = values.low + k * values.width();
            std::string text =
                ui_.tr("watch.bin",
                       {{"what", caption},
                        {"from", short_number(from)},
                        {"to", short_number(from + values.width())},
                        {"count", std::to_string(values.counts[static_cast<std::size_t>(k)])}});
            if (values.outside > 0) {
                text +=
                    "\n" + ui_.tr("watch.not-finite", {{"count", std::to_string(values.outside)}});
            }
            tip(ui_, text);
        }
    }

    void line(Rect& rect, std::string_view item, const std::string& what, double norm, float part,
              std::optional<double> factor, const std::string& by) const {
        Rect row = rect.cut_top(ui_.px(19));
        ui_.items.add(fmt::format("training.{}", item), row);
        const Rect through = row.cut_right(ui_.px(118));
        if (factor) {
            const Color color = *factor < 0.1 ? ui_.theme.warning : ui_.theme.muted;
            ui_.text_in(ui_.fonts.mono_small, through, color,
                        fmt::format("× {} {}", by, short_number(*factor)), Align::Right);
        }
        ui_.text_in(ui_.fonts.mono_small, row.cut_left(ui_.px(64)), ui_.theme.text, what);
        const Rect value = row.cut_right(ui_.px(70));
        ui_.text_in(ui_.fonts.mono_small, value, ui_.theme.backward, short_number(norm),
                    Align::Right);
        row = row.inset(0, ui_.px(5));
        ui_.fill(row, ui_.theme.card, ui_.px(3));
        if (part > 0) {
            ui_.fill({row.x0, row.y0, row.x0 + row.width() * std::min(part, 1.0F), row.y1},
                     ui_.theme.backward.faded(0.85F), ui_.px(3));
        }
    }

    std::string verdict() const {
        const NetworkReport& report = facts_.report;
        if (report.layers.size() == 1) {
            return std::string(ui_.tr("watch.verdict-one"));
        }
        const double through = report.through();
        const bool slope = std::abs(std::log(std::max(report.by_slope(), 1e-300))) >
                           std::abs(std::log(std::max(report.by_weights(), 1e-300)));
        return ui_.tr(through < 0.05 ? "watch.verdict-vanishes"
                      : through > 20 ? "watch.verdict-explodes"
                                     : "watch.verdict-fine",
                      {{"through", short_number(through)},
                       {"weights", short_number(report.by_weights())},
                       {"slope", short_number(report.by_slope())},
                       {"blame", slope ? "f′" : "Wᵀ"}});
    }

    void row(Index k, UnitState unit, const Rect& at, Commands& out) const {
        const Press pressed = press(ui_, fmt::format("training.row.{}", k + 1), at);
        draw_picture(ui_, *state_.curves.rows, k, at, ui_.theme.values,
                     state_.curves.rows->ranges[static_cast<std::size_t>(k)]);
        if (unit != UnitState::Alive) {
            ui_.outline(at.inset(-1), ui_.theme.warning, 0, ui_.px(1.5F));
        } else {
            ui_.outline(at.inset(-1), pressed.hovered ? ui_.theme.text : ui_.theme.line);
        }
        if (pressed.hovered) {
            std::string text = ui_.tr(
                "watch.row",
                {{"unit", std::to_string(k + 1)},
                 {"range", short_number(state_.curves.rows->ranges[static_cast<std::size_t>(k)])},
                 {"bias", short_number(facts_.network->layers.front().b(k))}});
            if (unit != UnitState::Alive) {
                text += "\n" + std::string(ui_.tr(fmt::format("watch.is-{}", name(unit))));
            }
            tip(ui_, text);
        }
        if (pressed.clicked) {
            const Trace& trace = *shot_.session.trace;
            out.emplace_back(ToSession{JumpTo{{step_of(trace, Operation::AddBias, 1), 0}}});
            out.emplace_back(Pin{find_index(trace, Symbol::Z, 1), k, 0});
            state_.view = StageMode::Matrix;
        }
    }

    const Ui& ui_;
    const Snapshot& shot_;
    UiState& state_;
    const LayersFacts& facts_;
};

}  // namespace

void layers_page(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect, Commands& out) {
    if (shot.layers == nullptr) {
        empty_page(ui, rect, ui.tr("watch.computing"));
        return;
    }
    const LayersFacts& facts = *shot.layers;
    Layers layers(ui, shot, state, facts);
    ui.text_in(
        ui.fonts.small, rect.cut_top(ui.px(18)), ui.theme.muted,
        ui.tr("watch.layers-on", {{"samples", probe_text(ui, facts.probe, facts.report.samples)},
                                  {"loss", fmt::format("{:.4g}", facts.report.loss)},
                                  {"eta", fmt::format("{:g}", facts.next.eta)}}));
    rect.cut_top(ui.px(6));
    ImGui::SetCursorScreenPos(rect.min());
    ImGui::BeginChild("training.layers", rect.size(), false, ImGuiWindowFlags_NoBackground);
    const float top = ImGui::GetCursorScreenPos().y;
    const ImageSet* images = shot.session.example.images.get();
    const bool pictures =
        images != nullptr && images->pixels_per_image() == facts.network->inputs();
    const bool wide = rect.width() >= ui.px(640);
    Rect column{rect.x0, top, rect.x1 - ui.px(12), top + 1e6F};
    float right_bottom = top;
    if (pictures && wide) {
        Rect right = column.cut_right(column.width() * 0.38F);
        column.cut_right(ui.px(24));
        layers.rows(right, images->rows, images->cols, out);
        right_bottom =
            top + Layers::rows_height(ui, right.width(), facts.network->layers[0].outputs());
    }
    for (std::size_t l = 0; l < facts.report.layers.size(); ++l) {
        layers.card(l, column.cut_top(layers.card_height()));
        column.cut_top(ui.px(12));
    }
    layers.ledger(column.cut_top(layers.ledger_height()));
    if (pictures && !wide) {
        column.cut_top(ui.px(14));
        const float height =
            Layers::rows_height(ui, column.width(), facts.network->layers[0].outputs());
        layers.rows(column.cut_top(height), images->rows, images->cols, out);
    }
    ImGui::SetCursorScreenPos({rect.x0, std::max(column.y0, right_bottom) + ui.px(8)});
    ImGui::Dummy({1, 1});
    ImGui::EndChild();
}

}  // namespace layerwise
