#include "core/network/spec.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace layerwise {

namespace {

constexpr Index kLargestSize = 65536;
constexpr std::size_t kMostLayers = 32;
constexpr Index kMostParameters = Index{1} << 28;

// A whole number from 1 to kLargestSize and nothing else, or 0.
Index size_from(std::string_view text) {
    Index size = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, size);
    const bool whole = code == std::errc() && stop == end;
    return whole && size >= 1 && size <= kLargestSize ? size : 0;
}

// What a person typed, cut to a length that leaves the error one readable line.
std::string quoted(std::string_view text) {
    constexpr std::size_t kLongest = 60;
    std::string shown;
    for (const char c : text.substr(0, kLongest)) {
        shown += static_cast<unsigned char>(c) < ' ' ? '?' : c;
    }
    return fmt::format("\"{}{}\"", shown, text.size() > kLongest ? "…" : "");
}

std::string joined(std::span<const Index> sizes) {
    return fmt::format("{}", fmt::join(sizes, "-"));
}

// What is wrong with sizes that are each in range.
std::optional<std::string> problem_with(std::span<const Index> sizes) {
    const std::string where = fmt::format("network {}", quoted(joined(sizes)));
    if (sizes.size() < 2) {
        return fmt::format("{}: expected inputs and outputs, as in \"784-128-10\", found {} size{}",
                           where, sizes.size(), sizes.size() == 1 ? "" : "s");
    }
    if (sizes.size() - 1 > kMostLayers) {
        return fmt::format("{}: expected at most {} layers, found {}", where, kMostLayers,
                           sizes.size() - 1);
    }
    Index parameters = 0;
    for (std::size_t l = 1; l < sizes.size(); ++l) {
        parameters += sizes[l] * (sizes[l - 1] + 1);
    }
    if (parameters > kMostParameters) {
        return fmt::format("{}: expected at most {} parameters, found {}", where, kMostParameters,
                           parameters);
    }
    return std::nullopt;
}

}  // namespace

Result<std::vector<Index>> parse_sizes(std::string_view text) {
    std::vector<Index> sizes;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('-', begin), text.size());
        const std::string_view part = text.substr(begin, end - begin);
        const Index size = size_from(part);
        if (size == 0) {
            return Error{fmt::format(
                "network {}: expected whole numbers from 1 to {} joined by \"-\", found {} as "
                "number {}",
                quoted(text), kLargestSize, quoted(part), sizes.size() + 1)};
        }
        sizes.push_back(size);
        begin = end + 1;
    }
    if (const auto problem = problem_with(sizes)) {
        return Error{*problem};
    }
    return sizes;
}

std::optional<std::string> problem_with(const NetworkSpec& spec) {
    for (const Index size : spec.sizes) {
        if (size < 1 || size > kLargestSize) {
            return fmt::format("network: expected sizes from 1 to {}, found {}", kLargestSize,
                               size);
        }
    }
    if (spec.hidden == Activation::Softmax) {
        return std::string(
            "hidden activation: expected one that works on each element alone, found softmax, "
            "which is for the last layer only");
    }
    return problem_with(std::span(spec.sizes));
}

template <class Scalar>
std::string sizes_text(const Network<Scalar>& network) {
    std::vector<Index> sizes = {network.inputs()};
    for (const Dense<Scalar>& layer : network.layers) {
        sizes.push_back(layer.outputs());
    }
    return joined(sizes);
}

template std::string sizes_text(const Network<float>&);
template std::string sizes_text(const Network<double>&);

}  // namespace layerwise
