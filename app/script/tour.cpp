#include "app/script/tour.h"

#include <fmt/format.h>

namespace layerwise {
namespace {

class Guide {
public:
    explicit Guide(const TourOptions& options) : options_(options) {}

    Guide& act(std::string_view line) {
        tour_.script += line;
        tour_.script += '\n';
        return *this;
    }

    // To a step, with the pointer out of the way of its tip.
    Guide& step(int number) {
        return act(fmt::format("click step.{}", number)).act("hover stage.formula 2,0");
    }

    Guide& shoot(std::string_view what) {
        const std::string file =
            (options_.output / fmt::format("{:02}-{}.png", ++count_, what)).string();
        tour_.pictures.push_back(file);
        return act("capture " + file);
    }

    Tour done() { return std::move(tour_); }

private:
    const TourOptions& options_;
    Tour tour_;
    int count_ = 0;
};

}  // namespace

Tour make_tour(const TourOptions& options) {
    Guide tour(options);
    // A real digit, forward and back.
    tour.act("key Right").act("click stage.z1 0.5,0.5").shoot("forward-layer-1");
    tour.step(3).shoot("relu");
    tour.step(6).shoot("forward-layer-2");
    tour.step(9).shoot("softmax");
    tour.step(10).shoot("loss");
    tour.step(11).shoot("slope-of-the-loss");
    tour.step(12).shoot("softmax-jacobian");
    tour.step(13).shoot("delta-3");
    tour.step(14).shoot("gradient-of-W3");
    tour.act("click lens.chain").shoot("chain-rule");
    tour.act("click lens.nudge").shoot("nudge-a-weight").act("click lens.element");
    tour.step(15).shoot("gradient-of-b3");
    tour.step(16).shoot("gradient-of-a2");
    tour.step(17).shoot("slope-of-relu");
    tour.step(18).shoot("delta-2");
    tour.step(24).shoot("gradient-of-W1");
    tour.step(27).shoot("update");
    tour.act("click lens.effect").shoot("old-and-new");
    tour.act("click lens.optimizer").shoot("optimiser").act("click lens.element");
    // One product, read in the other ways.
    tour.step(1);
    for (const std::string_view reading : {"columns", "outer", "blocks"}) {
        tour.act(fmt::format("click reading.{}", reading)).shoot(fmt::format("as-{}", reading));
    }
    tour.act("click reading.dots");
    tour.act("key 1").act("key Home").shoot("layer-by-layer");
    tour.act("key 3").step(2).act("click stage.z1 0.5,0.3").shoot("element-by-element");
    tour.act("key 2").act("key Home").act("key Right");
    tour.act("click convention.row").act("hover stage.formula 2,0").shoot("row-convention");
    tour.act("click convention.column");
    // The same pass as a network, and what W does to space.
    tour.act("click view.network").act("key Home").act("key Right");
    tour.act("hover stage.formula 2,0").shoot("network");
    tour.act("hover network.node.2.22 0.5,0.5").shoot("network-unit");
    tour.act("click network.layer.0").act("click network.layer.1");
    tour.act("hover stage.formula 2,0").shoot("network-all-edges");
    tour.act("click network.layer.0").act("click network.layer.1");
    tour.step(19).shoot("network-backward");
    tour.act("click view.space").act("key Home").act("wait idle");
    tour.act("hover stage.formula 2,0").shoot("space-of-784");
    tour.act("click view.matrix").act("key Home").act("key Right");
    // A drawn seven, in the other theme.
    tour.act("draw 0.22,0.24 0.5,0.22 0.78,0.22 0.62,0.5 0.45,0.82").shoot("drawn-seven");
    tour.act("click theme").shoot("other-theme");
    tour.act("click theme");
    // Where numbers come from.
    tour.act("click filmstrip").act("wait idle").shoot("how-it-is-read-in").act("click filmstrip");
    tour.act("click make-it").act("wait idle").shoot("make-it-a-3").act("click make-it");
    tour.act("click provenance").shoot("where-from").act("click provenance");
    // Training from fresh weights.
    tour.act("click reset-weights").act("click epochs").act("type 2").act("key Enter");
    tour.act("click train").act("wait idle").shoot("trained");
    // The run, looked into.
    tour.act("click view.training").act("hover training.page.curves").shoot("curves");
    tour.act("click training.page.layers").act("wait idle").shoot("layers");
    tour.act("click training.page.mistakes").act("wait idle").act("click training.cell.4.9");
    tour.shoot("mistakes");
    tour.act("click training.page.timeline").act("drag timeline.run.1 0.9,0.5 0.12,0.5");
    tour.shoot("timeline");
    tour.act("click timeline.newest").act("click training.page.curves").act("click view.matrix");
    // The stage alone for a projector; lessons.
    tour.act("click network").act("click example.digits").act("key Right");
    tour.act("click present").shoot("projector").act("click present");
    tour.act("click side.learn").shoot("lessons");
    tour.act("click lesson.shapes").shoot("lesson").act("click lesson.leave");
    tour.act("click side.explore");
    tour.act("click network").act("click example.playground").act("wait idle").shoot("playground");
    // The lesson's two small networks.
    tour.act("click network").act("click example.three-to-two").act("key Right");
    tour.act("hover stage.z1 0.5,0.25").shoot("three-to-two");
    tour.act("click view.network").act("hover network.node.1.1").shoot("three-to-two-network");
    tour.act("click view.space").act("hover stage.formula 2,0").shoot("three-to-two-space");
    tour.act("click view.matrix");
    tour.act("click network").act("click example.numpy-case").act("key Right");
    tour.act("click convention.row").act("hover stage.formula 2,0").shoot("numpy-case");
    tour.act("click convention.column")
        .act("hover stage.formula")
        .act("key ?")
        .shoot("keys")
        .act("key Escape");
    tour.act("click network").act("click example.digits");
    return tour.done();
}

}  // namespace layerwise
