// Passes ImGui's vertices through: its attributes, its projection.
#version 330 core

uniform mat4 projection;

in vec2 Position;
in vec2 UV;
in vec4 Color;

out vec2 uv;
out float opacity;

void main() {
    uv = UV;
    opacity = Color.a;
    gl_Position = projection * vec4(Position, 0.0, 1.0);
}
