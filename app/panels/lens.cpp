#include "app/panels/lens.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/views/lens_view.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

Color sign_color(const Ui& ui, int sign) {
    return sign > 0 ? ui.theme.positive : (sign < 0 ? ui.theme.negative : ui.theme.muted);
}

// Row ⊙ x = products, each as the image it belongs to. Gives the width used.
float pictures(const Ui& ui, const LensView& view, const Rect& rect) {
    const float side = rect.height() - ui.px(20);
    float x = rect.x0;
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
        ui.heatmaps.draw(
            ui.list(), square,
            {&picture.values, picture.key, false, &ui.theme.ramp(picture.palette), picture.range});
        ui.outline(square.inset(-1), ui.theme.line);
        ui.text(ui.fonts.mono_small, {square.center().x, square.y1 + ui.px(5)}, ui.theme.muted,
                picture.caption, Align::Center);
        x += side;
    }
    return x - rect.x0;
}

// Σ positive … = z, label and number in two columns.
void lines(const Ui& ui, const LensView& view, Rect rect) {
    float label_width = 0;
    for (const LensLine& line : view.lines) {
        label_width = std::max(label_width, text_size(ui.fonts.mono, line.label).x);
    }
    const float step = std::min(ui.px(24), rect.height() / static_cast<float>(view.lines.size()));
    const float column = std::min(label_width + ui.px(14), rect.width() * 0.6F);
    for (const LensLine& line : view.lines) {
        Rect row = rect.cut_top(step);
        if (line.strong && view.lines.size() > 1) {
            ui.line({row.x0, row.y0}, {row.x0 + column + ui.px(86), row.y0}, ui.theme.line);
        }
        ImFont* font = line.strong ? ui.fonts.mono_bold : ui.fonts.mono;
        ui.text_in(ui.fonts.mono, row.cut_left(column), ui.theme.muted, line.label);
        ui.text_in(font, row, line.strong ? ui.theme.text : sign_color(ui, line.sign), line.value);
    }
}

// left · right = product, with a bar from the middle.
void terms(const Ui& ui, const LensView& view, Rect rect) {
    const bool all = view.terms.size() == view.term_count;
    const std::string head = all ? fmt::format("{} · {}", view.left_name, view.right_name)
                                 : fmt::format("{} · {}: the {} weightiest of {}", view.left_name,
                                               view.right_name, view.terms.size(), view.term_count);
    ui.text_in(ui.fonts.small, rect.cut_top(ui.px(18)), ui.theme.muted,
               ui.fitted(ui.fonts.small, head, rect.width()));
    double largest = 1e-300;
    for (const Term& term : view.terms) {
        largest = std::max(largest, std::abs(term.product()));
    }
    // One number of decimals a column, so that digits stand under digits.
    double left = 0;
    double right = 0;
    for (const Term& term : view.terms) {
        left = std::max(left, std::abs(term.left));
        right = std::max(right, std::abs(term.right));
    }
    const int left_decimals = decimals_for(static_cast<float>(left)) + 1;
    const int right_decimals = decimals_for(static_cast<float>(right)) + 1;
    const int product_decimals = decimals_for(static_cast<float>(largest)) + 1;
    float text_width = 0;
    for (const Term& term : view.terms) {
        text_width = std::max(
            text_width, text_size(ui.fonts.mono_small,
                                  fmt::format("{} · {} = {}", number_text(term.left, left_decimals),
                                              number_text(term.right, right_decimals),
                                              number_text(term.product(), product_decimals)))
                            .x);
    }
    const float step = std::min(ui.px(19), rect.height() / static_cast<float>(view.terms.size()));
    for (const Term& term : view.terms) {
        Rect row = rect.cut_top(step);
        const std::string text = fmt::format("{} · {} = {}", number_text(term.left, left_decimals),
                                             number_text(term.right, right_decimals),
                                             number_text(term.product(), product_decimals));
        const float width = std::min(text_width, row.width());
        ui.text_in(ui.fonts.mono_small, row.cut_left(width), ui.theme.text, text, Align::Right);
        row.cut_left(ui.px(10));
        if (row.width() > ui.px(30) && term.product() != 0) {
            const float middle = row.x0 + std::min(row.width(), ui.px(120)) / 2;
            const float reach = (middle - row.x0) * static_cast<float>(term.product() / largest);
            const float half = step * 0.28F;
            ui.fill({std::min(middle, middle + reach), row.center().y - half,
                     std::max(middle, middle + reach), row.center().y + half},
                    sign_color(ui, term.product() > 0 ? 1 : -1), 1);
        }
    }
}

}  // namespace

void lens(const Ui& ui, const Snapshot& shot, int step, Cell cell, Rect rect) {
    ui.items.add("lens", rect);
    ui.fill(rect, ui.theme.card, ui.px(10));
    ui.outline(rect, ui.theme.line, ui.px(10));
    rect = rect.inset(ui.px(16), ui.px(12));
    const auto rows =
        static_cast<std::size_t>(std::max(1.0F, (rect.height() - ui.px(80)) / ui.px(17)));
    const LensView view = lens_view(shot.session, shot.version, step, cell, rows);
    ui.heading(rect.min(), view.heading);
    rect.cut_top(ui.px(20));

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
        const float used = pictures(ui, view, area);
        sums.x0 = std::min(sums.x0, rect.x0 + used + ui.px(28));
    } else if (view.terms.size() > 1) {
        terms(ui, view, rect);
    } else {
        sums.x0 = rect.x0;
    }
    lines(ui, view, sums);
}

}  // namespace layerwise
