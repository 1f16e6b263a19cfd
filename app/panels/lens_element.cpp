#include "app/panels/lens_element.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/widgets.h"
#include "app/panels/lens_figure_panel.h"
#include "app/views/lens_view.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

// As the stage has them: a gradient's signs have colours of their own.
Color sign_color(const Ui& ui, int sign, Palette palette) {
    if (palette == Palette::Gradients && sign != 0) {
        return color_at(ui.theme.gradients, sign > 0 ? 0.5F : -0.5F);
    }
    return sign > 0 ? ui.theme.positive : (sign < 0 ? ui.theme.negative : ui.theme.muted);
}

// The pixel that the pointer means, wherever on the stage or here it stands.
std::optional<Index> pointed_pixel(const LensScene& scene, const UiState& state) {
    if (!state.hovered) {
        return std::nullopt;
    }
    return input_of(*scene.shot.session.trace, state.hovered->tensor, state.hovered->cell);
}

// One picture: the pixel that is pointed at is marked, and pointing at one means its number.
void picture_cells(const Ui& ui, const LensScene& scene, const LensPicture& picture,
                   const std::string& name, const Rect& square, UiState& state) {
    Heatmap heatmap{&picture.values, picture.key, false, &ui.theme.ramp(picture.palette),
                    picture.range};
    heatmap.blank = ui.theme.card;
    CellsDrawing drawing{heatmap};
    const Index cols = picture.values.cols();
    if (const auto pixel = pointed_pixel(scene, state)) {
        drawing.mark = CellRange::cell(*pixel / cols, *pixel % cols);
    }
    const CellsPress hit = draw_cells(ui, name, square, drawing);
    if (!hit.row) {
        return;
    }
    const Index pixel = *hit.row * cols + *hit.col;
    const double value = picture.values(*hit.row, *hit.col);
    tip(ui, fmt::format("pixel {}, {}: {}", *hit.row + 1, *hit.col + 1,
                        std::isnan(value) ? std::string("comes later") : number_text(value, 4)));
    state.hovered = StageCell{
        picture.tensor, picture.in_row ? Cell{scene.cell.row, pixel} : Cell{pixel, scene.cell.col}};
}

// Row ⊙ x = products, each as the image it belongs to. Gives the width used.
float pictures(const Ui& ui, const LensScene& scene, const LensView& view, UiState& state,
               const Rect& rect) {
    const float side = rect.height() - ui.px(20);
    float x = rect.x0;
    int which = 0;
    for (const LensPicture& picture : view.pictures) {
        if (!picture.sign.empty()) {
            const bool word = picture.sign.size() > 4;
            ImFont* font = word ? ui.fonts.mono_small : ui.fonts.display.upright;
            const float width = text_size(font, picture.sign).x + ui.px(16);
            ui.text_in(font, {x, rect.y0, x + width, rect.y0 + side}, ui.theme.muted, picture.sign,
                       Align::Center);
            x += width;
        }
        const Rect square{std::floor(x), rect.y0, std::floor(x + side), rect.y0 + side};
        picture_cells(ui, scene, picture, fmt::format("lens.picture{}", ++which), square, state);
        ui.text(ui.fonts.mono_small, {square.center().x, square.y1 + ui.px(5)}, ui.theme.muted,
                picture.caption, Align::Center);
        x += side;
    }
    return x - rect.x0;
}

// Σ positive … = z, label and number in two columns; in smaller letters where they are too long.
void lines(const Ui& ui, const LensView& view, Rect rect) {
    const auto widest = [&](ImFont* font, std::string LensLine::*part) {
        float width = 0;
        for (const LensLine& line : view.lines) {
            width = std::max(width, text_size(font, line.*part).x);
        }
        return width;
    };
    const float gap = ui.px(14);
    const bool small = widest(ui.fonts.mono, &LensLine::label) + gap +
                           widest(ui.fonts.mono_bold, &LensLine::value) >
                       rect.width();
    ImFont* plain = small ? ui.fonts.mono_small : ui.fonts.mono;
    ImFont* bold = small ? ui.fonts.mono_small : ui.fonts.mono_bold;
    const float values = widest(bold, &LensLine::value);
    const float column = std::min(widest(plain, &LensLine::label) + gap,
                                  std::max(rect.width() - values, rect.width() * 0.4F));
    const float step = std::min(ui.px(24), rect.height() / static_cast<float>(view.lines.size()));
    const float rule = std::min(column + std::max(values, ui.px(86)), rect.width());
    for (const LensLine& line : view.lines) {
        Rect row = rect.cut_top(step);
        if (line.strong && view.lines.size() > 1) {
            ui.line({row.x0, row.y0}, {row.x0 + rule, row.y0}, ui.theme.line);
        }
        ui.text_in(plain, row.cut_left(column), ui.theme.muted,
                   ui.fitted(plain, line.label, column - ui.px(6)));
        ui.text_in(line.strong ? bold : plain, row,
                   line.strong ? ui.theme.text : sign_color(ui, line.sign, line.palette),
                   line.value);
    }
}

// The numbers of a list's columns: one number of decimals each, so that digits stand under digits.
struct TermColumns {
    int left = 0, right = 0, product = 0, sum = 0;
    double largest = 1e-300;  // |product|
};

TermColumns columns_of(const LensView& view) {
    double left = 0;
    double right = 0;
    double sum = 0;
    TermColumns columns;
    for (std::size_t k = 0; k < view.terms.size(); ++k) {
        left = std::max(left, std::abs(view.terms[k].left));
        right = std::max(right, std::abs(view.terms[k].right));
        sum = std::max(sum, std::abs(view.running[k]));
        columns.largest = std::max(columns.largest, std::abs(view.terms[k].product()));
    }
    const auto decimals = [](double largest) {
        return decimals_for(static_cast<float>(largest)) + 1;
    };
    columns.left = decimals(left);
    columns.right = decimals(right);
    columns.product = decimals(columns.largest);
    columns.sum = decimals(sum);
    return columns;
}

// Whether the pointer means one of the term's factors.
bool is_pointed(const UiState& state, const Term& term) {
    if (!state.hovered) {
        return false;
    }
    const StageCell& at = *state.hovered;
    const auto is = [&](int tensor, Index row, Index col) {
        return at.tensor == tensor && at.cell == Cell{row, col};
    };
    return is(term.left_tensor, term.left_row, term.left_col) ||
           is(term.right_tensor, term.right_row, term.right_col);
}

// left · right = product, a bar from the middle, the sum so far; as many rows as fit, the wheel
// moves on.
void terms(const Ui& ui, const LensView& view, UiState& state, Rect rect) {
    Rect head = rect.cut_top(ui.px(18));
    const float row_height = ui.px(18);
    const auto fitting = static_cast<std::size_t>(std::max(rect.height() / row_height, 1.0F));
    const bool all = view.terms.size() <= fitting;
    if (!all) {
        constexpr std::array kOrders{Segment{"terms.in-order", "in order"},
                                     Segment{"terms.by-weight", "by weight"}};
        Rect at = head.cut_right(ui.px(138));
        at.y0 -= ui.px(3);
        if (const auto k = segments(ui, at, kOrders, state.terms_by_weight ? 1 : 0)) {
            state.terms_by_weight = *k == 1;
            state.term_scroll = 0;
        }
        head.cut_right(ui.px(8));
    }
    ui.text_in(ui.fonts.small, head, ui.theme.muted,
               ui.fitted(ui.fonts.small,
                         fmt::format("{} · {}: {} terms, and their running sum", view.left_name,
                                     view.right_name, view.term_count),
                         head.width()));
    const Press list = press(ui, "terms", rect);
    const float most = static_cast<float>(view.terms.size() - std::min(fitting, view.terms.size()));
    if (list.hovered) {
        state.term_scroll -= ImGui::GetIO().MouseWheel * 3;
    }
    state.term_scroll = std::clamp(state.term_scroll, 0.0F, most);
    const auto first = static_cast<std::size_t>(state.term_scroll);
    const std::size_t end = std::min(first + fitting, view.terms.size());

    const TermColumns columns = columns_of(view);
    const auto text_of = [&](const Term& term) {
        return fmt::format("{} · {} = {}", number_text(term.left, columns.left),
                           number_text(term.right, columns.right),
                           number_text(term.product(), columns.product));
    };
    float text_width = 0;
    float sum_width = 0;
    for (std::size_t k = first; k < end; ++k) {
        text_width = std::max(text_width, text_size(ui.fonts.mono_small, text_of(view.terms[k])).x);
        sum_width = std::max(
            sum_width, text_size(ui.fonts.mono_small, number_text(view.running[k], columns.sum)).x);
    }
    if (!all) {
        const float length =
            rect.height() * static_cast<float>(fitting) / static_cast<float>(view.terms.size());
        const float top = rect.y0 + (rect.height() - length) * state.term_scroll / most;
        ui.fill({rect.x1 - ui.px(3), top, rect.x1, top + length}, ui.theme.line, ui.px(1.5F));
        rect.cut_right(ui.px(10));
    }
    const float step = std::min(row_height, rect.height() / static_cast<float>(end - first));
    for (std::size_t k = first; k < end; ++k) {
        const Term& term = view.terms[k];
        Rect row = rect.cut_top(step);
        if (list.hovered && row.contains(ImGui::GetIO().MousePos) && term.left_tensor >= 0) {
            state.hovered = StageCell{term.left_tensor, {term.left_row, term.left_col}};
        }
        if (is_pointed(state, term)) {
            ui.fill({row.x0 - ui.px(4), row.y0, row.x1 + ui.px(4), row.y1}, ui.theme.raised,
                    ui.px(3));
        }
        const float width = std::min(text_width, row.width());
        ui.text_in(ui.fonts.mono_small, row.cut_left(width), ui.theme.text, text_of(term),
                   Align::Right);
        row.cut_left(ui.px(10));
        if (row.width() > sum_width + ui.px(40)) {
            ui.text_in(ui.fonts.mono_small, row.cut_right(sum_width), ui.theme.muted,
                       number_text(view.running[k], columns.sum), Align::Right);
            row.cut_right(ui.px(10));
        }
        if (row.width() > ui.px(30) && term.product() != 0) {
            const float middle = row.x0 + std::min(row.width(), ui.px(120)) / 2;
            const float reach =
                (middle - row.x0) * static_cast<float>(term.product() / columns.largest);
            const float half = step * 0.28F;
            ui.fill({std::min(middle, middle + reach), row.center().y - half,
                     std::max(middle, middle + reach), row.center().y + half},
                    sign_color(ui, term.product() > 0 ? 1 : -1, view.palette), 1);
        }
    }
}

}  // namespace

void lens_element(const Ui& ui, const LensScene& scene, UiState& state, Rect rect) {
    const LensView view = lens_view(scene.shot.session, scene.shot.version, scene.step, scene.cell,
                                    state.terms_by_weight, scene.terms_done);
    ui.heading(scene.heading.min(), ui.fitted(ui.fonts.caps, view.heading, scene.heading.width()));

    // The arithmetic as text, symbols above numbers, where there are few terms; else one line.
    const bool few = view.term_count <= 8;
    const Rect symbols = rect.cut_top(ui.px(20));
    ui.text_in(ui.fonts.mono, symbols, ui.theme.text,
               ui.fitted(ui.fonts.mono, view.symbols, symbols.width()));
    if (few || view.pictures.empty() || rect.height() > ui.px(180)) {
        const Rect numbers = rect.cut_top(ui.px(20));
        ui.text_in(ui.fonts.mono, numbers, ui.theme.muted,
                   ui.fitted(ui.fonts.mono, view.numbers, numbers.width()));
    }
    rect.cut_top(ui.px(6));
    Rect sums = rect.cut_right(
        rect.width() > ui.px(620) ? ui.px(216) : std::min(ui.px(164), rect.width() * 0.4F));
    rect.cut_right(ui.px(14));
    if (!view.pictures.empty()) {
        // Three squares and two signs must fit the width.
        const float most = (rect.width() - ui.px(76)) / 3 + ui.px(20);
        Rect area = rect;
        if (area.height() > most) {
            area.y1 = area.y0 + most;
        }
        const float used = pictures(ui, scene, view, state, area);
        rect.cut_left(used + ui.px(28));
        if (view.pictures.size() == 1 && view.terms.size() > 1) {
            terms(ui, view, state, rect);
        } else {
            sums.x0 = std::min(sums.x0, rect.x0);
        }
    } else if (view.terms.size() > 1) {
        terms(ui, view, state, rect);
    } else {
        const LensFigure figure = lens_figure(scene.shot.session, ui.words, scene.step, scene.cell);
        const float used = draw_figure(ui, figure, state, rect);
        sums.x0 = used > 0 ? std::min(sums.x0, rect.x0 + used + ui.px(28)) : rect.x0;
    }
    lines(ui, view, sums);
}

}  // namespace layerwise
