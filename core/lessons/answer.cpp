#include "core/lessons/answer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace layerwise {
namespace {

// With the signs that people type or paste as the one that is read: − and – as -, × and * as x.
std::string plain(std::string_view text, bool decimal_comma) {
    std::string result;
    for (std::size_t k = 0; k < text.size(); ++k) {
        const std::string_view rest = text.substr(k);
        if (rest.starts_with("−") || rest.starts_with("–")) {
            result += '-';
            k += 2;
        } else if (rest.starts_with("×")) {
            result += 'x';
            k += 1;
        } else if (text[k] == ',' && decimal_comma) {
            result += '.';
        } else {
            result += text[k];
        }
    }
    return result;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
    }
    return text;
}

std::optional<double> number(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, value);
    const bool whole = code == std::errc() && stop == end && std::isfinite(value);
    return whole ? std::optional(value) : std::nullopt;
}

std::optional<TypedNumber> plain_number(std::string_view text) {
    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
        const auto top = number(text.substr(0, slash)), bottom = number(text.substr(slash + 1));
        if (!top || !bottom || *bottom == 0) {
            return std::nullopt;
        }
        return TypedNumber{*top / *bottom, 0};
    }
    const std::optional<double> value = number(text);
    if (!value) {
        return std::nullopt;
    }
    const std::string_view digits = trimmed(text);
    const std::size_t point = digits.find('.');
    if (point == std::string_view::npos || digits.find('e') != std::string_view::npos) {
        return TypedNumber{*value, 0};
    }
    const auto decimals = static_cast<double>(digits.size() - point - 1);
    return TypedNumber{*value, 0.5 * std::pow(10.0, -decimals)};
}

// The parts of a list, whatever brackets and separators it has.
std::vector<std::string> parts_of(const std::string& text, std::string_view separators) {
    std::vector<std::string> parts;
    std::string part;
    for (const char c : text + ' ') {
        if (separators.find(c) == std::string_view::npos) {
            part += c;
        } else if (!part.empty()) {
            parts.push_back(std::move(part));
            part.clear();
        }
    }
    return parts;
}

}  // namespace

std::optional<TypedNumber> typed_number(std::string_view text) {
    return plain_number(plain(text, true));
}

std::optional<std::vector<TypedNumber>> typed_numbers(std::string_view text) {
    std::vector<TypedNumber> numbers;
    for (const std::string& part : parts_of(plain(text, false), " ,;()[]")) {
        const std::optional<TypedNumber> value = plain_number(part);
        if (!value) {
            return std::nullopt;
        }
        numbers.push_back(*value);
    }
    return numbers.empty() ? std::nullopt : std::optional(numbers);
}

std::optional<std::vector<Index>> typed_shape(std::string_view text) {
    std::vector<Index> sizes;
    std::string words = plain(text, false);
    std::transform(words.begin(), words.end(), words.begin(),
                   [](char c) { return c == 'X' ? 'x' : c; });
    for (const std::string& part : parts_of(words, " ,;()[]xby*")) {
        Index size = 0;
        const char* const end = part.data() + part.size();
        const auto [stop, code] = std::from_chars(part.data(), end, size);
        if (code != std::errc() || stop != end || size < 1) {
            return std::nullopt;
        }
        sizes.push_back(size);
    }
    return sizes.empty() || sizes.size() > 3 ? std::nullopt : std::optional(sizes);
}

}  // namespace layerwise
