// What one frame costs the processor before the GPU gets it: the heaviest screen, drawn without a
// window.
#include <benchmark/benchmark.h>
#include <imgui.h>

#include "app/panels/screen.h"
#include "core/examples/example.h"
#include "core/session/history.h"

namespace layerwise {
namespace {

// The digits example with the lens open on the largest matrix, at 1440 × 900.
void bench_frame(benchmark::State& state) {
    const Result<Session> session = open_session("digits", {});
    if (!session) {
        state.SkipWithError(session.error().message.c_str());
        return;
    }
    History history(*session);
    const auto stepped = history.apply(JumpTo{{static_cast<int>(state.range(0)), 0}});
    if (!stepped) {
        state.SkipWithError(stepped.error().message.c_str());
        return;
    }
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1440, 900};
    io.DeltaTime = 1.0F / 60;
    const Result<Fonts> fonts = build_fonts(1);
    if (!fonts) {
        state.SkipWithError(fonts.error().message.c_str());
        return;
    }
    const Result<Catalogue> words = load_catalogue(asset_folder() / "text", "en");
    if (!words) {
        state.SkipWithError(words.error().message.c_str());
        return;
    }
    style_imgui(dark_theme(), 1);
    Items items;
    FlatHeatmaps heatmaps;
    UiState ui_state;
    const TraceFacts facts =
        facts_of(*history.current().trace, history.version(), history.current().convention);
    const TrainingSnapshot training;
    CountedGraphs graphs;
    const Ui ui{dark_theme(), *fonts, 1, items, heatmaps, graphs, *words};
    io.MousePos = {600, 350};
    for (auto _ : state) {
        items.begin_frame();
        ImGui::NewFrame();
        const Snapshot shot{history.current(), history.version(), facts, 0, 0, training};
        benchmark::DoNotOptimize(screen(ui, shot, ui_state, io.DisplaySize));
        ImGui::Render();
    }
    ImGui::DestroyContext();
}
// The weighted sum with its pictures; ∂L/∂W of the first layer; softmax's matrix of numbers.
BENCHMARK(bench_frame)->Arg(1)->Arg(23)->Arg(12)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace layerwise
