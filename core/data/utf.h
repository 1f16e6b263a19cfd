// Text between UTF-8, ours, and UTF-32, NumPy's; and text from files made fit to quote.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace layerwise {

// Nothing when a unit is a surrogate or beyond U+10FFFF.
std::optional<std::string> utf8_of(std::u32string_view text);

// A byte that is not part of valid UTF-8 becomes U+FFFD, the replacement character.
std::u32string utf32_of(std::string_view text);

// Text from a file, fit to be quoted in an error's one line: control characters become '?'.
std::string on_one_line(std::string text);

}  // namespace layerwise
