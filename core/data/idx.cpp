#include "core/data/idx.h"

#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/file.h"
#include "core/data/gzip.h"

namespace layerwise {
namespace {

std::string magic_name(std::uint32_t magic) {
    switch (magic) {
        case kIdxImages:
            return fmt::format("{:#010x} (images)", magic);
        case kIdxLabels:
            return fmt::format("{:#010x} (labels)", magic);
        default:
            return fmt::format("{:#010x}", magic);
    }
}

std::uint32_t big_endian(std::span<const std::uint8_t, 4> bytes) {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes) {
        value = value << 8U | byte;
    }
    return value;
}

// The next number of the header.
Result<std::uint32_t> read_number(ByteReader& reader, std::string_view what) {
    std::array<std::uint8_t, 4> bytes{};
    const Result<std::size_t> count = reader.read(bytes);
    if (!count) {
        return count.error();
    }
    if (*count < bytes.size()) {
        return Error{
            fmt::format("expected an IDX header, found the end of the file in its {}", what)};
    }
    return big_endian(bytes);
}

// The whole file; its errors still lack the file's name.
Result<IdxArray> read_array(ByteReader& reader, std::uint32_t magic) {
    const Result<std::uint32_t> found = read_number(reader, "magic number");
    if (!found) {
        return found.error();
    }
    if (*found != magic) {
        return Error{
            fmt::format("expected magic {}, found {}", magic_name(magic), magic_name(*found))};
    }

    // Sizes. Each is below 2³² and the running product is kept below what can come, so that
    // neither the product overflows nor a lying header makes us ask for memory.
    IdxArray array;
    std::uint64_t size = 1;
    const std::uint64_t most = reader.at_most();
    const std::uint32_t rank = magic & 0xFFU;
    for (std::uint32_t d = 0; d < rank; ++d) {
        const Result<std::uint32_t> extent = read_number(reader, "sizes");
        if (!extent) {
            return extent.error();
        }
        array.shape.push_back(static_cast<Index>(*extent));
        if (*extent != 0 && size > most / *extent) {
            return Error{
                fmt::format("expected the bytes its sizes promise (the first {}: {}), "
                            "found far fewer",
                            d + 1, fmt::join(array.shape, " × "))};
        }
        size *= *extent;
    }

    array.values.resize(size);
    const Result<std::size_t> count = reader.read(array.values);
    if (!count) {
        return count.error();
    }
    if (*count < size) {
        return Error{fmt::format("expected {} = {} bytes of data, found {}",
                                 fmt::join(array.shape, " × "), size, *count)};
    }

    // One byte further must be the end; for gzip this also checks the checksum.
    std::array<std::uint8_t, 1> more{};
    const Result<std::size_t> beyond = reader.read(more);
    if (!beyond) {
        return beyond.error();
    }
    if (*beyond != 0) {
        return Error{fmt::format("expected {} = {} bytes of data, found more",
                                 fmt::join(array.shape, " × "), size)};
    }
    return array;
}

}  // namespace

Result<IdxArray> decode_idx(std::string_view bytes, std::uint32_t magic, const std::string& where) {
    ByteReader reader{bytes};
    Result<IdxArray> array = read_array(reader, magic);
    if (!array) {
        return Error{fmt::format("{}: {}", where, array.error().message)};
    }
    return array;
}

Result<IdxArray> read_idx(const std::filesystem::path& path, std::uint32_t magic) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) {
        return bytes.error();
    }
    return decode_idx(*bytes, magic, path.string());
}

}  // namespace layerwise
