#include "core/practice/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/lessons/quantity.h"

namespace layerwise {
namespace {

using Values = Matrix<double>;

constexpr double kStep = 1e-5;
constexpr Index kColumnsAtOnce = 2048;  // as many samples go through the upper layers together

Values relative_error(const Values& gradient, const Values& difference) {
    const auto size = gradient.cwiseAbs().cwiseMax(difference.cwiseAbs()).array();
    return (gradient - difference).cwiseAbs().array() / size.max(kSmallGradient);
}

// Moving w_ij by h moves only z_i, by h·x_j: so a whole row of W (and b_i, whose x is 1) is one
// batch through the layers above, a sample a parameter and direction.
class Checker {
public:
    Checker(const Trace& trace, const std::stop_token& stop,
            const std::function<void(double)>& progress)
        : trace_(trace), network_(network_of(trace)), stop_(stop), progress_(progress) {
        for (const Dense<double>& layer : network_.layers) {
            rows_ += layer.outputs();
        }
    }

    std::optional<GradientCheck> run() {
        GradientCheck check;
        for (int l = 1; l <= trace_.layers(); ++l) {
            LayerCheck layer;
            if (!differences(l, layer)) {
                return std::nullopt;
            }
            layer.error_W = relative_error(find(trace_, Symbol::GradW, l).value, layer.dL_dW);
            layer.error_b = relative_error(find(trace_, Symbol::GradB, l).value, layer.dL_db);
            check.largest =
                std::max({check.largest, layer.error_W.maxCoeff(), layer.error_b.maxCoeff()});
            check.layers.push_back(std::move(layer));
        }
        return check;
    }

private:
    bool differences(int l, LayerCheck& layer) {
        const Dense<double>& dense = network_.layers[static_cast<std::size_t>(l) - 1];
        layer.dL_dW.resize(dense.outputs(), dense.inputs());
        layer.dL_db.resize(dense.outputs(), 1);
        const Values& x = find(trace_, Symbol::X, l).value;
        Values moves(dense.inputs() + 1, x.cols());  // x, and the 1 that b stands beside
        moves << x, Values::Ones(1, x.cols());
        for (Index i = 0; i < dense.outputs(); ++i) {
            const Index at_once = std::max<Index>(1, kColumnsAtOnce / (2 * x.cols()));
            for (Index j = 0; j < moves.rows(); j += at_once) {
                if (stop_.stop_requested()) {
                    return false;
                }
                const Index count = std::min(at_once, moves.rows() - j);
                const Vector<double> slopes = row_slopes(l, i, moves.middleRows(j, count));
                for (Index k = 0; k < count; ++k) {
                    (j + k < dense.inputs() ? layer.dL_dW(i, j + k) : layer.dL_db(i, 0)) =
                        slopes(k);
                }
            }
            done_ += 1;
            if (progress_) {
                progress_(static_cast<double>(done_) / static_cast<double>(rows_));
            }
        }
        return true;
    }

    // For each row of moves: (L(z_i + h·move) − L(z_i − h·move)) / 2h.
    Vector<double> row_slopes(int l, Index i, const Values& moves) const {
        const Values& z = find(trace_, Symbol::Z, l).value;
        const Index N = z.cols();
        Values moved = z.replicate(1, 2 * moves.rows());
        for (Index k = 0; k < moves.rows(); ++k) {
            moved.row(i).segment(2 * k * N, N) += kStep * moves.row(k);
            moved.row(i).segment((2 * k + 1) * N, N) -= kStep * moves.row(k);
        }
        Values a = activate(network_.layers[static_cast<std::size_t>(l) - 1].f, moved);
        for (auto above = static_cast<std::size_t>(l); above < network_.layers.size(); ++above) {
            const Dense<double>& layer = network_.layers[above];
            moved = (layer.W * a).colwise() + layer.b;
            a = activate(layer.f, moved);
        }
        const Values& y = find(trace_, Symbol::Y, 0).value;
        const auto loss = [&](Index block) {
            return loss_value<double>(network_.loss, network_.layers.back().f,
                                      moved.middleCols(block * N, N), a.middleCols(block * N, N),
                                      y);
        };
        Vector<double> slopes(moves.rows());
        for (Index k = 0; k < moves.rows(); ++k) {
            slopes(k) = (loss(2 * k) - loss(2 * k + 1)) / (2 * kStep);
        }
        return slopes;
    }

    const Trace& trace_;
    Network<double> network_;
    const std::stop_token& stop_;
    const std::function<void(double)>& progress_;
    Index rows_ = 0, done_ = 0;
};

}  // namespace

std::optional<GradientCheck> check_gradients(const Trace& trace, const std::stop_token& stop,
                                             const std::function<void(double)>& progress) {
    return Checker(trace, stop, progress).run();
}

std::unique_ptr<BackgroundCheck> check_gradients_in_background(std::shared_ptr<const Trace> trace) {
    return std::make_unique<BackgroundCheck>(
        [trace = std::move(trace)](const std::stop_token& stop,
                                   const BackgroundCheck::Publish& publish) {
            std::optional<GradientCheck> check = check_gradients(*trace, stop, [&](double share) {
                publish({share, std::nullopt});
            });
            if (check) {
                publish({1, std::move(check)});
            }
        });
}

}  // namespace layerwise
