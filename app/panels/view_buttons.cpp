#include "app/panels/view_buttons.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/views/stage_view.h"

namespace layerwise {
namespace {

constexpr float kButton = 28, kGap = 4, kEdge = 6;  // design units

// A row of a menu that segments fill.
Rect menu_row(const Ui& ui) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::Dummy({width, ui.px(32)});
    return {at.x, at.y, at.x + width, at.y + ui.px(28)};
}

constexpr std::size_t kNone = 99;  // of a row of segments

void choose_what(const Ui& ui, const Session& session, PictureOrder& order) {
    using What = PictureOrder::What;
    constexpr std::array kWhole{Segment{"picture.screen", "Screen"},
                                Segment{"picture.stage", "Stage"}};
    const bool is_heatmap = order.what == What::Heatmap;
    if (const auto k = segments(ui, menu_row(ui), kWhole,
                                is_heatmap ? kNone : static_cast<std::size_t>(order.what))) {
        order.what = static_cast<What>(*k);
    }
    menu_note(ui, "or one heatmap:");
    const std::vector<std::string> tensors = stage_tensors(session);
    std::vector<std::string> names;
    std::vector<std::string> labels;
    for (const std::string& tensor : tensors) {
        names.push_back("picture." + tensor);
        const int index = find_index(*session.trace, tensor);
        labels.push_back(symbol_text(*session.trace, index));
    }
    std::vector<Segment> parts;
    std::size_t selected = kNone;
    for (std::size_t k = 0; k < tensors.size(); ++k) {
        parts.push_back({names[k], labels[k]});
        selected = is_heatmap && tensors[k] == order.tensor ? k : selected;
    }
    if (const auto k = segments(ui, menu_row(ui), parts, selected)) {
        order.what = What::Heatmap;
        order.tensor = tensors[*k];
    }
}

void choose_format(const Ui& ui, PictureOrder& order) {
    using Format = PictureOrder::Format;
    menu_note(ui, "as");
    constexpr std::array kFormats{Segment{"picture.png", "PNG, pixels"},
                                  Segment{"picture.svg", "SVG, lines and text"}};
    if (const auto k =
            segments(ui, menu_row(ui), kFormats, static_cast<std::size_t>(order.format))) {
        order.format = static_cast<Format>(*k);
    }
    if (order.format == Format::Png) {
        constexpr std::array kScales{Segment{"picture.1x", "1×"}, Segment{"picture.2x", "2×"},
                                     Segment{"picture.3x", "3×"}, Segment{"picture.4x", "4×"}};
        if (const auto k = segments(ui, menu_row(ui), kScales,
                                    static_cast<std::size_t>(std::max(order.at - 1, 0.0)))) {
            order.at = static_cast<double>(*k + 1);
        }
    }
}

void picture_menu(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& rect,
                  Commands& out) {
    if (!begin_icon_menu(ui, "save-picture", rect, Icon::Camera, "Save a picture (S)",
                         ui.px(320))) {
        return;
    }
    menu_note(ui, "Save a picture of");
    PictureOrder order = named(state.picture, shot.session, state);
    choose_what(ui, shot.session, order);
    choose_format(ui, order);
    state.picture = order;
    if (button(ui, "picture.save", menu_row(ui), "Save", ButtonStyle::Primary)) {
        out.emplace_back(SavePicture{order});
        ImGui::CloseCurrentPopup();
    }
    end_menu();
}

void edge(const Ui& ui, std::string_view name, const Rect& rect, float wanted, float line_x,
          std::optional<float>& width) {
    const Press state = press(ui, name, rect);
    if (state.double_clicked) {
        width.reset();
    } else if (state.held && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) {
        width = wanted / ui.scale;
    }
    if (state.hovered || state.held) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        ui.fill({line_x - ui.px(1), rect.y0, line_x + ui.px(1), rect.y1}, ui.theme.forward);
    }
}

}  // namespace

std::vector<std::string> stage_tensors(const Session& session) {
    std::vector<std::string> names;
    for (const StagePiece& piece : stage_view(session).pieces) {
        if (piece.tensor < 0) {
            continue;
        }
        const Tensor& tensor = session.trace->tensors[static_cast<std::size_t>(piece.tensor)];
        if (std::ranges::find(names, tensor.name) == names.end()) {
            names.push_back(tensor.name);
        }
    }
    return names;
}

PictureOrder named(PictureOrder order, const Session& session, const UiState& state) {
    const std::vector<std::string> tensors = stage_tensors(session);
    const auto is_there = [&](const std::string& name) {
        return std::ranges::find(tensors, name) != tensors.end();
    };
    if (is_there(order.tensor)) {
        return order;
    }
    const Trace& trace = *session.trace;
    if (state.pinned && is_in(trace, *state.pinned)) {
        order.tensor = trace.tensors[static_cast<std::size_t>(state.pinned->tensor)].name;
    }
    if (!is_there(order.tensor)) {
        order.tensor = *std::ranges::max_element(tensors, {}, [&](const std::string& name) {
            return trace.tensors[static_cast<std::size_t>(find_index(trace, name))].value.size();
        });
    }
    return order;
}

float view_buttons_width(const Ui& ui, const UiState& state) {
    const float count = state.presenting ? 2 : 4;
    return ui.px(count * kButton + (count - 1) * kGap);
}

void view_buttons(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect, Commands& out) {
    rect = {rect.x0, rect.center().y - ui.px(kButton / 2), rect.x1,
            rect.center().y + ui.px(kButton / 2)};
    const auto next = [&] {
        const Rect piece = rect.cut_left(ui.px(kButton));
        rect.cut_left(ui.px(kGap));
        return piece;
    };
    if (!state.presenting) {
        Columns& columns = state.columns;
        if (icon_button(ui, "toggle-network", next(), Icon::LeftColumn,
                        columns.network_open ? "Close the network column ([)"
                                             : "Open the network column ([)",
                        ButtonStyle::Quiet)) {
            columns.network_open = !columns.network_open;
        }
        if (icon_button(ui, "toggle-side", next(), Icon::RightColumn,
                        columns.side_open ? "Close the column at the right (])"
                                          : "Open the column at the right (])",
                        ButtonStyle::Quiet)) {
            columns.side_open = !columns.side_open;
        }
    }
    picture_menu(ui, shot, state, next(), out);
    if (icon_button(ui, "present", next(), state.presenting ? Icon::Shrink : Icon::Enlarge,
                    state.presenting ? "Back to the whole screen (F11, P)"
                                     : "The stage alone, large: for a projector (F11, P)",
                    ButtonStyle::Quiet)) {
        state.presenting = !state.presenting;
    }
}

void column_edges(const Ui& ui, UiState& state, const ScreenLayout& layout) {
    const float pointer = ImGui::GetIO().MousePos.x;
    const Rect& network = layout.network;
    if (network.width() > 0) {
        edge(ui, "edge.network", {network.x1 - ui.px(kEdge), network.y0, network.x1, network.y1},
             pointer - network.x0, network.x1 - 0.5F, state.columns.network_width);
    }
    const Rect& side = layout.side;
    if (side.width() > 0) {
        edge(ui, "edge.side", {side.x0, side.y0, side.x0 + ui.px(kEdge), side.y1},
             side.x1 - pointer, side.x0 + 0.5F, state.columns.side_width);
    }
}

}  // namespace layerwise
