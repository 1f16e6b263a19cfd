#include "app/draw/heatmap_gl.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <glad/gl.h>

#include "app/draw/gl_program.h"
#include "shaders.h"

namespace layerwise {
namespace {

constexpr Index kMaxTexels = 16384;  // a side: OpenGL 3.3's implementations have at least this
constexpr std::int64_t kFramesKept = 240;
constexpr std::size_t kMostBytes = std::size_t{48} << 20;

// Column-major values are the texture as they lie: u runs down a column, v along a row. A side
// that no texture holds is thinned by averaging neighbours.
Matrix<float> texels(const Matrix<double>& values) {
    const Index down = (values.rows() + kMaxTexels - 1) / kMaxTexels;
    const Index along = (values.cols() + kMaxTexels - 1) / kMaxTexels;
    if (down <= 1 && along <= 1) {
        return values.cast<float>();
    }
    Matrix<float> thinned((values.rows() + down - 1) / down, (values.cols() + along - 1) / along);
    for (Index j = 0; j < thinned.cols(); ++j) {
        for (Index i = 0; i < thinned.rows(); ++i) {
            thinned(i, j) = static_cast<float>(
                values
                    .block(i * down, j * along, std::min(down, values.rows() - i * down),
                           std::min(along, values.cols() - j * along))
                    .mean());
        }
    }
    return thinned;
}

// What is lit, in fractions of the matrix as core keeps it: rows from, to, columns from, to.
std::array<float, 4> lit_fractions(const Heatmap& heatmap) {
    if (!heatmap.lit) {
        return {0, 1, 0, 1};
    }
    const CellRange lit = heatmap.transposed ? heatmap.lit->transposed() : *heatmap.lit;
    const auto rows = static_cast<float>(heatmap.values->rows());
    const auto cols = static_cast<float>(heatmap.values->cols());
    return {static_cast<float>(lit.row_begin) / rows, static_cast<float>(lit.row_end) / rows,
            static_cast<float>(lit.col_begin) / cols, static_cast<float>(lit.col_end) / cols};
}

}  // namespace

GlHeatmaps::~GlHeatmaps() {
    for (const auto& [key, texture] : textures_) {
        glDeleteTextures(1, &texture.id);
    }
    glDeleteProgram(program_);
}

void GlHeatmaps::begin_frame() {
    ++frame_;
    draws_.clear();
    std::size_t bytes = 0;
    for (const auto& [key, texture] : textures_) {
        bytes += static_cast<std::size_t>(texture.width) *
                 static_cast<std::size_t>(texture.height) * sizeof(float);
    }
    // A network in training has new pictures with every snapshot: only the last ones are kept.
    const std::int64_t kept = bytes > kMostBytes ? 2 : kFramesKept;
    std::erase_if(textures_, [&](const auto& entry) {
        const bool old = entry.second.last_frame + kept < frame_;
        if (old) {
            glDeleteTextures(1, &entry.second.id);
        }
        return old;
    });
}

void GlHeatmaps::draw(ImDrawList& list, const Rect& rect, const Heatmap& heatmap) {
    const Texture& texture = texture_of(heatmap);
    draws_.push_back({this, texture, *heatmap.ramp, std::max(heatmap.range, 1e-30F),
                      lit_fractions(heatmap), heatmap.lit ? heatmap.dim : 0, heatmap.blank});
    list.AddCallback(&GlHeatmaps::apply_shader, &draws_.back());
    // NOLINTNEXTLINE(performance-no-int-to-ptr): ImGui keeps texture names as pointers
    auto* const id = reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture.id));
    // u is the row, v the column: drawing untransposed swaps the axes back.
    const Rect& part = heatmap.part;
    const auto uv = [&](float x, float y) {
        return heatmap.transposed ? ImVec2{x, y} : ImVec2{y, x};
    };
    list.AddImageQuad(id, rect.min(), {rect.x1, rect.y0}, rect.max(), {rect.x0, rect.y1},
                      uv(part.x0, part.y0), uv(part.x1, part.y0), uv(part.x1, part.y1),
                      uv(part.x0, part.y1), IM_COL32_WHITE);
    list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

const GlHeatmaps::Texture& GlHeatmaps::texture_of(const Heatmap& heatmap) {
    Texture& texture = textures_[heatmap.key];
    texture.last_frame = frame_;
    if (texture.id != 0) {
        return texture;
    }
    const Matrix<float> data = texels(*heatmap.values);
    texture.width = static_cast<int>(data.rows());
    texture.height = static_cast<int>(data.cols());
    glGenTextures(1, &texture.id);
    glBindTexture(GL_TEXTURE_2D, texture.id);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, texture.width, texture.height, 0, GL_RED, GL_FLOAT,
                 data.data());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST_MIPMAP_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glGenerateMipmap(GL_TEXTURE_2D);
    ++uploads_;
    return texture;
}

// ImGui's program is current here: its attributes' places and its projection are taken over.
void GlHeatmaps::compile(unsigned imgui_program) {
    const auto at_imguis_place = [&](const char* name) {
        const GLint place = glGetAttribLocation(imgui_program, name);
        return Attribute{name, static_cast<GLuint>(std::max(place, 0))};
    };
    program_ = compile_program(
        shaders::kHeatmapVert, shaders::kHeatmapFrag,
        std::array{at_imguis_place("Position"), at_imguis_place("UV"), at_imguis_place("Color")});
}

void GlHeatmaps::apply_shader(const ImDrawList* /*list*/, const ImDrawCmd* command) {
    const Draw& draw = *static_cast<const Draw*>(command->UserCallbackData);
    GLint current = 0;
    glGetIntegerv(GL_CURRENT_PROGRAM, &current);
    const auto imgui_program = static_cast<GLuint>(current);
    std::array<GLfloat, 16> projection{};
    glGetUniformfv(imgui_program, glGetUniformLocation(imgui_program, "ProjMtx"),
                   projection.data());
    if (draw.self->program_ == 0) {
        draw.self->compile(imgui_program);
    }
    const GLuint program = draw.self->program_;
    glUseProgram(program);
    glUniformMatrix4fv(glGetUniformLocation(program, "projection"), 1, GL_FALSE, projection.data());
    glUniform1i(glGetUniformLocation(program, "values"), 0);
    glUniform1f(glGetUniformLocation(program, "range"), draw.range);
    glUniform4fv(glGetUniformLocation(program, "lit"), 1, draw.lit.data());
    glUniform1f(glGetUniformLocation(program, "dim"), draw.dim);
    glUniform3f(glGetUniformLocation(program, "blank"), draw.blank.r, draw.blank.g, draw.blank.b);
    std::vector<GLfloat> ramp;
    for (const Color& color : draw.ramp) {
        ramp.insert(ramp.end(), {color.r, color.g, color.b});
    }
    glUniform3fv(glGetUniformLocation(program, "ramp"), static_cast<GLsizei>(draw.ramp.size()),
                 ramp.data());
}

}  // namespace layerwise
