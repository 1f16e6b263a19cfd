#include "app/panels/spectrum_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/morph.h"
#include "app/panels/space_pane.h"
#include "app/views/spectrum_view.h"

namespace layerwise {
namespace {

class Spectrum {
public:
    Spectrum(const Ui& ui, const Snapshot& shot, UiState& state, int layer, Index sample)
        : ui_(ui), shot_(shot), state_(state), svd_(*shot.svd), layer_(layer), sample_(sample) {}

    void draw(Rect rect) {
        SpaceViewState& own = state_.space;
        const Index p = svd_.sigma.size();
        own.first = std::clamp(own.first, Index{0}, p - 1);
        own.second = std::clamp(own.second, Index{0}, p - 1);
        if (own.first == own.second && p > 1) {
            own.second = own.first + 1 < p ? own.first + 1 : own.first - 1;
        }
        own.kept = own.kept < 0 ? telling_count(svd_) : std::min(own.kept, p);
        advance_morph(ui_, shot_, state_, layer_, plane_stage_of(shot_.session), kLastPlaneStage);
        refresh();
        const float tile_height =
            scene().pictures ? std::min(rect.height() * 0.34F, rect.width() / 6 + ui_.px(26))
                             : ui_.px(84);
        Rect tile_row = rect.cut_bottom(tile_height);
        rect.cut_bottom(ui_.px(10));
        Rect left = rect.cut_left(std::floor(rect.width() * 0.5F));
        rect.cut_left(ui_.px(14));
        Rect bar = left.cut_bottom(ui_.px(36));
        left.cut_bottom(ui_.px(8));
        plane(left);
        constexpr std::array<std::string_view, 5> kNames{"x", "Vᵀ turn", "Σ stretch", "U turn",
                                                         "+ b"};
        constexpr std::array<std::string_view, 5> kShort{"x", "Vᵀ", "Σ", "U", "+b"};
        morph_bar(ui_, state_, bar, left.width() > ui_.px(330) ? kNames : kShort);
        bars(rect);
        tiles(tile_row);
    }

private:
    const SpectrumScene& scene() const { return *scene_; }

    void refresh() {
        const SpaceViewState& own = state_.space;
        const std::uint64_t key =
            heatmap_key(shot_.version, layer_, sample_, own.first, own.second, own.kept,
                        reinterpret_cast<std::uintptr_t>(shot_.svd.get()));
        scene_ = own.spectrum;
        if (scene_ == nullptr || scene_->key != key) {
            auto scene = std::make_shared<SpectrumScene>(spectrum_scene(
                shot_.session, svd_, layer_, sample_, own.first, own.second, own.kept));
            scene->key = key;
            scene_ = scene;
            state_.space.spectrum = scene_;
        }
    }

    // The plane of two singular directions, and which two.
    void plane(const Rect& rect) {
        ui_.fill(rect, ui_.theme.card, ui_.px(10));
        ui_.outline(rect, ui_.theme.line, ui_.px(10));
        ui_.items.add("space.plane", rect);
        Rect inside = rect.inset(ui_.px(8));
        Rect head = inside.cut_top(ui_.px(24));
        const SpacePane pane = plane_pane(scene(), state_.space.stage);
        const SpaceCamera camera(inside, plane_reach(scene(), state_.space.stage), 0, 0, 1);
        draw_pane(ui_, rect.inset(1), camera, {pane, nullptr, ui_.theme.forward, {}});
        ui_.fill(head, ui_.theme.card.faded(0.8F), ui_.px(6));
        const Rect foot = inside.cut_bottom(ui_.px(20));
        ui_.fill(foot, ui_.theme.card.faded(0.8F), ui_.px(6));
        ui_.text_in(ui_.fonts.small, foot.inset(ui_.px(4), 0), ui_.theme.muted,
                    ui_.fitted(ui_.fonts.small, plane_words(scene(), state_.space.stage),
                               foot.width() - ui_.px(8)));
        head.cut_left(ui_.px(4));
        ui_.text_in(ui_.fonts.small, head.cut_left(ui_.px(60)), ui_.theme.muted, "plane of");
        chooser("space.first", head.cut_left(ui_.px(84)), state_.space.first, ui_.theme.update);
        head.cut_left(ui_.px(8));
        if (svd_.sigma.size() == 1) {
            ui_.text_in(ui_.fonts.small, head, ui_.theme.warning, "and the rest");
            return;
        }
        chooser("space.second", head.cut_left(ui_.px(84)), state_.space.second, ui_.theme.warning);
    }

    // "◀ v3 ▶": which singular direction.
    void chooser(const char* name, Rect rect, Index& chosen, const Color& color) {
        const Index last = svd_.sigma.size() - 1;
        const Rect down = rect.cut_left(ui_.px(22));
        const Rect up = rect.cut_right(ui_.px(22));
        if (icon_button(ui_, std::string(name) + ".less", down, Icon::Previous,
                        "The direction before", ButtonStyle::Quiet, chosen > 0)) {
            --chosen;
        }
        if (icon_button(ui_, std::string(name) + ".more", up, Icon::Next, "The next direction",
                        ButtonStyle::Quiet, chosen < last)) {
            ++chosen;
        }
        ui_.text_in(ui_.fonts.text_bold, rect, color, fmt::format("v{}", chosen + 1),
                    Align::Center);
    }

    // Singular values as bars; dragging along them chooses how many x is rebuilt from.
    void bars(Rect rect) {
        SpaceViewState& own = state_.space;
        ui_.fill(rect, ui_.theme.card, ui_.px(10));
        ui_.outline(rect, ui_.theme.line, ui_.px(10));
        rect = rect.inset(ui_.px(14), ui_.px(10));
        ui_.heading(rect.min(), "SPECTRUM OF W");
        rect.cut_top(ui_.px(20));
        for (const std::string& fact : scene().facts) {
            ui_.text_in(ui_.fonts.mono_small, rect.cut_top(ui_.px(18)),
                        &fact >= &scene().facts[2] ? ui_.theme.text : ui_.theme.muted,
                        ui_.fitted(ui_.fonts.mono_small, fact, rect.width()));
        }
        rect.cut_top(ui_.px(8));
        const Rect foot = rect.cut_bottom(ui_.px(18));
        const Index p = svd_.sigma.size();
        // Few bars are no walls.
        const float step = std::min(rect.width() / static_cast<float>(p), ui_.px(36));
        const float tallest = static_cast<float>(std::max(svd_.sigma(0), 1e-300));
        for (Index k = 0; k < p; ++k) {
            const float height =
                std::max(rect.height() * static_cast<float>(svd_.sigma(k)) / tallest, 1.0F);
            const float x = rect.x0 + step * static_cast<float>(k);
            const float gap = step > ui_.px(5) ? ui_.px(1) : 0.0F;
            const Color color = k == own.first    ? ui_.theme.update
                                : k == own.second ? ui_.theme.warning
                                : k < own.kept    ? ui_.theme.forward
                                                  : ui_.theme.faint;
            ui_.fill({x, rect.y1 - height, std::max(x + step - gap, x + 1), rect.y1}, color);
        }
        const float at = rect.x0 + step * static_cast<float>(own.kept);
        ui_.line({at, rect.y0}, {at, rect.y1 + ui_.px(4)}, ui_.theme.text, ui_.px(1.5F));
        Ui::list().AddCircleFilled({at, rect.y1 + ui_.px(4)}, ui_.px(5), ui_.theme.text.packed());
        const std::string label = fmt::format("k = {}", own.kept);
        const float half = text_size(ui_.fonts.mono_small, label).x / 2;
        const float label_x = std::clamp(at, rect.x0 + half, rect.x1 - half);
        ui_.text(ui_.fonts.mono_small, {label_x, foot.y0 + ui_.px(9)}, ui_.theme.text, label,
                 Align::Center);
        const Press slide =
            press(ui_, "space.k", {rect.x0 - ui_.px(4), rect.y0, rect.x1 + ui_.px(4), foot.y1});
        const float pointer = ImGui::GetIO().MousePos.x;
        if (slide.held) {
            own.kept = std::clamp(static_cast<Index>(std::lround((pointer - rect.x0) / step)),
                                  Index{0}, p);
        } else if (slide.hovered) {
            const Index k =
                std::clamp(static_cast<Index>((pointer - rect.x0) / step), Index{0}, p - 1);
            tip(ui_, fmt::format("σ{} = {:.5g}\nDrag: rebuild x from the first k", k + 1,
                                 svd_.sigma(k)));
        }
    }

    void tiles(Rect row) {
        const auto count = static_cast<float>(scene().tiles.size());
        const float gap = ui_.px(12);
        const float width = (row.width() - gap * (count - 1)) / count;
        for (std::size_t k = 0; k < scene().tiles.size(); ++k) {
            const SpectrumTile& tile = scene().tiles[k];
            Rect place = row.cut_left(width);
            row.cut_left(gap);
            ui_.items.add(fmt::format("space.tile.{}", k + 1), place);
            const Color ink = k == 0   ? ui_.theme.update
                              : k == 1 ? ui_.theme.warning
                                       : ui_.theme.text;
            const Rect title = place.cut_top(ui_.px(18));
            const Rect note = place.cut_bottom(ui_.px(17));
            const float side = std::min(place.width(), place.height());
            Rect picture = place;
            if (scene().pictures) {
                picture = {std::floor(place.center().x - side / 2), std::floor(place.y0),
                           std::floor(place.center().x + side / 2), std::floor(place.y0 + side)};
            } else {
                picture = place.inset(0, ui_.px(6));
            }
            ui_.text_in(ui_.fonts.small, title, ink,
                        ui_.fitted(ui_.fonts.small, tile.title, title.width()), Align::Center);
            ui_.heatmaps.draw(Ui::list(), picture,
                              {&tile.values, heatmap_key(scene().key, k), false,
                               &ui_.theme.ramp(tile.palette), tile.range});
            ui_.outline(picture.inset(-1), ui_.theme.line);
            const std::string both = tile.note + "  " + tile.scale;
            const bool fits = text_size(ui_.fonts.mono_small, both).x <= note.width();
            ui_.text_in(ui_.fonts.mono_small, note, ui_.theme.muted,
                        ui_.fitted(ui_.fonts.mono_small, fits ? both : tile.note, note.width()),
                        Align::Center);
        }
    }

    const Ui& ui_;
    const Snapshot& shot_;
    UiState& state_;
    const Svd& svd_;
    int layer_;
    Index sample_;
    std::shared_ptr<const SpectrumScene> scene_;
};

}  // namespace

void spectrum_panel(const Ui& ui, const Snapshot& shot, UiState& state, int layer, Index sample,
                    Rect rect) {
    const Matrix<double>& W = find(*shot.session.trace, Symbol::W, layer).value;
    const Index p = std::min(W.rows(), W.cols());
    const bool fits = shot.svd != nullptr && shot.svd->U.rows() == W.rows() &&
                      shot.svd->V.rows() == W.cols() && shot.svd->sigma.size() == p;
    if (!fits) {
        ui.items.add("space.computing", rect);
        ui.fill(rect, ui.theme.card, ui.px(10));
        ui.outline(rect, ui.theme.line, ui.px(10));
        ui.text_in(
            ui.fonts.text, rect, ui.theme.muted,
            fmt::format("Computing the singular values of W ({} × {}) …", W.rows(), W.cols()),
            Align::Center);
        return;
    }
    Spectrum(ui, shot, state, layer, sample).draw(rect);
}

}  // namespace layerwise
