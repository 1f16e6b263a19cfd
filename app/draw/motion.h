// Motion that shows where a value went: eased, short, and only while it is wanted.
#pragma once

#include <algorithm>

namespace layerwise {

// 0 … 1, slow at both ends.
inline float eased(float t) {
    t = std::clamp(t, 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

// From when a motion began, in seconds of ImGui::GetTime(), how far it is: 1 when it is over.
inline float progress(double began, double now, double seconds) {
    return static_cast<float>(std::clamp((now - began) / seconds, 0.0, 1.0));
}

}  // namespace layerwise
