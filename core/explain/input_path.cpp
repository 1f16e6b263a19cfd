#include "core/explain/input_path.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/explain/input_gradient.h"

namespace layerwise {
namespace {

Index arg_max_of(const Vector<double>& values) {
    Index best = 0;
    values.maxCoeff(&best);
    return best;
}

// The gradient without pixels that stand at a bound and would be pushed beyond it.
Vector<double> free_part(Vector<double> g, const Vector<double>& x) {
    for (Index j = 0; j < g.size(); ++j) {
        if ((x(j) <= 0 && g(j) > 0) || (x(j) >= 1 && g(j) < 0)) {
            g(j) = 0;
        }
    }
    return g;
}

}  // namespace

InputPath input_path(const Network<double>& network, const Vector<double>& x, int target,
                     const InputPathOptions& options) {
    assert(target >= 0 && target < network.outputs());
    const Vector<double> y = Vector<double>::Unit(network.outputs(), target);
    InputPath path;
    path.target = target;
    path.length = options.length;
    path.x.push_back(x);
    while (true) {
        const Activity now = activity(network, path.x.back());
        path.y_hat.push_back(now.a.back());
        path.loss.push_back(loss_of(network, now, y));
        if (path.last() == options.steps || now.a.back()(target) >= options.enough) {
            break;
        }
        // Scaled by its largest part first: the squares of tiny slopes would vanish in the norm.
        Vector<double> g = free_part(input_gradient(network, now, y), path.x.back());
        const double largest = g.cwiseAbs().maxCoeff();
        if (!(largest > 0) || !std::isfinite(largest)) {
            break;
        }
        g /= largest;
        path.x.emplace_back(
            (path.x.back() - options.length / g.norm() * g).cwiseMax(0.0).cwiseMin(1.0));
    }
    path.from = static_cast<int>(arg_max_of(path.y_hat.front()));
    return path;
}

MovedLogits moved_logits(const Network<double>& network, const Vector<double>& x0,
                         const Vector<double>& x1, int from, int to) {
    const Activity before = activity(network, x0);
    const Activity after = activity(network, x1);
    const std::size_t last = network.layers.size() - 1;
    const Matrix<double>& W = network.layers[last].W;
    MovedLogits moved;
    moved.before = before.z[last](to) - before.z[last](from);
    moved.after = after.z[last](to) - after.z[last](from);
    for (Index j = 0; j < W.cols(); ++j) {
        moved.terms.push_back({j, W(to, j) - W(from, j), before.a[last](j), after.a[last](j)});
    }
    std::ranges::stable_sort(moved.terms, [](const MovedTerm& a, const MovedTerm& b) {
        return std::abs(a.moved()) > std::abs(b.moved());
    });
    return moved;
}

Vector<double> moved_pixels(const Network<double>& network, const Vector<double>& x0,
                            const Vector<double>& x1, Index i) {
    return network.layers.front().W.row(i).transpose().cwiseProduct(x1 - x0);
}

Index most_moved_unit(const Network<double>& network, const Vector<double>& x0,
                      const Vector<double>& x1) {
    const Dense<double>& first = network.layers.front();
    const Vector<double> z0 = first.W * x0 + first.b;
    const Vector<double> z1 = first.W * x1 + first.b;
    // Softmax acts on all units at once; a single layer's units are its logits.
    const bool logits = first.f == Activation::Softmax;
    const Vector<double> a0 = logits ? z0 : Vector<double>(activate<double>(first.f, z0));
    const Vector<double> a1 = logits ? z1 : Vector<double>(activate<double>(first.f, z1));
    return arg_max_of((a1 - a0).cwiseAbs());
}

}  // namespace layerwise
