#include "core/data/gzip.h"

#include <algorithm>
#include <limits>
#include <new>

#include <fmt/format.h>
#include <zlib.h>

namespace layerwise {
namespace {

constexpr std::uint64_t kDeflateRatio = 1032;

uInt at_most_uint(std::size_t count) {
    return static_cast<uInt>(std::min<std::size_t>(count, std::numeric_limits<uInt>::max()));
}

}  // namespace

ByteReader::ByteReader(std::string_view bytes) : rest_(bytes) {
    if (!bytes.starts_with("\x1f\x8b")) {
        return;
    }
    stream_.reset(new z_stream{});
    constexpr int kGzipOnly = 16;
    if (inflateInit2(stream_.get(), MAX_WBITS + kGzipOnly) != Z_OK) {
        throw std::bad_alloc{};
    }
}

void ByteReader::EndInflate::operator()(z_stream_s* stream) const {
    inflateEnd(stream);
    delete stream;
}

std::uint64_t ByteReader::at_most() const {
    if (!stream_) {
        return rest_.size();
    }
    // zlib may hold a window's worth of output back.
    constexpr std::uint64_t kWindow = 1U << MAX_WBITS;
    return rest_.size() * kDeflateRatio + kWindow;
}

Result<std::size_t> ByteReader::read(std::span<std::uint8_t> out) {
    if (stream_) {
        return inflate_into(out);
    }
    const std::size_t count = std::min(out.size(), rest_.size());
    std::copy_n(rest_.begin(), count, out.begin());
    rest_.remove_prefix(count);
    return count;
}

Result<std::size_t> ByteReader::inflate_into(std::span<std::uint8_t> out) {
    z_stream& stream = *stream_;
    std::size_t filled = 0;
    while (filled < out.size() && !ended_) {
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest_.data()));
        stream.avail_in = at_most_uint(rest_.size());
        stream.next_out = out.data() + filled;
        stream.avail_out = at_most_uint(out.size() - filled);
        const uInt offered = stream.avail_in;
        const uInt room = stream.avail_out;

        const int code = inflate(&stream, Z_NO_FLUSH);
        rest_.remove_prefix(offered - stream.avail_in);
        filled += room - stream.avail_out;

        if (code == Z_STREAM_END) {
            ended_ = true;
            if (!rest_.empty()) {
                return Error{fmt::format("expected the end after the gzip stream, found {} bytes",
                                         rest_.size())};
            }
        } else if (code == Z_BUF_ERROR) {
            return Error{"expected a whole gzip stream, found its end cut off"};
        } else if (code != Z_OK) {
            return Error{fmt::format("expected a sound gzip stream, found: {}",
                                     stream.msg != nullptr ? stream.msg : zError(code))};
        }
    }
    return filled;
}

}  // namespace layerwise
