// The network view: which units and edges are shown, where they go, and what pointing at them does.
#include "app/views/network_view.h"

#include <gmock/gmock.h>

#include "app/views/network_layout.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Session at_step(std::string_view example, int step) {
    return after(opened(example), JumpTo{{step, 0}}).value();
}

NetworkView view_of(const Session& session, const std::set<int>& open = {},
                    const std::optional<Unit>& pinned = std::nullopt) {
    return network_view(session, facts_of(*session.trace, 1, session.convention), open, 0, pinned);
}

std::string tensor_name(const Session& session, int tensor) {
    return session.trace->tensors.at(static_cast<std::size_t>(tensor)).name;
}

TEST(NetworkView, LargeLayersShowTheirMostActiveUnits) {
    const Session session = opened("digits");
    const NetworkView view = view_of(session);
    ASSERT_EQ(view.layers.size(), 4U);
    EXPECT_TRUE(view.layers[0].is_picture);
    EXPECT_EQ(view.layers[1].units.size(), 16U);
    EXPECT_EQ(view.layers[1].total, 128);
    EXPECT_EQ(view.layers[3].units.size(), 10U);
    EXPECT_FALSE(view.layers[3].can_open);
    // None that is left out is more active than one that is shown.
    const auto a = find(*session.trace, Symbol::A, 1).value.col(0).cwiseAbs().eval();
    double least = 1e300;
    for (const Index i : view.layers[1].units) {
        least = std::min(least, a(i));
    }
    EXPECT_EQ((a.array() > least).count(), 15);
    EXPECT_EQ(view.bands[0].edges.size(), 16U * 24);
    EXPECT_EQ(view.bands[1].edges.size(), 16U * 16);
    EXPECT_EQ(view.bands[2].edges.size(), 16U * 10);
    EXPECT_THAT(view.bands[0].chosen, HasSubstr("24 of largest |w·x|"));
    EXPECT_THAT(view.bands[1].chosen, HasSubstr("between the units shown"));
}

TEST(NetworkView, PicturesGiveTheEdgesThatCarryMost) {
    const Session session = opened("digits");
    const NetworkView view = view_of(session);
    const Matrix<double>& W = find(*session.trace, Symbol::W, 1).value;
    const auto x = find(*session.trace, Symbol::X, 0).value.col(0);
    const Index i = view.layers[1].units.front();
    double least = 1e300;
    for (const Edge& edge : view.bands[0].edges) {
        if (edge.row == i) {
            least = std::min(least, std::abs(W(i, edge.col) * x(edge.col)));
        }
    }
    EXPECT_EQ((W.row(i).transpose().cwiseProduct(x).cwiseAbs().array() > least).count(), 23);
}

TEST(NetworkView, OpenedLayersShowAll) {
    const NetworkView view = view_of(opened("digits"), {0, 1});
    EXPECT_EQ(view.layers[1].units.size(), 128U);
    EXPECT_EQ(view.bands[0].edges.size(), 784U * 128);
    EXPECT_EQ(view.bands[0].chosen, "");
}

TEST(NetworkView, ThePinnedUnitIsShownInAnyCase) {
    const Session session = opened("digits");
    const NetworkView view = view_of(session);
    Index hidden = 0;
    while (std::ranges::binary_search(view.layers[1].units, hidden)) {
        ++hidden;
    }
    const NetworkView pinned = view_of(session, {}, Unit{1, hidden});
    EXPECT_EQ(pinned.layers[1].units.size(), 17U);
    EXPECT_TRUE(is_shown(pinned, Unit{1, hidden}));
    EXPECT_TRUE(std::ranges::is_sorted(pinned.layers[1].units));
}

TEST(NetworkView, UnitsStandForWhatTheStepHasMade) {
    const auto shown = [](int step) {
        const Session session = at_step("digits", step);
        std::vector<std::string> names;
        for (const NetworkLayer& layer : view_of(session).layers) {
            names.push_back(layer.reached ? tensor_name(session, layer.tensor) : "-");
        }
        return names;
    };
    EXPECT_THAT(shown(0), ElementsAre("x", "Wx1", "-", "-"));
    EXPECT_THAT(shown(1), ElementsAre("x", "z1", "-", "-"));
    EXPECT_THAT(shown(5), ElementsAre("x", "a1", "a2", "-"));
    EXPECT_THAT(shown(9), ElementsAre("x", "a1", "a2", "a3")) << "the loss";
    EXPECT_THAT(shown(10), ElementsAre("x", "a1", "a2", "dL_da3"));
    EXPECT_THAT(shown(13), ElementsAre("x", "a1", "a2", "dL_dz3"));
    EXPECT_THAT(shown(15), ElementsAre("x", "a1", "dL_dx3", "dL_dz3")) << "δ goes back";
    EXPECT_THAT(shown(25), ElementsAre("dL_dx1", "dL_dz1", "dL_dz2", "dL_dz3"));
}

TEST(NetworkView, EdgesTurnToGradientsOnTheWayBack) {
    const Session session = at_step("digits", 18);
    ASSERT_EQ(session.trace->steps[18].operation, Operation::GradientW);
    ASSERT_EQ(session.trace->steps[18].layer, 2);
    const NetworkView view = view_of(session);
    EXPECT_EQ(tensor_name(session, view.bands[0].tensor), "W1");
    EXPECT_TRUE(view.bands[0].faded);
    EXPECT_EQ(tensor_name(session, view.bands[1].tensor), "dL_dW2");
    EXPECT_EQ(tensor_name(session, view.bands[2].tensor), "dL_dW3");
    EXPECT_EQ(view.bands[1].palette, Palette::Gradients);
    EXPECT_EQ(view.layers[2].palette, Palette::Gradients);
    EXPECT_EQ(view.layers[1].palette, Palette::Values);
}

TEST(NetworkView, PulsesFollowTheStep) {
    const auto pulse = [](int step) { return pulse_at(at_step("digits", step)); };
    ASSERT_TRUE(pulse(3));
    EXPECT_EQ(pulse(3)->layer, 2);
    EXPECT_FALSE(pulse(3)->backward);
    EXPECT_FALSE(pulse(4)) << "b goes through no edge";
    EXPECT_FALSE(pulse(9)) << "nor does the loss";
    ASSERT_TRUE(pulse(15));
    EXPECT_TRUE(pulse(15)->backward);
    EXPECT_EQ(pulse(15)->layer, 3);
    EXPECT_FALSE(pulse(31));
}

TEST(NetworkView, CellsAndPlacesAreTheSameThing) {
    const Session session = at_step("digits", 1);
    const NetworkView view = view_of(session);
    const Trace& trace = *session.trace;
    for (const GraphPlace& place :
         {GraphPlace(Unit{0, 300}), GraphPlace(Unit{1, 7}), GraphPlace(Edge{2, 5, 9})}) {
        const StageCell cell = cell_of(view, place);
        EXPECT_EQ(place_of(trace, cell.tensor, cell.cell), place);
    }
    EXPECT_EQ(cell_of(view, {}).tensor, -1);
    const auto of = [&](Symbol symbol, int layer, Cell cell) {
        return place_of(trace, find_index(trace, symbol, layer), cell);
    };
    EXPECT_EQ(of(Symbol::B, 2, {3, 0}), GraphPlace(Unit{2, 3}));
    EXPECT_EQ(of(Symbol::GradW, 2, {3, 4}), GraphPlace(Edge{2, 3, 4}));
    EXPECT_EQ(of(Symbol::GradX, 3, {3, 0}), GraphPlace(Unit{2, 3}));
    EXPECT_EQ(of(Symbol::Slope, 3, {4, 1}), GraphPlace(Unit{3, 4}));
    EXPECT_EQ(of(Symbol::L, 0, {0, 0}), GraphPlace());
}

TEST(NetworkView, ATensorHasAStep) {
    const Trace& trace = *opened("digits").trace;
    EXPECT_EQ(step_for(trace, find_index(trace, Symbol::Z, 2)), 4);
    EXPECT_EQ(step_for(trace, find_index(trace, Symbol::W, 2)), 3) << "the first that reads it";
    EXPECT_EQ(step_for(trace, find_index(trace, Symbol::X, 0)), 0);
}

TEST(NetworkReadout, WorksAnEdgeAndAUnitOut) {
    const Session session = at_step("three-to-two", 1);
    const NetworkView view = view_of(session);
    const NetworkReadout edge = network_readout(session, view, Edge{1, 0, 1});
    // −0.5 · 2 = −1, one of 0.2 − 1 + 0.5 = −0.3; with 0.1 it is −0.2.
    EXPECT_THAT(edge.title, HasSubstr("from unit 2 below into unit 1"));
    ASSERT_EQ(edge.lines.size(), 2U);
    EXPECT_EQ(edge.lines[0], "w = −0.5000   x[2] = 2.0000   w·x = −1.0000");
    EXPECT_EQ(edge.lines[1], "one of 3 products: Σ w·x = −0.3000   + b 0.1000 = z1[1] −0.2000");
    const NetworkReadout unit = network_readout(session, view, Unit{1, 0});
    EXPECT_THAT(unit.lines, testing::Contains(HasSubstr("Σ positive 0.7000   Σ negative −1.0000")));
    EXPECT_EQ(network_readout(session, view, {}).title, "");
}

TEST(NetworkReadout, ShowsTheWeightiestTermsOfMany) {
    const Session session = opened("digits");
    const NetworkView view = view_of(session);
    const NetworkReadout unit = network_readout(session, view, Unit{1, view.layers[1].units[0]});
    ASSERT_EQ(unit.lines.size(), 3U);
    EXPECT_THAT(unit.lines[1], testing::Not(HasSubstr("·0.0000"))) << "no dark pixels";
}

TEST(NetworkReadout, OfGradientsIsTheProductThatMadeThem) {
    const Session session = at_step("three-to-two", 6);
    const NetworkView view = view_of(session);
    ASSERT_EQ(session.trace->steps[6].operation, Operation::GradientZ);
    EXPECT_THAT(network_readout(session, view, Unit{1, 0}).lines.front(), HasSubstr("δ"));
    const Session later = at_step("three-to-two", 7);
    const NetworkReadout edge = network_readout(later, view_of(later), Edge{1, 0, 1});
    ASSERT_EQ(edge.lines.size(), 3U);
    EXPECT_THAT(edge.lines[1], HasSubstr("dL/dw"));
}

TEST(NetworkLayout, EverythingIsInsideAndFoundWhereItIs) {
    for (const std::string_view example : example_ids()) {
        const Session& session = opened(example);
        const NetworkView view = view_of(session);
        const ImVec2 size{500, 300};
        const NetworkLayout layout = lay_out_network(view, *session.trace, size, 1);
        for (std::size_t l = 0; l < layout.layers.size(); ++l) {
            for (std::size_t k = 0; k < layout.layers[l].nodes.size(); ++k) {
                const GraphNode& node = layout.layers[l].nodes[k];
                EXPECT_GE(node.x - node.radius, 0);
                EXPECT_LE(node.x + node.radius, size.x);
                EXPECT_GE(node.y - node.radius, 0);
                EXPECT_LE(node.y + node.radius, size.y);
                EXPECT_EQ(place_at(view, layout, {node.x, node.y}, 1),
                          GraphPlace(Unit{static_cast<int>(l), view.layers[l].units[k]}));
            }
        }
    }
}

TEST(NetworkLayout, FindsPixelsAndEdges) {
    const Session& digits = opened("digits");
    const NetworkView view = view_of(digits);
    const NetworkLayout layout = lay_out_network(view, *digits.trace, {800, 400}, 1);
    EXPECT_EQ(place_at(view, layout, unit_place(view, layout, Unit{0, 28 * 4 + 9}), 1),
              GraphPlace(Unit{0, 28 * 4 + 9}));
    const Session& small = opened("three-to-two");
    const NetworkView edges = view_of(small);
    const NetworkLayout places = lay_out_network(edges, *small.trace, {800, 400}, 1);
    const ImVec2 a = unit_place(edges, places, Unit{0, 0});
    const ImVec2 b = unit_place(edges, places, Unit{1, 0});
    EXPECT_EQ(place_at(edges, places, {(3 * a.x + b.x) / 4, (3 * a.y + b.y) / 4}, 1),
              GraphPlace(Edge{1, 0, 0}));
    EXPECT_EQ(place_at(edges, places, {1, 1}, 1), GraphPlace());
}

TEST(NetworkLayout, TheSameEdgesKeepTheirKey) {
    const auto key = [](const Session& session) {
        return lay_out_network(view_of(session), *session.trace, {800, 400}, 1).bands[0].key;
    };
    const std::uint64_t first = key(at_step("three-to-two", 0));
    EXPECT_EQ(key(at_step("three-to-two", 1)), first) << "nothing is uploaded again";
    EXPECT_NE(key(at_step("three-to-two", 8)), first) << "gradients are other numbers";
}

TEST(NetworkLayout, WidthCarriesTheWeight) {
    const Session& session = opened("three-to-two");
    const NetworkView view = view_of(session);
    const NetworkLayout layout = lay_out_network(view, *session.trace, {800, 400}, 1);
    const Matrix<double>& W = find(*session.trace, Symbol::W, 1).value;
    const PlacedBand& band = layout.bands[0];
    ASSERT_EQ(band.edges.size(), 6U);
    for (std::size_t k = 0; k < band.edges.size(); ++k) {
        const Edge& edge = band.weights[k];
        EXPECT_FLOAT_EQ(band.edges[k].strength,
                        static_cast<float>(W(edge.row, edge.col) / W.cwiseAbs().maxCoeff()));
    }
    EXPECT_EQ(std::abs(band.edges.back().strength), 1) << "the strongest is drawn last";
    EXPECT_EQ(edges_of(view, layout, *session.trace, view.bands[0], Unit{1, 1}).size(), 3U);
    EXPECT_EQ(edges_of(view, layout, *session.trace, view.bands[0], Unit{0, 1}).size(), 2U);
    EXPECT_EQ(edges_of(view, layout, *session.trace, view.bands[0], Edge{1, 1, 1}).size(), 1U);
}

TEST(NetworkStage, IsOneOfThreeViews) {
    Headless app("three-to-two");
    EXPECT_TRUE(app.shown("lens"));
    app.click("view.network");
    EXPECT_EQ(app.state.view, StageMode::Network);
    EXPECT_TRUE(app.shown("network.view"));
    EXPECT_FALSE(app.shown("lens"));
    EXPECT_EQ(app.graphs().edge_count, 6U);
    EXPECT_EQ(app.graphs().node_count, 5U);
    app.click("view.matrix");
    EXPECT_TRUE(app.shown("lens"));
    EXPECT_TRUE(app.take().empty()) << "looking is no command";
}

TEST(NetworkStage, PointingAtAUnitIsPointingAtItsCell) {
    Headless app("three-to-two");
    app.click("next");
    app.click("view.network");
    app.hover("network.node.1.2");
    ASSERT_TRUE(app.state.hovered);
    EXPECT_EQ(tensor_name(app.session(), app.state.hovered->tensor), "z1");
    EXPECT_EQ(app.state.hovered->cell, (Cell{1, 0}));
    app.hover("network.edge.1.1.2");
    ASSERT_TRUE(app.state.hovered);
    EXPECT_EQ(tensor_name(app.session(), app.state.hovered->tensor), "W1");
    EXPECT_EQ(app.state.hovered->cell, (Cell{0, 1}));
    EXPECT_GT(app.graphs().edge_count, 6U) << "the lit edge is drawn over the others";
    app.hover("theme");
    EXPECT_FALSE(app.state.hovered);
}

TEST(NetworkStage, AClickGoesToTheStepThatMakesTheValueAndPinsIt) {
    Headless app("three-to-two");
    app.click("layer.loss");
    app.click("view.network");
    app.click("network.node.1.2");
    EXPECT_EQ(name(app.session().trace->steps[2].operation), "f");
    EXPECT_EQ(app.session().cursor.step, 2);
    ASSERT_TRUE(app.state.pinned);
    EXPECT_EQ(tensor_name(app.session(), app.state.pinned->tensor), "a1");
    EXPECT_EQ(app.state.pinned->cell, (Cell{1, 0}));
    app.click("network.canvas", {0.02F, 0.05F});
    EXPECT_FALSE(app.state.pinned) << "a click on nothing lets go";
}

TEST(NetworkStage, ALayersNameOpensItsUnits) {
    Headless app("digits");
    app.click("view.network");
    const std::size_t some = app.graphs().node_count;
    EXPECT_EQ(some, 16U + 16 + 10);
    app.click("network.layer.1");
    EXPECT_EQ(app.graphs().node_count, 128U + 16 + 10);
    app.click("network.layer.1");
    EXPECT_EQ(app.graphs().node_count, some);
    EXPECT_FALSE(app.enabled("network.layer.3")) << "ten are not too many";
}

TEST(NetworkStage, MotionStopsWhereItIsNotWanted) {
    Headless app("three-to-two");
    app.click("view.network");
    app.state.moving = false;
    app.click("next");
    EXPECT_FALSE(app.state.moving) << "captures are still";
}

}  // namespace
}  // namespace layerwise
