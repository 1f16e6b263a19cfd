#include "app/panels/shape_log_panel.h"

#include <array>

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

std::string shapes_text(const ShapeRow& row) {
    std::string text;
    for (const ShapedName& operand : row.operands) {
        text += (text.empty() ? "" : " , ") + ascii(operand.shape);
    }
    return text + " → " + ascii(row.result.shape);
}

}  // namespace

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
        ui.text_in(ui.fonts.mono_small, row, ink,
                   shot.shape_hidden(session.trace->steps[k].result)
                       ? "?"
                       : ui.fitted(ui.fonts.mono_small, shapes_text(entry), row.width()));
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
