#include "app/window/window.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <glad/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

namespace layerwise {
namespace {

constexpr int kLeastWidth = 960, kLeastHeight = 640;  // design units

std::string glfw_error() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text == nullptr ? "no reason given" : text;
}

Window* self(GLFWwindow* window) {
    return static_cast<Window*>(glfwGetWindowUserPointer(window));
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowSpec& spec) {
    std::unique_ptr<Window> window(new Window);
    if (Status made = window->create(spec); !made) {
        return made.error();
    }
    return window;
}

Status Window::create(const WindowSpec& spec) {
    if (glfwInit() == GLFW_FALSE) {
        return Error{
            fmt::format("expected a display to open a window on, found none ({})", glfw_error())};
    }
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    fixed_scale_ = spec.scale;
    window_ = glfwCreateWindow(spec.width, spec.height, "Layerwise", nullptr, nullptr);
    if (window_ == nullptr) {
        return Error{fmt::format("expected OpenGL 3.3, found none ({})", glfw_error())};
    }
    glfwMakeContextCurrent(window_);
    if (gladLoadGL(glfwGetProcAddress) == 0) {
        return Error{"expected OpenGL 3.3's functions, found a driver without them"};
    }
    glfwSwapInterval(1);
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;
    // Our callbacks first: ImGui's back end chains to them.
    glfwSetWindowUserPointer(window_, this);
    watch();
    ImGui_ImplGlfw_InitForOpenGL(window_, true);
    ImGui_ImplOpenGL3_Init("#version 330 core");
    heatmaps_ = std::make_unique<GlHeatmaps>();
    graphs_ = std::make_unique<GlGraphs>();
    fit_scale();
    resize(spec.width, spec.height, spec.scale);
    if (Status loaded = load_fonts(); !loaded) {
        return loaded;
    }
    scale_changed_ = false;
    if (spec.visible) {
        glfwShowWindow(window_);
    }
    return Done{};
}

Window::~Window() {
    if (window_ != nullptr) {
        if (ImGui::GetCurrentContext() != nullptr) {
            graphs_.reset();
            heatmaps_.reset();
            ImGui_ImplOpenGL3_Shutdown();
            ImGui_ImplGlfw_Shutdown();
            ImGui::DestroyContext();
        }
        glfwDestroyWindow(window_);
    }
    glfwTerminate();
}

void Window::watch() {
    glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** paths) {
        for (int k = 0; k < count; ++k) {
            self(w)->dropped_.emplace_back(paths[k]);
        }
        self(w)->dirty_ = true;
    });
    glfwSetWindowContentScaleCallback(window_,
                                      [](GLFWwindow* w, float, float) { self(w)->fit_scale(); });
    const auto touched = [](GLFWwindow* w) { self(w)->dirty_ = true; };
    glfwSetWindowRefreshCallback(window_, touched);
    glfwSetFramebufferSizeCallback(window_,
                                   [](GLFWwindow* w, int, int) { self(w)->dirty_ = true; });
    glfwSetCursorPosCallback(window_,
                             [](GLFWwindow* w, double, double) { self(w)->dirty_ = true; });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int) { self(w)->dirty_ = true; });
    glfwSetMouseButtonCallback(window_,
                               [](GLFWwindow* w, int, int, int) { self(w)->dirty_ = true; });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double, double) { self(w)->dirty_ = true; });
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int, int action, int modifiers) {
        self(w)->dirty_ = true;
        if (action == GLFW_PRESS) {
            self(w)->taps_.went_down(key, modifiers);
        }
    });
    glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned) { self(w)->dirty_ = true; });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int) { self(w)->dirty_ = true; });
}

void Window::fit_scale() {
    float x = 1;
    float y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    const float scale = fixed_scale_ ? static_cast<float>(*fixed_scale_) : std::max(x, 0.5F);
    if (scale != scale_) {
        scale_ = scale;
        scale_changed_ = true;
        dirty_ = true;
    }
}

Status Window::load_fonts() {
    Result<Fonts> fonts = build_fonts(scale(), texts_);
    if (!fonts) {
        return fonts.error();
    }
    fonts_ = *fonts;
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    return Done{};
}

Status Window::set_texts(std::string texts) {
    texts_ = std::move(texts);
    return load_fonts();
}

void Window::poll() {
    glfwPollEvents();
}

void Window::wait(std::optional<double> at_most) {
    if (at_most) {
        glfwWaitEventsTimeout(std::max(*at_most, 1e-4));
    } else {
        glfwWaitEvents();
    }
}

void Window::wake() {
    glfwPostEmptyEvent();
}

bool Window::should_close() const {
    return glfwWindowShouldClose(window_) == GLFW_TRUE;
}

std::vector<std::filesystem::path> Window::take_dropped() {
    return std::exchange(dropped_, {});
}

bool Window::take_dirty() {
    return std::exchange(dirty_, false);
}

void Window::begin_frame(const std::optional<SimulatedInput>& simulated) {
    if (scale_changed_) {
        scale_changed_ = false;
        // The fonts were there at the start; a failure now keeps the old ones.
        if (const Status loaded = load_fonts(); !loaded) {
            fmt::print(stderr, "layerwise: {}\n", loaded.error().message);
        }
    }
    heatmaps_->begin_frame();
    graphs_->begin_frame();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    if (simulated) {
        ImGui::GetIO().DeltaTime = 1.0F / 60;
        inject(ImGui::GetIO(), *simulated);
    } else {
        taps_.hold(ImGui::GetIO());
    }
    ImGui::NewFrame();
}

void Window::render() {
    ImGui::Render();
}

void Window::end_frame() {
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    glViewport(0, 0, width, height);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glfwSwapBuffers(window_);
    taps_.release(ImGui::GetIO());
}

Picture Window::picture() const {
    const ImVec2 pixels = size();
    return render_picture(*ImGui::GetDrawData(), {0, 0, pixels.x, pixels.y});
}

void Window::set_zoom(float zoom) {
    if (zoom != zoom_) {
        zoom_ = zoom;
        scale_changed_ = true;
        dirty_ = true;
    }
}

void Window::close(bool closing) {
    glfwSetWindowShouldClose(window_, closing ? GLFW_TRUE : GLFW_FALSE);
    wake();
}

void Window::resize(int width, int height, std::optional<double> scale) {
    if (scale) {
        fixed_scale_ = scale;
    }
    fit_scale();
    const auto pixels = [&](int units) {
        return static_cast<int>(std::lround(static_cast<float>(units) * scale_));
    };
    glfwSetWindowSizeLimits(window_, std::min(pixels(kLeastWidth), pixels(width)),
                            std::min(pixels(kLeastHeight), pixels(height)), GLFW_DONT_CARE,
                            GLFW_DONT_CARE);
    glfwSetWindowSize(window_, pixels(width), pixels(height));
}

void Window::copy(const std::string& text) const {
    glfwSetClipboardString(window_, text.c_str());
}

ImVec2 Window::size() const {
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    return {static_cast<float>(width), static_cast<float>(height)};
}

}  // namespace layerwise
