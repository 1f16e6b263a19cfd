#include "app/script/driver.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "app/panels/panel.h"
#include "core/base/file.h"
#include "core/data/image.h"

namespace layerwise {
namespace {

using Verb = ScriptLine::Verb;

// A command applied at a frame's end shows one frame later; popups take another to open.
constexpr int kSettleFrames = 3;

class Driver {
public:
    explicit Driver(Application& app) : app_(app) {}

    Status run(const ScriptLine& line) {
        Status done = act(line);
        if (!done) {
            return Error{fmt::format("line {}: {}", line.number, done.error().message)};
        }
        return done;
    }

    void frames(int count) {
        for (int k = 0; k < count; ++k) {
            app_.window().poll();
            app_.gather();
            app_.frame(input_);
            input_.text.clear();
            input_.wheel = 0;
        }
    }

private:
    Status act(const ScriptLine& line) {
        switch (line.verb) {
            case Verb::Click:
                return click(line, 1);
            case Verb::DoubleClick:
                return click(line, 2);
            case Verb::RightClick:
                return right_click(line);
            case Verb::Hover:
                return hover(line);
            case Verb::Key:
                return key(line.name);
            case Verb::Type:
                return type(line.name);
            case Verb::Drag:
                return drag(line);
            case Verb::Draw:
                return draw(line.strokes);
            case Verb::Scroll:
                return scroll(line);
            case Verb::Wait:
                frames(line.frames);
                return Done{};
            case Verb::WaitIdle:
                return wait_idle();
            case Verb::Resize:
                return resize(line);
            case Verb::Open:
                app_.apply(OpenFile{line.name});
                frames(kSettleFrames);
                return Done{};
            case Verb::Capture:
                return capture(line.name);
            case Verb::State:
                return write_file(line.name, state_json(app_));
            case Verb::Quit:
                break;
        }
        return Done{};
    }

    Result<Rect> find(const std::string& name, bool must_be_enabled) {
        const Item* item = app_.items().find(name);
        if (item == nullptr) {
            return Error{
                fmt::format("no control named \"{}\" on screen (--script-names lists them)", name)};
        }
        if (must_be_enabled && !item->enabled) {
            return Error{fmt::format("the control \"{}\" can't be used now", name)};
        }
        return item->rect;
    }

    static ImVec2 place(const Rect& rect, const Point& fraction) {
        return {rect.x0 + rect.width() * fraction.x, rect.y0 + rect.height() * fraction.y};
    }

    static Point first_or_centre(const ScriptLine& line) {
        return line.points.empty() ? Point{0.5F, 0.5F} : line.points.front();
    }

    Status click(const ScriptLine& line, int times) {
        const Result<Rect> rect = find(line.name, true);
        if (!rect) {
            return rect.error();
        }
        input_.pointer = place(*rect, first_or_centre(line));
        frames(1);
        for (int k = 0; k < times; ++k) {
            // Two clicks in a row are no double click, unless they are meant to be one.
            ImGui::GetIO().MouseDoubleClickTime = k > 0 ? 0.3F : 0.0F;
            input_.button = true;
            frames(1);
            input_.button = false;
            frames(1);
        }
        ImGui::GetIO().MouseDoubleClickTime = 0.3F;
        frames(kSettleFrames);
        return Done{};
    }

    Status right_click(const ScriptLine& line) {
        if (Status there = hover(line); !there) {
            return there;
        }
        input_.right_button = true;
        frames(1);
        input_.right_button = false;
        frames(kSettleFrames);
        return Done{};
    }

    Status hover(const ScriptLine& line) {
        const Result<Rect> rect = find(line.name, false);
        if (!rect) {
            return rect.error();
        }
        input_.pointer = place(*rect, first_or_centre(line));
        frames(kSettleFrames);
        return Done{};
    }

    Status key(std::string name) {
        if (name == "?" || name == "[" || name == "]") {  // wherever the keyboard has them
            input_.text = name;
            frames(kSettleFrames);
            return Done{};
        }
        const auto take = [&](std::string_view modifier) {
            const bool has = name.size() > modifier.size() && name.starts_with(modifier);
            if (has) {
                name.erase(0, modifier.size());
            }
            return has;
        };
        bool ctrl = false;
        bool shift = false;
        for (bool more = true; more;) {
            const bool is_ctrl = take("Ctrl+") || take("ctrl+");
            const bool is_shift = take("Shift+") || take("shift+");
            ctrl |= is_ctrl;
            shift |= is_shift;
            more = is_ctrl || is_shift;
        }
        const std::optional<Key> found = key_from_name(name);
        if (!found) {
            return Error{
                fmt::format("expected a key such as Right, Space or Ctrl+Z, found \"{}\"", name)};
        }
        input_.ctrl = ctrl;
        input_.shift = shift;
        input_.down = {*found};
        frames(1);
        input_.down.clear();
        input_.ctrl = false;
        input_.shift = false;
        frames(kSettleFrames);
        return Done{};
    }

    Status type(const std::string& text) {
        input_.text = text;
        frames(kSettleFrames);
        return Done{};
    }

    Status drag(const ScriptLine& line) {
        const Result<Rect> rect = find(line.name, true);
        if (!rect) {
            return rect.error();
        }
        stroke(*rect, line.points);
        frames(kSettleFrames);
        return Done{};
    }

    // Presses at the first point, moves over the others a little at a time, lets go at the last.
    void stroke(const Rect& rect, const std::vector<Point>& points) {
        constexpr float kStep = 0.06F;
        input_.pointer = place(rect, points.front());
        frames(1);
        input_.button = true;
        frames(1);
        for (std::size_t k = 1; k < points.size(); ++k) {
            const Point& from = points[k - 1];
            const Point& to = points[k];
            const float length = std::hypot(to.x - from.x, to.y - from.y);
            const int pieces = std::max(1, static_cast<int>(std::ceil(length / kStep)));
            for (int piece = 1; piece <= pieces; ++piece) {
                const float t = static_cast<float>(piece) / static_cast<float>(pieces);
                input_.pointer =
                    place(rect, {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t});
                frames(1);
            }
        }
        input_.button = false;
        frames(1);
    }

    Status draw(const Strokes& strokes) {
        ScriptLine clear;
        clear.name = "clear";
        if (Status cleared = click(clear, 1); !cleared) {
            return cleared;
        }
        const Result<Rect> canvas = find("canvas", true);
        if (!canvas) {
            return canvas.error();
        }
        for (const Stroke& points : strokes) {
            stroke(*canvas, points);
        }
        frames(kSettleFrames);
        return Done{};
    }

    Status scroll(const ScriptLine& line) {
        const Result<Rect> rect = find(line.name, false);
        if (!rect) {
            return rect.error();
        }
        input_.pointer = place(*rect, {0.5F, 0.5F});
        frames(1);
        input_.wheel = static_cast<float>(line.frames);
        frames(kSettleFrames);
        return Done{};
    }

    Status wait_idle() {
        do {
            frames(1);
            if (app_.busy()) {
                // Leave the processor to what is being waited for.
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            }
        } while (app_.busy());
        frames(kSettleFrames);
        return Done{};
    }

    Status resize(const ScriptLine& line) {
        app_.window().resize(line.width, line.height,
                             line.scale > 0 ? std::optional(line.scale) : std::nullopt);
        // The window system answers when it likes.
        for (int k = 0; k < 10; ++k) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            frames(1);
        }
        return Done{};
    }

    Status capture(const std::string& file) {
        const Picture picture = app_.window().picture();
        return write_png(file, picture.width, picture.height, 3, picture.pixels);
    }

    Application& app_;
    SimulatedInput input_;
};

}  // namespace

Status run_script(Application& app, const std::vector<ScriptLine>& lines) {
    Driver driver(app);
    driver.frames(kSettleFrames);
    for (const ScriptLine& line : lines) {
        if (line.verb == Verb::Quit) {
            break;
        }
        if (Status done = driver.run(line); !done) {
            return done;
        }
    }
    return Done{};
}

}  // namespace layerwise
