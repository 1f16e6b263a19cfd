#include "app/panels/ask_card.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/dimensions.h"
#include "app/draw/widgets.h"
#include "core/lessons/puzzle.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr float kLine = 30;        // design units: a row of controls
constexpr float kPictures = 92;    // a row of pictures to choose from
constexpr double kPlaneReach = 3;  // of the plane in which a vector is pointed out

// The lesson's own words for the step, with the pass's numbers in them.
std::string lesson_words(const Ui& ui, const Snapshot& shot, std::string_view key) {
    const LessonPlay& play = *shot.lessons;
    if (play.lesson() == nullptr) {
        return {};
    }
    const std::string text =
        lesson_text(ui.words, *play.lesson(), fmt::format("{}.{}", play.step().id, key));
    Result<std::string> filled =
        with_numbers(text, *play.pass().trace, play.lesson()->convention, play.lesson()->decimals);
    return filled ? *std::move(filled) : text;
}

// What is said of the newest answer, and once it is there, the arithmetic that leads to it.
std::string said(const Ui& ui, const Snapshot& shot) {
    const LessonPlay& play = *shot.lessons;
    const Question& question = *play.question();
    if (play.asking() && !play.verdict()) {
        return {};
    }
    if (play.asking()) {
        return verdict_text(ui.words, play.lesson(),
                            play.lesson() == nullptr ? nullptr : &play.step(), question,
                            *play.verdict());
    }
    std::string text = play.revealed() ? ui.tr("ask.shown", {{"answer", answer_text(question)}})
                                       : std::string(ui.tr("verdict.right"));
    for (const std::string& more :
         {lesson_words(ui, shot, "why"), worked_text(question, shot.session.convention)}) {
        text += more.empty() ? "" : " " + more;
    }
    return text;
}

class AskCard {
public:
    AskCard(const Ui& ui, const Snapshot& shot, UiState& state)
        : ui_(ui),
          shot_(shot),
          play_(*shot.lessons),
          question_(*play_.question()),
          learn_(state.learn) {}

    Commands draw(Rect rect) {
        ui_.items.add("ask.card", rect);
        ui_.fill(rect, ui_.theme.card, ui_.px(10));
        ui_.outline(rect, mix(ui_.theme.line, ui_.theme.loss, play_.asking() ? 0.5F : 0.2F),
                    ui_.px(10));
        rect = rect.inset(ui_.px(16), ui_.px(10));
        heading(rect);
        if (play_.asking()) {
            rect.cut_top(ui_.px(6));
            controls(rect);
        } else {
            Rect button_at = rect.cut_right(ui_.px(96));
            rect.cut_right(ui_.px(10));
            if (button(ui_, "ask.next", button_at.cut_top(ui_.px(28)), ui_.tr("ask.next"),
                       ButtonStyle::Primary)) {
                out_.emplace_back(play_.lesson() == nullptr
                                      ? Command{ToSession{Go{Go::Where::Next}}}
                                      : Command{ToLesson{NextLessonStep{}}});
            }
        }
        const std::string text = said(ui_, shot_);
        if (!text.empty()) {
            rect.cut_top(ui_.px(4));
            ui_.wrapped(ui_.fonts.text, rect.min(), rect.width(),
                        play_.asking() ? ui_.theme.warning : ui_.theme.text, text);
        }
        return std::move(out_);
    }

private:
    void heading(Rect& rect) {
        const std::string_view word = ui_.tr("ask.predict");
        ui_.text(ui_.fonts.text_bold, rect.min(), ui_.theme.loss, word);
        const float indent = text_size(ui_.fonts.text_bold, word).x + ui_.px(12);
        const float height =
            ui_.wrapped(ui_.fonts.text, {rect.x0 + indent, rect.y0}, rect.width() - indent,
                        ui_.theme.text, question_words(ui_, shot_));
        rect.cut_top(height);
    }

    void answer(std::string typed) {
        out_.emplace_back(ToLesson{AnswerQuestion{std::move(typed)}});
    }

    void controls(Rect& rect) {
        switch (question_.kind) {
            case AskKind::Choice:
                choices(rect);
                break;
            case AskKind::Picture:
                pictures(rect);
                break;
            case AskKind::Puzzle:
                tiles(rect);
                break;
            default:
                break;
        }
        Rect row = rect.cut_top(ui_.px(kLine));
        const bool picked = question_.kind == AskKind::Choice || question_.kind == AskKind::Picture;
        const bool sign = question_.kind == AskKind::Sign;
        if (sign) {
            for (const auto& [name, label] :
                 {std::pair{"ask.plus", "+"}, std::pair{"ask.minus", "−"},
                  std::pair{"ask.zero", "0"}}) {
                if (button(ui_, name, row.cut_left(ui_.px(44)), label)) {
                    answer(label);
                }
                row.cut_left(ui_.px(6));
            }
        } else if (!picked) {
            field(row);
        }
        if (question_.kind == AskKind::Vector && question_.value.size() == 2) {
            plane(row);
        }
        if (question_.kind == AskKind::Hunt) {
            accuse(row);
        }
        const std::string_view show = ui_.tr("ask.show");
        if (button(ui_, "ask.show", row.cut_right(text_size(ui_.fonts.small, show).x + ui_.px(24)),
                   show, ButtonStyle::Quiet)) {
            out_.emplace_back(ToLesson{RevealAnswer{}});
        }
        ui_.text_in(ui_.fonts.small, row.inset(ui_.px(10), 0), ui_.theme.faint,
                    ui_.fitted(ui_.fonts.small, ui_.tr(hint_key()), row.width() - ui_.px(20)));
    }

    std::string_view hint_key() const {
        switch (question_.kind) {
            case AskKind::Number:
                return "ask.hint-number";
            case AskKind::Sign:
                return "ask.hint-sign";
            case AskKind::Vector:
                return "ask.hint-vector";
            case AskKind::Shape:
            case AskKind::Shapes:
                return "ask.hint-shape";
            case AskKind::Choice:
            case AskKind::Picture:
                return "ask.hint-choice";
            case AskKind::Puzzle:
                return "ask.hint-puzzle";
            case AskKind::Hunt:
                break;
        }
        return "ask.hint-hunt";
    }

    void field(Rect& row) {
        if (std::exchange(learn_.focus, false)) {
            ImGui::SetKeyboardFocusHere();
        }
        const bool wide = question_.kind == AskKind::Puzzle || question_.kind == AskKind::Shapes;
        const bool entered =
            text_field(ui_, "ask.answer", row.cut_left(ui_.px(wide ? 220 : 150)), learn_.answer);
        row.cut_left(ui_.px(6));
        const std::string_view check = ui_.tr("ask.check");
        const bool clicked =
            button(ui_, "ask.check", row.cut_left(text_size(ui_.fonts.small, check).x + ui_.px(24)),
                   check, ButtonStyle::Primary, !learn_.answer.empty());
        // Leaving the field for the button is one answer, not two.
        const bool returned = entered && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter));
        if ((returned || clicked) && !learn_.answer.empty()) {
            answer(learn_.answer);
            learn_.focus = returned;
        }
    }

    void choices(Rect& rect) {
        for (int k = 0; k < question_.options; ++k) {
            const Rect line = rect.cut_top(ui_.px(kLine - 2));
            const std::string text = fmt::format(
                "{}   {}", k + 1, lesson_words(ui_, shot_, fmt::format("option-{}", k + 1)));
            if (button(ui_, fmt::format("ask.option.{}", k + 1), line,
                       ui_.fitted(ui_.fonts.small, text, line.width() - ui_.px(20)))) {
                answer(fmt::format("{}", k + 1));
            }
            rect.cut_top(ui_.px(5));
        }
    }

    void pictures(Rect& rect) {
        Rect row = rect.cut_top(ui_.px(kPictures));
        rect.cut_top(ui_.px(6));
        const float width =
            std::min(ui_.px(180), row.width() / static_cast<float>(question_.options));
        for (int k = 0; k < question_.options; ++k) {
            const Matrix<double>& value = question_.pictures[static_cast<std::size_t>(k)];
            Rect place = row.cut_left(width).inset(ui_.px(4), 0);
            const Press pressed_here = press(ui_, fmt::format("ask.option.{}", k + 1), place);
            ui_.fill(place, pressed_here.hovered ? ui_.theme.raised : ui_.theme.panel, ui_.px(6));
            ui_.outline(place, ui_.theme.line, ui_.px(6));
            place = place.inset(ui_.px(8), ui_.px(6));
            ui_.text_in(ui_.fonts.mono_small, place.cut_left(ui_.px(16)), ui_.theme.muted,
                        fmt::format("{}", k + 1));
            draw_value(place, value, fmt::format("ask.picture.{}", k + 1), k);
            if (pressed_here.clicked) {
                answer(fmt::format("{}", k + 1));
            }
        }
    }

    void draw_value(const Rect& place, const Matrix<double>& value, const std::string& name,
                    int k) {
        const auto rows = static_cast<float>(value.rows());
        const auto cols = static_cast<float>(value.cols());
        const float side = std::min({place.width() / cols, place.height() / rows, ui_.px(40)});
        const ImVec2 c = place.center();
        const Rect at{c.x - side * cols / 2, c.y - side * rows / 2, c.x + side * cols / 2,
                      c.y + side * rows / 2};
        Heatmap heatmap;
        heatmap.values = &value;
        heatmap.key = heatmap_key(play_.asked(), k, 73);
        heatmap.ramp = &ui_.theme.ramp(Palette::Values);
        heatmap.range = std::max(static_cast<float>(value.cwiseAbs().maxCoeff()), 1e-6F);
        heatmap.blank = ui_.theme.ground;
        // The press that stands beneath takes the pointer.
        ui_.heatmaps.draw(Ui::list(), at, heatmap);
        ui_.items.add(name, at);
    }

    // Tiles with their shapes; a click adds one to the product, or takes the last one back.
    void tiles(Rect& rect) {
        const Trace& trace = *question_.trace;
        const Puzzle puzzle = puzzle_of(trace, question_.tensor);
        Rect row = rect.cut_top(ui_.px(44));
        rect.cut_top(ui_.px(6));
        const auto chosen = [&](const std::string& name) {
            return std::ranges::find(learn_.tiles, name) != learn_.tiles.end();
        };
        const PuzzleTile* last = nullptr;
        for (const PuzzleTile& tile : puzzle.tiles) {
            last = !learn_.tiles.empty() && learn_.tiles.back() == tile.name ? &tile : last;
        }
        for (const PuzzleTile& tile : puzzle.tiles) {
            const std::string shape = fmt::format("{} × {}", tile.rows, tile.cols);
            const float width = std::max(text_size(ui_.fonts.mono, tile.name).x,
                                         text_size(ui_.fonts.mono_small, shape).x) +
                                ui_.px(20);
            Rect place = row.cut_left(width);
            row.cut_left(ui_.px(6));
            const Press on_tile = press(ui_, "ask.tile." + tile.name, place);
            // What would join the tiles so far is bright.
            const bool joins = last == nullptr || conform(*last, tile);
            ui_.fill(place, chosen(tile.name) ? ui_.theme.accent.faded(0.35F) : ui_.theme.raised,
                     ui_.px(6));
            ui_.outline(place, joins ? ui_.theme.forward : ui_.theme.line, ui_.px(6));
            ui_.text_in(ui_.fonts.mono, place.cut_top(place.height() * 0.52F), ui_.theme.text,
                        tile.name, Align::Center);
            const float x = place.center().x - text_size(ui_.fonts.mono_small, shape).x / 2;
            draw_sizes(ui_, ui_.fonts.mono_small, {x, place.y0}, shape, trace.sizes,
                       ui_.theme.muted);
            if (on_tile.clicked && !learn_.tiles.empty() && learn_.tiles.back() == tile.name) {
                learn_.tiles.pop_back();
            } else if (on_tile.clicked) {
                learn_.tiles.push_back(tile.name);
            }
            if (on_tile.clicked) {
                learn_.answer = fmt::format("{}", fmt::join(learn_.tiles, " "));
            }
        }
    }

    // A vector of two numbers can be pointed out: right is the first, up the second.
    void plane(Rect& row) {
        const Rect place{row.x0 + ui_.px(8), row.y0, row.x0 + ui_.px(72), row.y0 + ui_.px(64)};
        row.cut_left(ui_.px(84));
        const Press on_plane = press(ui_, "ask.plane", place);
        ui_.fill(place, ui_.theme.panel, ui_.px(6));
        ui_.outline(place, ui_.theme.line, ui_.px(6));
        const ImVec2 c = place.center();
        ui_.line({place.x0, c.y}, {place.x1, c.y}, ui_.theme.line);
        ui_.line({c.x, place.y0}, {c.x, place.y1}, ui_.theme.line);
        if (on_plane.hovered || on_plane.held) {
            const ImVec2 to = ImGui::GetIO().MousePos;
            ui_.line(c, to, ui_.theme.loss, ui_.px(2));
            const double half = static_cast<double>(place.width()) / 2;
            const double x = static_cast<double>(to.x - c.x) / half * kPlaneReach;
            const double y = static_cast<double>(c.y - to.y) / half * kPlaneReach;
            tip(ui_, fmt::format("{:.1f}, {:.1f}", x, y));
            if (on_plane.clicked) {
                learn_.answer = fmt::format("{:.1f}, {:.1f}", x, y);
            }
        }
    }

    // Accuses what the stage's step made.
    void accuse(Rect& row) {
        const Trace& trace = *shot_.session.trace;
        const int result = trace.steps[static_cast<std::size_t>(shot_.session.cursor.step)].result;
        const std::string name = trace.tensors[static_cast<std::size_t>(result)].name;
        const std::string label = ui_.tr("ask.accuse", {{"name", name}});
        row.cut_left(ui_.px(6));
        if (button(ui_, "ask.accuse",
                   row.cut_left(text_size(ui_.fonts.small, label).x + ui_.px(24)), label)) {
            answer(name);
        }
    }

    const Ui& ui_;
    const Snapshot& shot_;
    const LessonPlay& play_;
    const Question& question_;
    LearnState& learn_;
    Commands out_;
};

}  // namespace

std::string question_words(const Ui& ui, const Snapshot& shot) {
    const LessonPlay& play = *shot.lessons;
    if (play.lesson() != nullptr) {
        return lesson_words(ui, shot, "question");
    }
    const Question& question = *play.question();
    const Trace& trace = *question.trace;
    const Tensor& tensor = trace.tensors[static_cast<std::size_t>(question.tensor)];
    Index row = question.row;
    Index col = question.col;
    if (is_transposed(tensor.layout, shot.session.convention)) {
        std::swap(row, col);
    }
    const std::string cell =
        tensor.value.size() == 1
            ? symbol_text(trace, question.tensor)
            : fmt::format("{}[{}, {}]", symbol_text(trace, question.tensor), row + 1, col + 1);
    return ui.tr(question.kind == AskKind::Sign ? "ask.which-sign" : "ask.which-number",
                 {{"cell", cell}});
}

bool shows_ask_card(const Snapshot& shot) {
    return shot.lessons != nullptr && shot.lessons->question() != nullptr;
}

float ask_card_height(const Ui& ui, const Snapshot& shot, float width) {
    const LessonPlay& play = *shot.lessons;
    const Question& question = *play.question();
    const float inside = width - ui.px(32);
    const float indent = text_size(ui.fonts.text_bold, ui.tr("ask.predict")).x + ui.px(12);
    float height =
        ui.px(20) + text_size(ui.fonts.text, question_words(ui, shot), inside - indent).y;
    const std::string text = said(ui, shot);
    if (!play.asking()) {
        const float said_height = ui.px(6) + text_size(ui.fonts.text, text, inside - ui.px(106)).y;
        return height + std::max(said_height, ui.px(28));
    }
    height += ui.px(6 + kLine);
    if (question.kind == AskKind::Choice) {
        height += ui.px((kLine + 3) * static_cast<float>(question.options));
    } else if (question.kind == AskKind::Picture) {
        height += ui.px(kPictures + 6);
    } else if (question.kind == AskKind::Puzzle) {
        height += ui.px(50);
    } else if (question.kind == AskKind::Vector && question.value.size() == 2) {
        height += ui.px(34);
    }
    return height + (text.empty() ? 0 : ui.px(6) + text_size(ui.fonts.text, text, inside).y);
}

Commands ask_card(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    if (state.learn.asked != shot.lessons->asked()) {
        state.learn.asked = shot.lessons->asked();
        state.learn.answer.clear();
        state.learn.tiles.clear();
        const AskKind kind = shot.lessons->question()->kind;
        state.learn.focus = kind != AskKind::Hunt && kind != AskKind::Sign;
    }
    return AskCard(ui, shot, state).draw(rect);
}

}  // namespace layerwise
