// One matrix as colours: the exact mean of the values under each pixel, then the colour ramp.
//
// Magnified, a pixel lies in one texel and cells stay crisp. Minified, every texel counts by the
// area it shares with the pixel; far minified, the mean starts from a mip level, so that no pixel
// reads more than a few texels however large the matrix is.
#version 330 core

uniform sampler2D values;
uniform float range;    // the value that gets the ramp's end
uniform vec3 ramp[5];   // colours at -1, -1/2, 0, 1/2, 1
uniform vec4 lit;       // rows from, to, columns from, to, in fractions: the rest is dimmed
uniform float dim;      // how much: 0 not at all, 1 to blank
uniform vec3 blank;     // where there is no value yet, and between large cells

in vec2 uv;
in float opacity;

out vec4 color;

float mean_under_pixel() {
    vec2 size = vec2(textureSize(values, 0));
    vec2 footprint = max(fwidth(uv) * size, vec2(1e-4));
    int level = max(0, int(floor(log2(min(footprint.x, footprint.y)))));
    vec2 level_size = vec2(textureSize(values, level));
    vec2 reach = max(footprint * level_size / size, vec2(1e-4));
    vec2 low = clamp(uv * level_size - reach / 2.0, vec2(0.0), level_size - vec2(1e-3));
    vec2 high = clamp(low + reach, low + vec2(1e-4), level_size);
    if (reach.x <= 1.0 && reach.y <= 1.0) {  // magnified: crisp cells
        return texelFetch(values, ivec2(clamp(uv * level_size, vec2(0.0), level_size - 1.0)), level).r;
    }
    ivec2 first = ivec2(floor(low));
    ivec2 last = min(ivec2(ceil(high)) - 1, first + 31);
    float sum = 0.0;
    float weight = 0.0;
    for (int v = first.y; v <= last.y; ++v) {
        float height = min(high.y, float(v + 1)) - max(low.y, float(v));
        for (int u = first.x; u <= last.x; ++u) {
            float area = height * (min(high.x, float(u + 1)) - max(low.x, float(u)));
            sum += area * texelFetch(values, ivec2(u, v), level).r;
            weight += area;
        }
    }
    return sum / max(weight, 1e-9);
}

vec3 ramp_at(float value) {
    float place = (clamp(value / range, -1.0, 1.0) + 1.0) * 2.0;
    int piece = min(int(place), 3);
    return mix(ramp[piece], ramp[piece + 1], place - float(piece));
}

// How much of the border between cells this pixel shows: borders fade in as cells grow.
float border() {
    vec2 cells = uv * vec2(textureSize(values, 0));
    vec2 pixels = 1.0 / max(fwidth(cells), vec2(1e-6));  // of a cell
    vec2 inside = fract(cells);
    vec2 distance = min(inside, 1.0 - inside) * pixels;
    float line = 1.0 - smoothstep(0.4, 1.2, min(distance.x, distance.y));
    return line * smoothstep(7.0, 18.0, min(pixels.x, pixels.y));
}

void main() {
    float value = mean_under_pixel();
    vec3 shown = isnan(value) ? blank : ramp_at(value);
    shown = mix(shown, blank, 0.75 * border());
    vec2 at = uv;
    bool outside = at.x < lit.x || at.x >= lit.y || at.y < lit.z || at.y >= lit.w;
    color = vec4(outside ? mix(shown, blank, dim) : shown, opacity);
}
