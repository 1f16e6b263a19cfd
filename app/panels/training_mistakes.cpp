// The training view's mistakes: what was read as what, how sure it was, and the samples themselves.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/training_pages.h"
#include "app/views/picture_sheet.h"

namespace layerwise {
namespace {

constexpr std::size_t kMostShown = 96;  // samples in the gallery
constexpr float kThumb = 56, kCaption = 15;

std::string percent(double share) {
    return fmt::format("{:.1f} %", share * 100);
}

class MistakesPage {
public:
    MistakesPage(const Ui& ui, const Snapshot& shot, UiState& state, const MistakeFacts& facts)
        : ui_(ui), shot_(shot), state_(state), facts_(facts), found_(facts.mistakes) {
        auto& cell = state_.curves.cell;
        if (cell && std::max(cell->first, cell->second) >= found_.classes) {
            cell.reset();
        }
    }

    std::string summary() const {
        const std::string samples =
            probe_text(ui_, facts_.probe, static_cast<Index>(found_.judged.size()));
        const std::string loss = fmt::format("{:.4g}", found_.loss);
        if (found_.classes == 0) {
            return ui_.tr("watch.values-on", {{"samples", samples}, {"loss", loss}});
        }
        const auto all = static_cast<double>(found_.judged.size());
        return ui_.tr(
            "watch.mistakes-on",
            {{"samples", samples},
             {"right", fmt::format("{:.2f}", static_cast<double>(found_.right) * 100 / all)},
             {"wrong", std::to_string(found_.worst.size())},
             {"loss", loss}});
    }

    // What it is down, what it was read as across; beside it each class's share right.
    void confusion(Rect rect) {
        section(ui_, rect, ui_.tr("watch.confusion"));
        const auto classes = static_cast<float>(found_.classes);
        const float label = ui_.px(20);
        const float recall = ui_.px(48);
        const float cell = std::floor(
            std::min(ui_.px(64), std::min((rect.width() - label - recall) / classes,
                                          (rect.height() - label - ui_.px(18)) / classes)));
        if (cell < 3) {
            return;
        }
        const float x0 = std::round(rect.x0 + label);
        const float y0 = std::round(rect.y0 + label);
        Index most = 1;
        for (int i = 0; i < found_.classes; ++i) {
            for (int j = 0; j < found_.classes; ++j) {
                most = i == j ? most : std::max(most, found_.confusion(i, j));
            }
        }
        for (int i = 0; i < found_.classes; ++i) {
            const float along = cell * static_cast<float>(i);
            const std::string name = std::to_string(i);
            ui_.text_in(ui_.fonts.mono_small, {rect.x0, y0 + along, x0, y0 + along + cell},
                        ui_.theme.text, name, Align::Center);
            ui_.text_in(ui_.fonts.mono_small, {x0 + along, rect.y0, x0 + along + cell, y0},
                        ui_.theme.text, name, Align::Center);
            for (int j = 0; j < found_.classes; ++j) {
                const float x = x0 + cell * static_cast<float>(j);
                this->cell(i, j, most, {x, y0 + along, x + cell - 1, y0 + along + cell - 1});
            }
            share(found_.recall(i), {x0 + cell * classes + ui_.px(6), y0 + along,
                                     x0 + cell * classes + recall, y0 + along + cell});
        }
        ui_.text_in(ui_.fonts.small,
                    {x0 + cell * classes, rect.y0, x0 + cell * classes + recall, y0},
                    ui_.theme.muted, ui_.tr("watch.recall"), Align::Right);
        const float below = y0 + cell * classes;
        ui_.text_in(ui_.fonts.small, {rect.x0, below + ui_.px(2), rect.x1, below + ui_.px(18)},
                    ui_.theme.muted,
                    ui_.fitted(ui_.fonts.small, ui_.tr("watch.confusion-axes"), rect.width()));
    }

    // Of ten bins: how sure on the average, how many right. On the diagonal both are the same.
    void calibration(Rect rect) const {
        section(ui_, rect, ui_.tr("watch.calibration"));
        ui_.items.add("training.calibration", rect);
        Rect note = rect.cut_bottom(ui_.px(36));
        rect.cut_bottom(ui_.px(16));
        rect.cut_left(ui_.px(34));
        const float side = std::min({rect.width() - ui_.px(8), rect.height(), ui_.px(230)});
        rect = {rect.x0, rect.y0 + ui_.px(4), rect.x0 + side, rect.y0 + side};
        for (const double at : {0.0, 0.5, 1.0}) {
            const auto t = static_cast<float>(at);
            const float y = rect.y1 - rect.height() * t;
            const float x = rect.x0 + rect.width() * t;
            ui_.line({rect.x0, y}, {rect.x1, y}, ui_.theme.line);
            ui_.text_in(ui_.fonts.mono_small,
                        {rect.x0 - ui_.px(34), y - ui_.px(8), rect.x0 - ui_.px(5), y + ui_.px(8)},
                        ui_.theme.muted, fmt::format("{:g}%", at * 100), Align::Right);
            ui_.text(ui_.fonts.mono_small, {x, rect.y1 + ui_.px(3)}, ui_.theme.muted,
                     fmt::format("{:g}%", at * 100), Align::Center);
        }
        const float each = rect.width() / kSureBins;
        for (int k = 0; k < kSureBins; ++k) {
            const SureBin& bin = found_.bins[static_cast<std::size_t>(k)];
            const Rect column{rect.x0 + each * static_cast<float>(k), rect.y0,
                              rect.x0 + each * static_cast<float>(k + 1), rect.y1};
            if (bin.count > 0) {
                bar(column.inset(1, 0), bin);
            }
            if (column.contains(ImGui::GetIO().MousePos) && ImGui::IsWindowHovered()) {
                tip(ui_, ui_.tr("watch.bin-of-sure", {{"from", std::to_string(k * 10)},
                                                      {"to", std::to_string(k * 10 + 10)},
                                                      {"count", std::to_string(bin.count)},
                                                      {"sure", percent(bin.sure)},
                                                      {"right", percent(bin.share_right())}}));
            }
        }
        ui_.line({rect.x0, rect.y1}, {rect.x1, rect.y0}, ui_.theme.faint);
        const std::string text =
            ui_.tr("watch.calibration-error",
                   {{"error", fmt::format("{:.2f}", found_.calibration_error * 100)}});
        ui_.wrapped(ui_.fonts.small, note.min(), note.width(), ui_.theme.muted, text);
    }

    void gallery(Rect rect, Commands& out) {
        const auto& cell = state_.curves.cell;
        const std::vector<Index> in_cell =
            cell ? found_.in_cell(cell->first, cell->second) : std::vector<Index>();
        const std::vector<Index>& places = cell ? in_cell : found_.worst;
        Rect head = rect;
        head.y1 = head.y0 + ui_.px(20);
        const std::string words =
            cell ? ui_.tr(cell->first == cell->second ? "watch.cell-right" : "watch.cell-wrong",
                          {{"is", std::to_string(cell->first)},
                           {"said", std::to_string(cell->second)},
                           {"count", std::to_string(places.size())}})
                 : std::string(ui_.tr(found_.classes == 0 ? "watch.largest" : "watch.worst"));
        if (cell) {
            Rect back = head;
            if (button(ui_, "training.worst", back.cut_right(ui_.px(120)).inset(0, -ui_.px(1)),
                       ui_.tr("watch.back-to-worst"), ButtonStyle::Quiet)) {
                state_.curves.cell.reset();
            }
        }
        section(ui_, rect, words);
        if (places.empty()) {
            ui_.text_in(ui_.fonts.small, rect.cut_top(ui_.px(24)), ui_.theme.muted,
                        ui_.tr("watch.no-mistakes"));
            return;
        }
        ImGui::SetCursorScreenPos(rect.min());
        ImGui::BeginChild("training.gallery", rect.size(), false, ImGuiWindowFlags_NoBackground);
        const ImVec2 origin = ImGui::GetCursorScreenPos();
        const std::size_t shown = std::min(places.size(), kMostShown);
        const float bottom = facts_.probe.kind == Probe::Kind::Images
                                 ? pictures(places, shown, rect, origin, out)
                                 : list(places, shown, rect, origin, out);
        ImGui::SetCursorScreenPos({origin.x, bottom});
        ImGui::Dummy({1, 1});
        ImGui::EndChild();
    }

private:
    void cell(int i, int j, Index most, const Rect& rect) {
        const Index count = found_.confusion(i, j);
        const Press pressed = press(ui_, fmt::format("training.cell.{}.{}", i, j), rect);
        Color fill = ui_.theme.card;
        if (i == j) {
            fill = mix(ui_.theme.card, ui_.theme.update,
                       0.42F * static_cast<float>(found_.recall(i).value_or(0)));
        } else if (count > 0) {
            fill = mix(
                ui_.theme.card, ui_.theme.warning,
                0.18F + 0.72F * std::sqrt(static_cast<float>(count) / static_cast<float>(most)));
        }
        ui_.fill(rect, fill, ui_.px(2));
        const bool chosen = state_.curves.cell == std::pair(i, j);
        if (chosen || pressed.hovered) {
            ui_.outline(rect, ui_.theme.text, ui_.px(2), ui_.px(chosen ? 2.0F : 1.0F));
        }
        const std::string text = std::to_string(count);
        if (count > 0 && text_size(ui_.fonts.mono_small, text).x < rect.width() - 2 &&
            rect.height() > ui_.px(13)) {
            const Color ink =
                contrast(ui_.theme.text, fill) > 3 ? ui_.theme.text : ui_.theme.ground;
            ui_.text_in(ui_.fonts.mono_small, rect, ink, text, Align::Center);
        }
        if (pressed.hovered) {
            tip(ui_,
                ui_.tr(i == j ? "watch.cell-right" : "watch.cell-wrong",
                       {{"is", std::to_string(i)}, {"said", std::to_string(j)}, {"count", text}}));
        }
        if (pressed.clicked) {
            state_.curves.cell = chosen ? std::nullopt : std::optional(std::pair(i, j));
        }
    }

    void share(const std::optional<double>& recall, const Rect& rect) const {
        if (recall && rect.height() > ui_.px(10)) {
            ui_.text_in(ui_.fonts.mono_small, rect, ui_.theme.muted,
                        fmt::format("{:.1f}%", *recall * 100), Align::Right);
        }
    }

    void bar(const Rect& column, const SureBin& bin) const {
        const auto right = static_cast<float>(bin.share_right());
        const auto sure = static_cast<float>(bin.sure);
        const float y = column.y1 - column.height() * right;
        const float wanted = column.y1 - column.height() * sure;
        ui_.fill({column.x0, y, column.x1, column.y1}, ui_.theme.forward.faded(0.75F));
        // Up to how sure it was: too sure is a warning, too modest is not.
        if (wanted < y) {
            ui_.fill({column.x0, wanted, column.x1, y}, ui_.theme.warning.faded(0.35F));
        }
        ui_.line({column.x0, wanted}, {column.x1, wanted}, ui_.theme.text, ui_.px(1.5F));
    }

    void open(const Judged& judged, Commands& out) const {
        if (facts_.probe.kind == Probe::Kind::Images) {
            out.emplace_back(ToSession{ShowImage{judged.sample}});
        } else if (facts_.probe.kind != Probe::Kind::Input) {
            out.emplace_back(
                ToSession{ChooseSample{judged.sample, facts_.probe.kind == Probe::Kind::Test}});
        }
        state_.view = StageMode::Matrix;
    }

    std::string told(const Judged& judged) const {
        if (found_.classes == 0) {
            return ui_.tr("watch.sample-loss", {{"sample", std::to_string(judged.sample)},
                                                {"loss", fmt::format("{:.4g}", judged.loss)}});
        }
        return ui_.tr("watch.sample", {{"sample", std::to_string(judged.sample)},
                                       {"is", std::to_string(judged.wanted)},
                                       {"said", std::to_string(judged.said)},
                                       {"sure", percent(static_cast<double>(judged.sure))},
                                       {"loss", fmt::format("{:.4g}", judged.loss)}});
    }

    float pictures(const std::vector<Index>& places, std::size_t shown, const Rect& rect,
                   ImVec2 origin, Commands& out) {
        const ImageSet& images = *facts_.probe.images;
        std::uint64_t key = heatmap_key(facts_.serial, shown, 7102);
        for (std::size_t k = 0; k < shown; ++k) {
            key = heatmap_key(key, places[k]);
        }
        if (state_.curves.samples == nullptr || state_.curves.samples->key != key) {
            Matrix<double> x(images.pixels_per_image(), static_cast<Index>(shown));
            for (std::size_t k = 0; k < shown; ++k) {
                x.col(static_cast<Index>(k)) = image_vector(images, judged(places[k]).sample);
            }
            state_.curves.samples =
                std::make_shared<const PictureSheet>(sheet_of(x, images.rows, images.cols, key));
        }
        const float gap = ui_.px(8);
        const float side = ui_.px(kThumb);
        const auto across = std::max<std::size_t>(
            1, static_cast<std::size_t>((rect.width() - ui_.px(10) + gap) / (side + gap)));
        for (std::size_t k = 0; k < shown; ++k) {
            const float x = std::round(origin.x + static_cast<float>(k % across) * (side + gap));
            const std::size_t line = k / across;
            const float y =
                std::round(origin.y + static_cast<float>(line) * (side + ui_.px(kCaption) + gap));
            if (y > rect.y1 || y + side + ui_.px(kCaption) < rect.y0) {
                continue;
            }
            const Judged& one = judged(places[k]);
            const Rect at{x, y, x + side, y + side};
            const Press pressed = press(ui_, fmt::format("training.sample.{}", k + 1),
                                        {x, y, x + side, y + side + ui_.px(kCaption)});
            draw_picture(ui_, *state_.curves.samples, static_cast<Index>(k), at, ui_.theme.grey, 1);
            ui_.outline(at.inset(-1), pressed.hovered ? ui_.theme.text : ui_.theme.line);
            ui_.text_in(ui_.fonts.mono_small,
                        {x - gap / 2, y + side, x + side + gap / 2, y + side + ui_.px(kCaption)},
                        one.right() ? ui_.theme.muted : ui_.theme.text,
                        fmt::format("{}→{} {:.0f}%", one.wanted, one.said,
                                    static_cast<double>(one.sure) * 100),
                        Align::Center);
            if (pressed.hovered) {
                tip(ui_, told(one));
            }
            if (pressed.clicked) {
                open(one, out);
            }
        }
        const std::size_t lines = (shown + across - 1) / across;
        return origin.y + static_cast<float>(lines) * (side + ui_.px(kCaption) + gap);
    }

    float list(const std::vector<Index>& places, std::size_t shown, const Rect& rect, ImVec2 origin,
               Commands& out) {
        const float height = ui_.px(22);
        for (std::size_t k = 0; k < shown; ++k) {
            const float y = origin.y + height * static_cast<float>(k);
            const Rect row{rect.x0, y, rect.x1 - ui_.px(10), y + height};
            if (row.y0 > rect.y1 || row.y1 < rect.y0) {
                continue;
            }
            const Judged& one = judged(places[k]);
            const Press pressed = press(ui_, fmt::format("training.sample.{}", k + 1), row);
            if (pressed.hovered) {
                ui_.fill(row, ui_.theme.raised, ui_.px(4));
            }
            ui_.text_in(ui_.fonts.mono_small, row.inset(ui_.px(6), 0),
                        pressed.hovered ? ui_.theme.text : ui_.theme.muted,
                        ui_.fitted(ui_.fonts.mono_small, told(one), row.width() - ui_.px(12)));
            if (pressed.clicked) {
                open(one, out);
            }
        }
        return origin.y + height * static_cast<float>(shown);
    }

    const Judged& judged(Index place) const {
        return found_.judged[static_cast<std::size_t>(place)];
    }

    const Ui& ui_;
    const Snapshot& shot_;
    UiState& state_;
    const MistakeFacts& facts_;
    const Mistakes& found_;
};

}  // namespace

void mistakes_page(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect, Commands& out) {
    if (shot.mistakes == nullptr) {
        empty_page(ui, rect, ui.tr("watch.computing"));
        return;
    }
    MistakesPage page(ui, shot, state, *shot.mistakes);
    const Rect head = rect.cut_top(ui.px(18));
    ui.text_in(ui.fonts.small, head, ui.theme.muted,
               ui.fitted(ui.fonts.small, page.summary(), head.width()));
    rect.cut_top(ui.px(6));
    const Mistakes& found = shot.mistakes->mistakes;
    if (found.classes > 0) {
        const bool wide = rect.width() >= ui.px(460) && !found.bins.empty();
        Rect top = rect.cut_top(std::clamp(rect.height() * 0.6F, ui.px(180), ui.px(420)));
        if (wide) {
            Rect right = top.cut_right(std::min(top.width() * 0.38F, ui.px(290)));
            top.cut_right(ui.px(20));
            page.calibration(right);
        }
        page.confusion(top);
        rect.cut_top(ui.px(10));
    }
    page.gallery(rect, out);
}

}  // namespace layerwise
