#include "app/draw/cells.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/zoom.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr float kNumberWidth = 30;   // narrowest cell that holds a number, in design units
constexpr float kNumberHeight = 16;  // lowest
constexpr float kFadeWidth = 12;     // a zoomed cell's numbers are full after so much more
constexpr float kZoomStep = 1.25F;   // a notch of the wheel
constexpr float kClickReach = 4;     // pixels: what moves further is a drag

// The cells of a matrix of which `part` fills the rectangle.
struct Grid {
    Rect rect;
    Index rows = 0, cols = 0;
    Rect part;

    float cell_width() const { return rect.width() / (part.width() * static_cast<float>(cols)); }
    float cell_height() const { return rect.height() / (part.height() * static_cast<float>(rows)); }
    float x(Index j) const {
        return rect.x0 + (static_cast<float>(j) / static_cast<float>(cols) - part.x0) /
                             part.width() * rect.width();
    }
    float y(Index i) const {
        return rect.y0 + (static_cast<float>(i) / static_cast<float>(rows) - part.y0) /
                             part.height() * rect.height();
    }
    Rect cell(Index i, Index j) const { return {x(j), y(i), x(j + 1), y(i + 1)}; }

    // Rows and columns that are at least partly in the rectangle.
    struct Range {
        Index begin, end;
    };
    static Range visible(float begin, float end, Index count) {
        const auto n = static_cast<float>(count);
        return {std::clamp(static_cast<Index>(begin * n), Index{0}, count - 1),
                std::clamp(static_cast<Index>(std::ceil(end * n)), Index{1}, count)};
    }
    Range visible_rows() const { return visible(part.y0, part.y1, rows); }
    Range visible_cols() const { return visible(part.x0, part.x1, cols); }
};

double value_at(const Heatmap& heatmap, Index i, Index j) {
    return heatmap.transposed ? (*heatmap.values)(j, i) : (*heatmap.values)(i, j);
}

constexpr float kTiny = 1e-4F;  // below it decimals would be all zeros

// "1.3e-05", with a true minus.
std::string tiny_text(double value) {
    if (value == 0) {
        return "0";
    }
    const std::string size = fmt::format("{:.1e}", std::abs(value));
    return value < 0 ? "−" + size : size;
}

// As many decimals as the range asks for, fewer (the same for all cells) where cells are narrow.
int decimals_that_fit(const Ui& ui, const Grid& grid, const Heatmap& heatmap) {
    int decimals = decimals_for(heatmap.range);
    const float room = grid.cell_width() - ui.px(5);
    const double widest = -static_cast<double>(heatmap.range);
    while (decimals > 1 && text_size(ui.fonts.mono_small, number_text(widest, decimals)).x > room) {
        --decimals;
    }
    return decimals;
}

Color ink_on(const Color& fill) {
    const Color dark = Color::hex(0x10141A);
    const Color light = Color::hex(0xF4F6F9);
    return contrast(dark, fill) > contrast(light, fill) ? dark : light;
}

// A small matrix: every cell a card with its number.
void draw_cards(const Ui& ui, const Grid& grid, const Heatmap& heatmap) {
    const int decimals = decimals_that_fit(ui, grid, heatmap);
    for (Index j = 0; j < grid.cols; ++j) {
        for (Index i = 0; i < grid.rows; ++i) {
            const double value = value_at(heatmap, i, j);
            const Rect cell = grid.cell(i, j).inset(ui.px(1.5F));
            if (std::isnan(value)) {
                ui.outline(cell, heatmap.unknown ? ui.theme.loss : ui.theme.line, ui.px(3));
                if (heatmap.unknown && text_size(ui.fonts.mono, "?").y <= cell.height()) {
                    ui.text_in(ui.fonts.mono_bold, cell, ui.theme.loss, "?", Align::Center);
                }
                continue;
            }
            const float t = static_cast<float>(value) / std::max(heatmap.range, 1e-30F);
            Color fill = color_at(*heatmap.ramp, t * 0.85F);
            Color ink = ink_on(fill);
            const bool outside = heatmap.lit && !heatmap.lit->contains(i, j);
            if (outside && heatmap.dim > 0) {
                fill = mix(fill, heatmap.blank, heatmap.dim);
                ink = mix(ink_on(fill), fill, heatmap.dim * 0.4F);
            }
            ui.fill(cell, fill, ui.px(3));
            const std::string text =
                heatmap.range < kTiny ? tiny_text(value) : number_text(value, decimals);
            ImFont* font = ui.fonts.mono;
            if (text_size(font, text).x > cell.width() - ui.px(4)) {
                font = ui.fonts.mono_small;
            }
            // Zero recedes.
            const bool is_zero = text.find_first_of("123456789") == std::string::npos;
            const Color shade = is_zero ? mix(ink, fill, 0.55F) : ink;
            if (text_size(font, text).x <= cell.width()) {
                ui.text_in(font, cell, shade, text, Align::Center);
            }
        }
    }
}

// Over a heatmap: the numbers of the visible cells, fading in as these grow.
void draw_numbers(const Ui& ui, const Grid& grid, const Heatmap& heatmap) {
    const float shown =
        std::clamp((grid.cell_width() / ui.scale - kNumberWidth) / kFadeWidth, 0.0F, 1.0F);
    const int decimals = decimals_that_fit(ui, grid, heatmap);
    const Grid::Range rows = grid.visible_rows();
    const Grid::Range cols = grid.visible_cols();
    Ui::list().PushClipRect(grid.rect.min(), grid.rect.max(), true);
    for (Index j = cols.begin; j < cols.end; ++j) {
        for (Index i = rows.begin; i < rows.end; ++i) {
            const double value = value_at(heatmap, i, j);
            if (std::isnan(value)) {
                continue;
            }
            const std::string text =
                heatmap.range < kTiny ? tiny_text(value) : number_text(value, decimals);
            const Rect cell = grid.cell(i, j);
            const ImVec2 size = text_size(ui.fonts.mono_small, text);
            if (size.x > cell.width() - ui.px(3)) {
                continue;
            }
            const float t = static_cast<float>(value) / std::max(heatmap.range, 1e-30F);
            ui.text(ui.fonts.mono_small,
                    {cell.center().x - size.x / 2, cell.center().y - size.y / 2},
                    ink_on(color_at(*heatmap.ramp, t)).faded(shown), text);
        }
    }
    Ui::list().PopClipRect();
}

// Of a part: where in the whole it lies, as two thin bars along the edges.
void draw_place(const Ui& ui, const Rect& rect, const Rect& part) {
    const float thick = ui.px(2.5F);
    if (part.width() < 1) {
        ui.fill({rect.x0 + rect.width() * part.x0, rect.y1 + ui.px(1.5F),
                 rect.x0 + rect.width() * part.x1, rect.y1 + ui.px(1.5F) + thick},
                ui.theme.forward, thick / 2);
    }
    if (part.height() < 1) {
        ui.fill({rect.x1 + ui.px(1.5F), rect.y0 + rect.height() * part.y0,
                 rect.x1 + ui.px(1.5F) + thick, rect.y0 + rect.height() * part.y1},
                ui.theme.forward, thick / 2);
    }
}

void draw_ring(const Ui& ui, const Grid& grid, const std::optional<CellRange>& range,
               const Color& color) {
    if (!range) {
        return;
    }
    Rect lit{grid.x(range->col_begin), grid.y(range->row_begin), grid.x(range->col_end),
             grid.y(range->row_end)};
    const bool away = lit.x1 < grid.rect.x0 || lit.x0 > grid.rect.x1 || lit.y1 < grid.rect.y0 ||
                      lit.y0 > grid.rect.y1;
    if (away) {
        return;
    }
    lit = {std::max(lit.x0, grid.rect.x0), std::max(lit.y0, grid.rect.y0),
           std::min(lit.x1, grid.rect.x1), std::min(lit.y1, grid.rect.y1)};
    // Thin rows get an outline around them that can be seen: a dark one in a light one.
    const float grow_x = std::max(ui.px(2), (ui.px(6) - lit.width()) / 2);
    const float grow_y = std::max(ui.px(2), (ui.px(6) - lit.height()) / 2);
    const Rect ring = lit.inset(-grow_x, -grow_y);
    ui.outline(ring.inset(-ui.px(1)), ui.theme.ground, ui.px(3), ui.px(1));
    ui.outline(ring, color, ui.px(3), ui.px(1.5F));
}

// The part that the wheel or the pointer asks for, if any.
std::optional<Rect> asked_part(const Grid& grid, const Press& press) {
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 at{(io.MousePos.x - grid.rect.x0) / grid.rect.width(),
                    (io.MousePos.y - grid.rect.y0) / grid.rect.height()};
    if (press.hovered && io.MouseWheel != 0) {
        return zoomed(grid.part, at, std::pow(kZoomStep, io.MouseWheel), grid.rows, grid.cols);
    }
    const bool moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
    if (press.held && moved && !is_whole(grid.part)) {
        return panned(grid.part,
                      {io.MouseDelta.x / grid.rect.width(), io.MouseDelta.y / grid.rect.height()});
    }
    return std::nullopt;
}

}  // namespace

int decimals_for(float range) {
    if (range >= 100) {
        return 1;
    }
    if (range >= 1 || range <= 0) {
        return 2;
    }
    return std::min(2 + static_cast<int>(std::ceil(-std::log10(range))), 7);
}

CellsPress draw_cells(const Ui& ui, std::string_view name, const Rect& rect,
                      const CellsDrawing& drawing) {
    const Heatmap& heatmap = drawing.heatmap;
    const Matrix<double>& values = *heatmap.values;
    const Grid grid{rect, heatmap.transposed ? values.cols() : values.rows(),
                    heatmap.transposed ? values.rows() : values.cols(), heatmap.part};
    const bool numbers =
        grid.cell_width() >= ui.px(kNumberWidth) && grid.cell_height() >= ui.px(kNumberHeight);
    if (numbers && is_whole(heatmap.part)) {
        draw_cards(ui, grid, heatmap);
    } else {
        ui.heatmaps.draw(Ui::list(), rect, heatmap);
        ui.outline(rect.inset(-1), ui.theme.line);
        if (numbers) {
            draw_numbers(ui, grid, heatmap);
        }
        draw_place(ui, rect, heatmap.part);
    }
    if (drawing.ring) {
        draw_ring(ui, grid, heatmap.lit, ui.theme.text);
    }

    draw_ring(ui, grid, drawing.mark, ui.theme.loss);

    CellsPress result;
    result.press = press(ui, name, rect);
    result.part = asked_part(grid, result.press);
    const float dragged = ImGui::GetIO().MouseDragMaxDistanceSqr[ImGuiMouseButton_Left];
    if (!is_whole(heatmap.part) && dragged > kClickReach * kClickReach) {
        result.press.clicked = false;
    }
    if (result.press.hovered) {
        const ImVec2 p = ImGui::GetIO().MousePos;
        const auto place = [](float at, float begin, float length, Index count) {
            return std::clamp(static_cast<Index>((begin + at * length) * static_cast<float>(count)),
                              Index{0}, count - 1);
        };
        const Rect& part = heatmap.part;
        result.row = place((p.y - rect.y0) / rect.height(), part.y0, part.height(), grid.rows);
        result.col = place((p.x - rect.x0) / rect.width(), part.x0, part.width(), grid.cols);
        result.numbered = numbers;
        if (result.press.double_clicked && !numbers && !is_whole(part)) {
            result.part = kWhole;
        }
    }
    return result;
}

}  // namespace layerwise
