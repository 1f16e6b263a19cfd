// The whole screen without a window: panels drawn into an ImGui context that has no back end,
// driven with a simulated pointer and keys, their session commands applied to a real history.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/commands/plane_control.h"
#include "app/commands/watch_control.h"
#include "app/draw/fonts.h"
#include "app/draw/graph.h"
#include "app/draw/heatmap.h"
#include "app/draw/items.h"
#include "app/panels/panel.h"
#include "app/panels/screen.h"
#include "app/window/input.h"
#include "core/session/history.h"
#include "core/text/catalogue.h"

namespace layerwise {

struct HeadlessOptions {
    ImVec2 size{1440, 900};  // design units
    float scale = 1;
    bool real_fonts = false;  // else ImGui's own, one size for all
    bool still = true;        // as in captures: motion ends at once
};

// The English catalogue, read once a test program.
const Catalogue& english();

// One at a time: ImGui has one current context.
class Headless {
public:
    explicit Headless(std::string_view example, const HeadlessOptions& options = {});
    ~Headless();
    Headless(const Headless&) = delete;
    Headless& operator=(const Headless&) = delete;
    Headless(Headless&&) = delete;
    Headless& operator=(Headless&&) = delete;

    // A person's hands. Each ends on a frame that shows what followed; names are those of Items.
    void click(std::string_view name, Point at = kMiddle);
    void double_click(std::string_view name, Point at = kMiddle);
    void right_click(std::string_view name, Point at = kMiddle);
    void hover(std::string_view name, Point at = kMiddle);
    void drag(std::string_view name, const std::vector<Point>& points);
    void scroll(std::string_view name, float notches, Point at = kMiddle);
    void type(std::string_view text);
    void key(Key key);
    void frames(int count = 1);

    // What the panels asked for since the last call.
    Commands take();

    // The commands of one type among those since the last call; the others are dropped.
    template <class T>
    std::vector<T> asked() {
        std::vector<T> result;
        for (const Command& command : take()) {
            if (const auto* found = std::get_if<T>(&command)) {
                result.push_back(*found);
            }
        }
        return result;
    }
    template <class T>
    std::vector<T> asked_session() {
        std::vector<T> result;
        for (const ToSession& command : asked<ToSession>()) {
            if (const auto* found = std::get_if<T>(&command.command)) {
                result.push_back(*found);
            }
        }
        return result;
    }

    void apply(const SessionCommand& command);
    const Session& session() const { return history_.current(); }
    const History& history() const { return history_; }
    const Items& items() const { return items_; }
    Rect rect(std::string_view name) const;
    bool shown(std::string_view name) const { return items_.find(name) != nullptr; }
    bool enabled(std::string_view name) const;
    ImVec2 pixels() const;
    // Edges and nodes asked for in the last frame.
    const CountedGraphs& graphs() const { return graphs_; }

    static constexpr Point kMiddle{0.5F, 0.5F};

    UiState state;
    TrainingSnapshot training;
    KeptRuns runs;
    bool loading_data = false;
    bool svd_pending = false;  // as if it were still being computed
    const Theme* theme = &dark_theme();
    const Catalogue* words = &english();
    LessonPlay lessons;
    PracticeWork work;
    double seconds = 0;  // of the clock that lessons see

private:
    void frame();
    std::shared_ptr<const PlaneFacts> plane_facts();
    std::shared_ptr<const LayersFacts> layers_facts();
    std::shared_ptr<const MistakeFacts> mistake_facts();
    void apply_to_history(const Commands& commands);
    void point_at(std::string_view name, Point at);
    void press_and_release();

    HeadlessOptions options_;
    Fonts fonts_;
    FlatHeatmaps heatmaps_;
    CountedGraphs graphs_;
    Items items_;
    History history_;
    TraceFacts facts_;
    PlaneControl plane_{[] {}};
    WatchControl watch_{[] {}};
    SimulatedInput input_;
    Commands commands_;
};

// Opened once a test program: the digits' ten thousand images take a moment.
const Session& opened(std::string_view example);

}  // namespace layerwise
