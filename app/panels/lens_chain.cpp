#include "app/panels/lens_chain.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/panels/tiles.h"
#include "app/views/stage_view.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

class Chain {
public:
    Chain(const Ui& ui, const LensScene& scene)
        : ui_(ui),
          scene_(scene),
          trace_(*scene.shot.session.trace),
          step_(trace_.steps[static_cast<std::size_t>(scene.step)]),
          l_(step_.layer) {
        choose_weight();
    }

    void draw(Rect rect) const {
        ui_.heading(
            scene_.heading.min(),
            ui_.fitted(ui_.fonts.caps,
                       fmt::format("THREE FACTORS, LAYER {}{}", l_,
                                   trace_.samples > 1 ? fmt::format(": SAMPLE {}", sample_ + 1)
                                                      : std::string()),
                       scene_.heading.width()));
        const Rect line = rect.cut_top(ui_.px(20));
        ui_.text_in(ui_.fonts.mono, line, ui_.theme.text,
                    ui_.fitted(ui_.fonts.mono, worked(), line.width()));
        Rect gallery;
        const float all = ui_.px(58) * static_cast<float>(trace_.layers());
        if (trace_.layers() > 1 && rect.width() > ui_.px(520) + all) {
            gallery = rect.cut_right(std::max(all, ui_.px(124)));
            rect.cut_right(ui_.px(30));
        }
        draw_tiles(ui_, rect, tiles());
        slopes_of_all_layers(gallery);
    }

private:
    const Matrix<double>& value(Symbol symbol, int layer) const {
        return find(trace_, symbol, layer).value;
    }
    bool softmax(int layer) const {
        return trace_.activations[static_cast<std::size_t>(layer - 1)] == Activation::Softmax;
    }

    // The weight that is followed: the cell's own, else the input that matters most to its unit.
    void choose_weight() {
        row_ = scene_.cell.row % trace_.sizes[static_cast<std::size_t>(l_)];
        if (step_.operation == Operation::GradientW) {
            col_ = scene_.cell.col;
        } else {
            sample_ = step_.operation == Operation::GradientZ ? scene_.cell.col : 0;
            value(Symbol::X, l_).col(sample_).cwiseAbs().maxCoeff(&col_);
        }
    }

    // ∂a/∂z of one sample as the square matrix it is.
    Matrix<double> slope(int layer) const {
        const Matrix<double>& kept = value(Symbol::Slope, layer);
        const Index out = trace_.sizes[static_cast<std::size_t>(layer)];
        if (softmax(layer)) {
            return kept.middleRows(sample_ * out, out);
        }
        return kept.col(sample_).asDiagonal();
    }

    // "∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w = 0.2 · 0.19 · 1 = 0.04", for one weight.
    std::string worked() const {
        const double x = value(Symbol::X, l_)(col_, sample_);
        const double delta = value(Symbol::GradZ, l_)(row_, sample_);
        const auto number = [](double v) {
            if (v == 0 || std::abs(v) >= 1e-3) {
                return number_text(v, 4);
            }
            const std::string text = fmt::format("{:.3g}", std::abs(v));
            return v < 0 ? "−" + text : text;
        };
        const std::string weight = fmt::format("w{},{}", row_ + 1, col_ + 1);
        const std::string whole = trace_.samples > 1 ? "sample's part of " : "";
        if (softmax(l_)) {
            return fmt::format("{}∂L/∂{} = (Σₖ ∂L/∂aₖ · ∂aₖ/∂z{}) · x{} = {} · {} = {}", whole,
                               weight, row_ + 1, col_ + 1, number(delta), number(x),
                               number(delta * x));
        }
        const double gradient = value(Symbol::GradA, l_)(row_, sample_);
        const double f = value(Symbol::Slope, l_)(row_, sample_);
        return fmt::format("{}∂L/∂{} = ∂L/∂a · ∂a/∂z · ∂z/∂w = {} · {} · {} = {}", whole, weight,
                           number(gradient), number(f), number(x), number(delta * x));
    }

    Tile tile(std::string sign, Formula label, std::string caption, Matrix<double> values,
              Palette palette, int which) const {
        Tile tile;
        tile.sign = std::move(sign);
        tile.label = std::move(label);
        tile.caption = std::move(caption);
        tile.values = std::move(values);
        tile.palette = palette;
        tile.key = heatmap_key(scene_.shot.version, l_, sample_, which, 43);
        return tile;
    }
    Formula symbol(Symbol symbol, int layer) const {
        const int index = find_index(trace_, symbol, layer);
        return symbol_formula(trace_, index, Convention::Column);
    }

    // Columns, whatever the convention: the chain of one sample reads the same in all.
    std::vector<Tile> tiles() const {
        const Matrix<double> gradient = value(Symbol::GradA, l_).col(sample_);
        const Matrix<double> delta = value(Symbol::GradZ, l_).col(sample_);
        const Matrix<double> x = value(Symbol::X, l_).col(sample_).transpose();
        const auto rows = [](Index n) { return fmt::format("{} × 1", n); };
        const Index out = delta.rows();
        std::vector<Tile> all{
            tile("", text_label("∂a/∂z"), softmax(l_) ? "full" : "diagonal", slope(l_),
                 Palette::Values, 1),
            tile("·", symbol(Symbol::GradA, l_), rows(out), gradient, Palette::Gradients, 2),
            tile("=", symbol(Symbol::GradZ, l_), rows(out), delta, Palette::Gradients, 3),
            tile("·", text_label("∂z/∂W: its input"), fmt::format("1 × {}", x.cols()), x,
                 l_ == 1 && scene_.shot.session.example.images != nullptr ? Palette::Grey
                                                                          : Palette::Values,
                 4),
            tile("=", symbol(Symbol::GradW, l_), fmt::format("{} × {}", out, x.cols()), delta * x,
                 Palette::Gradients, 5),
        };
        all[0].lit = CellRange{row_, row_ + 1, 0, out};
        if (!softmax(l_)) {
            all[0].lit = CellRange::cell(row_, row_);
        }
        all[1].lit = softmax(l_) ? CellRange::all(out, 1) : CellRange::cell(row_, 0);
        all[2].lit = CellRange::cell(row_, 0);
        all[3].lit = CellRange::cell(0, col_);
        all[4].lit = CellRange::cell(row_, col_);
        if (softmax(l_)) {
            all[1].lit.reset();
        }
        return all;
    }

    // ∂a/∂z of every layer side by side: diagonal where f works on each number alone, full for
    // softmax, where every output answers to every z.
    void slopes_of_all_layers(Rect rect) const {
        const float side = std::min(ui_.px(48), rect.height() - ui_.px(52));
        const float step = side + ui_.px(10);
        if (side < ui_.px(24)) {
            return;
        }
        ui_.text(ui_.fonts.small, rect.min(), ui_.theme.muted, "∂a/∂z of every layer");
        float x = rect.x0;
        for (int layer = 1; layer <= trace_.layers(); ++layer) {
            const Matrix<double> values = slope(layer);
            const Rect square{x, rect.y0 + ui_.px(22), x + side, rect.y0 + ui_.px(22) + side};
            Heatmap heatmap;
            heatmap.values = &values;
            heatmap.key = heatmap_key(scene_.shot.version, layer, sample_, 44);
            heatmap.ramp = &ui_.theme.ramp(Palette::Values);
            heatmap.range = std::max(static_cast<float>(values.cwiseAbs().maxCoeff()), 1e-30F);
            ui_.heatmaps.draw(Ui::list(), square, heatmap);
            ui_.outline(square.inset(-1), layer == l_ ? ui_.theme.backward : ui_.theme.line);
            ui_.text(ui_.fonts.mono_small, {square.center().x, square.y1 + ui_.px(5)},
                     ui_.theme.muted, fmt::format("{}", layer), Align::Center);
            x += step;
        }
    }

    const Ui& ui_;
    const LensScene& scene_;
    const Trace& trace_;
    const Step& step_;
    int l_;
    Index row_ = 0, col_ = 0, sample_ = 0;
};

}  // namespace

void lens_chain(const Ui& ui, const LensScene& scene, Rect rect) {
    Chain(ui, scene).draw(rect);
}

}  // namespace layerwise
