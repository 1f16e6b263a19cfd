// What a small W does to space, in words.
#include <array>
#include <numbers>

#include <Eigen/LU>
#include <fmt/format.h>

#include "app/views/space_view.h"
#include "core/trace/element.h"

namespace layerwise {
namespace {

std::string degrees(double radians) {
    return number_text(radians * 180 / std::numbers::pi, 0) + "°";
}

std::string list(const Vector<double>& values) {
    std::string text;
    for (const double v : values) {
        text += (text.empty() ? "" : ", ") + number_text(v, 2);
    }
    return text;
}

std::string motions(const Svd& svd) {
    std::string sizes;
    for (Index k = 0; k < svd.sigma.size(); ++k) {
        sizes += (k > 0 ? " × " : "") + number_text(svd.sigma(k), 2);
    }
    if (svd.U.rows() != 2 || svd.V.rows() != 2) {
        return fmt::format("turn · stretch {} · turn", sizes);
    }
    const TurnStretchTurn t = turn_stretch_turn(svd);
    return fmt::format("turn {} · stretch {}{} · turn {}", degrees(-t.before), sizes,
                       t.flip ? ", flip" : "", degrees(t.after));
}

std::string loss(const Svd& svd) {
    const Matrix<double> lost = null_space(svd);
    if (lost.cols() == 0) {
        return svd.U.rows() > svd.rank ? "no direction is lost; the image is a part of the space"
                                       : "no direction is lost";
    }
    if (lost.cols() == lost.rows()) {
        return "everything is lost";
    }
    if (lost.cols() > 1) {
        return "two directions are lost: a whole plane lands on 0";
    }
    return fmt::format("lost: all along ({})", list(lost.col(0)));
}

}  // namespace

std::vector<std::string> space_facts(const Matrix<double>& W, const Svd& svd) {
    std::vector<std::string> facts;
    std::string first = W.rows() == W.cols()
                            ? fmt::format("det W {}   ", number_text(W.determinant(), 2))
                            : std::string();
    facts.push_back(first + fmt::format("rank {}", svd.rank));
    std::string names;
    for (Index k = 0; k < svd.sigma.size(); ++k) {
        constexpr std::array kNames{"σ₁", "σ₂", "σ₃"};
        names += (k > 0 ? " " : "") + std::string(kNames[static_cast<std::size_t>(k)]);
    }
    facts.push_back(fmt::format("{}  {}", names, list(svd.sigma)));
    facts.push_back(motions(svd));
    facts.push_back(loss(svd));
    return facts;
}

}  // namespace layerwise
