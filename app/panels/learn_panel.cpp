#include "app/panels/learn_panel.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/draw/widgets.h"

namespace layerwise {
namespace {

// Lines of text and controls one beneath the other, in a region that scrolls where it must.
class Flow {
public:
    Flow(const Ui& ui, const Rect& rect, const char* name) : ui_(ui) {
        ImGui::SetCursorScreenPos(rect.min());
        ImGui::BeginChild(name, rect.size(), false, ImGuiWindowFlags_NoBackground);
        const ImVec2 origin = ImGui::GetCursorScreenPos();
        rest_ = {origin.x, origin.y, origin.x + rect.width() - ui.px(12), origin.y + ui.px(4000)};
        top_ = origin;
    }
    Flow(const Flow&) = delete;
    Flow& operator=(const Flow&) = delete;
    Flow(Flow&&) = delete;
    Flow& operator=(Flow&&) = delete;
    ~Flow() {
        ImGui::SetCursorScreenPos({top_.x, rest_.y0});
        ImGui::Dummy({1, 1});
        ImGui::EndChild();
    }

    Rect row(float units) { return rest_.cut_top(ui_.px(units)); }
    void gap(float units) { rest_.cut_top(ui_.px(units)); }
    void heading(std::string_view text) {
        ui_.heading(rest_.min(), text);
        gap(22);
    }
    void text(ImFont* font, const Color& color, std::string_view text) {
        rest_.cut_top(ui_.wrapped(font, rest_.min(), rest_.width(), color, text));
    }

private:
    const Ui& ui_;
    Rect rest_;
    ImVec2 top_;
};

const LessonProgress* progress_of(const PracticeRecord& record, const std::string& id) {
    const auto found = std::ranges::find(record.lessons, id, &LessonProgress::lesson);
    return found == record.lessons.end() ? nullptr : &*found;
}

// "✓" of what is done, drawn: no font of ours need have it.
void tick(const Ui& ui, ImVec2 at, const Color& color) {
    ui.line({at.x - ui.px(4), at.y}, {at.x - ui.px(1), at.y + ui.px(3.5F)}, color, ui.px(1.6F));
    ui.line({at.x - ui.px(1), at.y + ui.px(3.5F)}, {at.x + ui.px(5), at.y - ui.px(4)}, color,
            ui.px(1.6F));
}

void ring(const Ui& ui, ImVec2 at, const Color& color) {
    const float r = ui.px(4);
    ui.outline({at.x - r, at.y - r, at.x + r, at.y + r}, color, r);
}

// What lessons there are.
void list(const Ui& ui, const Snapshot& shot, UiState& state, Flow& flow, Commands& out) {
    const LessonPlay& play = *shot.lessons;
    flow.heading(ui.tr("learn.lessons"));
    for (const Lesson& lesson : play.lessons()) {
        Rect row = flow.row(34);
        const Press on = press(ui, "lesson." + lesson.id, row);
        const LessonProgress* progress = progress_of(play.record(), lesson.id);
        const bool finished = progress != nullptr && progress->finished;
        const bool begun = progress != nullptr && !finished && progress->furthest > 0;
        if (on.hovered) {
            ui.fill(row, ui.theme.raised, ui.px(6));
            tip(ui, lesson_text(ui.words, lesson, "goal"));
        }
        row = row.inset(ui.px(8), 0);
        ui.text_in(ui.fonts.mono_small, row.cut_left(ui.px(18)), ui.theme.forward,
                   fmt::format("{}", lesson.number));
        const Rect mark = row.cut_right(ui.px(44));
        const ImVec2 at{mark.x1 - ui.px(8), mark.center().y};
        if (finished) {
            tick(ui, at, ui.theme.update);
        } else if (begun) {
            ui.text_in(ui.fonts.mono_small, mark, ui.theme.muted,
                       fmt::format("{}/{}", progress->furthest, lesson.steps.size()), Align::Right);
        }
        ui.text_in(ui.fonts.text, row, ui.theme.text,
                   ui.fitted(ui.fonts.text, lesson_text(ui.words, lesson, "title"), row.width()));
        if (on.clicked) {
            out.emplace_back(ToLesson{BeginLesson{lesson.id}});
        }
    }
    flow.gap(14);
    flow.heading(ui.tr("learn.map"));
    concept_map_picture(ui, shot, flow.row(176), out);
    flow.gap(16);
    flow.heading(ui.tr("learn.practice"));
    const std::size_t due = due_cards(play.record(), shot.now).size();
    if (due > 0) {
        if (button(ui, "learn.due", flow.row(30),
                   ui.tr("learn.due", {{"count", fmt::format("{}", due)}}), ButtonStyle::Primary)) {
            out.emplace_back(ToLesson{PracticeDue{}});
        }
        flow.gap(6);
    }
    if (button(ui, "learn.hide", flow.row(30), ui.tr("learn.hide"),
               state.learn.hide_results ? ButtonStyle::Primary : ButtonStyle::Plain)) {
        state.learn.hide_results = !state.learn.hide_results;
    }
    if (ImGui::IsItemHovered()) {
        tip(ui, ui.tr("learn.hide-tip"));
    }
    flow.gap(6);
    if (button(ui, "learn.check", flow.row(30), ui.tr("event.gradient-check"))) {
        toggle_card(state.explain, ExplainCard::Check);
    }
    flow.gap(6);
    if (button(ui, "learn.loops", flow.row(30), ui.tr("event.measure"))) {
        toggle_card(state.explain, ExplainCard::Loops);
    }
    flow.gap(6);
    if (button(ui, "learn.worksheet", flow.row(30), ui.tr("learn.worksheet"))) {
        out.emplace_back(WriteWorksheet{});
    }
}

// A pip for each step: where one is, and what was done; a click goes back.
void pips(const Ui& ui, const LessonPlay& play, Rect row, Commands& out) {
    const LessonState& state = play.state();
    const auto count = static_cast<float>(state.results.size());
    const float each = std::min(row.width() / count, ui.px(24));
    for (std::size_t k = 0; k < state.results.size(); ++k) {
        const StepResult& result = state.results[k];
        Rect pip = row.cut_left(each).inset(ui.px(1.5F), ui.px(5));
        const bool here = static_cast<int>(k) == state.step;
        const Color color =
            result.done ? (result.missed() ? ui.theme.loss : ui.theme.update) : ui.theme.line;
        ui.fill(pip, here ? ui.theme.forward : color, ui.px(2));
        if (press(ui, fmt::format("lesson.step.{}", k + 1), pip.inset(0, -ui.px(5)), result.seen)
                .clicked) {
            out.emplace_back(ToLesson{GoToLessonStep{static_cast<int>(k)}});
        }
    }
}

// What is to be done in the program at this step.
void event_button(const Ui& ui, const Snapshot& shot, UiState& state, Flow& flow, Commands& out) {
    const std::string& event = shot.lessons->step().event;
    if (event.empty()) {
        return;
    }
    flow.gap(8);
    if (!button(ui, "lesson.event", flow.row(30), ui.tr("event." + event), ButtonStyle::Primary)) {
        return;
    }
    if (event == "gradient-check") {
        state.explain.card = ExplainCard::Check;
        out.emplace_back(CheckGradients{});
    } else if (event == "measure") {
        state.explain.card = ExplainCard::Loops;
        out.emplace_back(MeasureLoops{});
    } else if (event == "train") {
        state.learn.open = false;
        out.emplace_back(StartTraining{});
    } else if (event == "study") {
        out.emplace_back(WriteStudyPage{"html"});
    } else {
        state.learn.open = event != "draw" && state.learn.open;
        state.notice = ui.tr("learn.how-" + event);
        state.notice_is_error = false;
    }
}

void checklist(const Ui& ui, const LessonPlay& play, Flow& flow) {
    const Lesson& lesson = *play.lesson();
    flow.heading(ui.tr("learn.checklist"));
    for (std::size_t k = 0; k < lesson.checks.size(); ++k) {
        const bool done = play.state().ticks[k];
        const std::string text = lesson_text(ui.words, lesson, fmt::format("check-{}", k + 1));
        const Rect start = flow.row(0);
        const ImVec2 at{start.x0 + ui.px(7), start.y0 + ui.px(9)};
        done ? tick(ui, at, ui.theme.update) : ring(ui, at, ui.theme.faint);
        const float width = start.width() - ui.px(22);
        ui.wrapped(ui.fonts.text, {start.x0 + ui.px(22), start.y0}, width,
                   done ? ui.theme.text : ui.theme.muted, text);
        flow.gap(text_size(ui.fonts.text, text, width).y / ui.scale + 7);
    }
}

void card(const Ui& ui, const LessonPlay& play, Flow& flow) {
    const Lesson& lesson = *play.lesson();
    flow.heading(ui.tr("learn.card"));
    for (const auto& [key, label] :
         {std::pair{"card.concept", "page.concept"}, std::pair{"card.do", "page.do"},
          std::pair{"card.observe", "page.observe"}}) {
        const std::string text = lesson_text(ui.words, lesson, key);
        const Result<std::string> filled =
            with_numbers(text, *play.pass().trace, lesson.convention, lesson.decimals);
        flow.text(ui.fonts.small, ui.theme.muted, ui.tr(label));
        flow.text(ui.fonts.text, ui.theme.text, filled ? *filled : text);
        flow.gap(7);
    }
}

void take_home(const Ui& ui, Flow& flow, Commands& out) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kFormats{
        {{"html", "HTML"}, {"md", "Markdown"}, {"pdf", "PDF"}}};
    if (begin_menu(ui, "lesson.study", flow.row(30), ui.tr("learn.study"), "", ui.px(200))) {
        for (const auto& [format, label] : kFormats) {
            if (menu_item(ui, fmt::format("lesson.study.{}", format), label, false)) {
                out.emplace_back(WriteStudyPage{std::string(format)});
            }
        }
        end_menu();
    }
    flow.gap(6);
    if (button(ui, "lesson.worksheet", flow.row(30), ui.tr("learn.worksheet"))) {
        out.emplace_back(WriteWorksheet{});
    }
}

void lesson(const Ui& ui, const Snapshot& shot, UiState& state, Flow& flow, Commands& out) {
    const LessonPlay& play = *shot.lessons;
    const Lesson& lesson = *play.lesson();
    Rect head = flow.row(24);
    if (icon_button(ui, "lesson.leave", head.cut_right(ui.px(26)), Icon::Close,
                    ui.tr("learn.leave"), ButtonStyle::Quiet)) {
        out.emplace_back(ToLesson{LeaveLesson{}});
    }
    ui.heading({head.x0, head.y0 + ui.px(6)},
               ui.tr("learn.which", {{"number", fmt::format("{}", lesson.number)},
                                     {"all", fmt::format("{}", play.lessons().size())}}));
    flow.text(ui.fonts.title, ui.theme.text, lesson_text(ui.words, lesson, "title"));
    flow.gap(4);
    pips(ui, play, flow.row(16), out);
    flow.gap(8);
    const std::string say = lesson_text(ui.words, lesson, play.step().id + ".say");
    const Result<std::string> filled =
        with_numbers(say, *play.pass().trace, lesson.convention, lesson.decimals);
    flow.text(ui.fonts.text, ui.theme.text, filled ? *filled : say);
    event_button(ui, shot, state, flow, out);
    flow.gap(10);
    if (play.state().finished) {
        flow.text(ui.fonts.text_bold, ui.theme.update, ui.tr("learn.finished"));
        flow.gap(8);
    } else if (!play.asking()) {
        if (button(ui, "lesson.next", flow.row(30), ui.tr("learn.next"),
                   play.step().event.empty() ? ButtonStyle::Primary : ButtonStyle::Plain)) {
            out.emplace_back(ToLesson{NextLessonStep{}});
        }
    } else {
        flow.text(ui.fonts.small, ui.theme.loss, ui.tr("learn.answer-first"));
    }
    flow.gap(14);
    checklist(ui, play, flow);
    flow.gap(8);
    if (play.state().finished) {
        card(ui, play, flow);
        flow.gap(4);
    }
    take_home(ui, flow, out);
    flow.gap(6);
    if (button(ui, "lesson.again", flow.row(30), ui.tr("learn.again"))) {
        out.emplace_back(ToLesson{BeginLesson{lesson.id, play.state().seed + 1}});
    }
    if (ImGui::IsItemHovered()) {
        tip(ui, ui.tr("learn.again-tip"));
    }
    flow.gap(4);
}

}  // namespace

Commands learn_panel(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    if (shot.lessons == nullptr) {
        return out;
    }
    Flow flow(ui, rect, "learn");
    if (shot.lessons->lesson() == nullptr) {
        list(ui, shot, state, flow, out);
    } else {
        lesson(ui, shot, state, flow, out);
    }
    return out;
}

}  // namespace layerwise
