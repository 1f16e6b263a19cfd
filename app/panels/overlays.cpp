#include "app/panels/overlays.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>
#include <imgui_stdlib.h>

#include "app/draw/widgets.h"

namespace layerwise {
namespace {

struct KeyLine {
    std::string_view keys, meaning;
};
constexpr std::array kKeys{
    KeyLine{"→  ←", "one step on, one step back"},
    KeyLine{"Shift →  ←", "one operation on or back, at any detail"},
    KeyLine{"Home  End", "first step, last step"},
    KeyLine{"Space", "play, pause"},
    KeyLine{"1  2  3", "stop at every layer, operation, element"},
    KeyLine{"V", "matrix, network, space or plane view"},
    KeyLine{"C", "next convention: W x + b, X W + b, X Wᵀ + b"},
    KeyLine{"PageDown  PageUp", "next, previous test image"},
    KeyLine{"double-click, Enter", "change a number of W, b, x or y"},
    KeyLine{"wheel, drag, double-click", "zoom a heatmap, move it, show all of it again"},
    KeyLine{"click, then ↑ ↓, Ctrl ← →", "pin a number and follow it; move to its neighbours"},
    KeyLine{"D  Shift+D", "take the pass's update; take as many passes as the lens says"},
    KeyLine{"R", "replay the product on the stage"},
    KeyLine{"Ctrl+Z  Ctrl+Y", "undo, redo"},
    KeyLine{"Ctrl+T", "train, pause, resume"},
    KeyLine{"P, right-click", "where a number comes from and what it is for"},
    KeyLine{"F", "how the drawing is read in, stage by stage"},
    KeyLine{"M", "make it another digit"},
    KeyLine{"E", "export the shape log as a page"},
    KeyLine{"S", "save a picture as the camera's menu says"},
    KeyLine{"L", "lessons: the column at the right"},
    KeyLine{"H", "hide results: predict each step before you see it"},
    KeyLine{"Enter", "lessons: answer, go on"},
    KeyLine{"[  ]", "close or open the column at the left, at the right"},
    KeyLine{"F11", "the stage alone, large: for a projector"},
    KeyLine{"T", "dark or light"},
    KeyLine{"Ctrl+M", "motion on or off"},
    KeyLine{"Esc", "close the card; let go of the pinned cell"},
    KeyLine{"?", "these keys"},
};

constexpr float kKeysFrame = 64;  // of the list of keys: its title and its rims

constexpr ImGuiWindowFlags kOverlay =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;

}  // namespace

void keys_help(const Ui& ui, UiState& state, const Rect& window) {
    if (!state.help_open) {
        return;
    }
    const float width = ui.px(560);
    const auto lines = static_cast<float>(kKeys.size());
    const float row_height =
        std::min(ui.px(26), (window.height() - ui.px(32 + kKeysFrame)) / lines);
    const float height = ui.px(kKeysFrame) + row_height * lines;
    const Rect rect{window.center().x - width / 2, window.center().y - height / 2,
                    window.center().x + width / 2, window.center().y + height / 2};
    ImGui::SetNextWindowPos(rect.min());
    ImGui::SetNextWindowSize(rect.size());
    ImGui::SetNextWindowFocus();
    ImGui::Begin("keys", nullptr, kOverlay);
    ui.items.add("keys-help", rect);
    Rect inside = rect.inset(ui.px(20), ui.px(16));
    Rect head = inside.cut_top(ui.px(30));
    if (icon_button(ui, "keys.close", head.cut_right(ui.px(28)), Icon::Close, "Close (Esc)",
                    ButtonStyle::Quiet)) {
        state.help_open = false;
    }
    ui.text_in(ui.fonts.title, head, ui.theme.text, "Keys");
    for (const KeyLine& line : kKeys) {
        Rect row = inside.cut_top(row_height);
        ui.text_in(ui.fonts.mono, row.cut_left(ui.px(216)), ui.theme.forward, line.keys);
        ui.text_in(ui.fonts.text, row, ui.theme.text, line.meaning);
    }
    ImGui::End();
}

Commands number_editor(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& window) {
    Commands out;
    if (!state.edit) {
        return out;
    }
    NumberEdit& edit = *state.edit;
    const Trace& trace = *shot.session.trace;
    const int index = find_index(trace, edit.symbol, edit.layer);
    const auto is_there = [&]() {
        const Matrix<double>& value = trace.tensors[static_cast<std::size_t>(index)].value;
        return edit.cell.row < value.rows() && edit.cell.col < value.cols();
    };
    if (index < 0 || !is_there()) {
        state.edit.reset();  // another network has taken the place of the one it belonged to
        return out;
    }
    const Tensor& tensor = trace.tensors[static_cast<std::size_t>(index)];
    const float width = ui.px(230);
    const float height = ui.px(74);
    const ImVec2 at{std::clamp(edit.at.x, window.x0, window.x1 - width),
                    std::clamp(edit.at.y + ui.px(12), window.y0, window.y1 - height)};
    ImGui::SetNextWindowPos(at);
    ImGui::SetNextWindowSize({width, height});
    ImGui::Begin("edit-number", nullptr, kOverlay);
    Rect rect = Rect{at.x, at.y, at.x + width, at.y + height}.inset(ui.px(12), ui.px(8));
    const bool swap = is_transposed(tensor.layout, shot.session.convention);
    ui.text_in(
        ui.fonts.small, rect.cut_top(ui.px(22)), ui.theme.muted,
        fmt::format("{}[{}, {}] becomes", tensor.name, (swap ? edit.cell.col : edit.cell.row) + 1,
                    (swap ? edit.cell.row : edit.cell.col) + 1));
    if (edit.opening) {
        edit.before = edit.text;
        ImGui::SetKeyboardFocusHere();
    }
    const bool entered = text_field(ui, "edit", rect.cut_top(ui.px(30)), edit.text);
    const bool left = !edit.opening && !ImGui::IsWindowFocused();
    edit.opening = false;
    ImGui::End();
    if (entered && edit.text != edit.before) {
        // A decimal comma and a true minus are what people type, too.
        std::string text = edit.text;
        std::ranges::replace(text, ',', '.');
        if (const auto minus = text.find("−"); minus != std::string::npos) {
            text.replace(minus, std::string_view("−").size(), "-");
        }
        text.erase(0, text.find_first_not_of(" +"));
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size()) {
            out.emplace_back(
                ToSession{EditValue{edit.symbol, edit.layer, edit.cell.row, edit.cell.col, value}});
        } else {
            state.notice = fmt::format("expected a number, found \"{}\"", edit.text);
            state.notice_is_error = true;
        }
    }
    if (entered || left) {
        state.edit.reset();
    }
    return out;
}

}  // namespace layerwise
