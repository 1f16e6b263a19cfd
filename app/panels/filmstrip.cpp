#include "app/panels/filmstrip.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "app/draw/toggle.h"
#include "app/panels/make_it_pictures.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr float kField = 28;  // pixels a side of what the network takes
constexpr float kGap = 20;    // between frames: an arrow's room

void arrow(const Ui& ui, ImVec2 center) {
    const float r = ui.px(5);
    ui.line({center.x - r * 1.4F, center.y}, {center.x + r, center.y}, ui.theme.muted, ui.px(1.5F));
    Ui::list().AddTriangleFilled({center.x + r * 0.3F, center.y - r * 0.8F},
                                 {center.x + r * 0.3F, center.y + r * 0.8F},
                                 {center.x + r * 1.5F, center.y}, ui.theme.muted.packed());
}

constexpr Index kRows = 4, kCols = 3;  // of the numbers that are shown

// Where the pixels differ most: there the numbers say something.
std::pair<Index, Index> telling_corner(const Matrix<double>& picture) {
    std::pair<Index, Index> best;
    double most = -1;
    for (Index i = 0; i + kRows <= picture.rows(); ++i) {
        for (Index j = 0; j + kCols <= picture.cols(); ++j) {
            const auto block = picture.block(i, j, kRows, kCols);
            const double mean = block.mean();
            const double spread = (block.array() - mean).square().sum();
            if (spread > most) {
                most = spread;
                best = {i, j};
            }
        }
    }
    return best;
}

// Twelve of the numbers: what the network is given is no picture.
void numbers(const Ui& ui, const Matrix<double>& picture, const Rect& frame) {
    const auto [top, left] = telling_corner(picture);
    const float width = frame.width() / static_cast<float>(kCols);
    const float height = frame.height() / static_cast<float>(kRows);
    const int decimals = text_size(ui.fonts.mono_small, "0.00").x < width - ui.px(3) ? 2 : 1;
    for (Index i = 0; i < kRows; ++i) {
        for (Index j = 0; j < kCols; ++j) {
            const Rect cell{frame.x0 + width * static_cast<float>(j),
                            frame.y0 + height * static_cast<float>(i),
                            frame.x0 + width * static_cast<float>(j + 1),
                            frame.y0 + height * static_cast<float>(i + 1)};
            const double value = picture(top + i, left + j);
            const Color fill = color_at(ui.theme.grey, static_cast<float>(value));
            const Color dark = Color::hex(0x10141A);
            const Color light = Color::hex(0xF4F6F9);
            ui.fill(cell.inset(ui.px(1)), fill, ui.px(2));
            ui.text_in(ui.fonts.mono_small, cell,
                       contrast(dark, fill) > contrast(light, fill) ? dark : light,
                       number_text(value, decimals), Align::Center);
        }
    }
}

// The picture in its frame: a source and a crop fill it, later stages keep the field's scale.
void picture(const Ui& ui, const FilmstripStage& stage, std::size_t k, std::uint64_t version,
             const Rect& frame) {
    ui.fill(frame, color_at(ui.theme.grey, 0));
    if (stage.picture.size() > 0) {
        const auto rows = static_cast<float>(stage.picture.rows());
        const auto cols = static_cast<float>(stage.picture.cols());
        const bool in_field = k >= 2;
        const float pixel =
            in_field ? frame.width() / kField : frame.width() / std::max(rows, cols);
        const ImVec2 c = frame.center();
        const ImVec2 half{cols * pixel / 2, rows * pixel / 2};
        const Rect rect{std::floor(c.x - half.x), std::floor(c.y - half.y),
                        std::floor(c.x + half.x), std::floor(c.y + half.y)};
        ui.heatmaps.draw(
            Ui::list(), rect,
            {&stage.picture, heatmap_key(version, 5100 + k), false, &ui.theme.grey, 1});
        if (in_field && rect.width() < frame.width() - 1) {
            ui.outline(rect.inset(-1), ui.theme.forward.faded(0.7F));
        }
    }
    if (stage.name == "center") {
        // The middle of the field, where the centre of mass goes.
        const ImVec2 c = frame.center();
        const float r = ui.px(5);
        const Color cross = stage.on ? ui.theme.update : ui.theme.muted;
        ui.line({c.x - r, c.y}, {c.x + r, c.y}, cross, ui.px(1));
        ui.line({c.x, c.y - r}, {c.x, c.y + r}, cross, ui.px(1));
    }
}

// "on 99.8%" and "off 62.1% → 2": the probability of the class, and what is read where not it.
void worth(const Ui& ui, const FilmstripStage& stage, int read, Rect rect) {
    const auto line = [&](std::string_view label, double p, int says, bool is_now) {
        const Rect row = rect.cut_top(ui.px(15));
        std::string text = fmt::format("{:<3} {:>6}", label, percent(p));
        if (says != read) {
            text += fmt::format(" →{}", says);
        }
        ImFont* font = ui.fonts.mono_small;
        const Color color =
            says != read ? ui.theme.negative : (is_now ? ui.theme.text : ui.theme.muted);
        ui.text_in(font, row, color, ui.fitted(font, text, row.width()), Align::Center);
    };
    line("on", stage.with, stage.read_with, stage.on);
    line("off", stage.without, stage.read_without, !stage.on);
}

// For every class two bars side by side: ŷ as the stages are now, and with every stage on.
void comparison(const Ui& ui, const FilmstripView& view, Rect rect) {
    ui.items.add("filmstrip.probabilities", rect);
    Rect legend = rect.cut_top(ui.px(18));
    const auto entry = [&](const Color& color, std::string_view label) {
        const Rect mark = legend.cut_left(ui.px(9));
        const float y = legend.center().y;
        ui.fill({mark.x0, y - ui.px(4), mark.x0 + ui.px(8), y + ui.px(4)}, color, ui.px(2));
        legend.cut_left(ui.px(5));
        ui.text_in(ui.fonts.small, legend, ui.theme.muted, label);
        legend.cut_left(text_size(ui.fonts.small, label).x + ui.px(16));
    };
    entry(ui.theme.forward, "ŷ with these stages");
    entry(ui.theme.faint, "ŷ with every stage on");
    const Rect classes = rect.cut_bottom(ui.px(16));
    const float width = rect.width() / static_cast<float>(view.now.size());
    ui.line({rect.x0, rect.y1}, {rect.x1, rect.y1}, ui.theme.line);
    rect.y0 += ui.px(14);  // for the numbers
    for (Index k = 0; k < view.now.size(); ++k) {
        const float x = rect.x0 + width * (static_cast<float>(k) + 0.5F);
        const float bar = std::min(width * 0.26F, ui.px(14));
        const auto draw = [&](double p, float from, const Color& color) {
            const float height = std::max(rect.height() * static_cast<float>(p), ui.px(1));
            ui.fill({from, rect.y1 - height, from + bar, rect.y1}, color, ui.px(2));
            return rect.y1 - height;
        };
        const float top = draw(view.now(k), x - bar - ui.px(1), ui.theme.forward);
        const float other = draw(view.complete(k), x + ui.px(1), ui.theme.faint);
        if (view.now(k) >= 0.005 || view.complete(k) >= 0.005) {
            ui.text(ui.fonts.mono_small, {x, std::min(top, other) - ui.px(15)}, ui.theme.text,
                    fmt::format("{:.0f}%", view.now(k) * 100), Align::Center);
        }
        ui.text_in(ui.fonts.mono_small, {x - width / 2, classes.y0, x + width / 2, classes.y1},
                   k == view.read ? ui.theme.text : ui.theme.muted, std::to_string(k),
                   Align::Center);
    }
}

}  // namespace

Commands filmstrip(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    std::shared_ptr<const FilmstripView>& kept = state.explain.filmstrip;
    if (kept == nullptr || kept->version != shot.version) {
        kept = std::make_shared<const FilmstripView>(filmstrip_view(shot.session, shot.version));
    }
    const FilmstripView& view = *kept;
    if (!view.available) {
        ui.wrapped(ui.fonts.text, rect.min(), rect.width(), ui.theme.muted,
                   "These numbers were not drawn: there is nothing to prepare. Draw a digit, or go "
                   "to a test image.");
        return out;
    }
    const std::string sentence = fmt::format(
        "MNIST's makers prepared their digits like this, so the network expects it. Switch a stage "
        "off: under it, the probability of {} with and without it.",
        view.read);
    rect.cut_top(ui.wrapped(ui.fonts.small, rect.min(), rect.width(), ui.theme.muted, sentence) +
                 ui.px(8));

    const auto count = static_cast<float>(view.stages.size());
    const float gap = ui.px(kGap);
    constexpr float kUnder = 16 + 15 + 24 + 30 + 10;  // captions, switch, worth
    constexpr float kChart = 84;
    const float room = rect.height() - ui.px(kUnder + kChart);
    const float side = std::floor(std::clamp((rect.width() - gap * (count - 1)) / count, ui.px(48),
                                             std::max(room, ui.px(48))));
    const float pitch = std::min((rect.width() - side) / (count - 1), side * 1.6F);
    Rect strip = rect.cut_top(side + ui.px(kUnder));
    for (std::size_t k = 0; k < view.stages.size(); ++k) {
        const FilmstripStage& stage = view.stages[k];
        const float x = std::floor(strip.x0 + pitch * static_cast<float>(k));
        const Rect frame{x, strip.y0, x + side, strip.y0 + side};
        if (k + 1 < view.stages.size()) {
            arrow(ui, {frame.x1 + (pitch - side) / 2, frame.center().y});
        }
        if (k + 1 == view.stages.size() && stage.picture.rows() >= kRows) {
            numbers(ui, stage.picture, frame);
        } else {
            picture(ui, stage, k, view.version, frame);
        }
        ui.outline(frame.inset(-1), ui.theme.line);
        ui.items.add("filmstrip.picture." + std::to_string(k + 1), frame);
        // Texts and switch may reach into the gaps.
        const float reach = std::min((pitch - side) / 2, ui.px(16));
        Rect under{frame.x0 - reach, frame.y1 + ui.px(4), frame.x1 + reach, strip.y1};
        ui.text_in(ui.fonts.mono_small, under.cut_top(ui.px(15)), ui.theme.muted, stage.shape,
                   Align::Center);
        if (stage.name.empty()) {
            ui.text_in(ui.fonts.small, under.cut_top(ui.px(24)), ui.theme.text, stage.caption,
                       Align::Center);
            continue;
        }
        if (toggle(ui, "filmstrip." + stage.name, under.cut_top(ui.px(24)), stage.caption,
                   stage.on)) {
            out.emplace_back(ToSession{SetPreparation{turned(view.preparation, stage.name)}});
        }
        worth(ui, stage, view.read, under);
    }
    comparison(ui, view, rect);
    return out;
}

}  // namespace layerwise
