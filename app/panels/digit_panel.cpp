#include "app/panels/digit_panel.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/explain_card.h"

namespace layerwise {
namespace {

// The picture that is the input, with the pen's strokes drawn over it as they come.
void canvas(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& rect, Commands& out) {
    const Input& input = shot.session.example.input;
    const ImageSet& images = *shot.session.example.images;
    const Press pen = press(ui, "canvas", rect);
    Matrix<double> image(images.rows, images.cols);
    for (Index k = 0; k < image.size(); ++k) {
        image(k / images.cols, k % images.cols) = input.x(k, 0);
    }
    ui.heatmaps.draw(Ui::list(), rect,
                     {&image, heatmap_key(shot.version, 4242), false, &ui.theme.grey, 1.0F});
    // The pixel whose number is pointed at elsewhere.
    if (state.hovered) {
        if (const auto pixel =
                input_of(*shot.session.trace, state.hovered->tensor, state.hovered->cell)) {
            const float w = rect.width() / static_cast<float>(images.cols);
            const float h = rect.height() / static_cast<float>(images.rows);
            const Index row = *pixel / images.cols, col = *pixel % images.cols;
            const float x = rect.x0 + w * static_cast<float>(col);
            const float y = rect.y0 + h * static_cast<float>(row);
            ui.outline({x - 1, y - 1, x + w + 1, y + h + 1}, ui.theme.loss, ui.px(1), ui.px(1.5F));
        }
    }
    ui.outline(rect.inset(-1), pen.hovered ? ui.theme.forward : ui.theme.line, ui.px(3));

    const ImVec2 p = ImGui::GetIO().MousePos;
    const Point point{std::clamp((p.x - rect.x0) / rect.width(), 0.0F, 1.0F),
                      std::clamp((p.y - rect.y0) / rect.height(), 0.0F, 1.0F)};
    if (pen.held) {
        const bool begins = !state.drawing;
        if (begins) {
            // A first stroke on something that was not drawn here clears it.
            state.strokes = input.source == Input::Source::Drawing ? input.strokes : Strokes{};
            state.strokes.emplace_back();
            state.drawing = true;
        }
        Stroke& stroke = state.strokes.back();
        const bool moved = stroke.empty() || std::hypot(stroke.back().x - point.x,
                                                        stroke.back().y - point.y) > 0.004F;
        if (moved) {
            stroke.push_back(point);
            out.emplace_back(ToSession{Draw{state.strokes}, !begins});
        }
    } else {
        state.drawing = false;
    }
    if (pen.hovered && !pen.held) {
        Ui::list().AddCircle(p, kPenWidth * rect.width() / 2, ui.theme.muted.packed());
    }
}

// One bar a class; a click makes it the target.
void bars(const Ui& ui, const Snapshot& shot, Rect rect, Commands& out) {
    const Vector<double> p = probabilities(shot.session);
    const int read = prediction(shot.session);
    const int target = shot.session.example.input.label;
    const float step = rect.height() / static_cast<float>(p.size());
    for (Index k = 0; k < p.size(); ++k) {
        Rect row = rect.cut_top(step);
        const bool best = static_cast<int>(k) == read;
        const Press state = press(ui, fmt::format("class.{}", k), row);
        if (state.hovered) {
            ui.fill(row, ui.theme.raised, ui.px(3));
            tip(ui, fmt::format("Make {} the target: the loss asks for it", k));
        }
        if (state.clicked) {
            out.emplace_back(ToSession{SetTarget{static_cast<int>(k)}});
        }
        ImFont* font = best ? ui.fonts.mono_bold : ui.fonts.mono_small;
        ui.text_in(font, row.cut_left(ui.px(14)), best ? ui.theme.text : ui.theme.muted,
                   std::to_string(k), Align::Center);
        if (static_cast<int>(k) == target) {
            const ImVec2 c{row.x0 + ui.px(4), row.center().y};
            Ui::list().AddCircle(c, ui.px(2.8F), ui.theme.loss.packed(), 12, ui.px(1.4F));
        }
        row.cut_left(ui.px(11));
        const Rect value = row.cut_right(ui.px(42));
        const float width = std::max(row.width() * static_cast<float>(p(k)), ui.px(1));
        const float half = std::min(step * 0.3F, ui.px(5));
        ui.fill({row.x0, row.center().y - half, row.x0 + width, row.center().y + half},
                best ? ui.theme.forward : ui.theme.faint, ui.px(2));
        if (p(k) >= 0.0005) {
            ui.text_in(ui.fonts.mono_small, value, best ? ui.theme.text : ui.theme.muted,
                       fmt::format("{:.1f}%", p(k) * 100), Align::Right);
        }
    }
}

// Examples without pictures: x, the target and ŷ in numbers.
void numbers(const Ui& ui, const Snapshot& shot, Rect rect) {
    const Trace& trace = *shot.session.trace;
    const Matrix<double>& prediction = find(trace, Symbol::A, trace.layers()).value;
    const Matrix<double>& target = shot.session.example.input.y;
    ui.text_in(ui.fonts.mono_small, rect.cut_top(ui.px(20)), ui.theme.muted,
               "           target      ŷ");
    const Index rows = std::min<Index>(prediction.size(), 6);
    for (Index k = 0; k < rows; ++k) {
        ui.text_in(ui.fonts.mono, rect.cut_top(ui.px(20)), ui.theme.text,
                   fmt::format("{}{} {:>9.4f} {:>9.4f}", trace.samples > 1 ? "sample " : "output ",
                               k + 1, target(k % target.rows(), k / target.rows()),
                               prediction(k % target.rows(), k / target.rows())));
    }
    ui.text_in(ui.fonts.mono, rect.cut_top(ui.px(22)), ui.theme.loss,
               fmt::format("loss     {:>9.6f}", find(trace, Symbol::L, 0).value(0, 0)));
}

}  // namespace

float digit_panel_height(const Snapshot& shot) {
    if (shot.session.example.images != nullptr) {
        return 240;
    }
    const Index rows = std::min<Index>(
        find(*shot.session.trace, Symbol::A, shot.session.trace->layers()).value.size(), 6);
    return 82 + 20 * static_cast<float>(rows);
}

void show_typed_image(const Snapshot& shot, UiState& state, Commands& out) {
    const std::string& text = state.image_text;
    Index image = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), image);
    if (error == std::errc() && end == text.data() + text.size()) {
        out.emplace_back(ToSession{ShowImage{image}});
        return;
    }
    state.notice = fmt::format("expected a test image from 0 to {}, found \"{}\"",
                               shot.session.example.images->count() - 1, text);
    state.notice_is_error = true;
}

Commands digit_panel(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const Session& session = shot.session;
    if (session.example.images == nullptr) {
        ui.heading(rect.min(), "TARGET AND PREDICTION");
        rect.cut_top(ui.px(20));
        numbers(ui, shot, rect);
        return out;
    }
    ui.heading(rect.min(), "DRAW A DIGIT");
    const int target = session.example.input.label;
    // Nobody said what a drawing is: until a class is clicked, its target is what is read in it.
    const bool is_guess =
        session.example.input.source == Input::Source::Drawing && target == prediction(session);
    ui.text(ui.fonts.small, {rect.x1, rect.y0 - ui.px(1)}, ui.theme.muted,
            target < 0 ? std::string("target: no one class")
                       : fmt::format("{} {}  ○", is_guess ? "target: as read," : "target", target),
            Align::Right);
    rect.cut_top(ui.px(20));
    Rect upper = rect.cut_top(ui.px(150));
    canvas(ui, shot, state, upper.cut_left(upper.height()), out);
    upper.cut_left(ui.px(10));
    bars(ui, shot, upper, out);

    rect.cut_top(ui.px(8));
    Rect row = rect.cut_top(ui.px(28));
    const float gap = ui.px(6);
    if (button(ui, "clear", row.cut_left(ui.px(52)), "Clear", ButtonStyle::Plain, true)) {
        out.emplace_back(ToSession{Draw{{}}});
    }
    row.cut_left(gap);
    const Index image = session.example.input.image;
    const Index count = session.example.images->count();
    const bool is_test = session.example.input.source == Input::Source::TestImage;
    if (icon_button(ui, "previous-image", row.cut_left(ui.px(28)), Icon::Previous,
                    "Test image before (PageUp)", ButtonStyle::Plain, !is_test || image > 0)) {
        out.emplace_back(ToSession{ShowImage{is_test ? image - 1 : image}});
    }
    row.cut_left(gap);
    const Rect next = row.cut_right(ui.px(28));
    row.cut_right(gap);
    if (!ImGui::IsAnyItemActive()) {
        state.image_text = std::to_string(image);
    }
    if (text_field(ui, "image", row, state.image_text, "test image")) {
        show_typed_image(shot, state, out);
    }
    if (icon_button(ui, "next-image", next, Icon::Next, "Next test image (PageDown)",
                    ButtonStyle::Plain, !is_test || image + 1 < count)) {
        out.emplace_back(ToSession{ShowImage{is_test ? image + 1 : image}});
    }
    rect.cut_top(ui.px(6));
    explain_buttons(ui, shot, state, rect.cut_top(ui.px(26)));
    return out;
}

}  // namespace layerwise
