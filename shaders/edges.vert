// Edges by instancing: each instance is one edge, four vertices make it a ribbon as wide as its
// weight. What is drawn lies in pixels of the window; `origin` is where the picture's corner is.
#version 330 core

uniform mat4 projection;
uniform vec2 origin;
uniform float widest;  // pixels, of an edge of strength 1
uniform float least;   // pixels: no edge is thinner

in vec4 ends;        // from x, y, to x, y
in float strength;   // -1 ... 1: |w| and its sign

out float across;    // pixels from the middle line
out float along;     // 0 at the start, 1 at the end
flat out float half_width;
flat out float signed_strength;

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);  // along, across
    vec2 run = ends.zw - ends.xy;
    float span = max(length(run), 1e-4);
    vec2 normal = vec2(-run.y, run.x) / span;
    half_width = mix(least, widest, abs(strength)) / 2.0;
    across = (corner.y * 2.0 - 1.0) * (half_width + 0.75);  // the rim is feathered
    along = corner.x;
    signed_strength = strength;
    vec2 place = origin + ends.xy + run * corner.x + normal * across;
    gl_Position = projection * vec4(place, 0.0, 1.0);
}
