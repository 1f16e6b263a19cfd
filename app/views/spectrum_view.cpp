#include "app/views/spectrum_view.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/views/stage_view.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr Index kHalfGrid = 5;   // as far as x reaches
constexpr Index kMoreGrid = 12;  // drawn: it should fill a pane that is stretched
constexpr Index kSide = 28;
constexpr double kTelling = 0.9;  // of the energy

Matrix<double> turned(double angle) {
    Matrix<double> R(2, 2);
    R << std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle);
    return R;
}

double angle_of(const Eigen::Vector2d& v) {
    return v.isZero() ? 0 : std::atan2(v(1), v(0));
}

Point3 flat(const Matrix<double>& points, Index k) {
    return {points(0, k), points(1, k), 0};
}

std::string percent(double share) {
    return fmt::format("{:.1f} %", 100 * share);
}

// 1, 2 or 5 times a power of ten.
double step_for(double reach) {
    const double least = std::max(reach, 1e-6) / static_cast<double>(kHalfGrid);
    const double power = std::pow(10, std::floor(std::log10(least)));
    return least <= power       ? power
           : least <= 2 * power ? 2 * power
           : least <= 5 * power ? 5 * power
                                : 10 * power;
}

class Tiles {
public:
    Tiles(const Session& session, int layer, bool pictures)
        : pictures_(pictures),
          input_(find(*session.trace, Symbol::A, layer - 1)),
          own_palette_(palette_of(session, input_)) {}

    SpectrumTile of(std::string title, std::string note, const Vector<double>& v,
                    bool is_input = false) const {
        SpectrumTile tile{std::move(title), std::move(note), {}, {}, Palette::Values, 1};
        // Pixels lie row by row.
        tile.values = pictures_ ? Matrix<double>(v.reshaped(kSide, kSide).transpose())
                                : Matrix<double>(v.transpose());
        tile.palette = is_input ? own_palette_ : Palette::Values;
        const float largest = static_cast<float>(v.cwiseAbs().maxCoeff());
        const bool grey = tile.palette == Palette::Grey;
        tile.range = grey ? 1.0F : std::max(largest, 1e-12F);
        if (!grey) {
            tile.scale = fmt::format("±{:.2g}", largest);
        }
        return tile;
    }

private:
    bool pictures_;
    const Tensor& input_;
    Palette own_palette_;
};

}  // namespace

PlaneMap plane_map(const Svd& svd, const Vector<double>& x, const Vector<double>& b, Index first,
                   Index second) {
    PlaneMap map;
    map.sigma_1 = svd.sigma(first);
    map.sigma_2 = svd.sigma(second);
    map.x = {svd.V.col(first).dot(x), svd.V.col(second).dot(x)};
    map.b = {svd.U.col(first).dot(b), svd.U.col(second).dot(b)};
    if (first == second) {
        map.sigma_2 = 0;
        map.x(1) = (x - svd.V.col(first) * map.x(0)).norm();
        map.b(1) = (b - svd.U.col(first) * map.b(0)).norm();
    }
    return map;
}

Matrix<double> plane_images(const PlaneMap& map, const Matrix<double>& C, double stage) {
    const auto part = [&](int from) { return std::clamp(stage - from, 0.0, 1.0); };
    const Eigen::Vector2d z{map.sigma_1 * map.x(0), map.sigma_2 * map.x(1)};
    Matrix<double> stretch = Matrix<double>::Zero(2, 2);
    stretch(0, 0) = 1 + part(1) * (map.sigma_1 - 1);
    stretch(1, 1) = 1 + part(1) * (map.sigma_2 - 1);
    const Matrix<double> before = turned(-angle_of(map.x) * (1 - part(0)));
    const Matrix<double> after = turned(-angle_of(z) * part(2));
    Matrix<double> moved = after * stretch * before * C;
    const Eigen::Vector2d shift = after * map.b * part(3);
    moved.colwise() += shift;
    return moved;
}

std::optional<double> plane_stage_of(const Session& session) {
    const Step& here = session.trace->steps[static_cast<std::size_t>(session.cursor.step)];
    switch (here.operation) {
        case Operation::WeightedSum:
            return 3;
        case Operation::AddBias:
        case Operation::Activate:
            return 4;
        default:
            return std::nullopt;
    }
}

Index telling_count(const Svd& svd) {
    Index k = 0;
    while (k < svd.sigma.size() && energy_kept(svd, k) < kTelling) {
        ++k;
    }
    return k;
}

SpacePane plane_pane(const SpectrumScene& scene, double stage) {
    const PlaneMap& map = scene.map;
    const double step = scene.step;
    SpacePane pane;
    pane.flatness = 1;
    const double extent = step * static_cast<double>(kMoreGrid);
    for (const bool axes : {false, true}) {
        for (Index k = -kMoreGrid; k <= kMoreGrid; ++k) {
            if ((k == 0) != axes) {
                continue;
            }
            const double at = step * static_cast<double>(k);
            Matrix<double> C(2, 4);
            C << -extent, extent, at, at, at, at, -extent, extent;
            const Matrix<double> moved = plane_images(map, C, stage);
            pane.lines.push_back({{flat(moved, 0), flat(moved, 1)}, axes});
            pane.lines.push_back({{flat(moved, 2), flat(moved, 3)}, axes});
        }
    }
    Matrix<double> C(2, 4);
    C << step, 0, map.x(0), 0, 0, step, map.x(1), 0;
    const Matrix<double> moved = plane_images(map, C, stage);
    const Point3 origin = flat(moved, 3);
    if (stage > 3) {
        pane.arrows.push_back(
            {SpaceArrow::Kind::Shift, 0, Point3::Zero(), origin, "b", std::nullopt});
    }
    const auto name = [&](Index k, bool is_rest) {
        if (is_rest) {
            return std::string(stage < 2 ? "rest" : "");
        }
        return stage < 2 ? fmt::format("v{}", k + 1) : fmt::format("σ{}u{}", k + 1, k + 1);
    };
    pane.arrows.push_back({SpaceArrow::Kind::Basis, 0, origin, flat(moved, 0),
                           name(scene.first, false), std::nullopt});
    pane.arrows.push_back({SpaceArrow::Kind::Basis, 1, origin, flat(moved, 1),
                           name(scene.second, scene.first == scene.second), std::nullopt});
    pane.arrows.push_back({SpaceArrow::Kind::Sample, 0, Point3::Zero(), flat(moved, 2),
                           stage < 2   ? scene.name
                           : stage < 4 ? "W" + scene.name
                                       : std::string("z"),
                           std::nullopt});
    return pane;
}

std::string plane_words(const SpectrumScene& scene, double stage) {
    const Index i = scene.first + 1;
    const Index j = scene.second + 1;
    if (i == j && stage >= 0.5) {
        return stage < 1.5
                   ? fmt::format("turned by Vᵀ: v{} and the rest are the axes", i)
                   : fmt::format("× {:.3g} along v{}; the rest lands on 0", scene.map.sigma_1, i);
    }
    if (stage < 0.5) {
        return "seen so that the part of the input in it points right";
    }
    if (stage < 1.5) {
        return fmt::format("turned by Vᵀ: v{} and v{} are the axes", i, j);
    }
    if (stage < 2.5) {
        return fmt::format("stretched: × {:.3g} along v{}, × {:.3g} along v{}", scene.map.sigma_1,
                           i, scene.map.sigma_2, j);
    }
    if (stage < 3.5) {
        return fmt::format("turned by U into the plane of u{} and u{}", i, j);
    }
    return fmt::format("shifted by the part of b along u{} and u{}", i, j);
}

double plane_reach(const SpectrumScene& scene, double stage) {
    const double t = std::clamp(stage - 1, 0.0, 1.0);
    return scene.reach_before * std::pow(scene.reach_after / scene.reach_before, t);
}

SpectrumScene spectrum_scene(const Session& session, const Svd& svd, int layer, Index sample,
                             Index first, Index second, Index kept) {
    const Trace& trace = *session.trace;
    const Vector<double> x = find(trace, Symbol::A, layer - 1).value.col(sample);
    const Vector<double> b = find(trace, Symbol::B, layer).value.col(0);
    SpectrumScene scene;
    const PlaneMap map = plane_map(svd, x, b, first, second);
    scene.map = map;
    scene.first = first;
    scene.second = second;
    const Eigen::Vector2d z{map.sigma_1 * map.x(0), map.sigma_2 * map.x(1)};
    const double step = step_for(1.15 * std::max(map.x.norm(), 1e-3));
    scene.step = step;
    const double half = step * static_cast<double>(kHalfGrid);
    scene.reach_after =
        std::max({half, 1.2 * z.norm(), 1.2 * (z + map.b).norm(), 1.2 * step * map.sigma_1});
    scene.reach_before = std::max(half, scene.reach_after / 2);

    scene.pictures = layer == 1 && session.example.images != nullptr && x.size() == kSide * kSide;
    const Tiles tiles(session, layer, scene.pictures);
    const auto [in_row_space, in_null_space] = null_split(svd, x);
    const Vector<double> again = rebuilt(svd, x, kept);
    const char* name = layer == 1 ? "x" : "a";
    scene.name = name;
    for (const Index k : {first, second}) {
        const Vector<double> v = svd.V.col(k);
        const bool is_rest = first == second && scene.tiles.size() == 1;
        const Vector<double> rest = x - v * v.dot(x);
        scene.tiles.push_back(
            is_rest ? tiles.of("rest  σ 0", fmt::format("‖·‖ {:.3f}", rest.norm()), rest)
                    : tiles.of(fmt::format("v{}  σ {:.3g}", k + 1, svd.sigma(k)),
                               fmt::format("v·{} = {}", name, number_text(v.dot(x), 2)), v));
    }
    const auto norm = [](const Vector<double>& v) { return fmt::format("‖·‖ {:.3f}", v.norm()); };
    scene.tiles.push_back(tiles.of(name, norm(x), x, true));
    scene.tiles.push_back(tiles.of(fmt::format("{} from {} v", name, kept), norm(again), again));
    scene.tiles.push_back(tiles.of("W keeps", norm(in_row_space), in_row_space));
    scene.tiles.push_back(tiles.of("W kills", norm(in_null_space), in_null_space));

    const Index p = svd.sigma.size();
    const double condition = condition_number(svd);
    scene.facts.push_back(fmt::format(
        "rank {} of {}   condition {}", svd.rank, p,
        std::isfinite(condition) ? fmt::format("{:.4g}", condition) : std::string("∞")));
    scene.facts.push_back(fmt::format("σ1 {:.3g} … σ{} {:.3g}", svd.sigma(0), p, svd.sigma(p - 1)));
    scene.facts.push_back(
        fmt::format("first {} keep {} of W's energy", kept, percent(energy_kept(svd, kept))));
    scene.facts.push_back(fmt::format(
        "and {} of {}'s", percent(x.isZero() ? 1.0 : again.squaredNorm() / x.squaredNorm()), name));
    return scene;
}

}  // namespace layerwise
