#include "app/views/space_view.h"

#include <algorithm>
#include <cmath>

#include <Eigen/LU>

namespace layerwise {
namespace {

constexpr Index kHalfGrid2 = 5, kHalfGrid3 = 3;  // grid lines on either side of an axis
constexpr Index kPiecesPerLine = 40;             // a fold and a squash bend lines

// 1, 2 or 5 times a power of ten, at least `least`.
double round_step(double least) {
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double digit : {1.0, 2.0, 5.0}) {
        if (digit * power >= least * (1 - 1e-12)) {
            return digit * power;
        }
    }
    return 10 * power;
}

// The first rows of a 3-row matrix; a 1-, 2- or 3-dimensional space lies in them.
Matrix<double> lifted(const Matrix<double>& X) {
    Matrix<double> result = Matrix<double>::Zero(kMostDimensions, X.cols());
    result.topRows(X.rows()) = X;
    return result;
}

Matrix<double> at_stage(const LayerMap& map, const Matrix<double>& X, int stage) {
    if (stage == 0) {
        return lifted(X);
    }
    Matrix<double> Z = map.W * X;
    if (stage >= 2) {
        Z.colwise() += map.b;
    }
    return lifted(stage == 3 ? activate(map.f, Z) : Z);
}

Point3 column(const Matrix<double>& points, Index k) {
    return points.col(k);
}

class Builder {
public:
    Builder(const LayerMap& map, double stage, bool x_is_given)
        : map_(map), stage_(stage), x_is_given_(x_is_given) {}

    SpaceScene build() {
        const Svd s = svd(map_.W);
        scene_.map = map_;
        scene_.facts = space_facts(map_.W, s);
        const Matrix<double> lost = null_space(s);
        for (Index k = 0; k < lost.cols(); ++k) {
            scene_.lost.push_back(column(lifted(lost), k));
        }
        const auto dimensions = [](Index n) { return n > 2 ? 3 : 2; };
        const int in = dimensions(map_.W.cols());
        const int out = dimensions(map_.W.rows());
        scene_.input.dimensions = in;
        scene_.output.dimensions = std::max(in, out);
        const double t = std::min(stage_, 1.0);
        scene_.output.flatness = in == out ? (in == 2 ? 1 : 0) : (in == 3 ? t : 1 - t);
        scene_.input.flatness = in == 2 ? 1 : 0;
        const Index half = map_.W.cols() > 2 ? kHalfGrid3 : kHalfGrid2;
        step_ = round_step(std::max(1.25 * map_.x.cwiseAbs().maxCoeff(), 1.0) /
                           static_cast<double>(half));
        extent_ = step_ * static_cast<double>(half);
        lines(half);
        arrows();
        scene_.reach = reach();
        return std::move(scene_);
    }

private:
    Index inputs() const { return map_.W.cols(); }

    // One line through the lattice along axis j, at `at` in the other coordinates.
    void line(Index j, const Vector<double>& at) {
        Matrix<double> X(inputs(), kPiecesPerLine + 1);
        for (Index p = 0; p <= kPiecesPerLine; ++p) {
            X.col(p) = at;
            X(j, p) = extent_ * (2 * static_cast<double>(p) / kPiecesPerLine - 1);
        }
        const bool is_axis = at.isZero();
        // The input's lines are straight, and so are W's and b's images of them.
        const Index every = stage_ > 2 ? 1 : kPiecesPerLine;
        const Matrix<double> moved = images(map_, X, stage_);
        const Matrix<double> still = lifted(X);
        SpaceLine out{{}, is_axis};
        for (Index p = 0; p <= kPiecesPerLine; p += every) {
            out.points.push_back(column(moved, p));
        }
        scene_.output.lines.push_back(std::move(out));
        scene_.input.lines.push_back({{column(still, 0), column(still, kPiecesPerLine)}, is_axis});
    }

    void lines(Index half) {
        const Index n = inputs();
        for (Index j = 0; j < n; ++j) {
            // Every lattice point of the other coordinates; in 3-D only those in a coordinate
            // plane, for a full lattice hides what happens to it.
            const Index others = n - 1;
            const Index side = 2 * half + 1;
            Index count = 1;
            for (Index k = 0; k < others; ++k) {
                count *= side;
            }
            for (Index c = 0; c < count; ++c) {
                Vector<double> at = Vector<double>::Zero(n);
                Index rest = c;
                for (Index k = 0; k < n; ++k) {
                    if (k != j) {
                        at(k) = step_ * static_cast<double>(rest % side - half);
                        rest /= side;
                    }
                }
                if ((at.array() != 0).count() < 2) {
                    line(j, at);
                }
            }
        }
        // Axes are drawn over the rest.
        for (SpacePane* pane : {&scene_.input, &scene_.output}) {
            std::stable_partition(pane->lines.begin(), pane->lines.end(),
                                  [](const SpaceLine& l) { return !l.is_axis; });
        }
    }

    static std::string numbered(const char* symbol, Index k) {
        return symbol + std::to_string(k + 1);
    }

    void arrows() {
        const Index n = inputs();
        Matrix<double> X = Matrix<double>::Zero(n, n + 2);  // the basis, x, 0
        X.leftCols(n).setIdentity();
        X.col(n) = map_.x;
        const Matrix<double> moved = images(map_, X, stage_);
        const Matrix<double> still = lifted(X);
        const bool is_linear = stage_ >= 1 && stage_ <= 2;
        const Point3 origin = column(moved, n + 1);
        if (stage_ > 1) {
            SpaceArrow shift{SpaceArrow::Kind::Shift, 0, Point3::Zero(), origin, "b", {}};
            if (stage_ == 2) {
                shift.handle = SpaceHandle{SpaceHandle::Kind::Bias, 0};
            } else if (stage_ > 2) {
                shift.label = stage_ == kLastStage ? "f(b)" : "";
            }
            scene_.output.arrows.push_back(shift);
        }
        for (Index j = 0; j < n; ++j) {
            const int index = static_cast<int>(j);
            scene_.input.arrows.push_back({SpaceArrow::Kind::Basis,
                                           index,
                                           Point3::Zero(),
                                           column(still, j),
                                           numbered("e", j),
                                           {}});
            SpaceArrow image{SpaceArrow::Kind::Basis, index,          origin,
                             column(moved, j),        basis_label(j), {}};
            if (is_linear) {
                image.handle = SpaceHandle{SpaceHandle::Kind::Column, j};
            }
            scene_.output.arrows.push_back(image);
        }
        SpaceArrow x{
            SpaceArrow::Kind::Sample, 0, Point3::Zero(), column(still, n), input_name(), {}};
        if (x_is_given_) {
            x.handle = SpaceHandle{SpaceHandle::Kind::Input, 0};
        }
        scene_.input.arrows.push_back(x);
        scene_.output.arrows.push_back(
            {SpaceArrow::Kind::Sample, 0, Point3::Zero(), column(moved, n), sample_label(), {}});
    }

    // A layer's input is x, or a of the layer below.
    std::string input_name() const { return x_is_given_ ? "x" : "a"; }

    std::string basis_label(Index j) const {
        return stage_ < 1    ? numbered("e", j)
               : stage_ <= 2 ? numbered("We", j)
                             : numbered("e", j) + "′";
    }

    std::string sample_label() const {
        if (stage_ < 1) {
            return input_name();
        }
        if (stage_ < 2) {
            return "W" + input_name();
        }
        return stage_ < 3 ? "z" : (x_is_given_ ? "a" : "f(z)");
    }

    // All stages of all arrows fit, so that nothing rescales while it moves.
    double reach() const {
        double far = extent_ * 1.06;
        Matrix<double> X(inputs(), inputs() + 1);
        X.leftCols(inputs()).setIdentity();
        X.col(inputs()) = map_.x;
        for (int stage = 1; stage <= 3; ++stage) {
            far = std::max(far, 1.2 * at_stage(map_, X, stage).colwise().norm().maxCoeff());
        }
        return far;
    }

    const LayerMap& map_;
    double stage_;
    bool x_is_given_;
    double step_ = 1, extent_ = 1;
    SpaceScene scene_;
};

}  // namespace

int space_layer(const Session& session) {
    const Trace& trace = *session.trace;
    const int layer = trace.steps[static_cast<std::size_t>(session.cursor.step)].layer;
    return layer > 0 ? layer : trace.layers();
}

bool is_small(const Trace& trace, int layer) {
    const auto l = static_cast<std::size_t>(layer);
    return std::max(trace.sizes[l - 1], trace.sizes[l]) <= kMostDimensions;
}

LayerMap layer_map(const Session& session, int layer, Index sample) {
    const Trace& trace = *session.trace;
    return {find(trace, Symbol::W, layer).value, find(trace, Symbol::B, layer).value.col(0),
            trace.activations[static_cast<std::size_t>(layer - 1)],
            find(trace, Symbol::A, layer - 1).value.col(sample)};
}

Matrix<double> images(const LayerMap& map, const Matrix<double>& X, double stage) {
    const int before = std::min(static_cast<int>(stage), static_cast<int>(kLastStage) - 1);
    const double t = stage - before;
    if (t == 0) {
        return at_stage(map, X, before);
    }
    if (t == 1) {
        return at_stage(map, X, before + 1);
    }
    return (1 - t) * at_stage(map, X, before) + t * at_stage(map, X, before + 1);
}

std::optional<double> stage_of(const Session& session) {
    const Step& here = session.trace->steps[static_cast<std::size_t>(session.cursor.step)];
    switch (here.operation) {
        case Operation::WeightedSum:
            return 1;
        case Operation::AddBias:
            return 2;
        case Operation::Activate:
            return 3;
        default:
            return std::nullopt;
    }
}

SpaceScene space_scene(const LayerMap& map, double stage, bool x_is_given) {
    return Builder(map, stage, x_is_given).build();
}

std::vector<EditValue> dragged(const LayerMap& map, int layer, Index sample,
                               const SpaceHandle& handle, const Point3& to, double stage) {
    std::vector<EditValue> edits;
    switch (handle.kind) {
        case SpaceHandle::Kind::Input:
            for (Index j = 0; j < map.W.cols(); ++j) {
                edits.push_back({Symbol::X, 0, j, sample, to(j)});
            }
            break;
        case SpaceHandle::Kind::Column: {
            // The arrow begins where the origin has come to: (stage − 1) b.
            const double shift = std::clamp(stage - 1, 0.0, 1.0);
            for (Index i = 0; i < map.W.rows(); ++i) {
                edits.push_back({Symbol::W, layer, i, handle.index, to(i) - shift * map.b(i)});
            }
            break;
        }
        case SpaceHandle::Kind::Bias:
            for (Index i = 0; i < map.W.rows(); ++i) {
                edits.push_back({Symbol::B, layer, i, 0, to(i)});
            }
            break;
    }
    return edits;
}

}  // namespace layerwise
