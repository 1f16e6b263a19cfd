// Typed answers read with sense: 1.04, −0.4, 3/4, (2, 3), 2×3.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/matrix.h"

namespace layerwise {

// A number and how exactly it was given: half a unit of its last digit, 0 for 3/4 and whole ones.
struct TypedNumber {
    double value = 0;
    double rounding = 0;
};

// "1.04", "-0.4", "−0,4", "3/4". Nothing where it is no number.
std::optional<TypedNumber> typed_number(std::string_view text);

// Several, between commas, semicolons or spaces, in brackets or not; a comma in them is no
// decimal sign. Nothing where one of them is no number.
std::optional<std::vector<TypedNumber>> typed_numbers(std::string_view text);

// "2 x 3", "2×3", "(2, 3)", "2 by 3", "[2 3]", "2": one to three whole numbers, none below 1.
std::optional<std::vector<Index>> typed_shape(std::string_view text);

}  // namespace layerwise
