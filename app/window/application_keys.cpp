// The keys: what each does, when no text is being typed.
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <imgui.h>

#include "app/draw/zoom.h"
#include "app/panels/lens_optimizer.h"
#include "app/panels/view_switch.h"
#include "app/window/application.h"

namespace layerwise {
namespace {

constexpr ImGuiPopupFlags kAnyPopup = ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel;

}  // namespace

void Application::move_pinned(Index down, Index right) {
    const Session& session = history_.current();
    if ((down == 0 && right == 0) || !is_in(*session.trace, *state_.pinned)) {
        return;
    }
    const Tensor& tensor = session.trace->tensors[static_cast<std::size_t>(state_.pinned->tensor)];
    if (is_transposed(tensor.layout, session.convention)) {
        std::swap(down, right);
    }
    const Index rows = tensor.value.rows();
    const Index cols = tensor.value.cols();
    Cell& cell = state_.pinned->cell;
    cell = {std::clamp(cell.row + down, Index{0}, rows - 1),
            std::clamp(cell.col + right, Index{0}, cols - 1)};
    if (const auto part = state_.parts.find(tensor.name); part != state_.parts.end()) {
        part->second = showing(part->second, cell.row, cell.col, rows, cols);
    }
}

void Application::keys() {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput) {
        if (pressed(Key::Escape)) {
            state_.edit.reset();
        }
        return;
    }
    const Session& session = history_.current();
    const auto go = [&](Go::Where where) {
        state_.playing = false;
        to_session({Go{where}});
    };
    const auto image = [&](Index by) {
        if (session.example.images != nullptr) {
            to_session({ShowImage{session.example.input.image + by}});
        }
    };
    // Shift moves by whole operations at any detail.
    const auto jump = [&](int by) {
        state_.playing = false;
        const int last = static_cast<int>(session.trace->steps.size()) - 1;
        to_session({JumpTo{{std::clamp(session.cursor.step + by, 0, last), 0}}});
    };
    lesson_keys();
    for (const ImWchar c : io.InputQueueCharacters) {
        if (c == '?') {
            state_.help_open = !state_.help_open;
        } else if (c == '[') {
            state_.columns.network_open = !state_.columns.network_open;
        } else if (c == ']') {
            state_.columns.side_open = !state_.columns.side_open;
        }
    }
    // A pinned cell moves by the arrows; left and right alone step.
    const auto arrow = [](Key forward, Key back) {
        return (pressed(forward, true) ? 1 : 0) - (pressed(back, true) ? 1 : 0);
    };
    if (state_.pinned) {
        move_pinned(arrow(Key::Down, Key::Up), io.KeyCtrl ? arrow(Key::Right, Key::Left) : 0);
    }
    if (io.KeyCtrl) {
        if (pressed(Key::Z, true)) {
            apply(io.KeyShift ? Command{Redo{}} : Command{Undo{}});
        } else if (pressed(Key::Y, true)) {
            apply(Redo{});
        } else if (pressed(Key::M)) {
            state_.reduced_motion = !state_.reduced_motion;
            state_.notice = state_.reduced_motion ? "Motion is off: changes come at once"
                                                  : "Motion is on: it shows where values go";
            state_.notice_is_error = false;
        } else if (pressed(Key::T)) {
            const TrainingState run = training_.snapshot()->state;
            apply(run == TrainingState::Running  ? Command{PauseTraining{}}
                  : run == TrainingState::Paused ? Command{ResumeTraining{}}
                                                 : Command{StartTraining{}});
        }
        return;
    }
    if (pressed(Key::Right, true)) {
        io.KeyShift ? jump(1) : go(Go::Where::Next);
    }
    if (pressed(Key::Left, true)) {
        io.KeyShift ? jump(-1) : go(Go::Where::Previous);
    }
    if (pressed(Key::Home)) {
        go(Go::Where::First);
    }
    if (pressed(Key::End)) {
        go(Go::Where::Last);
    }
    if (pressed(Key::Space)) {
        state_.playing = !state_.playing;
        state_.play_clock = 0;
    }
    constexpr std::array kDetail{std::pair{Key::Digit1, Granularity::Layer},
                                 std::pair{Key::Digit2, Granularity::Operation},
                                 std::pair{Key::Digit3, Granularity::Element}};
    const bool picking = lessons_.asking() && (lessons_.question()->kind == AskKind::Choice ||
                                               lessons_.question()->kind == AskKind::Picture);
    for (const auto& [key, granularity] : kDetail) {
        if (pressed(key) && !picking) {
            to_session({SetGranularity{granularity}});
        }
    }
    if (pressed(Key::C)) {
        to_session({SetConvention{
            static_cast<Convention>((static_cast<int>(session.convention) + 1) % 3)}});
    }
    if (pressed(Key::PageDown, true)) {
        image(1);
    }
    if (pressed(Key::PageUp, true)) {
        image(-1);
    }
    if (pressed(Key::D, true)) {
        if (const auto take = take_of(state_, io.KeyShift)) {
            to_session({*take});
        }
    }
    if (pressed(Key::R)) {
        begin_sweep(state_);
    }
    if (pressed(Key::T)) {
        apply(SwitchTheme{});
    }
    if (pressed(Key::V)) {
        const std::vector<StageMode> views = views_of(session);
        const auto shown = std::ranges::find(views, state_.view) - views.begin();
        state_.view = views[static_cast<std::size_t>(shown + 1) % views.size()];
    }
    if (pressed(Key::F11)) {
        state_.presenting = !state_.presenting;
    }
    if (pressed(Key::S)) {
        save_picture(state_.picture);
    }
    constexpr std::array kCards{std::pair{Key::F, ExplainCard::Filmstrip},
                                std::pair{Key::M, ExplainCard::MakeIt},
                                std::pair{Key::P, ExplainCard::Provenance}};
    for (const auto& [key, card] : kCards) {
        if (pressed(key)) {
            toggle_card(state_.explain, card);
        }
    }
    if (pressed(Key::E)) {
        export_shape_log(LogFormat::Html);
    }
    const bool lesson_waits = lessons_.question() != nullptr || lessons_.lesson() != nullptr;
    if (pressed(Key::L)) {
        state_.columns.side_open = true;
        state_.learn.open = !state_.learn.open;
    }
    if (pressed(Key::H)) {
        state_.learn.hide_results = !state_.learn.hide_results;
    }
    if (pressed(Key::Enter) && !lesson_waits && state_.pinned &&
        is_in(*session.trace, *state_.pinned) && !state_.edit) {
        const Tensor& tensor =
            session.trace->tensors[static_cast<std::size_t>(state_.pinned->tensor)];
        if (tensor.symbol == Symbol::W || tensor.symbol == Symbol::B ||
            tensor.symbol == Symbol::X || tensor.symbol == Symbol::Y) {
            const Cell cell = state_.pinned->cell;
            state_.edit =
                NumberEdit{tensor.symbol, tensor.layer, cell,
                           fmt::format("{:.6g}", tensor.value(cell.row, cell.col)), io.MousePos};
        }
    }
    if (pressed(Key::Escape) && state_.explain.card != ExplainCard::None && !state_.help_open) {
        state_.explain.card = ExplainCard::None;
        state_.notice.clear();
    } else if (pressed(Key::Escape)) {
        // The last thing it lets go of is the presentation.
        const bool nothing_else = !state_.pinned && !state_.edit && !state_.help_open &&
                                  state_.notice.empty() && !ImGui::IsPopupOpen("", kAnyPopup);
        state_.presenting = state_.presenting && !nothing_else;
        state_.pinned.reset();
        state_.edit.reset();
        state_.help_open = false;
        state_.notice.clear();
    }
}

}  // namespace layerwise
