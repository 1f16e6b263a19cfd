#include "app/panels/code_line.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "app/draw/dimensions.h"
#include "app/draw/widgets.h"
#include "app/views/stage_view.h"
#include "core/program/program.h"

namespace layerwise {
namespace {

// The lines of every step on the stage, as one.
CodeLine joined(const Trace& trace, const std::vector<int>& steps, Language language,
                Convention convention, const char* between) {
    CodeLine all;
    for (const int step : steps) {
        const CodeLine line = code(trace, step, language, convention);
        all.code += (all.code.empty() ? "" : between) + line.code;
        all.shapes += (all.shapes.empty() ? "" : ";  ") + line.shapes;
    }
    return all;
}

bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// The tensor whose variable the word is, or −1.
int tensor_named(const Trace& trace, std::string_view word) {
    for (std::size_t k = 0; k < trace.tensors.size(); ++k) {
        if (trace.tensors[k].name == word) {
            return static_cast<int>(k);
        }
    }
    return -1;
}

// The code with its variables linked: pointing at one lights its operand, and the other way round.
void linked_code(const Ui& ui, const Trace& trace, UiState& state, ImFont* font, const Rect& rect,
                 const std::string& text) {
    state.hovered_name = -1;
    float x = rect.x0;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + 1;
        while (end < text.size() && is_name(text[end]) == is_name(text[begin])) {
            ++end;
        }
        const std::string_view word = std::string_view(text).substr(begin, end - begin);
        const float width = text_size(font, word).x;
        const Rect at{x, rect.y0, x + width, rect.y1};
        const int tensor = is_name(text[begin]) ? tensor_named(trace, word) : -1;
        Color color = ui.theme.text;
        if (tensor >= 0) {
            const bool pointed = ImGui::IsMouseHoveringRect(at.min(), at.max());
            state.hovered_name = pointed ? tensor : state.hovered_name;
            const bool lit = pointed || state.hovered_tensor == tensor ||
                             (state.hovered && state.hovered->tensor == tensor);
            color = lit ? ui.theme.forward : color;
        }
        ui.text_in(font, {at.x0, at.y0, std::max(at.x1, at.x0) + 1, at.y1}, color, word);
        x += width;
        begin = end;
    }
}

}  // namespace

Commands code_line(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const StageView view = stage_view(shot.session);
    ui.items.add("code", rect);
    ui.fill(rect, ui.theme.card, ui.px(10));
    ui.outline(rect, ui.theme.line, ui.px(10));
    rect = rect.inset(ui.px(12), ui.px(9));
    constexpr std::array kLanguages{Segment{"code.numpy", "NumPy"},
                                    Segment{"code.pytorch", "PyTorch"},
                                    Segment{"code.eigen", "Eigen"}};
    if (const auto k = segments(ui, rect.cut_left(ui.px(178)), kLanguages,
                                static_cast<std::size_t>(state.language))) {
        state.language = static_cast<Language>(*k);
    }
    rect.cut_left(ui.px(14));
    const Trace& trace = *shot.session.trace;
    const bool python = state.language != Language::Eigen;
    const CodeLine line =
        joined(trace, view.steps, state.language, shot.session.convention, python ? ";  " : "  ");
    if (button(ui, "copy-code", rect.cut_right(ui.px(56)), "Copy")) {
        out.emplace_back(CopyText{
            joined(trace, view.steps, state.language, shot.session.convention, "\n").code});
    }
    rect.cut_right(ui.px(6));
    const std::string_view whole = ui.tr("code.program");
    const float whole_width = text_size(ui.fonts.small, whole).x + ui.px(20);
    if (rect.width() > ui.px(420)) {
        if (button(ui, "copy-program", rect.cut_right(whole_width), whole)) {
            const Example& example = shot.session.example;
            out.emplace_back(
                CopyText{program(trace, state.language, shot.session.convention,
                                 {example.id, example.input.image, example.input.x.cols()})});
        }
        if (ImGui::IsItemHovered()) {
            tip(ui, ui.tr("code.program-tip"));
        }
        rect.cut_right(ui.px(10));
    }
    // The code first; its shapes as far as they fit, on a second line when it is long.
    const std::string shapes = "# " + line.shapes;
    const bool shapes_shown = std::ranges::none_of(
        view.pieces, [&](const StagePiece& piece) { return shot.shape_hidden(piece.tensor); });
    const auto put_shapes = [&](const std::string& text) {
        if (!shapes_shown) {
            return;
        }
        const float top = rect.center().y - ui.fonts.mono_small->FontSize / 2;
        draw_sizes(ui, ui.fonts.mono_small, {rect.x0, top}, text, trace.sizes, ui.theme.muted);
    };
    const float code_width = text_size(ui.fonts.mono, line.code + "  ").x;
    if (code_width + text_size(ui.fonts.mono_small, shapes).x <= rect.width()) {
        linked_code(ui, trace, state, ui.fonts.mono, rect, line.code);
        rect.cut_left(code_width);
        put_shapes(shapes);
    } else {
        const Rect upper = rect.cut_top(rect.height() / 2);
        linked_code(ui, trace, state, ui.fonts.mono_small, upper,
                    ui.fitted(ui.fonts.mono_small, line.code, upper.width()));
        put_shapes(ui.fitted(ui.fonts.mono_small, shapes, rect.width()));
    }
    return out;
}

}  // namespace layerwise
