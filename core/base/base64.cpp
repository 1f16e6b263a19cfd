#include "core/base/base64.h"

#include <cstdint>

namespace layerwise {

std::string base64(std::string_view bytes) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t k = 0; k < bytes.size(); k += 3) {
        // Three bytes are four digits of six bits.
        std::uint32_t group = 0;
        for (std::size_t part = 0; part < 3; ++part) {
            const bool there = k + part < bytes.size();
            group = (group << 8U) | (there ? static_cast<unsigned char>(bytes[k + part]) : 0U);
        }
        const std::size_t digits = bytes.size() - k >= 3 ? 4 : bytes.size() - k + 1;
        for (std::size_t digit = 0; digit < 4; ++digit) {
            text += digit < digits ? kDigits[(group >> (18U - 6U * digit)) & 63U] : '=';
        }
    }
    return text;
}

}  // namespace layerwise
