// A disc in its value's colour with a rim; one that has no value yet is only a rim.
#version 330 core

uniform vec3 ramp[5];  // colours at -1, -1/2, 0, 1/2, 1
uniform vec3 rim;
uniform vec3 ground;

in vec2 place;
flat in float radius;
flat in float shown;

out vec4 color;

void main() {
    float far = length(place);
    float inside = clamp(radius + 0.5 - far, 0.0, 1.0);
    float at_rim = radius > 3.0 ? clamp(far - (radius - 1.5), 0.0, 1.0) : 0.0;
    float at = (clamp(shown, -1.0, 1.0) + 1.0) * 2.0;
    int piece = min(int(at), 3);
    vec3 fill = abs(shown) > 1.5 ? ground : mix(ramp[piece], ramp[piece + 1], at - float(piece));
    color = vec4(mix(fill, rim, at_rim), inside);
}
