// The program in its window: one frame after another, commands applied in between.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/plane_control.h"
#include "app/commands/settings.h"
#include "app/commands/svd_control.h"
#include "app/commands/training_control.h"
#include "app/commands/watch_control.h"
#include "app/draw/items.h"
#include "app/draw/theme.h"
#include "app/panels/panel.h"
#include "app/window/window.h"
#include "core/practice/lesson_play.h"
#include "core/session/history.h"
#include "core/text/catalogue.h"

namespace layerwise {

struct ApplicationOptions {
    bool still = false;       // captures: nothing that differs from run to run
    bool remember = false;    // save settings and session when it ends
    bool own_network = true;  // the session begins with the example's own
};

// How long our own work of the last frames took (everything but OpenGL's and the swap), in
// milliseconds of the thread's processor time.
struct FrameTimes {
    std::vector<double> ms;  // of at most the last 600 frames
    std::int64_t frames = 0;
    void add(double milliseconds);
    double quantile(double q) const;  // 0 when there are none
};

class Application {
public:
    // `words` are those of the settings' language.
    Application(std::unique_ptr<Window> window, Session session, Settings settings, Catalogue words,
                LessonPlay lessons, ApplicationOptions options);

    // Frames while something happens, else sleep, until the window is closed.
    int run();

    // One frame. With `simulated`, that instead of the devices' input.
    void frame(const std::optional<SimulatedInput>& simulated);

    // Takes in what other threads and the desktop have brought: snapshots, dropped files.
    void gather();
    void apply(const Command& command);

    // Draws what is on screen once more as ordered, and writes it; what was in the file before is
    // replaced. Errors: no tensor of that name, as write_file.
    Status write_picture(const PictureOrder& order, const std::filesystem::path& path);

    // Settings and session to disk, where they are to be remembered. Errors: as write_file.
    Status remember() const;

    Window& window() { return *window_; }
    const Items& items() const { return items_; }
    const History& history() const { return history_; }
    // Null where the plane view is not shown, or has not been computed yet.
    std::shared_ptr<const PlaneFacts> plane_facts() const { return plane_.newest(); }
    const TrainingControl& training() const { return training_; }
    const KeptRuns& runs() const { return runs_; }
    const Theme& theme() const { return *theme_; }
    const Catalogue& words() const { return words_; }
    const UiState& state() const { return state_; }
    const FrameTimes& frame_times() const { return times_; }
    const LessonPlay& lessons() const { return lessons_; }
    const PracticeWork& practice_work() const { return work_; }
    bool busy() const {
        return training_.busy() || svd_.busy() || plane_.busy() || watch_.busy() || practising();
    }
    // What the training view's pages said last; null before.
    const WatchControl& watch() const { return watch_; }
    void forget_frame_times() { times_ = {}; }

private:
    void keys();
    void move_pinned(Index down, Index right);  // by cells, as drawn
    void play(double seconds);
    void refresh_facts();
    void to_session(const ToSession& command);
    void restored();                         // by undo or redo
    std::shared_ptr<const Svd> shown_svd();  // null where none is shown, or not yet
    void speak(const std::string& language);
    void load_letters();  // of the reader's language
    void start_training(bool one_epoch = false);
    void step_epoch();
    void suggest_training();  // and the view that shows the example best
    std::shared_ptr<const PlaneFacts> shown_plane();
    std::shared_ptr<const LayersFacts> shown_layers();
    std::shared_ptr<const MistakeFacts> shown_mistakes();
    void show_moment(const ShowMoment& asked);
    void show_newest();
    void leave_moment();  // another network than any moment's is on screen
    void branch_run(const BranchRun& asked);
    const Keyframe* moment_of(int number,
                              std::int64_t update);     // null, and says why, where it cannot
    std::optional<TrainingOptions> training_options();  // nothing, and says why
    void begin_run(const TrainingOptions& options);
    void export_runs();
    void save_picture(const PictureOrder& asked);
    // Where a frame is drawn, and by whose hand.
    struct Canvas {
        const Fonts& fonts;
        float scale = 1;
        Items& items;
        Heatmaps& heatmaps;
        Graphs& graphs;
        Recorder* recorder = nullptr;
        bool tips = true;
    };
    // Calls `draw` with everything a panel reads.
    void with_snapshot(const Canvas& canvas,
                       const std::function<void(const Ui&, const Snapshot&)>& draw);
    void lesson_keys();
    void to_lesson(const LessonCommand& command);
    void show_lesson();  // on the stage
    static Moment present();
    void write_study_page(const std::string& format);
    void write_worksheet();
    void check_gradients();
    void measure_loops();
    void check_output(const std::filesystem::path& path);
    bool gather_practice();   // true when there is news
    bool practising() const;  // something of the lessons is being computed
    void wrote(std::string_view key, const std::filesystem::path& path, const Status& status);
    void export_shape_log(LogFormat format);
    void open_file(const std::filesystem::path& path);
    void say(const Status& status);
    void say_error(const std::string& message);

    std::unique_ptr<Window> window_;
    History history_;
    std::shared_ptr<const Network<double>> own_network_;  // the example's, or null when unknown
    Settings settings_;
    Catalogue words_;
    ApplicationOptions options_;
    const Theme* theme_;
    UiState state_;
    TraceFacts facts_;
    Items items_;
    FrameTimes times_;
    std::chrono::steady_clock::time_point last_frame_;
    int frames_due_ = 3;
    std::shared_ptr<const TrainingSnapshot> training_shown_;
    SvdControl svd_;
    PlaneControl plane_;
    WatchControl watch_;
    LessonPlay lessons_;
    PracticeWork work_;
    std::unique_ptr<BackgroundCheck> check_;
    std::unique_ptr<LoopMeasurement> loops_;
    std::unique_ptr<BackgroundWork<Status>> pdf_;
    std::filesystem::path pdf_path_;
    KeptRuns runs_;
    TrainingControl training_;  // last: its threads end first
};

}  // namespace layerwise
