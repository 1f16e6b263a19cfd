// Grey images: values from 0 (ground) to 1 (ink), and PNG files of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "core/base/matrix.h"
#include "core/base/result.h"

namespace layerwise {

// (rows × cols), row 0 at the top.
using Image = Matrix<float>;

// Any PNG (grey, colour, with or without alpha over white) as luminance 0…1, as stored: dark is 0.
Result<Image> read_png(const std::filesystem::path& path);
// The same from bytes in memory; `where` names them in errors.
Result<Image> decode_png(std::span<const std::uint8_t> bytes, const std::string& where);

// 8-bit RGB(A), `channels` 1, 3 or 4, row by row from the top.
Status write_png(const std::filesystem::path& path, Index width, Index height, int channels,
                 std::span<const std::uint8_t> pixels);
// The PNG as bytes, for embedding.
std::string encode_png(Index width, Index height, int channels,
                       std::span<const std::uint8_t> pixels);

// The picture as (rows·cols × 1), row by row: what a network takes.
Matrix<double> flatten(const Image& image);

}  // namespace layerwise
