// Shapes under a formula's symbols, and sizes in their hues.
#include "app/draw/dimensions.h"

#include <gmock/gmock.h>

#include "app/draw/svg.h"
#include "tests/app/headless.h"

namespace layerwise {
namespace {

class Dimensions : public testing::Test {
protected:
    // The feet of a step's formula, as texts.
    std::vector<std::string> feet(std::string_view example, int step, Convention convention) {
        Headless app(example, {.real_fonts = true});
        const Trace& trace = *app.session().trace;
        Items items;
        FlatHeatmaps heatmaps;
        const Fonts fonts = build_fonts(1).value();
        unsigned char* texels = nullptr;
        int size = 0;
        ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&texels, &size, &size);
        CountedGraphs graphs;
        const Ui ui{dark_theme(), fonts, 1, items, heatmaps, graphs, english()};
        const SetFormula set =
            set_formula(ui, formula(trace, step, convention), FormulaSize::Display);
        std::vector<std::string> texts;
        float free_from = -100;
        for (const Foot& foot : set_feet(ui, set, trace, convention)) {
            EXPECT_GE(foot.x, free_from) << "they don't touch";
            free_from = foot.x + text_size(fonts.mono_small, foot.text).x + 2;
            EXPECT_LT(std::abs(foot.x + text_size(fonts.mono_small, foot.text).x / 2 -
                               (foot.x0 + foot.x1) / 2),
                      60)
                << "near their symbol";
            texts.push_back(foot.text);
        }
        return texts;
    }
};

TEST_F(Dimensions, StandUnderEveryTensorOfTheFormula) {
    using testing::ElementsAre;
    EXPECT_THAT(feet("digits", 1, Convention::Column), ElementsAre("128", "128×784", "784", "128"));
    EXPECT_THAT(feet("digits", 1, Convention::Row), ElementsAre("128", "784", "784×128", "128"));
    EXPECT_THAT(feet("digits", 1, Convention::Torch), ElementsAre("128", "784", "784×128", "128"))
        << "Wᵀ, as it is multiplied";
    EXPECT_THAT(feet("numpy-case", 1, Convention::Row), ElementsAre("5×4", "5×3", "3×4", "4"));
}

TEST_F(Dimensions, OfEveryFormulaStayApart) {
    for (const std::string_view example : example_ids()) {
        const int steps = static_cast<int>(opened(example).trace->steps.size());
        for (int step = 0; step < steps; step += 7) {
            SCOPED_TRACE(testing::Message() << example << " " << step);
            // Where everything is one number, there is nothing to say.
            const Trace& trace = *opened(example).trace;
            const Step& s = trace.steps[static_cast<std::size_t>(step)];
            // (W x + b is written out, though its step adds two numbers.)
            const bool numbers_alone =
                s.operation != Operation::AddBias && std::ranges::all_of(s.operands, [&](int k) {
                    return trace.tensors[static_cast<std::size_t>(k)].value.size() == 1;
                });
            EXPECT_EQ(feet(example, step, Convention::Column).empty(),
                      numbers_alone && trace.result(s).value.size() == 1);
        }
    }
}

TEST_F(Dimensions, HaveTheirHuesWhereverTheyAreWritten) {
    Headless app("digits", {.real_fonts = true});
    const std::vector<Index>& sizes = app.session().trace->sizes;
    Recorder recorder;
    Items items;
    FlatHeatmaps heatmaps;
    const Fonts fonts = build_fonts(1).value();
    unsigned char* texels = nullptr;
    int size = 0;
    ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&texels, &size, &size);
    CountedGraphs graphs;
    const Ui ui{dark_theme(), fonts, 1, items, heatmaps, graphs, english(), true, &recorder};
    ImGui::NewFrame();
    ImGui::SetNextWindowSize({900, 200});
    ImGui::Begin("page");
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_sizes(ui, fonts.mono, at, "# (128, 784) @ (784,) → (128,) 17", sizes, ui.theme.muted);
    ImGui::End();
    ImGui::Render();
    std::vector<std::pair<std::string, std::uint32_t>> drawn;
    for (const Mark& mark : recorder.marks()) {
        const auto& text = std::get<DrawnText>(mark.drawn.front());
        if (text.text.find_first_of("0123456789") != std::string::npos) {
            drawn.emplace_back(text.text, text.color.packed());
        }
    }
    const auto hue = [&](Index n) { return dark_theme().dimension(n, sizes).packed(); };
    ASSERT_EQ(drawn.size(), 5U);
    EXPECT_EQ(drawn[0], std::pair(std::string("128"), hue(128)));
    EXPECT_EQ(drawn[1], std::pair(std::string("784"), hue(784)));
    EXPECT_EQ(drawn[2], drawn[1]) << "matching sizes are seen to match";
    EXPECT_EQ(drawn[3], drawn[0]);
    EXPECT_EQ(drawn[4], std::pair(std::string("17"), dark_theme().muted.packed()));
    EXPECT_NE(hue(128), hue(784));
}

}  // namespace
}  // namespace layerwise
