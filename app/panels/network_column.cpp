#include "app/panels/network_column.h"

#include <fmt/format.h>

#include "app/draw/ground.h"
#include "app/draw/widgets.h"
#include "app/views/stage_view.h"

namespace layerwise {
namespace {

// "784 → 128" with each size in its dimension's colour, right-aligned in the rectangle.
// Gives the width it took.
float shape_badge(const Ui& ui, const Snapshot& shot, Rect rect, Index from, Index to) {
    const std::vector<Index>& sizes = shot.session.trace->sizes;
    const std::string right = std::to_string(to);
    const std::string left = from > 0 ? std::to_string(from) : std::string();
    const std::string arrow = from > 0 ? " → " : "";
    ImFont* font = ui.fonts.mono_small;
    const float width = text_size(font, left + arrow + right).x + ui.px(12);
    const Rect badge = rect.cut_right(width);
    ui.fill(badge, ui.theme.raised, ui.px(4));
    Rect inside = badge.inset(ui.px(6), 0);
    ui.text_in(font, inside, ui.theme.dimension(from, sizes), left);
    inside.cut_left(text_size(font, left).x);
    ui.text_in(font, inside, ui.theme.muted, arrow);
    inside.cut_left(text_size(font, arrow).x);
    ui.text_in(font, inside, ui.theme.dimension(to, sizes), right);
    return width;
}

// A tensor's values as one strip.
void strip(const Ui& ui, const Snapshot& shot, const Rect& rect, Symbol symbol, int layer) {
    const Trace& trace = *shot.session.trace;
    const Tensor& tensor = find(trace, symbol, layer);
    const auto index = static_cast<std::size_t>(&tensor - trace.tensors.data());
    const Palette palette = palette_of(shot.session, tensor);
    ui.heatmaps.draw(
        Ui::list(), rect,
        {&tensor.value, heatmap_key(shot.version, index), true, &ui.theme.ramp(palette),
         palette == Palette::Grey ? 1.0F : shot.facts.ranges[index]});
    ui.outline(rect, ui.theme.line, 0);
}

struct Card {
    std::string name, title, detail, aside;
    Index from = 0, to = 0;
    Phase phase = Phase::Forward;
    bool current = false, reached = true;
};

// Draws the card; gives whether it was clicked and where its strip goes.
std::pair<bool, Rect> card(const Ui& ui, const Snapshot& shot, const Rect& rect, const Card& c) {
    const Press state = press(ui, c.name, rect);
    const Color phase = ui.theme.phase(c.phase);
    ui.fill(rect,
            c.current ? mix(ui.theme.card, phase, 0.12F)
                      : (state.hovered ? ui.theme.raised : ui.theme.card),
            ui.px(8));
    ui.outline(rect, c.current ? phase : ui.theme.line, ui.px(8), c.current ? ui.px(1.2F) : 1);
    Rect inside = rect.inset(ui.px(rect.width() > ui.px(200) ? 11 : 8), ui.px(8));
    const Rect head = inside.cut_top(ui.px(20));
    const float badge = shape_badge(ui, shot, head, c.from, c.to);
    ImFont* font = text_size(ui.fonts.text_bold, c.title).x <= head.width() - badge - ui.px(4)
                       ? ui.fonts.text_bold
                       : ui.fonts.small;
    ui.text_in(font, head, ui.theme.text,
               ui.fitted(font, c.title, head.width() - badge - ui.px(4)));
    inside.cut_top(ui.px(5));
    const Rect foot = inside.cut_bottom(ui.px(16));
    ui.text_in(ui.fonts.mono_small, foot, ui.theme.muted, c.detail);
    ui.text_in(ui.fonts.mono_small, foot, ui.theme.backward, c.aside, Align::Right);
    inside.cut_bottom(ui.px(4));
    return {state.clicked, inside};
}

void arrow(const Ui& ui, const Rect& rect, bool backward) {
    const ImVec2 c = rect.center();
    const float r = ui.px(4.5F);
    const float d = backward ? -1.0F : 1.0F;
    Ui::list().AddTriangleFilled({c.x - r, c.y - d * r * 0.6F}, {c.x + r, c.y - d * r * 0.6F},
                                 {c.x, c.y + d * r * 0.7F},
                                 (backward ? ui.theme.backward : ui.theme.faint).packed());
    if (backward) {
        ui.text(ui.fonts.small, {c.x + ui.px(9), c.y - ui.fonts.small->FontSize / 2},
                ui.theme.backward, "δ");
    }
}

std::string grouped(Index number) {
    std::string text = std::to_string(number);
    for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

// The first step of a layer in the phase that is on the stage: where a click leads.
int landing(const Trace& trace, Phase phase, int layer) {
    const Phase wanted = phase == Phase::Loss ? Phase::Forward : phase;
    for (std::size_t k = 0; k < trace.steps.size(); ++k) {
        if (trace.steps[k].phase == wanted && trace.steps[k].layer == layer) {
            return static_cast<int>(k);
        }
    }
    return 0;
}

}  // namespace

Commands network_column(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const Session& session = shot.session;
    const Trace& trace = *session.trace;
    const Step& here = trace.steps[static_cast<std::size_t>(session.cursor.step)];
    draw_ground(ui, rect, ui.theme.panel);
    ui.line({rect.x1 - 0.5F, rect.y0}, {rect.x1 - 0.5F, rect.y1}, ui.theme.line);
    rect = rect.inset(ui.px(12), ui.px(14));
    ui.heading(rect.min(), "NETWORK");
    rect.cut_top(ui.px(22));

    // Cards shrink to fit; very deep networks scroll.
    const int cards = trace.layers() + 2;
    const float gap = ui.px(18);
    const float room =
        (rect.height() - gap * static_cast<float>(cards - 1)) / static_cast<float>(cards);
    const float height = std::clamp(room, ui.px(70), ui.px(82));
    ImGui::SetCursorScreenPos(rect.min());
    ImGui::BeginChild("network-scroll", rect.size(), false, ImGuiWindowFlags_NoBackground);
    float y = ImGui::GetCursorScreenPos().y;
    const auto place = [&]() {
        const Rect piece{rect.x0, y, rect.x1, y + height};
        y += height + gap;
        return piece;
    };
    const auto jump = [&](int step) {
        state.playing = false;
        out.emplace_back(ToSession{JumpTo{{step, 0}}});
    };
    const bool backward = here.phase == Phase::Backward;
    const auto between = [&](int upper_layer) {
        // The arrow turns back once the gradient has passed here.
        const bool passed = backward && here.layer <= upper_layer;
        arrow(ui, {rect.x0, y - gap, rect.x1, y}, passed || here.phase == Phase::Update);
    };

    const Input& input = session.example.input;
    Card first{"layer.input", "Input", "", "", 0, trace.sizes.front(), Phase::Forward};
    first.detail = session.example.images != nullptr ? "28 × 28 image" : "features";
    if (input.x.cols() > 1) {
        first.detail = fmt::format("{} samples", input.x.cols());
    }
    const auto [input_clicked, input_strip] = card(ui, shot, place(), first);
    strip(ui, shot, input_strip, Symbol::X, 0);
    if (input_clicked) {
        jump(0);
    }

    for (int l = 1; l <= trace.layers(); ++l) {
        between(l);
        const auto k = static_cast<std::size_t>(l - 1);
        Card c;
        c.name = fmt::format("layer.{}", l);
        c.title = fmt::format("Dense {} · {}", l, spoken(trace.activations[k]));
        c.from = trace.sizes[k];
        c.to = trace.sizes[k + 1];
        c.detail = grouped(c.from * c.to + c.to) + " params";
        c.phase = here.phase;
        c.current = here.layer == l && here.phase != Phase::Loss;
        const bool has_gradient = here.phase == Phase::Update || (backward && here.layer <= l);
        if (has_gradient) {
            c.aside = fmt::format("‖∂W‖ {:.1e}", shot.facts.norms[k]);
        }
        const auto [clicked, inside] = card(ui, shot, place(), c);
        strip(ui, shot, inside, has_gradient ? Symbol::GradZ : Symbol::A, l);
        if (clicked) {
            jump(landing(trace, here.phase, l));
        }
    }

    between(trace.layers());
    Card last{"layer.loss", spoken(trace.loss), "", "", trace.sizes.back(), 1, Phase::Loss};
    last.current = here.phase == Phase::Loss;
    last.detail = fmt::format("L = {:.4g}", find(trace, Symbol::L, 0).value(0, 0));
    const auto [loss_clicked, loss_strip] = card(ui, shot, place(), last);
    strip(ui, shot, loss_strip, Symbol::Y, 0);
    if (loss_clicked) {
        jump(step_of(trace, Operation::Loss, 0));
    }
    ImGui::SetCursorScreenPos({rect.x0, y});
    ImGui::Dummy({1, 1});
    ImGui::EndChild();
    return out;
}

}  // namespace layerwise
