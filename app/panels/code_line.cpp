#include "app/panels/code_line.h"

#include <array>

#include "app/draw/dimensions.h"
#include "app/draw/widgets.h"
#include "app/views/stage_view.h"

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
    rect.cut_right(ui.px(10));
    // The code first; its shapes as far as they fit, on a second line when it is long.
    const std::string shapes = "# " + line.shapes;
    const auto put_shapes = [&](const std::string& text) {
        const float top = rect.center().y - ui.fonts.mono_small->FontSize / 2;
        draw_sizes(ui, ui.fonts.mono_small, {rect.x0, top}, text, trace.sizes, ui.theme.muted);
    };
    const float code_width = text_size(ui.fonts.mono, line.code + "  ").x;
    if (code_width + text_size(ui.fonts.mono_small, shapes).x <= rect.width()) {
        ui.text_in(ui.fonts.mono, rect, ui.theme.text, line.code);
        rect.cut_left(code_width);
        put_shapes(shapes);
    } else {
        const Rect upper = rect.cut_top(rect.height() / 2);
        ui.text_in(ui.fonts.mono_small, upper, ui.theme.text,
                   ui.fitted(ui.fonts.mono_small, line.code, upper.width()));
        put_shapes(ui.fitted(ui.fonts.mono_small, shapes, rect.width()));
    }
    return out;
}

}  // namespace layerwise
