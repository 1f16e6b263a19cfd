#include "app/views/make_it_view.h"

#include <algorithm>

#include <fmt/format.h>

namespace layerwise {
namespace {

constexpr std::size_t kRows = 12;

// Pixels are kept row by row.
Matrix<double> as_picture(const Vector<double>& x, const ImageSet& images) {
    return x.reshaped(images.cols, images.rows).transpose();
}

}  // namespace

int first_target(const Session& session) {
    Vector<double> p = probabilities(session);
    Index best = 0;
    p.maxCoeff(&best);
    p(best) = -1;
    p.maxCoeff(&best);
    return static_cast<int>(best);
}

MakeItView make_it_view(const Session& session, std::uint64_t version, int target) {
    MakeItView view;
    view.version = version;
    view.path = input_path(*session.example.network, session.example.input.x.col(0), target);
    const int last = view.path.last();
    return at_point(std::move(view), session, last, -1);
}

MakeItView at_point(MakeItView view, const Session& session, int point, Index unit) {
    const Network<double>& network = *session.example.network;
    const ImageSet& images = *session.example.images;
    view.point = std::clamp(point, 0, view.path.last());
    const Vector<double>& x0 = view.path.x.front();
    const Vector<double>& x1 = view.path.x[static_cast<std::size_t>(view.point)];
    view.logits = moved_logits(network, x0, x1, view.path.from, view.path.target);
    const std::size_t layers = network.layers.size();
    view.rows.clear();
    for (const MovedTerm& term : view.logits.terms) {
        if (view.rows.size() == kRows || term.moved() == 0) {
            break;
        }
        view.rows.push_back({layers > 1 ? fmt::format("a{}[{}]", layers - 1, term.j + 1)
                                        : fmt::format("x[{}]", term.j + 1),
                             term});
    }
    const Dense<double>& first = network.layers.front();
    view.unit_is_pinned = unit >= 0 && unit < first.outputs();
    view.unit = view.unit_is_pinned ? unit : most_moved_unit(network, x0, x1);
    view.unit_before = first.W.row(view.unit).dot(x0) + first.b(view.unit);
    view.unit_after = first.W.row(view.unit).dot(x1) + first.b(view.unit);
    view.before = as_picture(x0, images);
    view.change = as_picture(x1 - x0, images);
    view.after = as_picture(x1, images);
    view.terms = as_picture(moved_pixels(network, x0, x1, view.unit), images);
    return view;
}

}  // namespace layerwise
