#include "app/window/render.h"

#include <algorithm>
#include <cmath>

#include <backends/imgui_impl_opengl3.h>
#include <glad/gl.h>

namespace layerwise {
namespace {

constexpr int kTile = 2048;  // every OpenGL 3.3 has textures of that side

// A texture to draw into; the window's own buffer is back when it ends.
class Buffer {
public:
    Buffer(int width, int height) {
        glGenFramebuffers(1, &buffer_);
        glGenTextures(1, &texture_);
        glBindTexture(GL_TEXTURE_2D, texture_);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                     nullptr);
        glBindFramebuffer(GL_FRAMEBUFFER, buffer_);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
    }
    ~Buffer() {
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
        glDeleteFramebuffers(1, &buffer_);
        glDeleteTextures(1, &texture_);
    }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

private:
    GLuint buffer_ = 0, texture_ = 0;
};

// Draws what of the frame begins at (x, y) and copies it into the picture at (to_x, to_y).
void draw_tile(ImDrawData& frame, float x, float y, int width, int height, Picture& picture,
               int to_x, int to_y) {
    frame.DisplayPos = {x, y};
    frame.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    glViewport(0, 0, width, height);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(&frame);
    const auto row = static_cast<std::size_t>(width) * 3;
    std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, upside_down.data());
    for (int k = 0; k < height; ++k) {
        const auto from = upside_down.begin() + static_cast<std::ptrdiff_t>(row) * (height - 1 - k);
        const auto to = (static_cast<std::ptrdiff_t>(to_y) + k) * picture.width + to_x;
        std::copy_n(from, row, picture.pixels.begin() + to * 3);
    }
}

}  // namespace

Picture render_picture(ImDrawData& frame, const Rect& area) {
    const float x0 = std::floor(area.x0);
    const float y0 = std::floor(area.y0);
    Picture picture;
    picture.width = std::max(static_cast<int>(std::ceil(area.x1) - x0), 1);
    picture.height = std::max(static_cast<int>(std::ceil(area.y1) - y0), 1);
    picture.pixels.resize(static_cast<std::size_t>(picture.width) *
                          static_cast<std::size_t>(picture.height) * 3);
    const ImVec2 position = frame.DisplayPos;
    const ImVec2 size = frame.DisplaySize;
    const Buffer buffer(std::min(picture.width, kTile), std::min(picture.height, kTile));
    for (int y = 0; y < picture.height; y += kTile) {
        for (int x = 0; x < picture.width; x += kTile) {
            draw_tile(frame, x0 + static_cast<float>(x), y0 + static_cast<float>(y),
                      std::min(kTile, picture.width - x), std::min(kTile, picture.height - y),
                      picture, x, y);
        }
    }
    frame.DisplayPos = position;
    frame.DisplaySize = size;
    return picture;
}

}  // namespace layerwise
