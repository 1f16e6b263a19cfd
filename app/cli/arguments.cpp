#include "app/cli/arguments.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fmt/core.h>

namespace layerwise {
Result<PixelSize> pixel_size(const Flag& flag) {
    const std::string_view text = flag.text;
    const std::size_t cross = text.find('x');
    if (cross != std::string_view::npos) {
        const std::optional<int> width = parsed<int>(text.substr(0, cross));
        const std::optional<int> height = parsed<int>(text.substr(cross + 1));
        const auto fits = [](std::optional<int> side) {
            return side && *side >= kSmallestSide && *side <= kLargestSide;
        };
        if (fits(width) && fits(height)) {
            return PixelSize{*width, *height};
        }
    }
    return unexpected(flag, fmt::format("WIDTHxHEIGHT such as 1440x900, each from {} to {} pixels",
                                        kSmallestSide, kLargestSide));
}

Status readable_file(const Flag& flag) {
    std::error_code code;
    if (std::filesystem::is_regular_file(flag.text, code)) {
        return Done{};
    }
    const bool exists = std::filesystem::exists(flag.text, code);
    return Error{fmt::format("{}: expected a file, found {} at \"{}\"", flag.name,
                             exists ? "something else" : "none", flag.text)};
}

std::string extension_of(std::string_view path) {
    std::string extension = std::filesystem::path(path).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

}  // namespace layerwise
