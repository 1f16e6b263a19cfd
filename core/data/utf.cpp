#include "core/data/utf.h"

#include <algorithm>
#include <cstdint>

namespace layerwise {
namespace {

constexpr char32_t kLast = 0x10FFFF;
constexpr char32_t kReplacement = 0xFFFD;

bool is_surrogate(char32_t c) {
    return 0xD800 <= c && c <= 0xDFFF;
}

char continuation(char32_t c, unsigned shift) {
    return static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
}

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0U | (c >> 6U));
        out += continuation(c, 0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0U | (c >> 12U));
        out += continuation(c, 6);
        out += continuation(c, 0);
    } else {
        out += static_cast<char>(0xF0U | (c >> 18U));
        out += continuation(c, 12);
        out += continuation(c, 6);
        out += continuation(c, 0);
    }
}

// The character at the front of `text`, taken off it.
char32_t take_utf8(std::string_view& text) {
    const auto byte = [&](std::size_t k) -> std::uint8_t {
        return static_cast<std::uint8_t>(text[k]);
    };
    const std::uint8_t lead = byte(0);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
    bool valid = length == 1 || (lead >= 0xC0 && lead < 0xF8 && length <= text.size());
    for (std::size_t k = 1; valid && k < length; ++k) {
        valid = (byte(k) & 0xC0U) == 0x80;
        c = c << 6U | (byte(k) & 0x3FU);
    }
    valid = valid && c >= kSmallest[length] && c <= kLast && !is_surrogate(c);
    text.remove_prefix(valid ? length : 1);
    return valid ? c : kReplacement;
}

}  // namespace

std::optional<std::string> utf8_of(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) {
        if (c > kLast || is_surrogate(c)) {
            return std::nullopt;
        }
        append_utf8(out, c);
    }
    return out;
}

std::u32string utf32_of(std::string_view text) {
    std::u32string out;
    while (!text.empty()) {
        out += take_utf8(text);
    }
    return out;
}

std::string on_one_line(std::string text) {
    const auto is_control = [](char c) { return ('\0' <= c && c < ' ') || c == '\x7f'; };
    std::replace_if(text.begin(), text.end(), is_control, '?');
    return text;
}

}  // namespace layerwise
