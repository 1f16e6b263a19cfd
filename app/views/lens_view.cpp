#include "app/views/lens_view.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "app/draw/heatmap.h"
#include "app/views/stage_view.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

constexpr std::size_t kAllWritten = 8;  // a sum up to here is written in its own order
constexpr std::size_t kWritten = 4;     // of a longer one, so many terms

// Fixed decimals that leave about four digits of the number.
int decimals_of(double value) {
    const double size = std::abs(value);
    if (size >= 1e3) {
        return size >= 1e5 ? 0 : 1;
    }
    if (size == 0 || size >= 0.1) {
        return 4;
    }
    return std::min(4 + static_cast<int>(std::floor(-std::log10(size))), 9);
}

int sign_of(double value) {
    return value > 0 ? 1 : (value < 0 ? -1 : 0);
}

float range_of(const Matrix<double>& m) {
    return m.size() == 0
               ? 1.0F
               : static_cast<float>(m.array().isNaN().select(0.0, m.cwiseAbs()).maxCoeff());
}

void swap_factors(Term& term) {
    std::swap(term.left, term.right);
    std::swap(term.left_tensor, term.right_tensor);
    std::swap(term.left_row, term.right_row);
    std::swap(term.left_col, term.right_col);
}

constexpr int kProducts = 3;  // the picture that fills as the sum grows

class Lens {
public:
    Lens(const Session& session, std::uint64_t version, int step, Cell cell,
         const std::optional<Index>& terms_done)
        : session_(session),
          trace_(*session.trace),
          step_(trace_.steps[static_cast<std::size_t>(step)]),
          index_(step),
          version_(version),
          cell_(cell),
          element_(element(trace_, step, cell.row, cell.col)) {
        if (terms_done) {
            cut_to(static_cast<std::size_t>(*terms_done));
        }
    }

    LensView view(bool by_weight) {
        view_.heading = heading();
        if (reads_pictures()) {
            add_pictures();
        }
        Element spoken = weightiest_first();
        view_.symbols = symbols_text(trace_, index_, spoken, session_.convention, kWritten);
        if (right_first()) {
            for (std::vector<Term>* terms : {&spoken.terms, &element_.terms}) {
                for (Term& term : *terms) {
                    swap_factors(term);
                }
            }
        }
        view_.numbers =
            numbers_text(trace_, index_, spoken, kWritten, std::max(decimals_of(typical()) - 1, 3));
        add_lines();
        add_terms(by_weight);
        return std::move(view_);
    }

private:
    // The sum after so many terms: what is added later is not there yet.
    void cut_to(std::size_t terms) {
        if (terms >= element_.terms.size()) {
            return;
        }
        terms_done_ = static_cast<Index>(terms);
        element_.terms.resize(terms);
        element_.positive = 0;
        element_.negative = 0;
        for (const Term& term : element_.terms) {
            (term.product() > 0 ? element_.positive : element_.negative) += term.product();
        }
        element_.has_offset = false;
        element_.result = element_.positive + element_.negative;
    }

    bool reads_pictures() const { return session_.example.images != nullptr && step_.layer == 1; }

    // A reader counts digits from 0, rows from 1: where an output is a digit, both are said.
    std::string heading() const {
        std::string text = plain_heading();
        const Matrix<double>& value = trace_.result(step_).value;
        if (session_.example.images != nullptr && step_.layer == trace_.layers() &&
            value.rows() == trace_.sizes.back() && step_.phase != Phase::Update) {
            text += fmt::format(" · DIGIT {}", cell_.row);
        }
        return text;
    }

    std::string plain_heading() const {
        const Index row = cell_.row + 1;
        const Index col = cell_.col + 1;
        const bool as_column = session_.convention == Convention::Row;
        switch (step_.operation) {
            case Operation::WeightedSum:
            case Operation::AddBias:
                return fmt::format("{} {} OF W AS A DOT PRODUCT", as_column ? "COLUMN" : "ROW",
                                   row);
            case Operation::GradientX:
                return fmt::format("{} {} OF W MEETS δ", as_column ? "ROW" : "COLUMN", row);
            case Operation::GradientW:
                return fmt::format("ONE GRADIENT FOR ONE WEIGHT: ROW {}, COLUMN {}",
                                   as_column ? col : row, as_column ? row : col);
            case Operation::Loss:
                return "THE LOSS IN NUMBERS";
            case Operation::UpdateW:
                return fmt::format("ONE WEIGHT TAKES A STEP: ROW {}, COLUMN {}",
                                   as_column ? col : row, as_column ? row : col);
            default:
                return fmt::format("ELEMENT {} IN NUMBERS", row);
        }
    }

    // A vector over the input's pixels as the image it is.
    Matrix<double> as_image(const Matrix<double>& pixels) const {
        const ImageSet& images = *session_.example.images;
        Matrix<double> image(images.rows, images.cols);
        for (Index k = 0; k < pixels.size(); ++k) {
            image(k / images.cols, k % images.cols) = pixels(k);
        }
        return image;
    }

    void picture(std::string sign, std::string caption, const Matrix<double>& pixels,
                 Palette palette, int which, Symbol of) {
        LensPicture picture;
        picture.tensor = find_index(trace_, of, of == Symbol::X ? 0 : 1);
        picture.in_row = of != Symbol::X && of != Symbol::GradX;
        picture.sign = std::move(sign);
        picture.caption = std::move(caption);
        picture.values = as_image(pixels);
        picture.palette = palette;
        picture.range = palette == Palette::Grey ? 1.0F : range_of(picture.values);
        picture.key = heatmap_key(version_, index_, cell_.row, cell_.col, which, 77,
                                  which == kProducts ? terms_done_.value_or(-1) : -1);
        view_.pictures.push_back(std::move(picture));
    }

    // Of a long sum, the terms that decide it are written out.
    Element weightiest_first() const {
        Element spoken = element_;
        if (spoken.terms.size() > kAllWritten) {
            std::ranges::partial_sort(spoken.terms, spoken.terms.begin() + kWritten,
                                      std::ranges::greater(),
                                      [](const Term& term) { return std::abs(term.product()); });
        }
        return spoken;
    }

    // The size of the numbers in play: the smallest of the largest term's factors and the result.
    double typical() const {
        double size = std::abs(element_.result);
        if (!element_.terms.empty()) {
            const Term& term = *std::ranges::max_element(
                element_.terms, {}, [](const Term& t) { return std::abs(t.product()); });
            for (const double part : {term.left, term.right}) {
                size = part == 0 ? size : std::min(size, std::abs(part));
            }
        }
        return size;
    }

    void add_pictures() {
        const Matrix<double>& x = find(trace_, Symbol::X, 0).value;
        const Index row = cell_.row;
        const Matrix<double> w =
            find(trace_, Symbol::W, 1)
                .value.row(std::min(row, find(trace_, Symbol::W, 1).value.rows() - 1));
        switch (step_.operation) {
            case Operation::WeightedSum:
            case Operation::AddBias: {
                const Matrix<double> pixels = x.col(cell_.col);
                Matrix<double> products = w.transpose().cwiseProduct(pixels);
                if (terms_done_) {
                    products.bottomRows(products.rows() - *terms_done_)
                        .setConstant(std::numeric_limits<double>::quiet_NaN());
                }
                picture("", fmt::format("weights {}", row + 1), w, Palette::Values, 1, Symbol::W);
                picture("⊙", "x", pixels, Palette::Grey, 2, Symbol::X);
                picture("=", fmt::format("{} products", terms_done_.value_or(pixels.size())),
                        products, Palette::Values, kProducts, Symbol::W);
                break;
            }
            case Operation::GradientW: {
                const Matrix<double> gradient = find(trace_, Symbol::GradW, 1).value.row(row);
                const double delta = find(trace_, Symbol::GradZ, 1).value(row, 0);
                picture(fmt::format("δ {} ·", number_text(delta, decimals_of(delta))), "x",
                        x.col(0), Palette::Grey, 1, Symbol::X);
                picture("=", fmt::format("∂L/∂W, weights {}", row + 1), gradient,
                        Palette::Gradients, 2, Symbol::GradW);
                break;
            }
            case Operation::GradientX:
                picture("", "∂L/∂x", find(trace_, Symbol::GradX, 1).value.col(cell_.col),
                        Palette::Gradients, 1, Symbol::GradX);
                break;
            case Operation::UpdateW:
                picture("", fmt::format("weights {}", row + 1), w, Palette::Values, 1, Symbol::W);
                picture("− η", "∂L/∂W", find(trace_, Symbol::GradW, 1).value.row(row),
                        Palette::Gradients, 2, Symbol::GradW);
                picture("=", "new", find(trace_, Symbol::NextW, 1).value.row(row), Palette::Values,
                        3, Symbol::NextW);
                break;
            default:
                break;
        }
    }

    void line(std::string label, double value, Palette palette, bool strong = false) {
        view_.lines.push_back({std::move(label), number_text(value, decimals_of(value)),
                               sign_of(value), strong, palette});
    }

    Palette palette(int tensor) const {
        return tensor < 0 ? view_.palette
                          : palette_of(session_, trace_.tensors[static_cast<std::size_t>(tensor)]);
    }

    // What a function was given: it is no sum.
    void add_arguments() {
        const auto given = [&](int tensor, Cell cell) {
            const Tensor& of = trace_.tensors[static_cast<std::size_t>(tensor)];
            line(symbol_text(trace_, tensor) + index_text(of, cell), of.value(cell.row, cell.col),
                 palette(tensor));
        };
        const auto is_softmax = [&] {
            return trace_.activations[static_cast<std::size_t>(step_.layer - 1)] ==
                   Activation::Softmax;
        };
        switch (step_.operation) {
            case Operation::Activate:
                given(step_.operands[0], cell_);
                if (is_softmax()) {
                    add_shares();
                }
                break;
            case Operation::LocalSlope:
                if (is_softmax()) {
                    const Index out = trace_.sizes.back();
                    const Index sample = cell_.row / out;
                    given(step_.operands[0], {cell_.row % out, sample});
                    if (cell_.row % out != cell_.col) {
                        given(step_.operands[0], {cell_.col, sample});
                    }
                } else {
                    given(find_index(trace_, Symbol::Z, step_.layer), cell_);
                }
                break;
            case Operation::LossGradient:
                given(step_.operands[0], cell_);
                given(step_.operands[1], cell_);
                break;
            default:
                break;
        }
    }

    // e^z and the sum that it is a share of, z lowered where e^z would be no number to read.
    void add_shares() {
        const auto z = trace_.operand(step_, 0).value.col(cell_.col).array();
        const double lowered = z.abs().maxCoeff() > 20 ? z.maxCoeff() : 0;
        const char* power = lowered != 0 ? "e^(z − max)" : "e^z";
        line(power, std::exp(z(cell_.row) - lowered), Palette::Values);
        line(fmt::format("÷ Σ {}", power), (z - lowered).exp().sum(), Palette::Values);
    }

    void add_lines() {
        const std::string result = result_name();
        view_.palette = palette(step_.result);
        add_arguments();
        if (element_.terms.size() > 1) {
            line("Σ positive", element_.positive, view_.palette);
            line("Σ negative", element_.negative, view_.palette);
            if (element_.has_offset) {
                line("w · x", element_.positive + element_.negative, view_.palette);
                line("+ b", element_.offset, view_.palette);
            }
        } else if (step_.operation == Operation::UpdateW || step_.operation == Operation::UpdateB) {
            line(symbol_text(trace_, step_.operands[0]) + index_text(trace_.operand(step_, 0)),
                 element_.offset, palette(step_.operands[0]));
            line(fmt::format("− {:g} · {}{}", trace_.learning_rate,
                             symbol_text(trace_, step_.operands[1]),
                             index_text(trace_.operand(step_, 1))),
                 element_.positive + element_.negative, palette(step_.operands[1]));
        } else if (element_.terms.size() == 1) {
            const Term& term = element_.terms.front();
            line(tensor_name(term.left_tensor), term.left, palette(term.left_tensor));
            if (term.right_tensor >= 0) {
                line("· " + tensor_name(term.right_tensor), term.right, palette(term.right_tensor));
            }
            if (element_.has_offset) {
                line("+ b", element_.offset, view_.palette);
            }
        }
        line(terms_done_ ? std::string("so far") : "= " + result, element_.result, view_.palette,
             true);
    }

    std::string tensor_name(int tensor) const {
        return tensor < 0 ? std::string("factor") : symbol_text(trace_, tensor);
    }

    std::string result_name() const {
        std::string name = symbol_text(trace_, step_.result);
        return name + index_text(trace_.result(step_));
    }

    // "[3,1]" as the convention writes it; "[3]" for a vector, nothing for a number.
    std::string index_text(const Tensor& tensor) const { return index_text(tensor, cell_); }
    std::string index_text(const Tensor& tensor, Cell cell) const {
        if (tensor.layout == Layout::Scalar) {
            return {};
        }
        if (tensor.value.cols() == 1) {
            return fmt::format("[{}]", cell.row + 1);
        }
        const bool swap = is_transposed(tensor.layout, session_.convention);
        return fmt::format("[{},{}]", (swap ? cell.col : cell.row) + 1,
                           (swap ? cell.row : cell.col) + 1);
    }

    // Whether the convention writes the product's factors the other way round: X W, Xᵀ δ.
    bool right_first() const {
        switch (step_.operation) {
            case Operation::WeightedSum:
            case Operation::AddBias:
            case Operation::GradientX:
                return session_.convention != Convention::Column;
            case Operation::GradientW:
                return session_.convention == Convention::Row;
            default:
                return false;
        }
    }

    void add_terms(bool by_weight) {
        view_.term_count = element_.terms.size();
        if (element_.terms.empty()) {
            return;
        }
        view_.left_name = tensor_name(element_.terms.front().left_tensor);
        view_.right_name = tensor_name(element_.terms.front().right_tensor);
        if (step_.operation == Operation::Loss) {
            // Its factors are functions of the tensors, not the tensors.
            const bool squares = trace_.loss == Loss::MeanSquaredError;
            view_.left_name = squares ? "(ŷ − y)" : "y";
            view_.right_name = squares ? "(ŷ − y) / n" : "(−log ŷ)";
        }
        view_.terms = element_.terms;
        if (by_weight && view_.terms.size() > kAllWritten) {
            std::ranges::stable_sort(view_.terms, std::ranges::greater(),
                                     [](const Term& term) { return std::abs(term.product()); });
        }
        double sum = 0;
        for (const Term& term : view_.terms) {
            sum += term.product();
            view_.running.push_back(sum);
        }
    }

    const Session& session_;
    const Trace& trace_;
    const Step& step_;
    int index_;
    std::uint64_t version_;
    Cell cell_;
    Element element_;
    std::optional<Index> terms_done_;  // when the sum is under way
    LensView view_;
};

}  // namespace

LensView lens_view(const Session& session, std::uint64_t version, int step, Cell cell,
                   bool by_weight, const std::optional<Index>& terms_done) {
    return Lens(session, version, step, cell, terms_done).view(by_weight);
}

}  // namespace layerwise
