// Typed words into values: numbers and names, with one line about what is wrong with them.
#pragma once

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace layerwise {

// A flag or a field as typed: --image 7 is {"--image", "7"}. Every error here begins with its name.
struct Flag {
    std::string name;
    std::string text;
};

inline constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();

// All of the text as a T, or nothing.
template <class T>
std::optional<T> parsed(std::string_view text) {
    T value{};
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, value);
    return code == std::errc() && stop == end ? std::optional<T>(value) : std::nullopt;
}

// "NAME: expected WHAT, found "TEXT"".
Error unexpected(const Flag& flag, std::string_view expected);

// Digits only, from min to max.
Result<std::int64_t> whole_number(const Flag& flag, std::int64_t min, std::int64_t max);

// A finite decimal number, from min to max.
Result<double> number(const Flag& flag, double min, double max);

// The value that `from_name` knows by this text; `names` says which there are, "csv, json or md".
template <class T>
Result<T> named(const Flag& flag, std::string_view names,
                std::optional<T> (*from_name)(std::string_view)) {
    if (const std::optional<T> value = from_name(flag.text)) {
        return *value;
    }
    return unexpected(flag, names);
}

}  // namespace layerwise
