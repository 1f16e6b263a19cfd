#include "app/panels/top_bar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/digit_panel.h"
#include "app/views/stage_view.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

std::string input_text(const Example& example) {
    const Input& input = example.input;
    switch (input.source) {
        case Input::Source::TestImage:
            return input.x.cols() > 1
                       ? fmt::format("test #{}–{}", input.image, input.image + input.x.cols() - 1)
                       : fmt::format("test #{} · label {}", input.image,
                                     example.images->labels[static_cast<std::size_t>(input.image)]);
        case Input::Source::Drawing:
            return "your drawing";
        case Input::Source::File:
            return std::filesystem::path(input.file).filename().string();
        case Input::Source::Painted:
            return fmt::format("painted as a {}", input.label);
        case Input::Source::Vector:
            break;
    }
    if (input.raw.size() > 0 && input.x.cols() == 1) {
        std::string text;
        for (const double value : input.raw.head(std::min<Index>(input.raw.size(), 3))) {
            text += (text.empty() ? "(" : ", ") + number_text(value, 2);
        }
        return text + (input.raw.size() > 3 ? ", …)" : ")");
    }
    return input.x.cols() > 1 ? fmt::format("{} samples", input.x.cols()) : "one vector";
}

std::vector<Index> numbers_in(const std::string& text) {
    std::vector<Index> numbers;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
        // Unsigned: the "-" of "128-64" joins sizes.
        std::uint32_t number = 0;
        const auto [stop, error] = std::from_chars(at, end, number);
        if (error == std::errc()) {
            numbers.push_back(number);
            at = stop;
        } else {
            ++at;
        }
    }
    return numbers;
}

void logo(const Ui& ui, Rect rect, bool with_name) {
    // Two layers of a block: the sign of the program.
    const float side = ui.px(15);
    const ImVec2 c{rect.x0 + side / 2, rect.center().y};
    const Rect square{c.x - side / 2, c.y - side / 2, c.x + side / 2, c.y + side / 2};
    ui.fill(square, ui.theme.forward.faded(0.35F), ui.px(3));
    ui.fill({square.x0, square.y0, square.x0 + side * 0.42F, square.y1}, ui.theme.forward,
            ui.px(3));
    if (with_name) {
        rect.cut_left(side + ui.px(8));
        ui.text_in(ui.fonts.title, rect, ui.theme.text, "Layerwise");
    }
}

// The activations a hidden layer can have, four a row.
void activation_chips(const Ui& ui, UiState& state) {
    std::vector<std::string> names;
    std::vector<std::string> labels;
    std::vector<Activation> choices;
    for (const Activation f : all_activations()) {
        if (f != Activation::Softmax) {
            names.push_back(fmt::format("activation.{}", name(f)));
            labels.push_back(spoken(f));
            choices.push_back(f);
        }
    }
    constexpr std::size_t kPerRow = 4;
    for (std::size_t from = 0; from < choices.size(); from += kPerRow) {
        const std::size_t count = std::min(kPerRow, choices.size() - from);
        std::vector<Segment> row;
        std::size_t selected = count;  // none
        for (std::size_t k = from; k < from + count; ++k) {
            row.push_back({names[k], labels[k]});
            selected = choices[k] == state.shape_activation ? k - from : selected;
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        if (const auto k =
                segments(ui, {at.x, at.y, at.x + width, at.y + ui.px(28)}, row, selected)) {
            state.shape_activation = choices[from + *k];
        }
        ImGui::SetCursorScreenPos({at.x, at.y + ui.px(34)});
    }
}

void network_menu(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& rect,
                  Commands& out) {
    const Session& session = shot.session;
    const std::string value =
        fmt::format("{}  {}", session.example.id, sizes_text(*session.example.network));
    if (!begin_menu(ui, "network", rect, rect.width() > ui.px(200) ? "Network" : "", value,
                    ui.px(340))) {
        return;
    }
    for (const std::string_view id : example_ids()) {
        if (menu_item(ui, fmt::format("example.{}", id), id, id == session.example.id)) {
            out.emplace_back(ToSession{OpenExample{std::string(id)}});
        }
    }
    menu_note(ui, session.example.description);
    ImGui::Separator();
    menu_note(ui, "Hidden layers (inputs and outputs stay), then build with fresh weights:");
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    Rect row{at.x, at.y, at.x + width, at.y + ui.px(30)};
    const Rect build = row.cut_right(ui.px(72));
    row.cut_right(ui.px(6));
    text_field(ui, "shape", row, state.shape_text, "hidden");
    const bool clicked = button(ui, "build", build, "Build", ButtonStyle::Primary);
    if (clicked && state.shape_text.find_first_not_of("0123456789-, ") != std::string::npos) {
        state.notice = fmt::format(
            "expected the sizes of hidden layers such as 128-64, found "
            "\"{}\"",
            state.shape_text);
        state.notice_is_error = true;
    } else if (clicked) {
        out.emplace_back(
            ToSession{SetShape{numbers_in(state.shape_text), state.shape_activation, 0}});
        ImGui::CloseCurrentPopup();
    }
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
    activation_chips(ui, state);
    if (menu_item(ui, "menu.reset-weights", "Fresh random weights, same shape", false)) {
        out.emplace_back(ToSession{Initialize{Initializer::He, 0}});
    }
    end_menu();
}

// Which training sample is on screen; of a table, how its columns were standardised.
void sample_menu(const Ui& ui, const LearningSet& set, UiState& state, Commands& out) {
    const std::string last = fmt::format("{}", set.train.count() - 1);
    menu_note(ui, ui.tr("samples.choose", {{"last", last}}));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const Rect row{at.x, at.y, at.x + ImGui::GetContentRegionAvail().x, at.y + ui.px(30)};
    if (text_field(ui, "sample-number", row, state.image_text, ui.tr("samples.number"))) {
        Index number = -1;
        const std::string& text = state.image_text;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size()) {
            out.emplace_back(ToSession{ChooseSample{number, false}});
        } else {
            state.notice = ui.tr("samples.bad", {{"last", last}, {"found", text}});
            state.notice_is_error = true;
        }
        ImGui::CloseCurrentPopup();
    }
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
    if (!set.table) {
        menu_note(ui, ui.tr("samples.plane"));
        return;
    }
    menu_note(ui, ui.tr("samples.standardised"));
    constexpr Index kMostNamed = 12;
    const Index named = std::min(set.table->mean.size(), kMostNamed);
    for (Index j = 0; j < named; ++j) {
        menu_note(ui, fmt::format("{}: (x − {:.4g}) / {:.4g}",
                                  set.raw.inputs[static_cast<std::size_t>(j)], set.table->mean(j),
                                  set.table->deviation(j)));
    }
    if (named < set.table->mean.size()) {
        menu_note(ui, fmt::format("… {}", set.table->mean.size() - named));
    }
}

void input_menu(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& rect,
                Commands& out) {
    const Session& session = shot.session;
    if (!begin_menu(ui, "input", rect, rect.width() > ui.px(150) ? "Input" : "",
                    input_text(session.example), ui.px(280))) {
        return;
    }
    if (session.example.images != nullptr) {
        menu_note(ui, fmt::format("Test image, 0 to {}:", session.example.images->count() - 1));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const Rect row{at.x, at.y, at.x + ImGui::GetContentRegionAvail().x, at.y + ui.px(30)};
        if (text_field(ui, "image-number", row, state.image_text, "number")) {
            show_typed_image(shot, state, out);
            ImGui::CloseCurrentPopup();
        }
        ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
        menu_note(ui, "Or draw one at the right, or drop a PNG on the window.");
    } else if (session.example.set != nullptr) {
        sample_menu(ui, *session.example.set, state, out);
    } else {
        menu_note(ui,
                  "Double-click any number of x, y, W or b to change it. Ctrl+Z takes it back.");
    }
    end_menu();
}

}  // namespace

void transport(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect, Commands& out) {
    const Session& session = shot.session;
    const Index at = stop_index(*session.trace, session.granularity, session.cursor);
    const Index count = stop_count(*session.trace, session.granularity);
    const float gap = ui.px(5);
    const auto next_rect = [&](float width) {
        const Rect piece = rect.cut_left(ui.px(width));
        rect.cut_left(gap);
        return piece;
    };
    const auto go = [&](Go::Where where) {
        out.emplace_back(ToSession{Go{where}});
        state.playing = false;
    };
    if (icon_button(ui, "first", next_rect(30), Icon::First, "First step (Home)",
                    ButtonStyle::Plain, at > 0)) {
        go(Go::Where::First);
    }
    if (icon_button(ui, "previous", next_rect(30), Icon::Previous, "Step back (←)",
                    ButtonStyle::Plain, at > 0)) {
        go(Go::Where::Previous);
    }
    if (icon_button(ui, "play", next_rect(42), state.playing ? Icon::Pause : Icon::Play,
                    state.playing ? "Pause (Space)" : "Play (Space)", ButtonStyle::Primary)) {
        state.playing = !state.playing;
        state.play_clock = 0;
    }
    if (icon_button(ui, "next", next_rect(30), Icon::Next, "Step on (→)", ButtonStyle::Plain,
                    at + 1 < count)) {
        go(Go::Where::Next);
    }
    if (icon_button(ui, "last", next_rect(30), Icon::Last, "Last step (End)", ButtonStyle::Plain,
                    at + 1 < count)) {
        go(Go::Where::Last);
    }
}

Commands top_bar(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const Session& session = shot.session;
    ui.fill(rect, ui.theme.panel);
    ui.line({rect.x0, rect.y1 - 0.5F}, {rect.x1, rect.y1 - 0.5F}, ui.theme.line);
    const float total = rect.width() / ui.scale;
    const bool narrow = total < 1240;
    rect = rect.inset(ui.px(14), ui.px(10));
    const float gap = ui.px(narrow ? 6 : 10);

    Rect left = rect;
    logo(ui, left.cut_left(ui.px(narrow ? 18 : 108)), !narrow);
    left.cut_left(gap);

    Rect right = rect;
    if (icon_button(ui, "theme", right.cut_right(ui.px(32)),
                    ui.theme.name == "dark" ? Icon::Moon : Icon::Sun, "Dark or light (T)")) {
        out.emplace_back(SwitchTheme{});
    }
    right.cut_right(gap);
    constexpr std::array kConventions{Segment{"convention.column", "W x + b"},
                                      Segment{"convention.row", "X W + b"},
                                      Segment{"convention.torch", "X Wᵀ + b"}};
    if (const auto k = segments(ui, right.cut_right(ui.px(narrow ? 184 : 216)), kConventions,
                                static_cast<std::size_t>(session.convention))) {
        out.emplace_back(ToSession{SetConvention{static_cast<Convention>(*k)}});
    }
    right.cut_right(gap);
    constexpr std::array kGranularities{Segment{"granularity.layer", "Layer"},
                                        Segment{"granularity.operation", "Operation"},
                                        Segment{"granularity.element", "Element"}};
    if (const auto k = segments(ui, right.cut_right(ui.px(narrow ? 182 : 212)), kGranularities,
                                static_cast<std::size_t>(session.granularity))) {
        out.emplace_back(ToSession{SetGranularity{static_cast<Granularity>(*k)}});
    }
    right.cut_right(gap);

    // What is left between logo and segments: menus, transport, undo and redo.
    Rect middle{left.x0, rect.y0, right.x1, rect.y1};
    const Rect redo = middle.cut_right(ui.px(30));
    middle.cut_right(ui.px(4));
    const Rect undo = middle.cut_right(ui.px(30));
    middle.cut_right(gap);
    transport(ui, shot, state, middle.cut_right(ui.px(182)), out);
    middle.cut_right(gap);
    const float menus = middle.width() - gap;
    network_menu(ui, shot, state, middle.cut_left(std::min(menus * 0.56F, ui.px(240))), out);
    middle.cut_left(gap);
    input_menu(ui, shot, state, middle.cut_left(std::min(menus * 0.44F, ui.px(190))), out);
    if (icon_button(ui, "undo", undo, Icon::Undo, "Undo (Ctrl+Z)", ButtonStyle::Quiet,
                    shot.undo_depth > 0)) {
        out.emplace_back(Undo{});
    }
    if (icon_button(ui, "redo", redo, Icon::Redo, "Redo (Ctrl+Y)", ButtonStyle::Quiet,
                    shot.redo_depth > 0)) {
        out.emplace_back(Redo{});
    }
    return out;
}

}  // namespace layerwise
