// A file's bytes read front to back, inflated on the way when they are gzip.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "core/base/result.h"

struct z_stream_s;  // zlib's

namespace layerwise {

// Gzip is told by its first two bytes, 1f 8b; anything else is read as it is.
class ByteReader {
public:
    // REQUIRES: `bytes` outlive the reader.
    explicit ByteReader(std::string_view bytes);

    // Fills the front of `out`; the count is smaller than `out` only at the end of the data.
    // Errors: the gzip stream is damaged or cut short (its checksum included, at its end).
    Result<std::size_t> read(std::span<std::uint8_t> out);

    // An upper bound on how much can still come: deflate packs at most 1032 to 1, so a header that
    // promises more than this lies.
    [[nodiscard]] std::uint64_t at_most() const;

private:
    struct EndInflate {
        void operator()(z_stream_s* stream) const;
    };
    Result<std::size_t> inflate_into(std::span<std::uint8_t> out);

    std::string_view rest_;
    std::unique_ptr<z_stream_s, EndInflate> stream_;  // none for plain bytes
    bool ended_ = false;                              // the stream's end and checksum were met
};

}  // namespace layerwise
