// One IDX file: an array of bytes behind a small header, the form MNIST comes in.
//
// Source: http://yann.lecun.com/exdb/mnist/ — big-endian numbers: the magic 00 00 TT RR (TT the
// element type, 08 for unsigned bytes; RR the rank), then RR sizes of four bytes, then the data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/matrix.h"
#include "core/base/result.h"

namespace layerwise {

inline constexpr std::uint32_t kIdxImages = 0x803;  // unsigned bytes, count × rows × cols
inline constexpr std::uint32_t kIdxLabels = 0x801;  // unsigned bytes, count

struct IdxArray {
    std::vector<Index> shape;
    std::vector<std::uint8_t> values;  // as many as the sizes' product, the last index fastest
};

// Plain or gzip. Errors: the file cannot be read, is damaged, has another magic number than
// `magic`, or holds fewer or more bytes than its sizes say.
Result<IdxArray> read_idx(const std::filesystem::path& path, std::uint32_t magic);
// The same from bytes in memory; `where` names them in errors.
Result<IdxArray> decode_idx(std::string_view bytes, std::uint32_t magic, const std::string& where);

}  // namespace layerwise
