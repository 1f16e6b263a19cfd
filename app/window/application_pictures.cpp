// Pictures out: the frame drawn once more, at the scale that was asked for.
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "app/draw/svg.h"
#include "app/panels/heatmap_page.h"
#include "app/panels/screen.h"
#include "app/panels/view_buttons.h"
#include "app/window/application.h"
#include "app/window/offscreen.h"
#include "core/base/file.h"
#include "core/data/image.h"

namespace layerwise {
namespace {

using What = PictureOrder::What;

// ImGui needs a frame to see the pointer and one to settle what followed from it.
constexpr int kFrames = 3;

std::string_view ending(PictureOrder::Format format) {
    return format == PictureOrder::Format::Svg ? "svg" : "png";
}

// The name, or the first of "name-2.png", "name-3.png", … that no file has.
std::filesystem::path free_path(const std::filesystem::path& folder, const std::string& stem,
                                std::string_view extension) {
    std::filesystem::path path = folder / fmt::format("{}.{}", stem, extension);
    std::error_code code;
    for (int number = 2; std::filesystem::exists(path, code); ++number) {
        path = folder / fmt::format("{}-{}.{}", stem, number, extension);
    }
    return path;
}

std::string names_of(const Trace& trace) {
    std::string names;
    for (const Tensor& tensor : trace.tensors) {
        names += (names.empty() ? "" : ", ") + tensor.name;
    }
    return names;
}

ImVec2 scaled(ImVec2 v, float by) {
    return {std::round(v.x * by), std::round(v.y * by)};
}

}  // namespace

Status Application::write_picture(const PictureOrder& order, const std::filesystem::path& path) {
    const Session& session = history_.current();
    const int tensor = order.what == What::Heatmap ? find_index(*session.trace, order.tensor) : -1;
    if (order.what == What::Heatmap && tensor < 0) {
        return Error{
            fmt::format("expected a picture of the screen, the stage or one of {}, found "
                        "\"{}\"",
                        names_of(*session.trace), order.tensor)};
    }
    refresh_facts();
    const auto at = static_cast<float>(order.at);
    // Pixels of the picture to one of the window; a presentation is as much larger in both.
    const float ratio = at / window_->screen_scale();
    const float scale = tensor < 0 ? window_->scale() * ratio : at;
    const ImVec2 size = tensor < 0 ? scaled(window_->size(), ratio)
                                   : scaled(heatmap_page_size(session, tensor), at);
    const Result<std::unique_ptr<Offscreen>> offscreen = Offscreen::open(size, scale);
    if (!offscreen) {
        return offscreen.error();
    }
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    UiState state = state_;
    state.log_scrolled_to = -1;  // its list scrolls to the step by itself
    state.drawing = false;
    state.notice.clear();
    Recorder recorder;
    Items items;
    for (int k = 0; k < kFrames; ++k) {
        recorder.begin_frame();
        const bool records = order.format == PictureOrder::Format::Svg && k + 1 == kFrames;
        RecordingHeatmaps recording((*offscreen)->heatmaps(), recorder);
        Heatmaps& hand = records ? static_cast<Heatmaps&>(recording) : (*offscreen)->heatmaps();
        // A vector picture has its lines as lines, not as the GPU's ribbons.
        ListGraphs lines;
        Graphs& graphs = records ? static_cast<Graphs&>(lines) : (*offscreen)->graphs();
        const Canvas canvas{
            (*offscreen)->fonts(),     scale, items, hand, graphs, records ? &recorder : nullptr,
            order.what == What::Screen};
        (*offscreen)->frame(scaled(pointer, ratio), [&] {
            style_imgui(*theme_, scale);
            with_snapshot(canvas, [&](const Ui& ui, const Snapshot& shot) {
                if (tensor >= 0) {
                    heatmap_page(ui, shot, tensor, size);
                } else {
                    screen(ui, shot, state, size);
                }
            });
        });
    }
    const Rect area = order.what == What::Stage ? screen_layout(state, size, scale).stage
                                                : Rect{0, 0, size.x, size.y};
    std::string bytes;
    if (order.format == PictureOrder::Format::Svg) {
        (*offscreen)->with_frame([&](const ImDrawData& frame) {
            bytes = svg_of(frame, recorder, (*offscreen)->fonts(), area, at);
        });
    } else {
        const Picture picture = (*offscreen)->picture(area);
        bytes = encode_png(picture.width, picture.height, 3, picture.pixels);
    }
    return write_file(path, bytes);
}

void Application::save_picture(const PictureOrder& asked) {
    const Session& session = history_.current();
    const PictureOrder order = named(asked, session, state_);
    std::string stem = fmt::format("{}-step-{}", session.example.id, session.cursor.step + 1);
    if (order.what == What::Stage) {
        stem += "-stage";
    } else if (order.what == What::Heatmap) {
        stem += "-" + order.tensor;
    }
    const std::filesystem::path path =
        free_path(std::filesystem::current_path(), stem, ending(order.format));
    const Status written = write_picture(order, path);
    if (written) {
        state_.notice = "Wrote the picture: " + path.string();
        state_.notice_is_error = false;
    } else {
        say_error(written.error().message);
    }
}

}  // namespace layerwise
