#include "app/panels/heatmap_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/dimensions.h"
#include "app/draw/formula.h"
#include "app/panels/screen.h"
#include "app/views/stage_view.h"

namespace layerwise {
namespace {

// All in design units.
constexpr float kMargin = 20, kLabel = 60, kLegend = 42, kLeastWidth = 180;
constexpr float kNumberWidth = 62, kNumberHeight = 36;  // of cells that hold numbers
constexpr Index kNumbers = 12;                          // rows and columns that get such cells
constexpr float kMost = 784;                            // a side of the cells, where they are many
constexpr float kThin = 28;                             // a vector's thickness

struct Grid {
    Index rows = 0, cols = 0;
    bool transposed = false;
};

Grid grid_of(const Session& session, int tensor) {
    const Tensor& t = session.trace->tensors[static_cast<std::size_t>(tensor)];
    const bool transposed = is_transposed(t.layout, session.convention);
    return {transposed ? t.value.cols() : t.value.rows(),
            transposed ? t.value.rows() : t.value.cols(), transposed};
}

// Cells are square and as large as the longer side allows, in whole pixels where there is room.
ImVec2 cells_size(const Grid& grid) {
    if (grid.rows <= kNumbers && grid.cols <= kNumbers) {
        return {static_cast<float>(grid.cols) * kNumberWidth,
                static_cast<float>(grid.rows) * kNumberHeight};
    }
    const auto longer = static_cast<float>(std::max(grid.rows, grid.cols));
    const float cell = longer <= kMost ? std::floor(kMost / longer) : kMost / longer;
    return {std::max(cell * static_cast<float>(grid.cols), kThin),
            std::max(cell * static_cast<float>(grid.rows), kThin)};
}

}  // namespace

ImVec2 heatmap_page_size(const Session& session, int tensor) {
    const ImVec2 cells = cells_size(grid_of(session, tensor));
    return {std::max(cells.x, kLeastWidth) + 2 * kMargin, cells.y + kLabel + kLegend + kMargin};
}

void heatmap_page(const Ui& ui, const Snapshot& shot, int tensor, ImVec2 size) {
    const Trace& trace = *shot.session.trace;
    const auto index = static_cast<std::size_t>(tensor);
    const Tensor& t = trace.tensors[index];
    const Grid grid = grid_of(shot.session, tensor);
    const ImVec2 cells = cells_size(grid);
    begin_screen(ui, size);
    const float left = std::round((size.x - ui.px(cells.x)) / 2);
    const Rect rect{left, ui.px(kLabel), left + ui.px(cells.x), ui.px(kLabel + cells.y)};

    const SetFormula symbol =
        set_formula(ui, symbol_formula(trace, tensor, shot.session.convention), FormulaSize::Label);
    draw_formula(ui, symbol, FormulaSize::Label,
                 {size.x / 2 - symbol.width / 2, rect.y0 - ui.px(8) - symbol.descent},
                 ui.theme.text);

    const Palette palette = palette_of(shot.session, t);
    CellsDrawing drawing;
    drawing.heatmap = {&t.value, heatmap_key(shot.version, index), grid.transposed,
                       &ui.theme.ramp(palette),
                       palette == Palette::Grey ? 1.0F : shot.facts.ranges[index]};
    draw_cells(ui, "heatmap." + t.name, rect, drawing);

    const std::string text = fmt::format("{} × {}", grid.rows, grid.cols);
    ImFont* font = ui.fonts.mono_small;
    draw_sizes(ui, font, {size.x / 2 - text_size(font, text).x / 2, rect.y1 + ui.px(7)}, text,
               trace.sizes, ui.theme.muted);
    ui.text(font, {size.x / 2, rect.y1 + ui.px(22)}, ui.theme.muted,
            palette == Palette::Grey ? "0 … 1" : fmt::format("±{:.2g}", drawing.heatmap.range),
            Align::Center);
    ImGui::End();
}

}  // namespace layerwise
