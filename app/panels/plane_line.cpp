// The loss along −∇L: where a step of η leads, and what would be too short or too long a step.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/plot.h"
#include "app/draw/toggle.h"
#include "app/draw/widgets.h"
#include "app/panels/plane_drawing.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

// Few digits, whatever the size.
std::string short_text(double value) {
    std::string text = fmt::format("{:.3g}", std::abs(value));
    return value < 0 ? "−" + text : text;
}

class Line {
public:
    Line(const PlaneDrawing& d, const PlaneFacts& facts)
        : d_(d), ui_(d.ui), facts_(facts), line_(facts.line) {}

    void draw(Rect rect, Commands& out) {
        const std::string words = sentence();
        const float width = rect.width();
        const float height = text_size(ui_.fonts.small, words, width).y;
        const Rect below = rect.cut_bottom(std::min(height, ui_.px(48)) + ui_.px(2));
        ui_.items.add("plane.judgement", below);
        ui_.wrapped(ui_.fonts.small, below.min(), width, ui_.theme.text, words);
        rect.cut_bottom(ui_.px(4));
        curve(rect, out);
    }

private:
    float x(double t) const {
        return area_.x0 + area_.width() * static_cast<float>(t / line_.t.back());
    }
    float y(double L) const {
        return area_.y1 - area_.height() * static_cast<float>((L - low_) / (high_ - low_));
    }

    void curve(const Rect& rect, Commands& out) {
        const Press hit = press(ui_, "plane.line", rect);
        area_ = rect;
        area_.cut_left(ui_.px(44));
        area_.cut_right(ui_.px(8));
        area_.cut_bottom(ui_.px(15));
        area_.cut_top(ui_.px(6));
        // From the lowest place to well above the beginning; what is higher leaves the picture.
        const double top = *std::ranges::max_element(line_.L);
        const double drop = std::max(line_.loss - line_.best, 1e-12);
        low_ = line_.best - 0.12 * drop;
        high_ = std::min(top, line_.loss + 0.8 * drop) + 0.12 * drop;
        axes();
        Ui::list().PushClipRect(area_.min(), {area_.x1 + 1, area_.y1 + 1}, true);
        tangent();
        for (std::size_t k = 1; k < line_.t.size(); ++k) {
            ui_.line({x(line_.t[k - 1]), y(line_.L[k - 1])}, {x(line_.t[k]), y(line_.L[k])},
                     ui_.theme.forward, ui_.px(2));
        }
        Ui::list().PopClipRect();
        handle(hit, out);
        if (hit.hovered && ImGui::GetIO().MouseWheel != 0) {
            const double by = std::pow(1.25, -static_cast<double>(ImGui::GetIO().MouseWheel));
            d_.own().line_zoom = std::clamp(d_.own().line_zoom * by, 1e-4, 1e3);
        }
        if (hit.double_clicked) {
            d_.own().line_zoom = 1;
        }
    }

    void axes() const {
        for (const double tick : ticks({low_, high_, false}, 4)) {
            ui_.line({area_.x0, y(tick)}, {area_.x1, y(tick)}, ui_.theme.line);
            ui_.text(ui_.fonts.mono_small, {area_.x0 - ui_.px(6), y(tick) - ui_.px(7)},
                     ui_.theme.muted, short_text(tick), Align::Right);
        }
        for (const double tick : ticks({0, line_.t.back(), false}, 5)) {
            ui_.text(ui_.fonts.mono_small, {x(tick), area_.y1 + ui_.px(2)}, ui_.theme.muted,
                     short_text(tick), Align::Center);
        }
        ui_.text(ui_.fonts.mono_small, {area_.x1, area_.y1 + ui_.px(2)}, ui_.theme.muted, "t",
                 Align::Right);
    }

    // The line that backpropagation promises, dashed.
    void tangent() const {
        constexpr int kDashes = 21;
        // As far as it stays in the picture.
        const double reach =
            std::min(line_.t.back(), (line_.loss - low_) / std::max(-line_.slope, 1e-300));
        for (int k = 0; k < kDashes; k += 2) {
            const auto at = [&](int dash) {
                const double t = reach * dash / kDashes;
                return ImVec2{x(t), y(line_.loss + line_.slope * t)};
            };
            ui_.line(at(k), at(k + 1), ui_.theme.backward, ui_.px(1.5F));
        }
    }

    void handle(const Press& hit, Commands& out) const {
        const double eta = d_.shot.session.example.learning_rate;
        const bool beyond = eta > line_.t.back();
        const float at = std::min(x(eta), area_.x1);
        const float height = std::clamp(y(facts_.loss_after), area_.y0, area_.y1);
        const Color color = judgement_color();
        ui_.line({at, area_.y0}, {at, area_.y1}, color.faded(0.7F), ui_.px(1.5F));
        ui_.fill({at - ui_.px(6), height - ui_.px(6), at + ui_.px(6), height + ui_.px(6)},
                 ui_.theme.ground, ui_.px(6));
        ui_.fill({at - ui_.px(5), height - ui_.px(5), at + ui_.px(5), height + ui_.px(5)}, color,
                 ui_.px(5));
        ui_.items.add("plane.eta", {at - ui_.px(6), area_.y0, at + ui_.px(6), area_.y1});
        const std::string label = fmt::format("η {}{}", short_text(eta), beyond ? " →" : "");
        const float half = text_size(ui_.fonts.mono_small, label).x / 2 + ui_.px(2);
        const float words = std::clamp(at + half + ui_.px(6), area_.x0 + half, area_.x1 - half);
        ui_.text(ui_.fonts.mono_small, {words, area_.y0}, color, label, Align::Center);
        PlaneViewState& own = d_.own();
        if (hit.held && ImGui::IsMouseDragging(ImGuiMouseButton_Left, ui_.px(2))) {
            const auto part =
                static_cast<double>((ImGui::GetIO().MousePos.x - area_.x0) / area_.width());
            const double t = std::clamp(part, 0.002, 1.0) * line_.t.back();
            // Three digits: the field at the right shows all there are.
            const double rounded = std::stod(fmt::format("{:.3g}", t));
            if (rounded != eta) {
                out.emplace_back(ToSession{SetLearningRate{rounded}, own.dragging});
                own.dragging = true;
            }
        } else if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
            own.dragging = false;
        }
    }

    StepJudgement judgement() const { return judge_step(line_, facts_.eta, facts_.loss_after); }

    Color judgement_color() const {
        switch (judgement()) {
            case StepJudgement::Right:
                return ui_.theme.update;
            case StepJudgement::TooLarge:
                return ui_.theme.warning;
            default:
                return ui_.theme.loss;
        }
    }

    std::string sentence() const {
        const double best_drop = std::max(line_.loss - line_.best, 1e-300);
        const double share = 100 * (line_.loss - facts_.loss_after) / best_drop;
        const std::string eta = short_text(facts_.eta);
        const std::string before = short_text(line_.loss);
        const std::string after = short_text(facts_.loss_after);
        const std::string best = short_text(line_.best);
        const std::string best_t = short_text(line_.best_t);
        const std::string part = number_text(share, share < 10 ? 1 : 0);
        const auto said = [&](std::string_view key) {
            return ui_.tr(key, {{"eta", eta},
                                {"before", before},
                                {"after", after},
                                {"best", best},
                                {"t", best_t},
                                {"share", part}});
        };
        switch (judgement()) {
            case StepJudgement::Flat:
                return said("plane.flat");
            case StepJudgement::TooSmall:
                return said("plane.too-small");
            case StepJudgement::Right:
                return said("plane.eta-right");
            case StepJudgement::TooLong:
                return said("plane.too-long");
            case StepJudgement::TooLarge:
                break;
        }
        return said("plane.too-large");
    }

    const PlaneDrawing& d_;
    const Ui& ui_;
    const PlaneFacts& facts_;
    const LossLine& line_;
    Rect area_{};
    double low_ = 0, high_ = 1;
};

}  // namespace

void plane_line(const PlaneDrawing& d, Commands& out) {
    const Ui& ui = d.ui;
    Rect rect = d.layout.line;
    Rect head = rect.cut_top(ui.px(20));
    if (!d.layout.wide &&
        button(ui, "plane.numbers", head.cut_right(ui.px(90)), ui.tr("plane.numbers"))) {
        d.own().numbers = true;
    }
    ui.text_in(ui.fonts.caps, head, ui.theme.muted, ui.tr("plane.line"));
    rect.cut_top(ui.px(2));
    if (d.shot.plane == nullptr || d.shot.plane->line.t.empty()) {
        ui.text_in(ui.fonts.small, rect, ui.theme.muted, ui.tr("plane.computing"), Align::Center);
        return;
    }
    Line(d, *d.shot.plane).draw(rect, out);
}

}  // namespace layerwise
