// Nodes by instancing: each instance is one disc, four vertices are the square around it.
#version 330 core

uniform mat4 projection;
uniform vec2 origin;

in vec3 disc;    // centre x, y, radius
in float value;  // -1 ... 1; beyond it, the node has no value yet

out vec2 place;  // pixels from the centre
flat out float radius;
flat out float shown;

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    place = corner * (disc.z + 1.0);
    radius = disc.z;
    shown = value;
    gl_Position = projection * vec4(origin + disc.xy + place, 0.0, 1.0);
}
