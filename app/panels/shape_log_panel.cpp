#include "app/panels/shape_log_panel.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "app/draw/widgets.h"

namespace layerwise {
namespace {

struct Format {
    LogFormat format;
    std::string_view label;
};
constexpr std::array kFormats{
    Format{LogFormat::Csv, "CSV, for a spreadsheet"}, Format{LogFormat::Json, "JSON"},
    Format{LogFormat::Markdown, "Markdown"}, Format{LogFormat::Html, "HTML page, to print"},
    Format{LogFormat::Tex, "LaTeX table"}};

std::string compact(const Shape& shape) {
    std::string written = ascii(shape);
    for (auto at = written.find('x'); at != std::string::npos; at = written.find('x')) {
        written.replace(at, 1, "×");
    }
    return written;
}

bool is_product(Operation operation) {
    return operation == Operation::WeightedSum || operation == Operation::GradientW ||
           operation == Operation::GradientX;
}

// What stands between the operands.
std::string_view sign_of(const ShapeRow& row, Operation operation) {
    switch (operation) {
        case Operation::WeightedSum:
        case Operation::GradientW:
        case Operation::GradientX:
            return " · ";
        case Operation::AddBias:
            return " + ";
        case Operation::GradientZ:  // softmax's slopes are a matrix, all others stand elementwise
            return std::ranges::all_of(
                       row.operands, [&](const auto& one) { return one.shape == row.result.shape; })
                       ? " ⊙ "
                       : " · ";
        case Operation::UpdateW:
        case Operation::UpdateB:
            return " − ";
        case Operation::Activate:
        case Operation::Loss:
        case Operation::LossGradient:
        case Operation::LocalSlope:
        case Operation::GradientB:
            break;
    }
    return ", ";
}

// As it goes into a product: δ aᵀ has aᵀ's shape, so that the inner sizes can be seen to agree.
Shape in_product(Shape shape, const Shape& result, bool first) {
    const bool fits = first ? shape.rows == result.rows : shape.cols == result.cols;
    const bool fits_transposed = first ? shape.cols == result.rows : shape.rows == result.cols;
    if (!fits && fits_transposed) {
        std::swap(shape.rows, shape.cols);
    }
    return shape;
}

}  // namespace

std::string shapes_text(const ShapeRow& row, Operation operation) {
    std::string shapes;
    for (std::size_t k = 0; k < row.operands.size(); ++k) {
        const Shape& shape = row.operands[k].shape;
        shapes += k == 0 ? "" : sign_of(row, operation);
        shapes +=
            compact(is_product(operation) ? in_product(shape, row.result.shape, k == 0) : shape);
    }
    return shapes + " → " + compact(row.result.shape);
}

Commands shape_log_panel(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    Rect head = rect.cut_top(ui.px(26));
    ui.heading({head.x0, head.y0 + ui.px(7)}, "SHAPE LOG");
    if (begin_menu(ui, "export", head.cut_right(ui.px(86)), "Export", "", ui.px(220))) {
        for (const Format& format : kFormats) {
            if (menu_item(ui, fmt::format("export.{}", name(format.format)), format.label, false)) {
                out.emplace_back(ExportShapeLog{format.format});
            }
        }
        end_menu();
    }
    rect.cut_top(ui.px(4));
    const Session& session = shot.session;
    const StepRange here = steps_of(*session.trace, session.granularity, session.cursor);
    const float step = ui.px(20);
    ImGui::SetCursorScreenPos(rect.min());
    ImGui::BeginChild("shape-log", rect.size(), false, ImGuiWindowFlags_NoBackground);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    const Rect visible{rect.x0, rect.y0, rect.x1, rect.y1};
    for (std::size_t k = 0; k < shot.facts.log.size(); ++k) {
        const ShapeRow& entry = shot.facts.log[k];
        const int index = static_cast<int>(k);
        const float y = origin.y + step * static_cast<float>(k);
        Rect row{rect.x0, y, rect.x1 - ui.px(6), y + step};
        if (row.y1 < visible.y0 || row.y0 > visible.y1) {
            continue;
        }
        const bool current = index >= here.first && index <= here.last;
        const Press press_row = press(ui, fmt::format("log.{}", k + 1), row);
        if (current || press_row.hovered) {
            ui.fill(row,
                    current ? ui.theme.phase(session.trace->steps[k].phase).faded(0.16F)
                            : ui.theme.raised,
                    ui.px(4));
        }
        if (press_row.clicked) {
            state.playing = false;
            out.emplace_back(ToSession{JumpTo{{index, 0}}});
        }
        if (press_row.hovered) {
            tip(ui, fmt::format("{}\n{} multiply-adds", entry.equation, entry.multiply_adds));
        }
        // Steps that are still to come recede.
        const bool reached = index <= here.last;
        const Color ink =
            current ? ui.theme.text
                    : (reached ? ui.theme.muted : mix(ui.theme.muted, ui.theme.panel, 0.35F));
        row = row.inset(ui.px(4), 0);
        ui.text_in(ui.fonts.mono_small, row.cut_left(ui.px(18)),
                   mix(ui.theme.muted, ui.theme.panel, 0.35F), std::to_string(k + 1), Align::Right);
        row.cut_left(ui.px(8));
        ui.text_in(ui.fonts.mono_small, row.cut_left(ui.px(88)), ink,
                   ui.fitted(ui.fonts.mono_small, entry.result.name, ui.px(88)));
        ui.text_in(
            ui.fonts.mono_small, row, ink,
            shot.shape_hidden(session.trace->steps[k].result)
                ? "?"
                : ui.fitted(ui.fonts.mono_small,
                            shapes_text(entry, session.trace->steps[k].operation), row.width()));
    }
    // The row of a new step is scrolled to once; after that the reader's own scrolling counts.
    if (state.log_scrolled_to != here.last) {
        state.log_scrolled_to = here.last;
        const float wanted = step * static_cast<float>(here.last) - rect.height() / 2;
        ImGui::SetScrollY(std::max(wanted, 0.0F));
    }
    ImGui::SetCursorScreenPos(
        {origin.x, origin.y + step * static_cast<float>(shot.facts.log.size())});
    ImGui::Dummy({1, 1});
    ImGui::EndChild();
    return out;
}

}  // namespace layerwise
