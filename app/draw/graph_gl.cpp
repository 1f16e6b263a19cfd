#include "app/draw/graph_gl.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include <glad/gl.h>

#include "app/draw/gl_program.h"
#include "app/draw/heatmap.h"
#include "shaders.h"

namespace layerwise {
namespace {

constexpr std::int64_t kFramesKept = 240;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;  // of what may be drawn again
constexpr std::size_t kBytesPerPixel = 8;
constexpr float kThinnest = 0.7F;       // pixels
constexpr std::array kEdgeParts{4, 1};  // floats: ends, strength
constexpr std::array kNodeParts{3, 1};  // floats: disc, value

void set_color(GLuint program, const char* name, const Color& color) {
    glUniform3f(glGetUniformLocation(program, name), color.r, color.g, color.b);
}

// ImGui's program is current in a callback: its projection is taken over.
std::array<float, 16> imgui_projection() {
    GLint current = 0;
    glGetIntegerv(GL_CURRENT_PROGRAM, &current);
    std::array<float, 16> projection{};
    const auto program = static_cast<GLuint>(current);
    glGetUniformfv(program, glGetUniformLocation(program, "ProjMtx"), projection.data());
    return projection;
}

// ImGui cuts to a command's rectangle only for its own commands.
void cut_to(const ImDrawCmd& command) {
    std::array<GLint, 4> viewport{};
    glGetIntegerv(GL_VIEWPORT, viewport.data());
    const ImVec4& r = command.ClipRect;
    glScissor(static_cast<GLint>(r.x), viewport[3] - static_cast<GLint>(r.w),
              static_cast<GLsizei>(std::max(r.z - r.x, 0.0F)),
              static_cast<GLsizei>(std::max(r.w - r.y, 0.0F)));
}

}  // namespace

GlGraphs::~GlGraphs() {
    for (const auto& [key, batch] : batches_) {
        drop(batch);
    }
    glDeleteProgram(edge_program_);
    glDeleteProgram(node_program_);
}

void GlGraphs::drop(const Batch& batch) {
    glDeleteVertexArrays(1, &batch.array);
    glDeleteBuffers(1, &batch.buffer);
    glDeleteTextures(1, &batch.texture);
}

void GlGraphs::begin_frame() {
    ++frame_;
    edge_draws_.clear();
    node_draws_.clear();
    std::erase_if(batches_, [&](const auto& entry) {
        const bool old = entry.second.last_frame + kFramesKept < frame_;
        if (old) {
            drop(entry.second);
        }
        return old;
    });
    bound_memory();
}

// A drawing under way makes new edges with every point of it: those not in use go early.
void GlGraphs::bound_memory() {
    const auto bytes_of = [](const Batch& batch) {
        const auto pixels =
            static_cast<std::size_t>(batch.width) * static_cast<std::size_t>(batch.height);
        return pixels * kBytesPerPixel + static_cast<std::size_t>(batch.count) * sizeof(GraphEdge);
    };
    std::size_t bytes = 0;
    for (const auto& [key, batch] : batches_) {
        bytes += bytes_of(batch);
    }
    while (bytes > kMostBytes) {
        const auto oldest = std::ranges::min_element(
            batches_, {}, [](const auto& entry) { return entry.second.last_frame; });
        if (oldest->second.last_frame + 1 >= frame_) {
            return;  // all are in use
        }
        bytes -= bytes_of(oldest->second);
        drop(oldest->second);
        batches_.erase(oldest);
    }
}

void GlGraphs::compile() {
    if (edge_program_ == 0) {
        edge_program_ = compile_program(shaders::kEdgesVert, shaders::kEdgesFrag,
                                        std::array{Attribute{"ends", 0}, Attribute{"strength", 1}});
        node_program_ = compile_program(shaders::kNodesVert, shaders::kNodesFrag,
                                        std::array{Attribute{"disc", 0}, Attribute{"value", 1}});
    }
}

GlGraphs::Batch& GlGraphs::batch_of(std::uint64_t key, const void* data, std::size_t bytes,
                                    int count, std::span<const int> parts) {
    Batch& batch = batches_[key];
    batch.last_frame = frame_;
    if (batch.array != 0) {
        return batch;
    }
    GLint array_before = 0;
    GLint buffer_before = 0;
    glGetIntegerv(GL_VERTEX_ARRAY_BINDING, &array_before);
    glGetIntegerv(GL_ARRAY_BUFFER_BINDING, &buffer_before);
    glGenVertexArrays(1, &batch.array);
    glGenBuffers(1, &batch.buffer);
    glBindVertexArray(batch.array);
    glBindBuffer(GL_ARRAY_BUFFER, batch.buffer);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), data, GL_STATIC_DRAW);
    int floats = 0;
    for (const int part : parts) {
        floats += part;
    }
    GLuint place = 0;
    std::uintptr_t offset = 0;
    for (const int part : parts) {
        glEnableVertexAttribArray(place);
        glVertexAttribPointer(place, part, GL_FLOAT, GL_FALSE,
                              floats * static_cast<int>(sizeof(float)),
                              std::bit_cast<const void*>(offset));
        glVertexAttribDivisor(place, 1);
        ++place;
        offset += static_cast<std::uintptr_t>(part) * sizeof(float);
    }
    batch.count = count;
    glBindVertexArray(static_cast<GLuint>(array_before));
    glBindBuffer(GL_ARRAY_BUFFER, static_cast<GLuint>(buffer_before));
    ++uploads_;
    return batch;
}

void GlGraphs::paint_edges(const Batch& batch, const EdgeDrawing& drawing, ImVec2 origin,
                           const std::array<float, 16>& projection) const {
    glUseProgram(edge_program_);
    const auto at = [&](const char* name) { return glGetUniformLocation(edge_program_, name); };
    glUniformMatrix4fv(at("projection"), 1, GL_FALSE, projection.data());
    glUniform2f(at("origin"), origin.x, origin.y);
    glUniform1f(at("widest"), drawing.widest);
    glUniform1f(at("least"), kThinnest);
    glUniform1f(at("opacity"), drawing.opacity);
    glUniform1f(at("faintest"), drawing.faintest);
    glUniform1f(at("pulse"), drawing.pulse);
    set_color(edge_program_, "negative", (*drawing.ramp)[1]);
    set_color(edge_program_, "positive", (*drawing.ramp)[3]);
    set_color(edge_program_, "bright", drawing.bright);
    glBindVertexArray(batch.array);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, batch.count);
}

// The edges on their ground, as a texture of that size. All state is put back.
void GlGraphs::draw_picture(Batch& batch, const EdgeDrawing& drawing, int width, int height) const {
    GLint frame_before = 0;
    GLint texture_before = 0;
    GLint array_before = 0;
    GLint program_before = 0;
    std::array<GLint, 4> viewport{};
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &frame_before);
    glGetIntegerv(GL_TEXTURE_BINDING_2D, &texture_before);
    glGetIntegerv(GL_VERTEX_ARRAY_BINDING, &array_before);
    glGetIntegerv(GL_CURRENT_PROGRAM, &program_before);
    glGetIntegerv(GL_VIEWPORT, viewport.data());
    const GLboolean cuts = glIsEnabled(GL_SCISSOR_TEST);
    const GLboolean culls = glIsEnabled(GL_CULL_FACE);
    const GLboolean blends = glIsEnabled(GL_BLEND);

    if (batch.texture == 0) {
        glGenTextures(1, &batch.texture);
    }
    batch.width = width;
    batch.height = height;
    glBindTexture(GL_TEXTURE_2D, batch.texture);
    // Half floats: with eight bits, thousands of faint edges on one another drift from their hue.
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA16F, width, height, 0, GL_RGBA, GL_FLOAT, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    GLuint frame = 0;
    glGenFramebuffers(1, &frame);
    glBindFramebuffer(GL_FRAMEBUFFER, frame);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, batch.texture, 0);
    glViewport(0, 0, width, height);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_CULL_FACE);
    glEnable(GL_BLEND);
    // Colours blend as ever; the picture itself stays opaque.
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE);
    glClearColor(drawing.ground.r, drawing.ground.g, drawing.ground.b, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    // Pixels to the unit square; y grows downwards in both the window and the picture's rows.
    const auto w = static_cast<float>(width);
    const auto h = static_cast<float>(height);
    paint_edges(batch, drawing, {0, 0},
                {2 / w, 0, 0, 0, 0, 2 / h, 0, 0, 0, 0, -1, 0, -1, -1, 0, 1});

    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(frame_before));
    glDeleteFramebuffers(1, &frame);
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture_before));
    glBindVertexArray(static_cast<GLuint>(array_before));
    glUseProgram(static_cast<GLuint>(program_before));
    glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
    if (cuts == GL_TRUE) {
        glEnable(GL_SCISSOR_TEST);
    }
    if (culls == GL_TRUE) {
        glEnable(GL_CULL_FACE);
    }
    if (blends == GL_FALSE) {
        glDisable(GL_BLEND);
    }
}

void GlGraphs::edges(ImDrawList& list, const Rect& rect, const EdgeDrawing& drawing) {
    if (drawing.edges.empty() || rect.width() < 1 || rect.height() < 1) {
        return;
    }
    compile();
    const auto bits = [](float f) { return std::lround(f * 255); };
    // A picture is of its size and colours, too; instances are not.
    const std::uint64_t key =
        drawing.moving
            ? heatmap_key(drawing.key, 1)
            : heatmap_key(drawing.key, 2, bits(drawing.ground.r), bits((*drawing.ramp)[1].r),
                          bits((*drawing.ramp)[3].g), bits(drawing.opacity),
                          std::lround(drawing.widest * 16), bits(drawing.faintest),
                          std::lround(rect.width()), std::lround(rect.height()));
    Batch& batch = batch_of(key, drawing.edges.data(), drawing.edges.size_bytes(),
                            static_cast<int>(drawing.edges.size()), kEdgeParts);
    if (drawing.moving) {
        edge_draws_.push_back({this, batch, rect, drawing});
        list.AddCallback(&GlGraphs::run_edges, &edge_draws_.back());
        list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
        return;
    }
    if (batch.texture == 0) {
        draw_picture(batch, drawing, static_cast<int>(std::lround(rect.width())),
                     static_cast<int>(std::lround(rect.height())));
    }
    list.AddImage(std::bit_cast<ImTextureID>(std::uintptr_t{batch.texture}), rect.min(),
                  rect.max());
}

void GlGraphs::nodes(ImDrawList& list, const Rect& rect, const NodeDrawing& drawing) {
    if (drawing.nodes.empty()) {
        return;
    }
    compile();
    const Batch& batch =
        batch_of(heatmap_key(drawing.key, 3), drawing.nodes.data(), drawing.nodes.size_bytes(),
                 static_cast<int>(drawing.nodes.size()), kNodeParts);
    node_draws_.push_back({this, batch, rect, drawing});
    list.AddCallback(&GlGraphs::run_nodes, &node_draws_.back());
    list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void GlGraphs::run_edges(const ImDrawList* /*list*/, const ImDrawCmd* command) {
    const EdgeDraw& draw = *static_cast<const EdgeDraw*>(command->UserCallbackData);
    cut_to(*command);
    draw.self->paint_edges(draw.batch, draw.drawing, draw.rect.min(), imgui_projection());
}

void GlGraphs::run_nodes(const ImDrawList* /*list*/, const ImDrawCmd* command) {
    const NodeDraw& draw = *static_cast<const NodeDraw*>(command->UserCallbackData);
    const std::array<float, 16> projection = imgui_projection();
    cut_to(*command);
    const GLuint program = draw.self->node_program_;
    glUseProgram(program);
    const auto at = [&](const char* name) { return glGetUniformLocation(program, name); };
    glUniformMatrix4fv(at("projection"), 1, GL_FALSE, projection.data());
    glUniform2f(at("origin"), draw.rect.x0, draw.rect.y0);
    std::vector<GLfloat> ramp;
    for (const Color& color : *draw.drawing.ramp) {
        ramp.insert(ramp.end(), {color.r, color.g, color.b});
    }
    glUniform3fv(at("ramp"), static_cast<GLsizei>(draw.drawing.ramp->size()), ramp.data());
    set_color(program, "rim", draw.drawing.rim);
    set_color(program, "ground", draw.drawing.ground);
    glBindVertexArray(draw.batch.array);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, draw.batch.count);
}

}  // namespace layerwise
