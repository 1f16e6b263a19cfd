// What flags hold besides numbers and names: sizes of pictures, files.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/typed.h"

namespace layerwise {

struct PixelSize {
    int width = 0, height = 0;
};
// "1440x900", each side from kSmallestSide to kLargestSide.
Result<PixelSize> pixel_size(const Flag& flag);

inline constexpr int kSmallestSide = 320;
inline constexpr int kLargestSide = 8192;

// A file that can be opened for reading.
Status readable_file(const Flag& flag);

// The end of the path in lower case, with its dot: ".npz", or "" where there is none.
std::string extension_of(std::string_view path);

}  // namespace layerwise
