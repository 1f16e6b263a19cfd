// Typed words into values: numbers, sizes and names, with one line about what is wrong with them.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace layerwise {

// A flag as typed: --image 7 is {"--image", "7"}. Every error here begins with the flag's name.
struct Flag {
    std::string name;
    std::string text;
};

inline constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();
inline constexpr double kLargestLearningRate = 1e6;

// Digits only, from min to max.
Result<std::int64_t> whole_number(const Flag& flag, std::int64_t min, std::int64_t max);

// A finite decimal number, from min to max.
Result<double> number(const Flag& flag, double min, double max);

struct PixelSize {
    int width = 0, height = 0;
};
// "1440x900", each side from kSmallestSide to kLargestSide.
Result<PixelSize> pixel_size(const Flag& flag);

inline constexpr int kSmallestSide = 320;
inline constexpr int kLargestSide = 8192;

// The value that `from_name` knows by this text; `names` says which there are, "csv, json or md".
template <class T>
Result<T> named(const Flag& flag, std::string_view names,
                std::optional<T> (*from_name)(std::string_view)) {
    if (const std::optional<T> value = from_name(flag.text)) {
        return *value;
    }
    return Error{flag.name + ": expected " + std::string(names) + ", found \"" + flag.text + "\""};
}

// A file that can be opened for reading.
Status readable_file(const Flag& flag);

// The end of the path in lower case, with its dot: ".npz", or "" where there is none.
std::string extension_of(std::string_view path);

}  // namespace layerwise
