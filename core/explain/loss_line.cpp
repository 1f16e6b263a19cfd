#include "core/explain/loss_line.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/explain/batch_pass.h"

namespace layerwise {
namespace {

double finite(double loss) {
    constexpr double kHuge = 1e30;
    return std::isfinite(loss) ? loss : kHuge;
}

// How far to look: from where the tangent meets zero, until the lowest place is in the first half
// but not at its beginning.
double reach_of(const std::function<double(double)>& loss_at, double loss, double slope,
                const std::function<bool()>& go_on) {
    constexpr int kCoarse = 12;
    constexpr int kMostTries = 24;
    double reach = std::max(loss, 1e-9) / std::max(-slope, 1e-300);
    for (int tries = 0; tries < kMostTries && go_on(); ++tries) {
        int lowest = 0;
        double least = loss;
        for (int k = 1; k <= kCoarse; ++k) {
            const double there = loss_at(reach * k / kCoarse);
            if (there < least) {
                least = there;
                lowest = k;
            }
        }
        if (lowest == 0) {
            reach /= kCoarse;
        } else if (lowest <= 2) {
            reach /= 3;
        } else if (lowest >= kCoarse - 1 && reach < 1e6) {
            reach *= 3;
        } else {
            return std::min(3 * reach * lowest / kCoarse, 1e6);
        }
    }
    return reach;
}

}  // namespace

SetLoss set_loss(const Network<double>& network, const Matrix<double>& X, const Matrix<double>& Y) {
    assert(X.cols() == Y.cols() && X.cols() > 0);
    const BatchForward pass = batch_forward(network, X);
    const Matrix<double>& a = pass.a.back();
    Index right = 0;
    for (Index n = 0; n < a.cols(); ++n) {
        Index predicted = 0;
        Index wanted = 0;
        if (a.rows() > 1) {
            a.col(n).maxCoeff(&predicted);
            Y.col(n).maxCoeff(&wanted);
            right += predicted == wanted ? 1 : 0;
        } else {
            right += std::round(a(0, n)) == std::round(Y(0, n)) ? 1 : 0;
        }
    }
    return {batch_loss(network, pass, Y),
            static_cast<double>(right) / static_cast<double>(a.cols())};
}

double SetGradient::squared_norm() const {
    double sum = 0;
    for (const Dense<double>& layer : dL.layers) {
        sum += layer.W.squaredNorm() + layer.b.squaredNorm();
    }
    return sum;
}

SetGradient set_gradient(const Network<double>& network, const Matrix<double>& X,
                         const Matrix<double>& Y) {
    const BatchForward pass = batch_forward(network, X);
    return {batch_loss(network, pass, Y), batch_backward(network, pass, Y).dL};
}

Network<double> moved(const Network<double>& network, const SetGradient& gradient, double t) {
    Network<double> result = network;
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        result.layers[l].W -= t * gradient.dL.layers[l].W;
        result.layers[l].b -= t * gradient.dL.layers[l].b;
    }
    return result;
}

std::optional<LossLine> loss_line(const Network<double>& network, const Matrix<double>& X,
                                  const Matrix<double>& Y, double zoom,
                                  const std::function<bool()>& go_on) {
    const SetGradient gradient = set_gradient(network, X, Y);
    LossLine line;
    line.loss = gradient.loss;
    line.slope = -gradient.squared_norm();
    for (const Dense<double>& layer : gradient.dL.layers) {
        line.norm_W.push_back(layer.W.norm());
        line.norm_b.push_back(layer.b.norm());
    }
    const auto loss_at = [&](double t) {
        const Network<double> there = moved(network, gradient, t);
        return finite(batch_loss(there, batch_forward(there, X), Y));
    };
    const double reach = zoom * reach_of(loss_at, line.loss, line.slope, go_on);
    line.best = line.loss;
    for (int k = 0; k < kLinePoints; ++k) {
        if (!go_on()) {
            return std::nullopt;
        }
        line.t.push_back(reach * k / (kLinePoints - 1));
        line.L.push_back(k == 0 ? finite(line.loss) : loss_at(line.t.back()));
        if (line.L.back() < line.best) {
            line.best = line.L.back();
            line.best_t = line.t.back();
        }
    }
    for (std::size_t k = 1; k < line.t.size(); ++k) {
        if (line.t[k] > line.best_t && line.L[k] > line.loss) {
            // Between two points, where the straight line crosses.
            const double part = (line.loss - line.L[k - 1]) / (line.L[k] - line.L[k - 1]);
            line.level_t = line.t[k - 1] + part * (line.t[k] - line.t[k - 1]);
            break;
        }
    }
    return line;
}

StepJudgement judge_step(const LossLine& line, double eta, double loss_after) {
    constexpr double kFlat = 1e-18;  // |∇L|²
    constexpr double kWorthIt = 0.15, kGivenBack = 0.5;
    if (-line.slope < kFlat || line.best >= line.loss) {
        return -line.slope < kFlat ? StepJudgement::Flat : StepJudgement::TooLarge;
    }
    if (!(loss_after < line.loss)) {
        return StepJudgement::TooLarge;
    }
    const double share = (line.loss - loss_after) / (line.loss - line.best);
    if (eta < line.best_t) {
        return share < kWorthIt ? StepJudgement::TooSmall : StepJudgement::Right;
    }
    return share < kGivenBack ? StepJudgement::TooLong : StepJudgement::Right;
}

}  // namespace layerwise
