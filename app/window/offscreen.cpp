#include "app/window/offscreen.h"

#include <backends/imgui_impl_opengl3.h>

namespace layerwise {
namespace {

// Makes an ImGui the current one while it lives.
class Current {
public:
    explicit Current(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) {
        ImGui::SetCurrentContext(context);
    }
    ~Current() { ImGui::SetCurrentContext(before_); }
    Current(const Current&) = delete;
    Current& operator=(const Current&) = delete;

private:
    ImGuiContext* before_;
};

}  // namespace

Result<std::unique_ptr<Offscreen>> Offscreen::open(ImVec2 pixels, float scale) {
    std::unique_ptr<Offscreen> offscreen(new Offscreen);
    offscreen->context_ = ImGui::CreateContext();
    const Current current(offscreen->context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;
    io.DisplaySize = pixels;
    io.DeltaTime = 1.0F / 60;
    ImGui_ImplOpenGL3_Init("#version 330 core");
    const Result<Fonts> fonts = build_fonts(scale);
    if (!fonts) {
        return fonts.error();
    }
    offscreen->fonts_ = *fonts;
    return offscreen;
}

Offscreen::~Offscreen() {
    const Current current(context_);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(context_);
}

void Offscreen::frame(ImVec2 pointer, const std::function<void()>& draw) {
    const Current current(context_);
    heatmaps_.begin_frame();
    graphs_.begin_frame();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::GetIO().MousePos = pointer;
    ImGui::NewFrame();
    draw();
    ImGui::Render();
}

Picture Offscreen::picture(const Rect& area) {
    const Current current(context_);
    return render_picture(*ImGui::GetDrawData(), area);
}

void Offscreen::with_frame(const std::function<void(const ImDrawData&)>& use) {
    const Current current(context_);
    use(*ImGui::GetDrawData());
}

}  // namespace layerwise
