#include "core/data/npy_element.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace layerwise {
namespace {

static_assert(std::endian::native == std::endian::little, "the files are little-endian");

template <class T>
double load_as(const char* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return static_cast<double>(value);
}

double load_half(const char* at) {
    std::uint16_t bits = 0;
    std::memcpy(&bits, at, sizeof bits);
    return static_cast<double>(static_cast<float>(Eigen::numext::bit_cast<Eigen::half>(bits)));
}

}  // namespace

std::optional<NpyElement> npy_element(std::string_view descr) {
    using enum NpyArray::Type;
    struct Named {
        std::string_view descr;
        NpyElement element;
    };
    // '|' is how NumPy writes that byte order does not matter.
    static constexpr Named kNumbers[] = {
        {"<f8", {8, Float64, load_as<double>}},
        {"<f4", {4, Float32, load_as<float>}},
        {"<f2", {2, Float32, load_half}},
        {"<i8", {8, Int64, load_as<std::int64_t>}},
        {"<i4", {4, Int64, load_as<std::int32_t>}},
        {"<i2", {2, Int64, load_as<std::int16_t>}},
        {"|i1", {1, Int64, load_as<std::int8_t>}},
        {"<u8", {8, Int64, load_as<std::uint64_t>}},
        {"<u4", {4, Int64, load_as<std::uint32_t>}},
        {"<u2", {2, Int64, load_as<std::uint16_t>}},
        {"|u1", {1, Int64, load_as<std::uint8_t>}},
        {"|b1", {1, Int64, load_as<std::uint8_t>}},
    };
    for (const Named& number : kNumbers) {
        if (number.descr == descr) {
            return number.element;
        }
    }

    // <U12: twelve characters of four bytes.
    if (!descr.starts_with("<U") || descr.size() < 3 || descr.size() > 9) {
        return std::nullopt;
    }
    std::size_t characters = 0;
    for (const char digit : descr.substr(2)) {
        if (digit < '0' || digit > '9') {
            return std::nullopt;
        }
        characters = characters * 10 + static_cast<std::size_t>(digit - '0');
    }
    return characters == 0 ? std::nullopt
                           : std::optional{NpyElement{characters * sizeof(char32_t), Text}};
}

}  // namespace layerwise
