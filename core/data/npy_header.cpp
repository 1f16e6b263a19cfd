#include "core/data/npy_header.h"

#include <charconv>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace layerwise {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kMaxRank = 32;  // NumPy's own limit

// The few Python literals that a header is made of. Each function takes its literal off the front
// of the text, or returns nothing and the header is refused.
class Literals {
public:
    explicit Literals(std::string_view text) : rest_(text) {}

    bool take(std::string_view token) {
        skip_spaces();
        if (!rest_.starts_with(token)) {
            return false;
        }
        rest_.remove_prefix(token.size());
        return true;
    }

    bool at_end() {
        skip_spaces();
        return rest_.empty();
    }

    std::optional<std::string> take_string() {
        const char quote = take("'") ? '\'' : '"';
        if (quote == '"' && !take("\"")) {
            return std::nullopt;
        }
        const std::size_t end = rest_.find(quote);
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        std::string text{rest_.substr(0, end)};
        rest_.remove_prefix(end + 1);
        return text;
    }

    std::optional<bool> take_bool() {
        if (take("True")) {
            return true;
        }
        return take("False") ? std::optional{false} : std::nullopt;
    }

    // (), (5,) or (3, 4).
    std::optional<std::vector<Index>> take_shape() {
        std::vector<Index> shape;
        if (!take("(")) {
            return std::nullopt;
        }
        while (!take(")")) {
            Index extent = -1;
            const auto [end, problem] =
                std::from_chars(rest_.data(), rest_.data() + rest_.size(), extent);
            if (problem != std::errc{} || extent < 0 || shape.size() == kMaxRank) {
                return std::nullopt;
            }
            rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
            shape.push_back(extent);
            if (!take(",")) {
                return take(")") ? std::optional{shape} : std::nullopt;
            }
            skip_spaces();
        }
        return shape;
    }

private:
    void skip_spaces() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
    }

    std::string_view rest_;
};

// {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }, the entries in any order.
std::optional<NpyHeader> parse_dictionary(std::string_view text) {
    Literals literals{text};
    std::optional<std::string> descr;
    std::optional<bool> fortran_order;
    std::optional<std::vector<Index>> shape;
    if (!literals.take("{")) {
        return std::nullopt;
    }
    while (!literals.take("}")) {
        const std::optional<std::string> key = literals.take_string();
        if (!key || !literals.take(":")) {
            return std::nullopt;
        }
        if (*key == "descr" && !descr) {
            descr = literals.take_string();
        } else if (*key == "fortran_order" && !fortran_order) {
            fortran_order = literals.take_bool();
        } else if (*key == "shape" && !shape) {
            shape = literals.take_shape();
        } else {
            return std::nullopt;
        }
        if (!literals.take(",")) {
            if (!literals.take("}")) {
                return std::nullopt;
            }
            break;
        }
    }
    if (!descr || !fortran_order || !shape || !literals.at_end()) {
        return std::nullopt;
    }
    return NpyHeader{*std::move(descr), *fortran_order, *std::move(shape)};
}

// Whether the number of elements fits Index. Sizes of 0 do not excuse the others.
bool product_fits(const std::vector<Index>& shape) {
    Index size = 1;
    for (const Index extent : shape) {
        if (extent > 0 && size > std::numeric_limits<Index>::max() / extent) {
            return false;
        }
        size *= std::max<Index>(extent, 1);
    }
    return true;
}

}  // namespace

Result<NpyParts> split_npy(std::string_view bytes) {
    // Magic, major and minor version, then the header's length: two bytes in version 1, four since.
    constexpr std::size_t kLengthAt = 8;
    const Error cut{"expected a .npy header, found the end of the data"};
    if (!bytes.starts_with(kMagic)) {
        return Error{R"(expected .npy data beginning with \x93NUMPY, found something else)"};
    }
    if (bytes.size() < kLengthAt) {
        return cut;
    }
    const int major = static_cast<unsigned char>(bytes[kMagic.size()]);
    if (major < 1 || major > 3) {
        return Error{fmt::format("expected .npy version 1, 2 or 3, found {}", major)};
    }
    const std::size_t length_bytes = major == 1 ? 2 : 4;
    const std::size_t header_at = kLengthAt + length_bytes;
    if (bytes.size() < header_at) {
        return cut;
    }
    std::size_t length = 0;
    for (std::size_t k = length_bytes; k-- > 0;) {
        length = length << 8U | static_cast<unsigned char>(bytes[kLengthAt + k]);
    }
    if (length > bytes.size() - header_at) {
        return cut;
    }

    std::optional<NpyHeader> header = parse_dictionary(bytes.substr(header_at, length));
    if (!header) {
        return Error{
            "expected a .npy header with a plain dtype, an order and a shape, found one "
            "that says something else"};
    }
    if (!product_fits(header->shape)) {
        return Error{fmt::format("expected a shape that fits in memory, found {}",
                                 fmt::join(header->shape, " × "))};
    }
    return NpyParts{*std::move(header), bytes.substr(header_at + length)};
}

std::string format_npy_header(const NpyHeader& header) {
    // As Python writes a tuple: (), (5,), (3, 4).
    const std::string shape =
        fmt::format("({}{})", fmt::join(header.shape, ", "), header.shape.size() == 1 ? "," : "");
    std::string text = fmt::format("{{'descr': '{}', 'fortran_order': {}, 'shape': {}, }}",
                                   header.descr, header.fortran_order ? "True" : "False", shape);

    constexpr std::size_t kAlignment = 64;
    const std::size_t before = kMagic.size() + 4;
    const std::size_t unpadded = before + text.size() + 1;
    text.append((kAlignment - unpadded % kAlignment) % kAlignment, ' ');
    text += '\n';

    std::string bytes{kMagic};
    bytes += '\x01';
    bytes += '\x00';
    bytes += static_cast<char>(text.size() & 0xFFU);
    bytes += static_cast<char>(text.size() >> 8U);
    return bytes + text;
}

}  // namespace layerwise
