#include "core/base/typed.h"

#include <cmath>

#include <fmt/format.h>

namespace layerwise {
Error unexpected(const Flag& flag, std::string_view expected) {
    return Error{fmt::format("{}: expected {}, found \"{}\"", flag.name, expected, flag.text)};
}

Result<std::int64_t> whole_number(const Flag& flag, std::int64_t min, std::int64_t max) {
    const std::optional<std::int64_t> value = parsed<std::int64_t>(flag.text);
    if (!value || *value < min || *value > max) {
        return unexpected(flag, max == kUnlimited
                                    ? fmt::format("a whole number, {} or more", min)
                                    : fmt::format("a whole number from {} to {}", min, max));
    }
    return *value;
}

Result<double> number(const Flag& flag, double min, double max) {
    const std::optional<double> value = parsed<double>(flag.text);
    if (!value || !std::isfinite(*value) || *value < min || *value > max) {
        return unexpected(flag, fmt::format("a number from {} to {}", min, max));
    }
    return *value;
}

}  // namespace layerwise
