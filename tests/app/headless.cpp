#include "tests/app/headless.h"

#include <array>
#include <functional>
#include <map>
#include <utility>

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include "app/views/space_view.h"

namespace layerwise {
namespace {

// A command applied at a frame's end shows one frame later; popups take another to open.
constexpr int kSettleFrames = 3;

void prepare(ImGuiIO& io, ImVec2 pixels) {
    io.IniFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;
    io.DisplaySize = pixels;
    io.DeltaTime = 1.0F / 60;
#if IMGUI_VERSION_NUM < 18700
    // As GLFW's back end does: `inject` speaks of keys by GLFW's numbers.
    constexpr std::array kKeys{
        std::pair{ImGuiKey_Tab, GLFW_KEY_TAB},
        std::pair{ImGuiKey_Enter, GLFW_KEY_ENTER},
        std::pair{ImGuiKey_Escape, GLFW_KEY_ESCAPE},
        std::pair{ImGuiKey_Home, GLFW_KEY_HOME},
        std::pair{ImGuiKey_End, GLFW_KEY_END},
        std::pair{ImGuiKey_Delete, GLFW_KEY_DELETE},
        std::pair{ImGuiKey_LeftArrow, GLFW_KEY_LEFT},
        std::pair{ImGuiKey_RightArrow, GLFW_KEY_RIGHT},
        std::pair{ImGuiKey_UpArrow, GLFW_KEY_UP},
        std::pair{ImGuiKey_DownArrow, GLFW_KEY_DOWN},
        std::pair{ImGuiKey_Backspace, GLFW_KEY_BACKSPACE},
        std::pair{ImGuiKey_A, GLFW_KEY_A},
        std::pair{ImGuiKey_Y, GLFW_KEY_Y},
        std::pair{ImGuiKey_Z, GLFW_KEY_Z},
    };
    for (const auto& [key, number] : kKeys) {
        io.KeyMap[key] = number;
    }
#endif
}

}  // namespace

const Catalogue& english() {
    static const Catalogue kWords = load_catalogue(asset_folder() / "text", "en").value();
    return kWords;
}

const Session& opened(std::string_view example) {
    static std::map<std::string, Session, std::less<>> sessions;
    auto found = sessions.find(example);
    if (found == sessions.end()) {
        found = sessions.emplace(example, open_session(example, {}).value()).first;
    }
    return found->second;
}

Headless::Headless(std::string_view example, const HeadlessOptions& options)
    : lessons(load_lessons(asset_folder() / "lessons").value(), {}),
      options_(options),
      history_(opened(example)) {
    ImGui::CreateContext();
    prepare(ImGui::GetIO(), pixels());
    fonts_ = options_.real_fonts ? build_fonts(options_.scale).value() : default_fonts();
    unsigned char* texels = nullptr;
    int width = 0;
    int height = 0;
    ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&texels, &width, &height);
    frames(2);
}

Headless::~Headless() {
    ImGui::DestroyContext();
}

ImVec2 Headless::pixels() const {
    return {options_.size.x * options_.scale, options_.size.y * options_.scale};
}

void Headless::frame() {
    const Session& now = history_.current();
    if (facts_.version != history_.version() || facts_.convention != now.convention) {
        facts_ = facts_of(*now.trace, history_.version(), now.convention);
        state.hovered.reset();
    }
    style_imgui(*theme, options_.scale);
    inject(ImGui::GetIO(), input_);
    input_.text.clear();
    ImGui::NewFrame();
    std::shared_ptr<const Svd> svd;
    if (state.view == StageMode::Space && !svd_pending) {
        svd = std::make_shared<const Svd>(layerwise::svd(
            now.example.network->layers.at(static_cast<std::size_t>(space_layer(now) - 1)).W));
    }
    const Snapshot shot{now,
                        history_.version(),
                        facts_,
                        history_.undo_depth(),
                        history_.redo_depth(),
                        training,
                        loading_data,
                        0,
                        svd,
                        plane_facts(),
                        &lessons,
                        work,
                        0,
                        runs.all(),
                        layers_facts(),
                        mistake_facts()};
    const Ui ui{*theme, fonts_, options_.scale, items_, heatmaps_, graphs_, *words, options_.still};
    graphs_.edge_count = 0;
    graphs_.node_count = 0;
    const Commands commands = screen(ui, shot, state, pixels());
    ImGui::Render();
    items_.begin_frame();  // this frame's names are complete
    apply_to_history(commands);
}

// As if they were computed at once.
std::shared_ptr<const PlaneFacts> Headless::plane_facts() {
    const Example& example = history_.current().example;
    if (state.view != StageMode::Plane || example.set == nullptr) {
        return nullptr;
    }
    const auto asked = [&] {
        return plane_.of(example.network, example.set, example.learning_rate,
                         state.plane.line_zoom);
    };
    (void)asked();
    while (plane_.busy()) {
        plane_.poll();
    }
    return asked();
}

std::shared_ptr<const LayersFacts> Headless::layers_facts() {
    const Example& example = history_.current().example;
    if (state.view != StageMode::Training || state.curves.page != TrainingPage::Layers) {
        return nullptr;
    }
    const NextUpdate next{{}, example.learning_rate, nullptr};
    (void)watch_.layers(example, next, false);
    while (watch_.busy()) {
        watch_.poll();
    }
    return watch_.layers(example, next, false);
}

std::shared_ptr<const MistakeFacts> Headless::mistake_facts() {
    const Example& example = history_.current().example;
    if (state.view != StageMode::Training || state.curves.page != TrainingPage::Mistakes) {
        return nullptr;
    }
    (void)watch_.mistakes(example, false);
    while (watch_.busy()) {
        watch_.poll();
    }
    return watch_.mistakes(example, false);
}

void Headless::apply_to_history(const Commands& commands) {
    for (const Command& command : commands) {
        commands_.push_back(command);
        if (const auto* session = std::get_if<ToSession>(&command)) {
            const Status applied = history_.apply(session->command, session->merge);
            if (!applied) {
                state.notice = applied.error().message;
            }
        } else if (const auto* lesson = std::get_if<ToLesson>(&command)) {
            const Status done = lessons.apply(lesson->command, {0, seconds});
            EXPECT_TRUE(done.ok()) << (done ? "" : done.error().message);
            for (const SessionCommand& one : lessons.take_stage(history_.current())) {
                EXPECT_TRUE(history_.apply(one).ok());
            }
        } else if (const auto* pin = std::get_if<Pin>(&command)) {
            state.pinned = StageCell{pin->tensor, {pin->row, pin->col}};
        } else if (std::holds_alternative<Undo>(command)) {
            EXPECT_TRUE(history_.undo());
        } else if (std::holds_alternative<Redo>(command)) {
            EXPECT_TRUE(history_.redo());
        }
    }
}

void Headless::frames(int count) {
    for (int k = 0; k < count; ++k) {
        frame();
    }
}

Rect Headless::rect(std::string_view name) const {
    const Item* item = items_.find(name);
    EXPECT_NE(item, nullptr) << "no control named " << name;
    return item == nullptr ? Rect{} : item->rect;
}

bool Headless::enabled(std::string_view name) const {
    const Item* item = items_.find(name);
    EXPECT_NE(item, nullptr) << "no control named " << name;
    return item != nullptr && item->enabled;
}

void Headless::point_at(std::string_view name, Point at) {
    const Rect place = rect(name);
    input_.pointer = {place.x0 + place.width() * at.x, place.y0 + place.height() * at.y};
    frame();
}

void Headless::press_and_release() {
    input_.button = true;
    frame();
    input_.button = false;
    frame();
}

void Headless::click(std::string_view name, Point at) {
    // Two clicks in a row are no double click.
    ImGui::GetIO().MouseDoubleClickTime = 0;
    point_at(name, at);
    press_and_release();
    frames(kSettleFrames);
}

void Headless::double_click(std::string_view name, Point at) {
    ImGui::GetIO().MouseDoubleClickTime = 0.3F;
    point_at(name, at);
    press_and_release();
    press_and_release();
    frames(kSettleFrames);
}

void Headless::right_click(std::string_view name, Point at) {
    point_at(name, at);
    input_.right_button = true;
    frame();
    input_.right_button = false;
    frames(kSettleFrames);
}

void Headless::hover(std::string_view name, Point at) {
    point_at(name, at);
    frames(kSettleFrames);
}

void Headless::drag(std::string_view name, const std::vector<Point>& points) {
    const Rect place = rect(name);
    const auto at = [&](const Point& p) {
        return ImVec2{place.x0 + place.width() * p.x, place.y0 + place.height() * p.y};
    };
    input_.pointer = at(points.front());
    frame();
    input_.button = true;
    frame();
    for (std::size_t k = 1; k < points.size(); ++k) {
        input_.pointer = at(points[k]);
        frame();
    }
    input_.button = false;
    frames(kSettleFrames);
}

void Headless::scroll(std::string_view name, float notches, Point at) {
    point_at(name, at);
    input_.wheel = notches;
    frame();
    input_.wheel = 0;
    frame();
}

void Headless::type(std::string_view text) {
    input_.text = text;
    frames(kSettleFrames);
}

void Headless::key(Key key) {
    input_.down = {key};
    frame();
    input_.down.clear();
    frames(kSettleFrames);
}

Commands Headless::take() {
    return std::exchange(commands_, {});
}

void Headless::apply(const SessionCommand& command) {
    const Status applied = history_.apply(command);
    EXPECT_TRUE(applied.ok()) << (applied ? "" : applied.error().message);
    frames(kSettleFrames);
}

}  // namespace layerwise
