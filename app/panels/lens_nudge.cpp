#include "app/panels/lens_nudge.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "app/draw/plot.h"
#include "app/draw/widgets.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr int kPoints = 97;
constexpr double kAgreement = 1e-6;  // relative: what central differences can promise

Parameter parameter_of(const Step& step, Cell cell) {
    const bool weights =
        step.operation == Operation::GradientW || step.operation == Operation::UpdateW;
    return {weights ? Symbol::W : Symbol::B, step.layer, cell.row, weights ? cell.col : 0};
}

// Where the plot's numbers go on screen.
struct Frame {
    Rect rect;
    double w0 = 0, w1 = 1, L0 = 0, L1 = 1;
    float x(double w) const {
        return rect.x0 + rect.width() * static_cast<float>((w - w0) / (w1 - w0));
    }
    float y(double L) const {
        return rect.y1 - rect.height() * static_cast<float>((L - L0) / (L1 - L0));
    }
};

class Nudge {
public:
    Nudge(const Ui& ui, const LensScene& scene, UiState& state)
        : ui_(ui), scene_(scene), state_(state), trace_(*scene.shot.session.trace) {
        const Step& step = trace_.steps[static_cast<std::size_t>(scene.step)];
        p_ = parameter_of(step, scene.cell);
        if (!(state.nudged == p_)) {
            state.nudged = p_;
            state.nudged_to.reset();
        }
        w_ = value_of(trace_, p_);
        slope_ = slope_of(trace_, p_);
        loss_ = find(trace_, Symbol::L, 0).value(0, 0);
    }

    Commands draw(Rect rect) {
        Commands out;
        ui_.heading(
            scene_.heading.min(),
            ui_.fitted(ui_.fonts.caps, "CHECK IT: NUDGE ONE PARAMETER", scene_.heading.width()));
        facts(rect.cut_top(ui_.px(22)), out);
        rect.cut_top(ui_.px(6));
        curve(rect);
        return out;
    }

private:
    std::string name() const {
        const bool swap =
            p_.symbol == Symbol::W && scene_.shot.session.convention == Convention::Row;
        const std::string symbol = symbol_text(trace_, find_index(trace_, p_.symbol, p_.layer));
        return p_.symbol == Symbol::W
                   ? fmt::format("{}[{}, {}]", symbol, (swap ? p_.col : p_.row) + 1,
                                 (swap ? p_.row : p_.col) + 1)
                   : fmt::format("{}[{}]", symbol, p_.row + 1);
    }

    static std::string slope_text(double slope) {
        std::string text = fmt::format("{:.6g}", std::abs(slope));
        return (slope < 0 ? "−" : "+") + text;
    }

    // "W2[17, 92] = −0.0713   backprop slope +0.004182   finite difference +0.004182 ✓"
    void facts(Rect line, Commands& out) {
        const double measured = refreshed().difference;
        const double scale = std::max({std::abs(measured), std::abs(slope_), 1e-9});
        const bool agree = std::abs(measured - slope_) <= kAgreement * scale ||
                           std::abs(measured - slope_) < 1e-10;
        if (state_.nudged_to) {
            const Rect at = line.cut_right(ui_.px(76));
            if (button(ui_, "nudge.set", at, "Set it")) {
                out.emplace_back(
                    ToSession{EditValue{p_.symbol, p_.layer, p_.row, p_.col, *state_.nudged_to}});
                state_.nudged_to.reset();
            }
            line.cut_right(ui_.px(10));
        }
        const bool narrow = line.width() < ui_.px(600);
        ImFont* plain = narrow ? ui_.fonts.mono_small : ui_.fonts.mono;
        const auto put = [&](ImFont* font, const std::string& text, const Color& color) {
            const float width = text_size(font, text).x;
            if (width <= line.width()) {
                ui_.text_in(font, line.cut_left(width + 1), color, text);
            }
        };
        put(plain, name() + " = ", ui_.theme.muted);
        put(plain, number_text(state_.nudged_to.value_or(w_), 4), ui_.theme.text);
        if (state_.nudged_to) {
            put(ui_.fonts.mono,
                fmt::format("   L = {:.5g} (was {:.5g})", loss_with(trace_, p_, *state_.nudged_to),
                            loss_),
                ui_.theme.loss);
            return;
        }
        put(plain, narrow ? "  slope " : "   backprop slope ", ui_.theme.muted);
        put(plain, slope_text(slope_), ui_.theme.backward);
        put(plain, narrow ? "  difference " : "   finite difference ", ui_.theme.muted);
        put(plain, slope_text(measured), ui_.theme.text);
        put(ui_.fonts.mono_bold, agree ? "  ✓" : "  ✗",
            agree ? ui_.theme.update : ui_.theme.warning);
    }

    void curve(Rect rect) {
        const Press hit = press(ui_, "nudge.plot", rect);
        const ImGuiIO& io = ImGui::GetIO();
        if (hit.hovered && io.MouseWheel != 0) {
            state_.nudge_reach =
                std::clamp(state_.nudge_reach * std::pow(1.25F, -io.MouseWheel), 1e-3F, 100.0F);
        }
        const auto& [key, w, L, difference] = refreshed();
        const auto [low, high] = std::ranges::minmax(L);
        const double spread = std::max(high - low, std::max(std::abs(high), 1e-12) * 1e-6);
        Rect inside = rect;
        inside.cut_left(ui_.px(58));
        inside.cut_bottom(ui_.px(16));
        inside.cut_top(ui_.px(4));
        const Frame frame{inside, w.front(), w.back(), low - 0.08 * spread, high + 0.08 * spread};
        axes(frame);
        Ui::list().PushClipRect(inside.min(), {inside.x1, inside.y1 + 1}, true);
        for (int k = 1; k < kPoints; ++k) {
            const auto i = static_cast<std::size_t>(k);
            ui_.line({frame.x(w[i - 1]), frame.y(L[i - 1])}, {frame.x(w[i]), frame.y(L[i])},
                     ui_.theme.forward, ui_.px(2));
        }
        tangent(frame);
        Ui::list().PopClipRect();
        if (hit.held) {
            const double at =
                frame.w0 + (frame.w1 - frame.w0) *
                               static_cast<double>((io.MousePos.x - inside.x0) / inside.width());
            state_.nudged_to = std::clamp(at, frame.w0, frame.w1);
        }
        const double shown = state_.nudged_to.value_or(w_);
        const ImVec2 knob{frame.x(shown), frame.y(loss_with(trace_, p_, shown))};
        Ui::list().AddCircleFilled(knob, ui_.px(6), ui_.theme.text.packed());
        Ui::list().AddCircle(knob, ui_.px(6), ui_.theme.ground.packed(), 0, ui_.px(1));
        if (!state_.nudged_to) {
            const bool below = knob.y + ui_.px(28) < inside.y1;
            ui_.text(ui_.fonts.small, {knob.x, knob.y + ui_.px(below ? 10 : -26)}, ui_.theme.muted,
                     "drag me", Align::Center);
        }
    }

    // The curve, computed anew only for another pass, parameter or reach.
    const NudgeCurve& refreshed() {
        NudgeCurve& curve = state_.nudge_curve;
        const double reach = state_.nudge_reach;
        const std::uint64_t key = heatmap_key(scene_.shot.version, p_.symbol, p_.layer, p_.row,
                                              p_.col, std::bit_cast<std::uint64_t>(reach));
        if (curve.key != key) {
            curve = {key, {}, {}, central_difference(trace_, p_)};
            for (int k = 0; k < kPoints; ++k) {
                curve.w.push_back(w_ - reach + 2 * reach * k / (kPoints - 1));
                curve.L.push_back(loss_with(trace_, p_, curve.w.back()));
            }
        }
        return curve;
    }

    void axes(const Frame& frame) const {
        const PlotAxis y{frame.L0, frame.L1, false};
        const double step = (frame.L1 - frame.L0) / 4;
        for (const double tick : ticks(y, 4)) {
            const float at = frame.y(tick);
            ui_.line({frame.rect.x0, at}, {frame.rect.x1, at}, ui_.theme.line);
            const std::string text =
                step < 1e-3 ? fmt::format("{:.2e}", tick) : fmt::format("{:.4g}", tick);
            ui_.text(ui_.fonts.mono_small, {frame.rect.x0 - ui_.px(6), at - ui_.px(7)},
                     ui_.theme.muted, text, Align::Right);
        }
        for (const double tick : ticks({frame.w0, frame.w1, false}, 5)) {
            ui_.text(ui_.fonts.mono_small, {frame.x(tick), frame.rect.y1 + ui_.px(3)},
                     ui_.theme.muted, number_text(tick, 2), Align::Center);
        }
        ui_.text(ui_.fonts.mono_small, {frame.rect.x1, frame.rect.y1 - ui_.px(14)}, ui_.theme.muted,
                 "w", Align::Right);
        ui_.text(ui_.fonts.mono_small, {frame.rect.x0 + ui_.px(4), frame.rect.y0}, ui_.theme.muted,
                 "L");
    }

    // The line with backpropagation's slope through the present point, dashed.
    void tangent(const Frame& frame) const {
        constexpr int kDashes = 40;
        for (int k = 0; k < kDashes; k += 2) {
            const auto at = [&](int dash) {
                const double w = frame.w0 + (frame.w1 - frame.w0) * dash / kDashes;
                return ImVec2{frame.x(w), frame.y(loss_ + slope_ * (w - w_))};
            };
            ui_.line(at(k), at(k + 1), ui_.theme.backward, ui_.px(1.5F));
        }
    }

    const Ui& ui_;
    const LensScene& scene_;
    UiState& state_;
    const Trace& trace_;
    Parameter p_;
    double w_ = 0, slope_ = 0, loss_ = 0;
};

}  // namespace

Commands lens_nudge(const Ui& ui, const LensScene& scene, UiState& state, Rect rect) {
    return Nudge(ui, scene, state).draw(rect);
}

}  // namespace layerwise
