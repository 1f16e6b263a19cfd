// An edge's colour is its sign's, its opacity its size; a pulse brightens it where it has come to.
#version 330 core

uniform vec3 negative;
uniform vec3 positive;
uniform vec3 bright;
uniform float opacity;  // of an edge of strength 1
uniform float faintest; // no edge is fainter than this share of it
uniform float pulse;    // where along the edge; outside 0 ... 1 there is none

in float across;
in float along;
flat in float half_width;
flat in float signed_strength;

out vec4 color;

void main() {
    float rim = clamp(half_width + 0.5 - abs(across), 0.0, 1.0) * min(1.0, half_width * 2.0);
    float size = abs(signed_strength);
    float near = 1.0 - smoothstep(0.0, 0.16, abs(along - pulse));
    vec3 own = signed_strength < 0.0 ? negative : positive;
    float alpha = opacity * max(mix(0.05, 1.0, size) * size, faintest) + near * (0.25 + 0.75 * size);
    color = vec4(mix(own, bright, near * 0.7), clamp(alpha, 0.0, 1.0) * rim);
}
