#include "core/lessons/cells.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/lessons/quantity.h"

namespace layerwise {

using Values = Matrix<double>;

Cell cell_of(const Trace& trace, std::string_view text) {
    const std::size_t open = std::min(text.find('['), text.size());
    const int tensor = tensor_named(trace, text.substr(0, open));
    if (tensor < 0) {
        return {};
    }
    const Values& value = trace.tensors[static_cast<std::size_t>(tensor)].value;
    if (open == text.size()) {
        return {tensor, 0, 0, value.size() > 1};
    }
    std::string_view inside = text.substr(open + 1);
    if (inside.empty() || inside.find(']') != inside.size() - 1) {
        return {};  // more than one cell of a tensor, as in z1[1]+z1[2]
    }
    inside.remove_suffix(1);
    const auto index = [](std::string_view digits) {
        Index place = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), place);
        return place - 1;
    };
    const std::size_t comma = inside.find(',');
    if (comma == std::string_view::npos) {
        const Index k = index(inside);
        return value.cols() == 1 ? Cell{tensor, k, 0, false} : Cell{tensor, 0, k, false};
    }
    if (inside.substr(0, comma) == ":") {
        return {tensor, 0, index(inside.substr(comma + 1)), true};
    }
    return {tensor, index(inside.substr(0, comma)), index(inside.substr(comma + 1)), false};
}

std::vector<Slip> slips_at(const Trace& trace, const Cell& cell) {
    std::vector<Slip> slips;
    if (cell.tensor < 0) {
        return slips;
    }
    for (Slip& slip : slips_of(trace, cell.tensor)) {
        Values part = cell.column ? Values(slip.value.col(cell.col))
                                  : Values(slip.value.block(cell.row, cell.col, 1, 1));
        if (part.allFinite()) {
            slips.push_back({std::move(slip.name), std::move(part)});
        }
    }
    return slips;
}

int maker_of(const Trace& trace, int tensor) {
    for (std::size_t k = 0; k < trace.steps.size(); ++k) {
        if (trace.steps[k].result == tensor) {
            return static_cast<int>(k);
        }
    }
    return -1;
}

}  // namespace layerwise
