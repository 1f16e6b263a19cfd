#include "core/program/base64.h"

#include <cstdint>

namespace layerwise {

std::string base64(std::string_view bytes) {
    constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t kGroup = 3;
    std::string text;
    text.reserve((bytes.size() + 2) / kGroup * 4);
    for (std::size_t k = 0; k < bytes.size(); k += kGroup) {
        const std::string_view group = bytes.substr(k, kGroup);
        std::uint32_t bits = 0;
        for (std::size_t byte = 0; byte < kGroup; ++byte) {
            bits =
                bits << 8U | (byte < group.size() ? static_cast<unsigned char>(group[byte]) : 0U);
        }
        for (std::size_t digit = 0; digit < 4; ++digit) {
            const std::uint32_t six = bits >> (18U - 6U * digit) & 63U;
            text += digit <= group.size() ? kAlphabet[six] : '=';
        }
    }
    return text;
}

}  // namespace layerwise
