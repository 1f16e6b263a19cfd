// The large picture of the plane view: the output over the plane, with the points on it.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/toggle.h"
#include "app/draw/widgets.h"
#include "app/panels/plane_drawing.h"
#include "app/views/stage_view.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr Index kMostPoints = 3000;  // drawn

class Output {
public:
    explicit Output(const PlaneDrawing& d) : d_(d), ui_(d.ui) {}

    void draw(Commands& out) {
        Rect rect = d_.layout.output;
        title(rect.cut_top(ui_.px(22)));
        const Rect switches = rect.cut_bottom(ui_.px(26));
        const Rect below = rect.cut_bottom(ui_.px(16));
        const Rect left = rect.cut_left(ui_.px(22));
        const float side = std::floor(std::min(rect.width(), rect.height()));
        square_ = {std::floor(rect.x1 - side), std::floor(rect.y0), std::floor(rect.x1),
                   std::floor(rect.y0 + side)};
        picture();
        axes(left, below);
        Ui::list().PushClipRect(square_.min(), square_.max(), true);
        points(false);
        if (d_.own().show_test) {
            points(true);
        }
        chosen();
        Ui::list().PopClipRect();
        point_at(out);
        toggles(switches);
        bias(below);
    }

private:
    double reach() const { return d_.scene.grid.reach; }
    ImVec2 place(double x1, double x2) const {
        return {square_.x0 + square_.width() * static_cast<float>((x1 / reach() + 1) / 2),
                square_.y0 + square_.height() * static_cast<float>((1 - x2 / reach()) / 2)};
    }

    void title(Rect rect) const {
        std::string text;
        if (d_.lit) {
            const Activation f = d_.network().layers[static_cast<std::size_t>(d_.lit->layer - 1)].f;
            text = ui_.tr("plane.unit-title", {{"unit", fmt::format("{}", d_.lit->index + 1)},
                                               {"layer", fmt::format("{}", d_.lit->layer)},
                                               {"f", spoken(f)}});
        } else if (d_.set().is_regression()) {
            text = ui_.tr("plane.number-title");
        } else {
            const std::size_t k =
                d_.set().outputs() == 1 ? 1 : static_cast<std::size_t>(d_.scene.output);
            text = ui_.tr("plane.class-title", {{"class", d_.set().raw.classes[k]}});
        }
        rect.cut_left(ui_.px(22));
        ui_.items.add("plane.title", rect);
        ui_.text_in(ui_.fonts.small, rect, ui_.theme.text,
                    ui_.fitted(ui_.fonts.small, text, rect.width()));
    }

    void picture() const {
        ui_.items.add("plane.surface", square_);
        if (d_.lit) {
            plane_picture(d_, *d_.lit, square_);
        } else {
            ui_.heatmaps.draw(
                Ui::list(), square_,
                {&d_.scene.shown, heatmap_key(d_.scene.key, 7004), false, &ui_.theme.values, 1});
        }
        ui_.outline(square_.inset(-1), ui_.theme.line);
    }

    void axes(const Rect& left, const Rect& below) const {
        const double step = reach() >= 4 ? std::floor(reach() / 2) : reach() / 2;
        for (int k = -2; k <= 2; ++k) {
            const double value = step * k;
            const ImVec2 at = place(value, value);
            const std::string text = number_text(value, step == std::floor(step) ? 0 : 1);
            // The first and the last stand inside the picture's width.
            const float half = text_size(ui_.fonts.mono_small, text).x / 2;
            const float x = std::clamp(at.x, square_.x0 + half, square_.x1 - half);
            ui_.text(ui_.fonts.mono_small, {x, below.y0 + ui_.px(2)}, ui_.theme.muted, text,
                     Align::Center);
            const float line = ui_.fonts.mono_small->FontSize;
            const float y = std::clamp(at.y - line / 2, square_.y0, square_.y1 - line);
            ui_.text(ui_.fonts.mono_small, {left.x1 - ui_.px(4), y}, ui_.theme.muted, text,
                     Align::Right);
        }
    }

    // Training points are discs, test points rings.
    void points(bool of_test) const {
        const Samples& samples = of_test ? d_.set().raw.test : d_.set().raw.train;
        const float r = ui_.px(square_.width() > ui_.px(260) ? 3.2F : 2.5F);
        const Color rim =
            luminance(ui_.theme.ground) < 0.5F ? Color::hex(0x0B0E12) : Color::hex(0xFFFFFF);
        const Color dark = Color::hex(0x0B0E12);
        const Color light = Color::hex(0xFFFFFF);
        for (Index n = 0; n < std::min(samples.count(), kMostPoints); ++n) {
            const ImVec2 at = place(samples.X(0, n), samples.X(1, n));
            const double value = target_shade(d_.set(), samples.Y.col(n), d_.scene.output);
            const Color color = point_color(ui_.theme, value);
            const auto disc = [&](float radius, const Color& ink) {
                ui_.fill({at.x - radius, at.y - radius, at.x + radius, at.y + radius}, ink, radius);
            };
            disc(r + ui_.px(1), of_test ? (rim.r < 0.5F ? light : dark) : rim);
            disc(r, color);
        }
    }

    // The point that the steps are computed of: a cross-hair.
    void chosen() const {
        const Vector<double>& raw = d_.shot.session.example.input.raw;
        const ImVec2 at = place(raw(0), raw(1));
        const float r = ui_.px(7);
        for (const float width : {ui_.px(4), ui_.px(1.8F)}) {
            const Color ink = width > ui_.px(2) ? Color::hex(0x0B0E12) : Color::hex(0xFFFFFF);
            Ui::list().AddCircle(at, r, ink.packed(), 24, width);
        }
    }

    Vector<double> under_pointer() const {
        const ImVec2 p = ImGui::GetIO().MousePos;
        Vector<double> raw(2);
        raw(0) = (2 * static_cast<double>((p.x - square_.x0) / square_.width()) - 1) * reach();
        raw(1) = (1 - 2 * static_cast<double>((p.y - square_.y0) / square_.height())) * reach();
        return raw.cwiseMin(reach()).cwiseMax(-reach());
    }

    // Hovering reads the numbers out; a click or a drag makes the point the input of the pass.
    void point_at(Commands& out) const {
        const Press hit = press(ui_, "plane.output", square_);
        PlaneViewState& own = d_.own();
        const Vector<double> raw = under_pointer();
        const double near = static_cast<double>(ui_.px(6) / square_.width()) * 2 * reach();
        const auto point = point_near(d_.set(), raw, near, own.show_test);
        if (hit.held && ImGui::IsMouseDragging(ImGuiMouseButton_Left, ui_.px(3))) {
            out.emplace_back(ToSession{ChoosePoint{raw}, own.dragging});
            own.dragging = true;
        } else if (hit.clicked && !own.dragging) {
            if (point) {
                out.emplace_back(ToSession{ChooseSample{point->sample, point->of_test}});
            } else {
                out.emplace_back(ToSession{ChoosePoint{raw}});
            }
        }
        if (!hit.held && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
            own.dragging = false;
        }
        if (hit.hovered) {
            tip(ui_, readout(raw, point));
        }
    }

    std::string readout(const Vector<double>& raw, const std::optional<NearPoint>& point) const {
        const LearningSet& set = d_.set();
        Vector<double> at = raw;
        Vector<double> y = set.train.Y.col(0);
        if (point) {
            const Samples& samples = point->of_test ? set.raw.test : set.raw.train;
            at = samples.X.col(point->sample);
            y = samples.Y.col(point->sample);
        }
        const PlaneReading reading = read_point(d_.shot.session, at, y);
        const auto k = static_cast<Index>(d_.scene.output);
        std::string text =
            ui_.tr("plane.at", {{"x1", number_text(at(0), 2)},
                                {"x2", number_text(at(1), 2)},
                                {"z", number_text(reading.activity.z.back()(k), 4)},
                                {"a", number_text(reading.activity.a.back()(k), 4)}});
        if (point) {
            text += "\n" + ui_.tr(point->of_test ? "plane.test-point" : "plane.training-point",
                                  {{"number", fmt::format("{}", point->sample)},
                                   {"y", target_text(set, y)},
                                   {"loss", number_text(reading.loss, 4)}});
        }
        return text;
    }

    void toggles(Rect rect) const {
        rect.cut_left(d_.layout.wide ? ui_.px(22) : 0);
        rect.cut_top(ui_.px(4));
        const bool narrow = !d_.layout.wide;
        PlaneViewState& own = d_.own();
        Rect left = rect.cut_left(rect.width() / 2);
        if (toggle(ui_, "plane.show-test", left,
                   ui_.tr(narrow ? "plane.show-test-short" : "plane.show-test"), own.show_test)) {
            own.show_test = !own.show_test;
        }
        if (toggle(ui_, "plane.discretize", rect,
                   ui_.tr(narrow ? "plane.discretize-short" : "plane.discretize"),
                   own.discretized)) {
            own.discretized = !own.discretized;
        }
    }

    // The output has its bias too.
    void bias(const Rect& /*below*/) const {
        if (d_.network().outputs() > 1) {
            return;  // its units have theirs below their pictures
        }
        const double b = d_.network().layers.back().b(0);
        const std::string text = "b " + number_text(b, 2);
        const float width = text_size(ui_.fonts.mono_small, text).x + ui_.px(10);
        const Rect rect{d_.layout.output.x1 - width, d_.layout.output.y0, d_.layout.output.x1,
                        d_.layout.output.y0 + ui_.px(20)};
        const Press hit = press(ui_, fmt::format("plane.bias.{}.1", d_.layers()), rect);
        ui_.fill(rect, ui_.theme.card, ui_.px(4));
        ui_.text_in(ui_.fonts.mono_small, rect, hit.hovered ? ui_.theme.text : ui_.theme.muted,
                    text, Align::Center);
        if (hit.hovered) {
            tip(ui_, fmt::format("b{}[1] = {}\n{}", d_.layers(), number_text(b, 6),
                                 ui_.tr("plane.double-click")));
        }
        if (hit.double_clicked) {
            edit_number(d_, Symbol::B, d_.layers(), {0, 0});
        }
    }

    const PlaneDrawing& d_;
    const Ui& ui_;
    Rect square_{};
};

}  // namespace

void plane_output(const PlaneDrawing& d, Commands& out) {
    Output(d).draw(out);
}

}  // namespace layerwise
