// The element types (dtypes) of .npy files that are read here.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/data/npy_array.h"

namespace layerwise {

// How one element lies in the file and what it becomes.
struct NpyElement {
    std::size_t bytes = 0;
    NpyArray::Type type{};
    double (*load)(const char*) = nullptr;  // none for text
};

// The type that NumPy calls `descr` ('<f8', '|u1', '<U12'); nothing for one that is not read here.
std::optional<NpyElement> npy_element(std::string_view descr);

}  // namespace layerwise
