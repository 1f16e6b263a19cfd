#include "app/draw/cells.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr float kNumberWidth = 30;   // narrowest cell that holds a number, in design units
constexpr float kNumberHeight = 16;  // lowest

struct Grid {
    Rect rect;
    Index rows, cols;
    Rect cell(Index i, Index j) const {
        const auto x = [&](Index k) {
            return rect.x0 + rect.width() * static_cast<float>(k) / static_cast<float>(cols);
        };
        const auto y = [&](Index k) {
            return rect.y0 + rect.height() * static_cast<float>(k) / static_cast<float>(rows);
        };
        return {x(j), y(i), x(j + 1), y(i + 1)};
    }
};

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
    const float room = grid.cell(0, 0).width() - ui.px(5);
    const bool has_negative = heatmap.values->minCoeff() < 0;
    const double widest = has_negative ? -heatmap.range : heatmap.range;
    while (decimals > 1 && text_size(ui.fonts.mono_small, number_text(widest, decimals)).x > room) {
        --decimals;
    }
    return decimals;
}

void draw_numbers(const Ui& ui, const Grid& grid, const Heatmap& heatmap) {
    const int decimals = decimals_that_fit(ui, grid, heatmap);
    for (Index j = 0; j < grid.cols; ++j) {
        for (Index i = 0; i < grid.rows; ++i) {
            const double value =
                heatmap.transposed ? (*heatmap.values)(j, i) : (*heatmap.values)(i, j);
            const float t = static_cast<float>(value) / std::max(heatmap.range, 1e-30F);
            const Color fill = color_at(*heatmap.ramp, t * 0.85F);
            const Rect cell = grid.cell(i, j).inset(ui.px(1.5F));
            ui.fill(cell, fill, ui.px(3));
            const Color dark = Color::hex(0x10141A);
            const Color light = Color::hex(0xF4F6F9);
            const Color ink = contrast(dark, fill) > contrast(light, fill) ? dark : light;
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

void draw_lit(const Ui& ui, const Grid& grid, const CellsDrawing& drawing) {
    if (!drawing.lit_row && !drawing.lit_col) {
        return;
    }
    Rect lit = grid.rect;
    if (drawing.lit_row && *drawing.lit_row < grid.rows) {
        lit.y0 = grid.cell(*drawing.lit_row, 0).y0;
        lit.y1 = grid.cell(*drawing.lit_row, 0).y1;
    }
    if (drawing.lit_col && *drawing.lit_col < grid.cols) {
        lit.x0 = grid.cell(0, *drawing.lit_col).x0;
        lit.x1 = grid.cell(0, *drawing.lit_col).x1;
    }
    // Thin rows get an outline around them that can be seen: a dark one in a light one.
    const float grow_x = std::max(ui.px(2), (ui.px(6) - lit.width()) / 2);
    const float grow_y = std::max(ui.px(2), (ui.px(6) - lit.height()) / 2);
    const Rect ring = lit.inset(-grow_x, -grow_y);
    ui.outline(ring.inset(-ui.px(1)), ui.theme.ground, ui.px(3), ui.px(1));
    ui.outline(ring, ui.theme.text, ui.px(3), ui.px(1.5F));
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
                    heatmap.transposed ? values.rows() : values.cols()};
    const bool numbers = rect.width() / static_cast<float>(grid.cols) >= ui.px(kNumberWidth) &&
                         rect.height() / static_cast<float>(grid.rows) >= ui.px(kNumberHeight);
    if (numbers) {
        draw_numbers(ui, grid, heatmap);
    } else {
        ui.heatmaps.draw(ui.list(), rect, heatmap);
        ui.outline(rect.inset(-1), ui.theme.line);
    }
    draw_lit(ui, grid, drawing);

    CellsPress result;
    result.press = press(ui, name, rect);
    if (result.press.hovered) {
        const ImVec2 p = ImGui::GetIO().MousePos;
        const auto place = [](float from, float length, Index count) {
            return std::clamp(static_cast<Index>(from / length * static_cast<float>(count)),
                              Index{0}, count - 1);
        };
        result.row = place(p.y - rect.y0, rect.height(), grid.rows);
        result.col = place(p.x - rect.x0, rect.width(), grid.cols);
    }
    return result;
}

}  // namespace layerwise
