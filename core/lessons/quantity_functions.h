// The functions that a quantity may call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/trace/trace.h"

namespace layerwise {

// Errors: no function of that name, or other arguments than it takes.
Result<Matrix<double>> call_quantity(const Trace& trace, std::string_view function,
                                     const std::vector<Matrix<double>>& arguments);

}  // namespace layerwise
