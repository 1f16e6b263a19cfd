// The window's figures, on the real window at 1440 × 900: what a frame costs, what idling costs,
// and how soon there is something to see.
//   layerwise_window_bench [--json F]
// Each scene is a process of its own, so that none inherits another's memory.
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <glad/gl.h>
#include <nlohmann/json.hpp>

#include "app/window/application.h"
#include "core/base/file.h"
#include "core/examples/example.h"
#include "core/network/spec.h"

namespace layerwise {
namespace {

using Json = nlohmann::json;

constexpr int kWarmUp = 60, kFrames = 600;
constexpr int kLaunches = 5;
constexpr int kPauses = 20;
constexpr double kIdleSeconds = 10;
constexpr int kMostSettling = 30;  // seconds

double seconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Session or_exit(Result<Session> session) {
    if (!session) {
        fmt::print(stderr, "layerwise_window_bench: {}\n", session.error().message);
        std::exit(2);  // NOLINT(concurrency-mt-unsafe): no other thread runs yet
    }
    return *std::move(session);
}

// Two layers of noise, the first of them (out × in).
Session noise(Index out, Index in) {
    Session session;
    NetworkSpec spec;
    spec.sizes = {in, out, 10};
    session.example.id = "noise";
    session.example.network =
        std::make_shared<const Network<double>>(initialize(spec, Initializer::He, 0));
    session.example.input.x = Matrix<double>::Random(in, 1);
    session.example.input.y = Matrix<double>::Zero(10, 1);
    session.example.input.y(7, 0) = 1;
    return retraced(std::move(session));
}

std::unique_ptr<Application> open(Session session, const Settings& settings = {}) {
    WindowSpec spec;
    spec.scale = 1;
    Result<std::unique_ptr<Window>> window = Window::open(spec);
    if (!window) {
        fmt::print(stderr, "layerwise_window_bench: {}\n", window.error().message);
        std::exit(2);  // NOLINT(concurrency-mt-unsafe): no other thread runs yet
    }
    Result<Catalogue> words = load_catalogue(asset_folder() / "text", "en");
    if (!words) {
        fmt::print(stderr, "layerwise_window_bench: {}\n", words.error().message);
        std::exit(2);  // NOLINT(concurrency-mt-unsafe): no other thread runs yet
    }
    return std::make_unique<Application>(*std::move(window), std::move(session), settings,
                                         *std::move(words), LessonPlay{{}, {}},
                                         ApplicationOptions{});
}

// What a frame costs while the pointer goes over W and the lens follows it.
Json frames(const std::unique_ptr<Application>& app) {
    app->apply(ToSession{JumpTo{{1, 0}}});
    FrameTimes whole;
    double spent = 0;
    SimulatedInput input;
    for (int k = 0; k < kWarmUp + kFrames; ++k) {
        if (k == kWarmUp) {
            app->forget_frame_times();
            spent = seconds(CLOCK_PROCESS_CPUTIME_ID);
        }
        if (const Item* W = app->items().find("stage.W1")) {
            const float t = static_cast<float>(k % 97) / 97;
            const float s = static_cast<float>(k % 61) / 61;
            input.pointer = {W->rect.x0 + W->rect.width() * t, W->rect.y0 + W->rect.height() * s};
        }
        const double start = seconds(CLOCK_MONOTONIC);
        app->window().poll();
        app->gather();
        app->frame(input);
        glFinish();
        if (k >= kWarmUp) {
            whole.add((seconds(CLOCK_MONOTONIC) - start) * 1000);
        }
    }
    return {{"ui_ms_median", app->frame_times().quantile(0.5)},
            {"ui_ms_p99", app->frame_times().quantile(0.99)},
            {"frame_ms_median", whole.quantile(0.5)},
            {"frame_cpu_ms", (seconds(CLOCK_PROCESS_CPUTIME_ID) - spent) / kFrames * 1000}};
}

TrainingState run_state(Application& app) {
    app.gather();
    return app.training().snapshot()->state;
}

void wait_for(Application& app, TrainingState state) {
    while (run_state(app) != state) {
        app.window().poll();
        std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
}

// The same frames while a run learns MNIST, and without it; how long a pause takes to come.
Json training() {
    Settings settings;
    settings.training.fields.epochs = "100000";
    settings.training_example = "digits";
    const std::unique_ptr<Application> app = open(or_exit(open_session("digits", {})), settings);
    const Json before = frames(app);
    app->apply(StartTraining{});
    wait_for(*app, TrainingState::Running);
    const Json during = frames(app);
    FrameTimes pauses;
    for (int k = 0; k < kPauses; ++k) {
        app->frame(std::nullopt);
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        const double asked = seconds(CLOCK_MONOTONIC);
        app->apply(PauseTraining{});
        wait_for(*app, TrainingState::Paused);
        pauses.add((seconds(CLOCK_MONOTONIC) - asked) * 1000);
        app->apply(ResumeTraining{});
        wait_for(*app, TrainingState::Running);
    }
    app->apply(StopTraining{});
    const auto ratio = [&](const char* key) {
        return during[key].get<double>() / before[key].get<double>();
    };
    return {{"frame_ratio_training", ratio("frame_ms_median")},
            {"ui_ratio_training", ratio("ui_ms_median")},
            {"pause_ms", pauses.quantile(1)}};
}

// Nothing happens for ten seconds: what that costs.
Json idle() {
    const std::unique_ptr<Application> app = open(or_exit(open_session("digits", {})));
    const auto run_for = [&](double time) {
        const std::jthread closer([&] {
            std::this_thread::sleep_for(std::chrono::duration<double>(time));
            app->window().close(true);
        });
        app->run();
        app->window().close(false);
    };
    // First frames, and what the desktop sends a new window: until a second passes without any.
    std::int64_t before = -1;
    for (int k = 0; k < kMostSettling && before != app->frame_times().frames; ++k) {
        before = app->frame_times().frames;
        run_for(1);
    }
    const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    const std::int64_t drawn = app->frame_times().frames;
    run_for(kIdleSeconds);
    return {{"idle_cpu_percent", (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) / kIdleSeconds * 100},
            {"idle_frames", app->frame_times().frames - drawn}};
}

double resident_mb() {
    const Result<std::string> status = read_file("/proc/self/status");
    const std::size_t at = status ? status->find("VmRSS:") : std::string::npos;
    return at == std::string::npos ? 0 : std::stod(status->substr(at + 6)) / 1024;
}

// From the process's start (a moment of the monotonic clock) to the first frame on the screen.
Json first_frame(double started) {
    const std::unique_ptr<Application> app = open(or_exit(open_session("digits", {})));
    app->frame(std::nullopt);
    glFinish();
    const double shown = seconds(CLOCK_MONOTONIC);
    for (int k = 0; k < kWarmUp; ++k) {
        app->frame(std::nullopt);
    }
    return {{"first_frame_s", shown - started}, {"rss_mb", resident_mb()}};
}

// Runs a scene in a process of its own.
Json played(const std::string& program, const std::string& scene) {
    const std::string command =
        fmt::format("'{}' --scene {} {:.9f}", program, scene, seconds(CLOCK_MONOTONIC));
    std::string text;
    FILE* pipe = popen(command.c_str(), "r");  // NOLINT(cert-env33-c): our own program
    for (int c = 0; pipe != nullptr && (c = std::fgetc(pipe)) != EOF;) {
        text += static_cast<char>(c);
    }
    if (pipe == nullptr || pclose(pipe) != 0) {
        fmt::print(stderr, "layerwise_window_bench: the scene {} failed\n", scene);
        std::exit(1);  // NOLINT(concurrency-mt-unsafe): no other thread runs
    }
    return Json::parse(text);
}

int play(const std::string& scene, double started) {
    Json result;
    if (scene == "digits") {
        result = frames(open(or_exit(open_session("digits", {}))));
    } else if (scene == "small") {
        result = frames(open(noise(128, 784)));
    } else if (scene == "large") {
        result = frames(open(noise(4096, 4096)));
    } else if (scene == "training") {
        result = training();
    } else if (scene == "idle") {
        result = idle();
    } else {
        result = first_frame(started);
    }
    std::cout << result.dump() << "\n";
    return 0;
}

Json measure(const std::string& program) {
    Json all;
    const auto take = [&](const Json& scene) { all.update(scene); };
    Json digits = played(program, "digits");
    // On a busy machine the processor's own time says more: all threads, OpenGL's among them.
    fmt::print("a frame takes {:.1f} ms of the processor\n", digits["frame_cpu_ms"].get<double>());
    digits.erase("frame_cpu_ms");
    take(digits);
    const double small = played(program, "small")["frame_ms_median"];
    const double large = played(program, "large")["frame_ms_median"];
    all["frame_ratio_4096"] = large / small;
    take(played(program, "training"));
    take(played(program, "idle"));
    FrameTimes launches;
    FrameTimes sizes;
    for (int k = 0; k < kLaunches; ++k) {
        const Json launch = played(program, "first-frame");
        launches.add(launch["first_frame_s"]);
        sizes.add(launch["rss_mb"]);
    }
    all["first_frame_s"] = launches.quantile(0.5);
    all["rss_mb"] = sizes.quantile(0.5);
    return all;
}

struct Row {
    const char* key;
    const char* what;
    double at_most;
};
constexpr std::array kRows{
    Row{"ui_ms_median", "our work a frame, digits with the lens open, median, ms", 2},
    Row{"ui_ms_p99", "the same, 99 of 100 frames, ms", 5},
    Row{"frame_ms_median", "whole frame with OpenGL and swap, median, ms", 25},
    Row{"frame_ratio_4096", "whole frame, W of 4096 × 4096 against 784 × 128", 1.3},
    Row{"frame_ratio_training", "whole frame while a run learns MNIST, against without", 1.2},
    Row{"ui_ratio_training", "our work a frame, likewise", 1.2},
    Row{"pause_ms", "from asking for a pause to the pause, the longest of 20, ms", 50},
    Row{"idle_cpu_percent", "idle for 10 s, of one core, %", 0.5},
    Row{"idle_frames", "frames drawn meanwhile", 0},
    Row{"first_frame_s", "process start to first frame, s", 0.6},
    Row{"rss_mb", "resident memory with digits open, MB", 220},
};

int run(std::span<char*> arguments) {
    const std::string program = arguments[0];
    if (arguments.size() == 4 && std::string(arguments[1]) == "--scene") {
        return play(arguments[2], std::stod(arguments[3]));
    }
    const Json figures = measure(program);
    for (const Row& row : kRows) {
        const double value = figures[row.key];
        fmt::print("{:<58} {:>9.3f}   at most {:<6g}{}\n", row.what, value, row.at_most,
                   value <= row.at_most ? "" : "  missed");
    }
    if (arguments.size() == 3 && std::string(arguments[1]) == "--json") {
        const Status written = write_file(arguments[2], figures.dump(2) + "\n");
        if (!written) {
            fmt::print(stderr, "layerwise_window_bench: {}\n", written.error().message);
            return 2;
        }
    }
    return 0;
}

}  // namespace
}  // namespace layerwise

int main(int argc, char** argv) {
    return layerwise::run({argv, static_cast<std::size_t>(argc)});
}
