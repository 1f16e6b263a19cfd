#include "core/data/image.h"

#include <memory>
#include <string_view>

#include <fmt/format.h>
#include <stb_image.h>
#include <stb_image_write.h>

#include "core/base/file.h"

namespace layerwise {
namespace {

constexpr int kMaxSide = 16384;
constexpr std::int64_t kMaxPixels = std::int64_t{64} << 20U;

struct FreePixels {
    void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

// Luminance of one RGBA pixel laid over white: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601, the
// weights of most programs that turn a picture grey). Whole-number weights keep greys exact.
float luminance(const stbi_uc* rgba) {
    const int grey = 299 * rgba[0] + 587 * rgba[1] + 114 * rgba[2];
    const double alpha = rgba[3] / 255.0;
    return static_cast<float>(alpha * (grey / 255'000.0) + (1.0 - alpha));
}

}  // namespace

Result<Image> decode_png(std::span<const std::uint8_t> bytes, const std::string& where) {
    constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
    const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    if (!text.starts_with(kSignature)) {
        return Error{fmt::format("{}: expected a PNG picture, found another kind of file", where)};
    }
    if (bytes.size() > std::numeric_limits<int>::max()) {
        return Error{
            fmt::format("{}: expected a PNG below 2 GiB, found {} bytes", where, bytes.size())};
    }
    const int length = static_cast<int>(bytes.size());

    // Ask for the size first: a few bytes can promise gigabytes.
    int width = 0, height = 0, channels = 0;
    if (stbi_info_from_memory(bytes.data(), length, &width, &height, &channels) == 0) {
        return Error{
            fmt::format("{}: expected a PNG header, found: {}", where, stbi_failure_reason())};
    }
    if (width > kMaxSide || height > kMaxSide || std::int64_t{width} * height > kMaxPixels) {
        return Error{
            fmt::format("{}: expected a picture of at most {} million pixels, found {} × {}", where,
                        kMaxPixels / 1'000'000, width, height)};
    }

    constexpr int kRgba = 4;
    const std::unique_ptr<stbi_uc, FreePixels> pixels{
        stbi_load_from_memory(bytes.data(), length, &width, &height, &channels, kRgba)};
    if (!pixels) {
        return Error{
            fmt::format("{}: expected a sound PNG, found: {}", where, stbi_failure_reason())};
    }
    Image image(height, width);
    const stbi_uc* pixel = pixels.get();
    for (Index i = 0; i < image.rows(); ++i) {
        for (Index j = 0; j < image.cols(); ++j, pixel += kRgba) {
            image(i, j) = luminance(pixel);
        }
    }
    return image;
}

Result<Image> read_png(const std::filesystem::path& path) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) {
        return bytes.error();
    }
    const std::span<const char> chars{*bytes};
    return decode_png({reinterpret_cast<const std::uint8_t*>(chars.data()), chars.size()},
                      path.string());
}

std::string encode_png(Index width, Index height, int channels,
                       std::span<const std::uint8_t> pixels) {
    assert(channels == 1 || channels == 3 || channels == 4);
    assert(width > 0 && height > 0 &&
           pixels.size() == static_cast<std::size_t>(width * height * channels));
    std::string png;
    const auto append = [](void* out, void* data, int size) {
        static_cast<std::string*>(out)->append(static_cast<const char*>(data),
                                               static_cast<std::size_t>(size));
    };
    const int bytes_per_row = static_cast<int>(width) * channels;
    [[maybe_unused]] const int written =
        stbi_write_png_to_func(append, &png, static_cast<int>(width), static_cast<int>(height),
                               channels, pixels.data(), bytes_per_row);
    assert(written != 0);
    return png;
}

Status write_png(const std::filesystem::path& path, Index width, Index height, int channels,
                 std::span<const std::uint8_t> pixels) {
    return write_file(path, encode_png(width, height, channels, pixels));
}

Matrix<double> flatten(const Image& image) {
    // Row by row is the column-major order of the transpose.
    return image.transpose().reshaped().cast<double>();
}

}  // namespace layerwise
