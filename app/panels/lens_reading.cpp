#include "app/panels/lens_reading.h"

#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "app/panels/tiles.h"
#include "app/views/stage_view.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

class ReadingLens {
public:
    ReadingLens(const Ui& ui, const LensScene& scene)
        : ui_(ui),
          scene_(scene),
          trace_(*scene.shot.session.trace),
          reading_(*scene.reading),
          result_(trace_.result(trace_.steps[static_cast<std::size_t>(scene.step)])),
          swapped_(is_transposed(result_.layout, scene.shot.session.convention)) {}

    void draw(Rect rect) const {
        ui_.heading(scene_.heading.min(),
                    ui_.fitted(ui_.fonts.caps, heading(), scene_.heading.width()));
        ui_.text_in(ui_.fonts.text, rect.cut_top(ui_.px(22)), ui_.theme.muted,
                    reading_sentence(trace_, reading_, scene_.shot.session.convention));
        draw_tiles(ui_, rect, tiles());
    }

private:
    const Tensor& tensor(int index) const {
        return trace_.tensors[static_cast<std::size_t>(index)];
    }

    // Indices as the convention writes them, from 1: "column 265", "rows 1–32".
    static std::string lines(const char* word, Index begin, Index end) {
        return end - begin == 1 ? fmt::format("{} {}", word, begin + 1)
                                : fmt::format("{}s {}–{}", word, begin + 1, end);
    }

    std::string heading() const {
        const char* part = swapped_ ? "row" : "column";
        std::string text;
        if (reading_.reading == Reading::Blocks) {
            text = fmt::format("BLOCK PRODUCT {} OF {}", reading_.part + 1, reading_.count);
        } else {
            text = fmt::format("{} {} OF {}", part, reading_.part + 1,
                               symbol_text(trace_, reading_.product.left));
            for (char& c : text) {
                c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            }
            const Matrix<double> factor = right();
            text += factor.size() == 1
                        ? fmt::format(", TAKEN {} TIMES", number_text(factor(0, 0), 3))
                        : std::string(", TIMES A ") + (swapped_ ? "COLUMN" : "ROW");
        }
        return text;
    }

    Matrix<double> slice(int index, bool transposed, const CellRange& range) const {
        const CellRange kept = transposed ? range.transposed() : range;
        const Matrix<double> part =
            tensor(index).value.block(kept.row_begin, kept.col_begin, kept.rows(), kept.cols());
        return transposed ? Matrix<double>(part.transpose()) : part;
    }
    Matrix<double> left() const {
        return slice(reading_.product.left, reading_.product.left_transposed, reading_.at.left);
    }
    Matrix<double> right() const {
        return slice(reading_.product.right, reading_.product.right_transposed, reading_.at.right);
    }

    Tile tile(std::string sign, std::string label, std::string caption, Matrix<double> values,
              Palette palette, int which) const {
        Tile tile;
        tile.sign = std::move(sign);
        tile.label = text_label(std::move(label));
        tile.caption = std::move(caption);
        tile.values = std::move(values);
        tile.transposed = swapped_;
        tile.palette = palette;
        tile.range = palette == Palette::Grey ? 1.0F : 0.0F;
        tile.key =
            heatmap_key(scene_.shot.version, scene_.step, reading_.reading, reading_.cell.row,
                        reading_.cell.col, reading_.done, reading_.part, which, 41);
        return tile;
    }

    // So far + this part = with it; where the replay is over: the others + this part = all.
    std::vector<Tile> tiles() const {
        const Product& p = reading_.product;
        const Palette result = palette_of(scene_.shot.session, result_);
        const Matrix<double> part = contribution(trace_, p, reading_.at);
        const CellRange& r = reading_.at.result;
        const auto of_result = [&](const Matrix<double>& all) {
            return Matrix<double>(all.block(r.row_begin, r.col_begin, r.rows(), r.cols()));
        };
        Product bare = p;
        bare.addend = -1;
        const Index end = reading_.complete() ? reading_.count : reading_.part + 1;
        const Matrix<double> with = of_result(partial_product(
            trace_, bare, reading_.reading, reading_.cell.row, reading_.cell.col, end));
        const Matrix<double> before = with - part;
        Tile A = tile("+", "",
                      lines(swapped_ ? "row" : "column", reading_.at.left.col_begin,
                            reading_.at.left.col_end),
                      left(), palette_of(scene_.shot.session, tensor(p.left)), 1);
        A.label = symbol_formula(trace_, p.left, scene_.shot.session.convention);
        Tile B = tile("·", "",
                      lines(swapped_ ? "column" : "row", reading_.at.right.row_begin,
                            reading_.at.right.row_end),
                      right(), palette_of(scene_.shot.session, tensor(p.right)), 2);
        B.label = symbol_formula(trace_, p.right, scene_.shot.session.convention);
        if (swapped_) {
            std::swap(A, B);
            std::swap(A.sign, B.sign);
        }
        const float range =
            static_cast<float>(std::max({with.cwiseAbs().maxCoeff(), before.cwiseAbs().maxCoeff(),
                                         part.cwiseAbs().maxCoeff(), 1e-30}));
        std::vector<Tile> all{
            tile("", reading_.complete() ? "the others" : "so far", "", before, result, 3), A, B,
            tile("=", reading_.complete() ? "all" : "with it", "", with, result, 4)};
        all.front().range = range;
        all.back().range = range;
        return all;
    }

    const Ui& ui_;
    const LensScene& scene_;
    const Trace& trace_;
    const StageReading& reading_;
    const Tensor& result_;
    bool swapped_;  // the convention writes the product's factors the other way round
};

}  // namespace

void lens_reading(const Ui& ui, const LensScene& scene, Rect rect) {
    ReadingLens(ui, scene).draw(rect);
}

}  // namespace layerwise
