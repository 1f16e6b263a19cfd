#include "core/data/npy.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/data/npy_element.h"
#include "core/data/npy_header.h"
#include "core/data/utf.h"

namespace layerwise {
namespace {

constexpr double kMaxWhole = 9007199254740992.0;  // 2⁵³: up to here doubles hold every integer

// The place in C order of each element of a Fortran-order array, in the order of the file.
std::vector<std::size_t> c_order_places(const std::vector<Index>& shape, std::size_t count) {
    std::vector<Index> stride(shape.size(), 1);
    for (std::size_t d = shape.size(); d-- > 1;) {
        stride[d - 1] = stride[d] * shape[d];
    }
    std::vector<std::size_t> places(count);
    std::vector<Index> at(shape.size(), 0);
    Index place = 0;
    for (std::size_t& p : places) {
        p = static_cast<std::size_t>(place);
        // Count up, the first index fastest.
        for (std::size_t d = 0; d < shape.size(); ++d) {
            place += stride[d];
            if (++at[d] < shape[d]) {
                break;
            }
            place -= stride[d] * shape[d];
            at[d] = 0;
        }
    }
    return places;
}

template <class T>
std::vector<T> from_fortran_order(std::vector<T> items, const std::vector<Index>& shape) {
    const std::vector<std::size_t> places = c_order_places(shape, items.size());
    std::vector<T> ordered(items.size());
    for (std::size_t n = 0; n < items.size(); ++n) {
        ordered[places[n]] = std::move(items[n]);
    }
    return ordered;
}

// One text, without the zeros that pad it.
std::optional<std::string> load_text(std::string_view bytes) {
    std::u32string text(bytes.size() / sizeof(char32_t), U'\0');
    std::memcpy(text.data(), bytes.data(), bytes.size());
    text.resize(text.find_last_not_of(U'\0') + 1);
    return utf8_of(text);
}

// The elements in the order of the file. Errors: text that is not Unicode, a whole number that a
// double does not hold.
Status load_elements(std::string_view data, const NpyElement& element, NpyArray& array) {
    for (std::size_t at = 0; at < data.size(); at += element.bytes) {
        if (element.type == NpyArray::Type::Text) {
            std::optional<std::string> text = load_text(data.substr(at, element.bytes));
            if (!text) {
                return Error{
                    fmt::format("expected Unicode text, found a character that is none "
                                "in text {}",
                                array.texts.size())};
            }
            array.texts.push_back(*std::move(text));
            continue;
        }
        const double value = element.load(data.data() + at);
        if (element.type == NpyArray::Type::Int64 && std::abs(value) > kMaxWhole) {
            return Error{fmt::format("expected whole numbers up to 2^53, found {:.0f}", value)};
        }
        array.values.push_back(value);
    }
    return Done{};
}

Result<NpyArray> decode(std::string_view bytes) {
    Result<NpyParts> parts = split_npy(bytes);
    if (!parts) {
        return parts.error();
    }
    const NpyHeader& header = parts->header;
    const std::optional<NpyElement> element = npy_element(header.descr);
    if (!element) {
        return Error{
            fmt::format("expected a dtype of f2 f4 f8, i1 to i8, u1 to u8, b1 or U, "
                        "little-endian, found '{}'",
                        on_one_line(header.descr))};
    }

    // The count is at most 2⁶³ and compared by division: nothing here can overflow.
    NpyArray array{.type = element->type, .shape = header.shape, .values = {}, .texts = {}};
    const auto count = static_cast<std::size_t>(array.size());
    const bool is_text = element->type == NpyArray::Type::Text;
    const std::size_t in_memory = is_text ? sizeof(std::string) : sizeof(double);
    if (count > kMaxArrayBytes / in_memory) {
        return Error{fmt::format("expected an array of at most {} MiB, found shape ({})",
                                 kMaxArrayBytes >> 20U, fmt::join(array.shape, ", "))};
    }
    if (parts->data.size() / element->bytes != count || parts->data.size() % element->bytes != 0) {
        return Error{fmt::format("expected {} elements of {} bytes for shape ({}), found {} bytes",
                                 count, element->bytes, fmt::join(array.shape, ", "),
                                 parts->data.size())};
    }

    is_text ? array.texts.reserve(count) : array.values.reserve(count);
    if (Status loaded = load_elements(parts->data, *element, array); !loaded) {
        return loaded.error();
    }
    if (header.fortran_order) {
        array.values = from_fortran_order(std::move(array.values), array.shape);
        array.texts = from_fortran_order(std::move(array.texts), array.shape);
    }
    return array;
}

template <class T>
std::string store_as(const std::vector<double>& values) {
    std::string bytes(values.size() * sizeof(T), '\0');
    for (std::size_t n = 0; n < values.size(); ++n) {
        const T value = static_cast<T>(values[n]);
        std::memcpy(bytes.data() + n * sizeof(T), &value, sizeof(T));
    }
    return bytes;
}

std::string encode_text(const NpyArray& array) {
    std::size_t longest = 1;
    std::vector<std::u32string> texts;
    for (const std::string& text : array.texts) {
        texts.push_back(utf32_of(text));
        longest = std::max(longest, texts.back().size());
    }
    std::string bytes = format_npy_header({fmt::format("<U{}", longest), false, array.shape});
    for (std::u32string& text : texts) {
        text.resize(longest);
        bytes.append(reinterpret_cast<const char*>(text.data()), longest * sizeof(char32_t));
    }
    return bytes;
}

}  // namespace

Result<NpyArray> decode_npy(std::string_view bytes, const std::string& where) {
    Result<NpyArray> array = decode(bytes);
    if (!array) {
        return Error{fmt::format("{}: {}", where, array.error().message)};
    }
    return array;
}

std::string encode_npy(const NpyArray& array) {
    using enum NpyArray::Type;
    assert(static_cast<std::size_t>(array.size()) ==
           (array.type == Text ? array.texts.size() : array.values.size()));
    switch (array.type) {
        case Float64:
            return format_npy_header({"<f8", false, array.shape}) + store_as<double>(array.values);
        case Float32:
            return format_npy_header({"<f4", false, array.shape}) + store_as<float>(array.values);
        case Int64:
            return format_npy_header({"<i8", false, array.shape}) +
                   store_as<std::int64_t>(array.values);
        case Text:
            break;
    }
    return encode_text(array);
}

}  // namespace layerwise
