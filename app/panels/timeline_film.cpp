// A row of W1 along a run: from what it began as to what it looks for.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/training_pages.h"
#include "app/views/picture_sheet.h"
#include "app/views/training_view.h"

namespace layerwise {
namespace {

constexpr float kPicture = 58;  // design units

// So many moments, each as much further than the one before as that is from the one before it:
// most happens early.
std::vector<const Keyframe*> chosen_moments(const Timeline& timeline, std::size_t count) {
    const std::vector<Keyframe>& all = timeline.moments();
    const auto first = static_cast<double>(all.front().update);
    const double length = static_cast<double>(all.back().update) - first;
    std::vector<const Keyframe*> chosen;
    for (std::size_t k = 0; k < count; ++k) {
        const double part =
            static_cast<double>(k) / static_cast<double>(std::max<std::size_t>(count - 1, 1));
        const double update = first + std::expm1(part * std::log1p(length));
        const Keyframe* at = &timeline.at(static_cast<std::int64_t>(std::llround(update)));
        if (chosen.empty() || chosen.back() != at) {
            chosen.push_back(at);
        }
    }
    return chosen;
}

// The unit of the first layer whose weights moved most: it has most to tell.
int most_changed(const Timeline& timeline) {
    const auto& moments = timeline.moments();
    const Matrix<float>& before = moments.front().network->layers.front().W;
    const Matrix<float>& after = moments.back().network->layers.front().W;
    Index unit = 0;
    (after - before).rowwise().squaredNorm().maxCoeff(&unit);
    return static_cast<int>(unit);
}

bool shows_pictures(const Snapshot& shot) {
    const ImageSet* images = shot.session.example.images.get();
    return images != nullptr &&
           images->pixels_per_image() == shot.session.example.network->inputs();
}

}  // namespace

float timeline_film_height(const Ui& ui, const Snapshot& shot) {
    return shows_pictures(shot) ? ui.px(28 + kPicture + 18) : 0;
}

void timeline_film(const Ui& ui, const KeptRun& run, const Snapshot& shot, UiState& state,
                   Rect rect, Commands& out) {
    if (!shows_pictures(shot) || run.example != shot.session.example.id) {
        return;
    }
    TrainingViewState& own = state.curves;
    const auto units =
        static_cast<int>(run.newest->timeline.moments().front().network->layers.front().outputs());
    if (own.film_unit < 0) {
        own.film_unit = most_changed(run.newest->timeline);
    }
    own.film_unit = std::clamp(own.film_unit, 0, units - 1);
    Rect head = rect;
    head.y1 = head.y0 + ui.px(20);
    if (icon_button(ui, "timeline.unit.next", head.cut_right(ui.px(22)), Icon::Next,
                    ui.tr("watch.film-more"), ButtonStyle::Quiet, own.film_unit + 1 < units)) {
        ++own.film_unit;
    }
    if (icon_button(ui, "timeline.unit.previous", head.cut_right(ui.px(22)), Icon::Previous,
                    ui.tr("watch.film-less"), ButtonStyle::Quiet, own.film_unit > 0)) {
        --own.film_unit;
    }
    section(ui, rect, ui.tr("watch.film", {{"unit", std::to_string(own.film_unit + 1)}}));
    const float gap = ui.px(8);
    const float side = ui.px(kPicture);
    const auto count =
        static_cast<std::size_t>(std::max(1.0F, std::floor((rect.width() + gap) / (side + gap))));
    const std::vector<const Keyframe*> moments = chosen_moments(run.newest->timeline, count);
    std::uint64_t key = heatmap_key(run.number, own.film_unit, 7103);
    for (const Keyframe* moment : moments) {
        key = heatmap_key(key, moment->update);
    }
    const ImageSet& images = *shot.session.example.images;
    if (own.film == nullptr || own.film->key != key) {
        Matrix<double> rows(images.pixels_per_image(), static_cast<Index>(moments.size()));
        for (std::size_t k = 0; k < moments.size(); ++k) {
            rows.col(static_cast<Index>(k)) =
                moments[k]->network->layers.front().W.row(own.film_unit).cast<double>().transpose();
        }
        own.film =
            std::make_shared<const PictureSheet>(sheet_of(rows, images.rows, images.cols, key));
    }
    const double range = *std::ranges::max_element(own.film->ranges);
    for (std::size_t k = 0; k < moments.size(); ++k) {
        const float x = std::round(rect.x0 + static_cast<float>(k) * (side + gap));
        const float y = std::round(rect.y0);
        const Rect at{x, y, x + side, y + side};
        const Press pressed = press(ui, fmt::format("timeline.film.{}", k + 1), at);
        draw_picture(ui, *own.film, static_cast<Index>(k), at, ui.theme.values, range);
        const bool shown = own.moment == RunMoment{run.number, moments[k]->update};
        ui.outline(at.inset(-1), shown || pressed.hovered ? ui.theme.text : ui.theme.line, 0,
                   shown ? ui.px(2) : 1);
        ui.text_in(ui.fonts.mono_small, {x, at.y1 + ui.px(1), at.x1, at.y1 + ui.px(17)},
                   shown ? ui.theme.text : ui.theme.muted, std::to_string(moments[k]->update),
                   Align::Center);
        if (pressed.hovered) {
            tip(ui, ui.tr("watch.moment", {{"run", run_name(ui, run)},
                                           {"update", std::to_string(moments[k]->update)},
                                           {"epoch", fmt::format("{:.2f}", moments[k]->epoch)}}));
        }
        if (pressed.clicked) {
            out.emplace_back(ShowMoment{run.number, moments[k]->update});
        }
    }
}

}  // namespace layerwise
