// The network and the space view keep inside the stage, at every size, step and example.
#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

bool inside(const Rect& inner, const Rect& outer) {
    return inner.x0 >= outer.x0 && inner.y0 >= outer.y0 && inner.x1 <= outer.x1 &&
           inner.y1 <= outer.y1 && inner.x0 <= inner.x1 && inner.y0 <= inner.y1;
}

// Arrowheads may leave their pane, where they are cut off.
bool is_fixed(const std::string& name) {
    return (name.starts_with("network.") && !name.starts_with("network.edge.")) ||
           (name.starts_with("space.") && !name.starts_with("space.input.") &&
            !name.starts_with("space.output.") && !name.starts_with("space.stage."));
}

class Views : public testing::TestWithParam<HeadlessOptions> {};

TEST_P(Views, StayInsideTheStage) {
    const HeadlessOptions& options = GetParam();
    const Rect stage =
        lay_out_screen({options.size.x * options.scale, options.size.y * options.scale},
                       options.scale)
            .stage;
    for (const std::string_view example : example_ids()) {
        Headless app(example, options);
        for (const StageMode mode : {StageMode::Network, StageMode::Space}) {
            app.state.view = mode;
            const int last = static_cast<int>(app.session().trace->steps.size()) - 1;
            for (int step = 0; step <= last; step += 3) {
                app.apply(JumpTo{{step, 0}});
                int found = 0;
                for (const std::string& name : app.items().names()) {
                    if (is_fixed(name)) {
                        ++found;
                        EXPECT_TRUE(inside(app.rect(name), stage))
                            << name << " of " << example << " at step " << step;
                    }
                }
                EXPECT_GT(found, 5);
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, Views,
                         testing::Values(HeadlessOptions{{1024, 700}, 1, true},
                                         HeadlessOptions{{1440, 900}, 1, true},
                                         HeadlessOptions{{1024, 700}, 2, true}));

}  // namespace
}  // namespace layerwise
