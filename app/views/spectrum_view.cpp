#include "app/views/spectrum_view.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/views/stage_view.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

constexpr Index kHalfGrid = 5;
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
        : pictures_(pictures), input_(find(*session.trace, Symbol::A, layer - 1)) {
        own_palette_ = palette_of(session, input_);
    }

    SpectrumTile of(std::string title, std::string note, const Vector<double>& v,
                    bool is_input = false) const {
        SpectrumTile tile{std::move(title), std::move(note), {}, Palette::Values, 1};
        // Pixels lie row by row.
        tile.values = pictures_ ? Matrix<double>(v.reshaped(kSide, kSide).transpose())
                                : Matrix<double>(v.transpose());
        tile.palette = is_input ? own_palette_ : Palette::Values;
        tile.range = tile.palette == Palette::Grey
                         ? 1.0F
                         : std::max(static_cast<float>(v.cwiseAbs().maxCoeff()), 1e-12F);
        return tile;
    }

private:
    bool pictures_;
    const Tensor& input_;
    Palette own_palette_ = Palette::Values;
};

}  // namespace

PlaneMap plane_map(const Svd& svd, const Vector<double>& x, const Vector<double>& b, Index first,
                   Index second) {
    PlaneMap map;
    map.sigma_1 = svd.sigma(first);
    map.sigma_2 = svd.sigma(second);
    map.x = {svd.V.col(first).dot(x), svd.V.col(second).dot(x)};
    map.b = {svd.U.col(first).dot(b), svd.U.col(second).dot(b)};
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
    const double extent = step * static_cast<double>(kHalfGrid);
    for (const bool axes : {false, true}) {
        for (Index k = -kHalfGrid; k <= kHalfGrid; ++k) {
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
    const auto name = [&](Index k) {
        return stage < 2 ? fmt::format("v{}", k + 1) : fmt::format("σu{}", k + 1);
    };
    pane.arrows.push_back(
        {SpaceArrow::Kind::Basis, 0, origin, flat(moved, 0), name(scene.first), std::nullopt});
    pane.arrows.push_back(
        {SpaceArrow::Kind::Basis, 1, origin, flat(moved, 1), name(scene.second), std::nullopt});
    pane.arrows.push_back({SpaceArrow::Kind::Sample, 0, Point3::Zero(), flat(moved, 2),
                           stage < 2   ? "x"
                           : stage < 4 ? "Wx"
                                       : "z",
                           std::nullopt});
    return pane;
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
    scene.reach = std::max({step * static_cast<double>(kHalfGrid), 1.15 * z.norm(),
                            1.15 * (z + map.b).norm(), 1.1 * step * map.sigma_1}) *
                  1.05;

    scene.pictures = layer == 1 && session.example.images != nullptr && x.size() == kSide * kSide;
    const Tiles tiles(session, layer, scene.pictures);
    const auto [in_row_space, in_null_space] = null_split(svd, x);
    const Vector<double> again = rebuilt(svd, x, kept);
    const char* name = layer == 1 ? "x" : "a";
    for (const Index k : {first, second}) {
        scene.tiles.push_back(tiles.of(
            fmt::format("v{}  σ {:.3g}", k + 1, svd.sigma(k)),
            fmt::format("v·{} = {}", name, number_text(svd.V.col(k).dot(x), 2)), svd.V.col(k)));
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
        fmt::format("first {}: {} of W's energy, {} of {}'s", kept, percent(energy_kept(svd, kept)),
                    percent(x.isZero() ? 1.0 : again.squaredNorm() / x.squaredNorm()), name));
    return scene;
}

}  // namespace layerwise
