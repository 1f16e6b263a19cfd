#include "core/network/model_array.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace layerwise {

namespace {

// "(64, 128)", as NumPy prints it; "(any, 128)" for what is expected.
std::string shape_text(const std::vector<Index>& shape) {
    std::string text;
    for (const Index size : shape) {
        text += text.empty() ? "" : ", ";
        text += size == kAnySize ? "any" : std::to_string(size);
    }
    return fmt::format("({}{})", text, shape.size() == 1 ? "," : "");
}

bool fits(const std::vector<Index>& shape, const std::vector<Index>& expected) {
    return std::equal(
        shape.begin(), shape.end(), expected.begin(), expected.end(),
        [](Index size, Index wanted) { return wanted == kAnySize ? size > 0 : size == wanted; });
}

}  // namespace

Result<Matrix<double>> number_array(const Npz& arrays, const std::string& name,
                                    const std::vector<Index>& shape) {
    const auto found = arrays.find(name);
    if (found == arrays.end()) {
        return Error{fmt::format("expected an array {}, found none", name)};
    }
    const NpyArray& array = found->second;
    if (array.type == NpyArray::Type::Text) {
        return Error{fmt::format("{}: expected numbers, found text", name)};
    }
    if (!fits(array.shape, shape)) {
        return Error{fmt::format("{}: expected shape {}, found {}", name, shape_text(shape),
                                 shape_text(array.shape))};
    }
    const auto odd = std::find_if(array.values.begin(), array.values.end(),
                                  [](double value) { return !std::isfinite(value); });
    if (odd != array.values.end()) {
        return Error{fmt::format("{}: expected finite numbers, found {} as number {} of {}", name,
                                 *odd, odd - array.values.begin() + 1, array.values.size())};
    }
    return matrix_of(array);
}

Result<std::vector<std::string>> text_array(const Npz& arrays, const std::string& name,
                                            std::size_t count) {
    const NpyArray& array = arrays.at(name);
    if (array.type != NpyArray::Type::Text) {
        return Error{fmt::format("{}: expected text, found numbers", name)};
    }
    if (array.texts.size() != count) {
        return Error{fmt::format("{}: expected {} name{}, found {}", name, count,
                                 count == 1 ? "" : "s", array.texts.size())};
    }
    return array.texts;
}

NpyArray array_of_texts(std::vector<std::string> texts) {
    NpyArray array;
    array.type = NpyArray::Type::Text;
    array.shape = {static_cast<Index>(texts.size())};
    array.texts = std::move(texts);
    return array;
}

}  // namespace layerwise
