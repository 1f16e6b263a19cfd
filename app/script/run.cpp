#include "app/script/run.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "app/cli/lesson_texts.h"
#include "app/script/driver.h"
#include "app/script/tour.h"
#include "core/base/file.h"
#include "core/export/shape_log.h"

namespace layerwise {
namespace {

constexpr int kBadInput = 2;
constexpr int kScriptFailed = 1;

int complain(const Error& error, int status = kBadInput) {
    fmt::print(stderr, "layerwise: {}\n", error.message);
    return status;
}

bool is_number(const std::string& text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](unsigned char c) { return c >= '0' && c <= '9'; });
}

// What the flags ask to see; the last session where they ask for nothing. `network_changed` where
// the network is not the example's own.
Result<LastSession> session_for(const WindowOptions& options, const Settings& settings,
                                bool may_restore) {
    const bool nothing_asked = !options.example_given && !options.model && !options.image;
    if (nothing_asked && may_restore) {
        if (std::optional<LastSession> last = load_last_session(settings)) {
            return *std::move(last);
        }
    }
    ExampleOptions example;
    example.model = options.model;
    std::optional<SessionCommand> picture;
    if (options.image) {
        if (is_number(*options.image)) {
            Index number = 0;
            const std::string& text = *options.image;
            const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
            if (parsed.ec != std::errc()) {
                return Error{
                    fmt::format("--image: expected a test image from 0 to 9999, found {}", text)};
            }
            picture = ShowImage{number};
        } else {
            picture = ShowFile{*options.image};
        }
    }
    Result<Session> session = open_session(options.example, example);
    if (session && picture) {
        session = after(*session, *picture);
    }
    if (!session) {
        return session.error();
    }
    session->granularity = settings.granularity;
    session->convention = settings.convention;
    session->cursor = first(*session->trace, session->granularity);
    return LastSession{*std::move(session), options.model.has_value()};
}

Result<std::unique_ptr<Application>> open_application(const WindowOptions& options,
                                                      ApplicationOptions application) {
    Settings settings = application.remember ? load_settings() : Settings{};
    if (options.theme) {
        settings.theme = *options.theme;
    }
    settings.speaks = options.language.value_or(settings.speaks);
    Result<Catalogue> words = program_catalogue(settings.speaks);
    if (!words && !options.language) {
        words = program_catalogue("en");  // remembered, but no longer there
    }
    if (!words) {
        return words.error();
    }
    settings.width = options.width.value_or(settings.width);
    settings.height = options.height.value_or(settings.height);
    // The session first: bad input should not flash a window.
    Result<LastSession> start = session_for(options, settings, application.remember);
    if (!start) {
        return start.error();
    }
    Result<std::vector<Lesson>> lessons = program_lessons();
    if (!lessons) {
        return lessons.error();
    }
    // A damaged record is no reason not to start, and is kept beside the new one.
    Result<PracticeRecord> record = application.remember
                                        ? load_record(session_folder() / "practice.json")
                                        : Result<PracticeRecord>(PracticeRecord{});
    if (!record) {
        std::error_code code;
        const std::filesystem::path file = session_folder() / "practice.json";
        std::filesystem::rename(file, file.string() + ".damaged", code);
        record = PracticeRecord{};
    }
    application.own_network = !start->network_changed;
    WindowSpec spec;
    spec.width = settings.width;
    spec.height = settings.height;
    spec.scale = options.scale;
    Result<std::unique_ptr<Window>> window = Window::open(spec);
    if (!window) {
        return window.error();
    }
    auto app = std::make_unique<Application>(
        *std::move(window), std::move(start->session), settings, *std::move(words),
        LessonPlay{*std::move(lessons), *std::move(record)}, application);
    if (options.lesson) {
        app->apply(ToLesson{BeginLesson{*options.lesson}});
    }
    for (const std::string& file : options.files) {
        app->apply(OpenFile{file});
    }
    return app;
}

int run_lines(Application& app, std::string_view text, const std::string& where) {
    const Result<std::vector<ScriptLine>> lines = parse_script(text);
    if (!lines) {
        return complain(Error{where + ": " + lines.error().message}, kScriptFailed);
    }
    if (const Status ran = run_script(app, *lines); !ran) {
        return complain(Error{where + ": " + ran.error().message}, kScriptFailed);
    }
    return 0;
}

PictureOrder order_of(const CaptureOptions& options, Application& app) {
    PictureOrder order;
    const bool svg = options.output.extension() == ".svg";
    order.format = svg ? PictureOrder::Format::Svg : PictureOrder::Format::Png;
    order.at = options.at ? *options.at : static_cast<double>(app.window().screen_scale());
    const std::string what = options.what.value_or(svg ? "stage" : "screen");
    if (what == "screen") {
        order.what = PictureOrder::What::Screen;
    } else if (what != "stage") {
        order.what = PictureOrder::What::Heatmap;
        order.tensor = what;
    }
    return order;
}

}  // namespace

int run_window(const WindowOptions& options) {
    std::string script;
    if (options.script) {
        Result<std::string> text = read_file(*options.script);
        if (!text) {
            return complain(text.error());
        }
        script = *std::move(text);
    }
    const bool scripted = options.script.has_value() || options.script_names;
    Result<std::unique_ptr<Application>> app =
        open_application(options, {.still = scripted, .remember = true});
    if (!app) {
        return complain(app.error());
    }
    if (!scripted) {
        return (*app)->run();
    }
    const int status = run_lines(**app, script, options.script ? options.script->string() : "");
    if (options.script_names) {
        for (const std::string& name : (*app)->items().names()) {
            fmt::print("{}\n", name);
        }
    }
    if (const Status remembered = (*app)->remember(); !remembered) {
        return complain(remembered.error());
    }
    return status;
}

int run_capture(const CaptureOptions& options) {
    Result<std::unique_ptr<Application>> app =
        open_application(options.window, {.still = true, .remember = false});
    if (!app) {
        return complain(app.error());
    }
    if (options.step) {
        const int steps = static_cast<int>((*app)->history().current().trace->steps.size());
        if (*options.step > steps) {
            return complain(Error{fmt::format("--step: expected a step from 1 to {}, found {}",
                                              steps, *options.step)});
        }
        (*app)->apply(ToSession{JumpTo{{std::max(*options.step - 1, 0), 0}}});
    }
    const bool svg = options.output.extension() == ".svg";
    const bool as_it_is = !svg && !options.at && options.what.value_or("screen") == "screen";
    const std::string lines =
        as_it_is ? "wait 4\nwait idle\ncapture " + options.output.string() : "wait 4\nwait idle";
    if (run_lines(**app, lines, "capture") != 0) {
        return kBadInput;
    }
    if (as_it_is) {
        return 0;
    }
    const Status written = (*app)->write_picture(order_of(options, **app), options.output);
    return written ? 0 : complain(Error{"capture: " + written.error().message});
}

int run_tour(const TourOptions& options) {
    std::error_code code;
    std::filesystem::create_directories(options.output, code);
    if (code) {
        return complain(Error{fmt::format("{}: expected a folder to write to, found {}",
                                          options.output.string(), code.message())});
    }
    const Tour tour = make_tour(options);
    WindowOptions window;
    window.example_given = true;
    window.width = options.width;
    window.height = options.height;
    window.scale = options.scale;
    window.theme = options.theme;
    window.language = options.language;
    Result<std::unique_ptr<Application>> app =
        open_application(window, {.still = true, .remember = false});
    if (!app) {
        return complain(app.error());
    }
    if (const int status = run_lines(**app, tour.script, "tour"); status != 0) {
        return status;
    }
    for (const std::string& picture : tour.pictures) {
        fmt::print("{}\n", picture);
    }
    const Session& session = (*app)->history().current();
    for (const LogFormat format :
         {LogFormat::Csv, LogFormat::Json, LogFormat::Markdown, LogFormat::Html, LogFormat::Tex}) {
        const std::filesystem::path path =
            options.output / fmt::format("shapes-{}.{}", session.example.id, name(format));
        const std::string text = format_shape_log(*session.trace, session.convention, format);
        if (const Status written = write_file(path, text); !written) {
            return complain(written.error());
        }
        fmt::print("{}\n", path.string());
    }
    return 0;
}

}  // namespace layerwise
