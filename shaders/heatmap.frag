// One matrix as colours: the exact mean of the values under each pixel, then the colour ramp.
//
// Magnified, a pixel lies in one texel and cells stay crisp. Minified, every texel counts by the
// area it shares with the pixel; far minified, the mean starts from a mip level, so that no pixel
// reads more than a few texels however large the matrix is.
#version 330 core

uniform sampler2D values;
uniform float range;    // the value that gets the ramp's end
uniform vec3 ramp[5];   // colours at -1, -1/2, 0, 1/2, 1

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

void main() {
    float place = (clamp(mean_under_pixel() / range, -1.0, 1.0) + 1.0) * 2.0;
    int piece = min(int(place), 3);
    color = vec4(mix(ramp[piece], ramp[piece + 1], place - float(piece)), opacity);
}
