// The data of the plane view: which set, how many points, how noisy, how many for testing.
#include <charconv>

#include <fmt/format.h>

#include "app/draw/widgets.h"
#include "app/panels/plane_drawing.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr Index kMostDrawn = 5000;  // points in the window

template <class T>
std::optional<T> number(const std::string& text) {
    T value{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

// The fields say what the points were made by, until somebody types.
void fill_fields(PlaneViewState& own, const PointOptions& options) {
    if (own.typed == options) {
        return;
    }
    own.typed = options;
    own.count_text = fmt::format("{}", options.count);
    own.noise_text = fmt::format("{:g}", options.noise);
    own.share_text = fmt::format("{:g}", options.test_share);
    own.seed_text = fmt::format("{}", options.seed);
}

void ask_for(const PointOptions& options, Commands& out) {
    out.emplace_back(ToSession{SetPoints{options}});
}

// What is typed as points to be made, or a notice that says what was expected.
void take_fields(const PlaneDrawing& d, PointOptions options, Commands& out) {
    const PlaneViewState& own = d.own();
    const auto count = number<Index>(own.count_text);
    const auto noise = number<double>(own.noise_text);
    const auto share = number<double>(own.share_text);
    const auto seed = number<std::uint32_t>(own.seed_text);
    if (!count || !noise || !share || !seed || *count > kMostDrawn) {
        d.state.notice = d.ui.tr("plane.bad-fields", {{"most", fmt::format("{}", kMostDrawn)},
                                                      {"points", own.count_text},
                                                      {"noise", own.noise_text},
                                                      {"share", own.share_text},
                                                      {"seed", own.seed_text}});
        d.state.notice_is_error = true;
        d.own().typed.reset();
        return;
    }
    options.count = *count;
    options.noise = *noise;
    options.test_share = *share;
    options.seed = *seed;
    ask_for(options, out);
    if (problem_with(options)) {
        d.own().typed.reset();  // the command will say so; the fields go back
    }
}

void thumbnail(const PlaneDrawing& d, std::size_t k, const Rect& rect, bool chosen,
               const Press& press) {
    const Ui& ui = d.ui;
    ui.fill(rect, ui.theme.card, ui.px(4));
    const Matrix<double>& points = (*d.scene.thumbnails)[k];
    const Rect inside = rect.inset(rect.width() * 0.06F);
    const float half = std::max(rect.width() * 0.026F, 0.75F);
    for (Index n = 0; n < points.cols(); ++n) {
        const ImVec2 at{inside.center().x + inside.width() / 2 * static_cast<float>(points(0, n)),
                        inside.center().y - inside.height() / 2 * static_cast<float>(points(1, n))};
        ui.fill({at.x - half, at.y - half, at.x + half, at.y + half},
                point_color(ui.theme, points(2, n)));
    }
    ui.outline(rect,
               chosen          ? ui.theme.forward
               : press.hovered ? ui.theme.muted
                               : ui.theme.line,
               ui.px(4), chosen ? ui.px(1.6F) : 1);
}

void sets(const PlaneDrawing& d, const PointOptions& options, Commands& out) {
    const Ui& ui = d.ui;
    Rect row = d.layout.sets;
    const float side = d.layout.wide ? ui.px(44) : ui.px(31);
    const float step = d.layout.wide ? ui.px(50) : ui.px(35);
    const auto kinds = all_point_sets();
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        const PointSet kind = kinds[k];
        if (is_regression(kind) && !is_regression(kinds[k - 1])) {
            row.cut_left(ui.px(8));
        }
        Rect place = row.cut_left(step);
        place.x1 = place.x0 + side;
        const Rect picture = place.cut_top(side);
        const bool chosen = kind == options.set;
        const Press hit = press(ui, fmt::format("plane.set.{}", name(kind)), picture);
        thumbnail(d, k, picture, chosen, hit);
        const std::string_view words = ui.tr(fmt::format("plane.set.{}", name(kind)));
        if (d.layout.wide) {
            ui.text_in(ui.fonts.small, place.inset(-ui.px(3), 0),
                       chosen ? ui.theme.text : ui.theme.muted, words, Align::Center);
        }
        if (hit.hovered) {
            tip(ui, ui.tr(is_regression(kind) ? "plane.regression-tip" : "plane.classes-tip",
                          {{"set", words}}));
        }
        if (hit.clicked && !chosen) {
            PointOptions other = options;
            other.set = kind;
            ask_for(other, out);
        }
    }
}

void new_points(const PlaneDrawing& d, const Rect& rect, PointOptions options, Commands& out) {
    if (button(d.ui, "plane.regenerate", rect, d.ui.tr("plane.regenerate"))) {
        ++options.seed;
        ask_for(options, out);
    }
}

void fields(const PlaneDrawing& d, const PointOptions& options, Rect rect, float row_height,
            Commands& out) {
    const Ui& ui = d.ui;
    PlaneViewState& own = d.own();
    const float gap = ui.px(6);
    const auto row_of = [&](std::string_view a, std::string& a_text, std::string_view a_words,
                            std::string_view b, std::string& b_text, std::string_view b_words,
                            Rect row) {
        const Rect left = row.cut_left((row.width() - gap) / 2);
        row.cut_left(gap);
        bool entered = text_field(ui, a, left, a_text, a_words);
        entered |= text_field(ui, b, row, b_text, b_words);
        return entered;
    };
    bool entered = row_of("plane.points", own.count_text, ui.tr("plane.points"), "plane.noise",
                          own.noise_text, ui.tr("plane.noise"), rect.cut_top(row_height));
    rect.cut_top(gap);
    entered |= row_of("plane.share", own.share_text, ui.tr("plane.share"), "plane.seed",
                      own.seed_text, ui.tr("plane.seed"), rect.cut_top(row_height));
    if (entered) {
        take_fields(d, options, out);
    }
}

// A table of two columns: where it is from, and how its columns were standardised.
void table(const PlaneDrawing& d) {
    const Ui& ui = d.ui;
    const TableFacts& facts = *d.set().table;
    Rect rect{d.layout.sets.x0, d.layout.sets.y0, d.layout.fields.x1, d.layout.sets.y1};
    const auto line = [&](const std::string& text, const Color& color) {
        ui.text_in(ui.fonts.small, rect.cut_top(ui.px(d.layout.wide ? 20 : 15)), color,
                   ui.fitted(ui.fonts.small, text, rect.width()));
    };
    ui.items.add("plane.table", rect);
    line(ui.tr("plane.table", {{"file", facts.file.filename().string()},
                               {"train", fmt::format("{}", d.set().train.count())},
                               {"test", fmt::format("{}", d.set().test.count())},
                               {"label", facts.label}}),
         ui.theme.text);
    for (Index j = 0; j < 2; ++j) {
        line(fmt::format("x{} = ({} − {:.4g}) / {:.4g}", j == 0 ? "₁" : "₂",
                         d.set().raw.inputs[static_cast<std::size_t>(j)], facts.mean(j),
                         facts.deviation(j)),
             ui.theme.muted);
    }
}

}  // namespace

void plane_data(const PlaneDrawing& d, Commands& out) {
    if (!d.set().points) {
        if (d.set().table) {
            table(d);
        }
        return;
    }
    const PointOptions& options = *d.set().points;
    fill_fields(d.own(), options);
    sets(d, options, out);
    const Ui& ui = d.ui;
    Rect rect = d.layout.fields;
    if (d.layout.wide) {
        Rect side = rect.cut_right(ui.px(96));
        rect.cut_right(ui.px(8));
        new_points(d, side.cut_top(ui.px(28)), options, out);
        side.cut_top(ui.px(6));
        ui.text_in(ui.fonts.small, side.cut_top(ui.px(28)), ui.theme.muted,
                   fmt::format("{} + {}", d.set().train.count(), d.set().test.count()),
                   Align::Center);
        fields(d, options, rect, ui.px(28), out);
        return;
    }
    rect.y1 -= ui.px(1);
    if (begin_menu(ui, "plane.data", rect, "", ui.tr("plane.data"), ui.px(260))) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        Rect inside{at.x, at.y, at.x + width, at.y + ui.px(104)};
        fields(d, options, inside, ui.px(30), out);
        inside.cut_top(ui.px(72));
        new_points(d, inside.cut_top(ui.px(30)), options, out);
        ImGui::SetCursorScreenPos({at.x, at.y + ui.px(106)});
        end_menu();
    }
}

}  // namespace layerwise
