// Nothing overlaps and nothing leaves the window, from the smallest size to the largest.
#include <functional>

#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

const std::vector<HeadlessOptions> kSizes{
    {{960, 640}, 1, true},   {{1024, 700}, 1, true},  {{1280, 720}, 1.25F, true},
    {{1440, 900}, 1, true},  {{1440, 900}, 2, true},  {{1920, 1080}, 1.5F, true},
    {{1920, 1080}, 2, true}, {{3840, 2160}, 1, true},
};

// The columns as a person may have set them.
const std::vector<std::pair<std::string, Columns>> kColumns{
    {"both open", {}},
    {"network closed", {std::nullopt, std::nullopt, false, true}},
    {"side closed", {std::nullopt, std::nullopt, true, false}},
    {"both closed", {std::nullopt, std::nullopt, false, false}},
    {"as wide as they get", {1000.0F, 1000.0F, true, true}},
    {"as narrow as they get", {1.0F, 1.0F, true, true}},
};

std::string text(const HeadlessOptions& o) {
    return testing::PrintToString(o.size.x) + " × " + testing::PrintToString(o.size.y) + " @ " +
           testing::PrintToString(o.scale);
}

bool overlap(const Rect& a, const Rect& b) {
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

bool inside(const Rect& inner, const Rect& outer) {
    return inner.x0 >= outer.x0 && inner.y0 >= outer.y0 && inner.x1 <= outer.x1 &&
           inner.y1 <= outer.y1 && inner.x0 <= inner.x1 && inner.y0 <= inner.y1;
}

void expect_disjoint(const std::vector<std::pair<std::string, Rect>>& items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        for (std::size_t j = i + 1; j < items.size(); ++j) {
            EXPECT_FALSE(overlap(items[i].second, items[j].second))
                << items[i].first << " and " << items[j].first;
        }
    }
}

// The steps at which the stage looks most different: product, softmax, Jacobian, outer product,
// product back, update.
void visit(Headless& app, const std::function<void()>& look) {
    for (const Granularity granularity :
         {Granularity::Layer, Granularity::Operation, Granularity::Element}) {
        app.apply(SetGranularity{granularity});
        const int last = static_cast<int>(app.session().trace->steps.size()) - 1;
        for (int step = 0; step <= last; step += granularity == Granularity::Operation ? 1 : 5) {
            app.apply(JumpTo{{step, 0}});
            look();
        }
    }
}

void expect_tiles(const HeadlessOptions& o, const Columns& columns) {
    const ImVec2 size{o.size.x * o.scale, o.size.y * o.scale};
    const ScreenLayout layout = lay_out_screen(size, o.scale, columns);
    const std::vector<std::pair<std::string, Rect>> panels{
        {"top bar", layout.top_bar}, {"ribbon", layout.ribbon}, {"network", layout.network},
        {"stage", layout.stage},     {"code", layout.code},     {"side", layout.side},
        {"status", layout.status}};
    expect_disjoint(panels);
    for (const auto& [name, rect] : panels) {
        EXPECT_TRUE(inside(rect, layout.window)) << name;
        const bool closed =
            (name == "network" && !columns.network_open) || (name == "side" && !columns.side_open);
        EXPECT_EQ(rect.width() * rect.height() > 0, !closed) << name;
    }
    EXPECT_GE(layout.stage.width() / o.scale, 469) << "the stage keeps room";
    // No strip of the window belongs to nobody, but for the code line's margins.
    EXPECT_EQ(layout.top_bar.y1, layout.ribbon.y0);
    for (const Rect& middle : {layout.network, layout.stage, layout.side}) {
        EXPECT_EQ(middle.y0, layout.ribbon.y1);
    }
    EXPECT_EQ(layout.network.x1, layout.stage.x0);
    EXPECT_EQ(layout.stage.x1, layout.side.x0);
    EXPECT_EQ(layout.network.y1, layout.status.y0);
    EXPECT_EQ(layout.side.y1, layout.status.y0);
    EXPECT_EQ(layout.status.y1, size.y);
    EXPECT_EQ(layout.side.x1, size.x);
}

TEST(ScreenLayout, PanelsTileTheWindow) {
    for (const HeadlessOptions& o : kSizes) {
        for (const auto& [name, columns] : kColumns) {
            SCOPED_TRACE(text(o) + ", " + name);
            expect_tiles(o, columns);
        }
    }
}

TEST(ScreenLayout, APresentationIsAsLargeAsItFits) {
    EXPECT_EQ(presentation_zoom({960, 640}), 1);
    EXPECT_GE(presentation_zoom({1440, 900}), 1.5F);
    EXPECT_GE(presentation_zoom({1920, 1080}), 2);
    EXPECT_LE(presentation_zoom({3840, 2160}), 3);
    EXPECT_EQ(presentation_zoom({1440, 900}), presentation_zoom({1445, 905}))
        << "not another size of type for each pixel";
}

class Screens : public testing::TestWithParam<std::size_t> {
protected:
    const HeadlessOptions& options() const { return kSizes[GetParam()]; }
};

TEST_P(Screens, EverythingStaysInItsPlaceAtEveryStep) {
    const ScreenLayout layout = lay_out_screen(
        {options().size.x * options().scale, options().size.y * options().scale}, options().scale);
    for (const std::string_view example : example_ids()) {
        Headless app(example, options());
        visit(app, [&] {
            SCOPED_TRACE(testing::Message() << "step " << app.session().cursor.step << " of "
                                            << example << " at " << text(options()));
            std::vector<std::pair<std::string, Rect>> parts;
            for (const std::string& name : app.items().names()) {
                EXPECT_TRUE(inside(app.rect(name), layout.window)) << name;
                const bool on_stage = name.starts_with("stage.") || name.starts_with("scale.") ||
                                      name.starts_with("reading.") || name == "lens" ||
                                      name == "take-update";
                const bool in_lens = name.starts_with("lens.") || name.starts_with("sweep") ||
                                     name.starts_with("terms") || name.starts_with("nudge");
                if (in_lens) {
                    EXPECT_TRUE(inside(app.rect(name), app.rect("lens"))) << name;
                }
                if (on_stage) {
                    EXPECT_TRUE(inside(app.rect(name), layout.stage)) << name;
                    parts.emplace_back(name, app.rect(name));
                }
            }
            expect_disjoint(parts);
        });
    }
}

// Every named item's place, and that none lies outside or on another, with the stage as it is.
void expect_in_place(Headless& app, const Rect& window) {
    std::vector<std::pair<std::string, Rect>> controls;
    for (const std::string& name : app.items().names()) {
        EXPECT_TRUE(inside(app.rect(name), window)) << name;
        // These hold others: ticks, a button, scrolled rows, bars.
        if (name != "ribbon" && name != "code" && name != "lens" && !name.starts_with("log.") &&
            !name.starts_with("layer.") && name != "lens.figure" &&
            !name.starts_with("lens.strip")) {
            controls.emplace_back(name, app.rect(name));
        }
    }
    EXPECT_GT(controls.size(), 15U);
    expect_disjoint(controls);
}

TEST_P(Screens, NothingOverlapsHoweverTheColumnsAre) {
    Headless app("digits", options());
    const Rect window{0, 0, app.pixels().x, app.pixels().y};
    for (const auto& [name, columns] : kColumns) {
        SCOPED_TRACE(name);
        app.state.columns = columns;
        app.frames(2);
        EXPECT_EQ(app.shown("canvas"), columns.side_open);
        EXPECT_EQ(app.shown("layer.input"), columns.network_open);
        for (const int step : {1, 10, 13, 24}) {
            SCOPED_TRACE(step);
            app.apply(JumpTo{{step, 0}});
            expect_in_place(app, window);
        }
    }
}

TEST_P(Screens, APresentationIsRibbonAndStageAlone) {
    HeadlessOptions large = options();
    const float zoom = presentation_zoom(large.size);
    large.size = {large.size.x / zoom, large.size.y / zoom};
    large.scale *= zoom;
    for (const std::string_view example : example_ids()) {
        Headless app(example, large);
        app.state.presenting = true;
        app.frames(2);
        const Rect window{0, 0, app.pixels().x, app.pixels().y};
        visit(app, [&] {
            SCOPED_TRACE(testing::Message() << "step " << app.session().cursor.step << " of "
                                            << example << " at " << text(large));
            expect_in_place(app, window);
        });
        for (const char* gone : {"canvas", "layer.input", "network", "code", "keys", "theme"}) {
            EXPECT_FALSE(app.shown(gone)) << gone;
        }
        for (const char* there : {"play", "next", "stage.formula", "lens", "present", "step.1"}) {
            EXPECT_TRUE(app.shown(there)) << there;
        }
        app.click("present");
        EXPECT_FALSE(app.state.presenting);
    }
}

TEST_P(Screens, ControlsDoNotOverlap) {
    Headless app("digits", options());
    // The ribbon holds its ticks and the lens its question; the rest are controls side by side.
    std::vector<std::pair<std::string, Rect>> controls;
    const Rect log{app.rect("export").x0 - 10000, app.rect("export").y1, 100000, 100000};
    for (const std::string& name : app.items().names()) {
        const bool holds_others = name == "ribbon" || name == "code" || name == "lens";
        if (!holds_others && !inside(app.rect(name), log)) {
            controls.emplace_back(name, app.rect(name));
        }
    }
    EXPECT_GT(controls.size(), 60U);
    expect_disjoint(controls);
    EXPECT_TRUE(inside(app.rect("provenance"), app.rect("lens")));
}

TEST_P(Screens, MenusOpenInsideTheWindow) {
    Headless app("digits", options());
    const Rect window{0, 0, app.pixels().x, app.pixels().y};
    for (const char* menu : {"network", "input", "export", "save-picture"}) {
        app.click(menu);
        const std::vector<std::string> open = app.items().names();
        for (const std::string& name : open) {
            EXPECT_TRUE(inside(app.rect(name), window)) << name;
        }
        app.key(Key::Escape);
    }
}

TEST_P(Screens, OverlaysLieInTheWindow) {
    Headless app("digits", options());
    const Rect window{0, 0, app.pixels().x, app.pixels().y};
    app.state.help_open = true;
    app.state.notice = std::string(400, 'x');
    app.frames(3);
    EXPECT_TRUE(inside(app.rect("keys-help"), window));
    EXPECT_TRUE(inside(app.rect("notice"), window));
    EXPECT_TRUE(inside(app.rect("notice.close"), app.rect("notice")));
}

INSTANTIATE_TEST_SUITE_P(Sizes, Screens, testing::Range(std::size_t{0}, kSizes.size()));

}  // namespace
}  // namespace layerwise
