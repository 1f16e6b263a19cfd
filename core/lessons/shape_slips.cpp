#include "core/lessons/slips.h"

namespace layerwise {

std::vector<ShapeSlip> shape_slips_of(const Trace& trace, int tensor, Convention convention) {
    const Tensor& asked = trace.tensors[static_cast<std::size_t>(tensor)];
    const Shape right = shape(asked, trace.samples, convention);
    std::vector<ShapeSlip> slips = {{"transposed", {right.blocks, right.cols, right.rows}}};
    if (asked.layout == Layout::Samples && trace.samples > 1) {
        slips.push_back({"one-for-batch", shape(asked, 1, convention)});
        ShapeSlip& one = slips.back();
        const bool columns = !is_transposed(Layout::Samples, convention);
        (columns ? one.shape.cols : one.shape.rows) = 1;
    }
    for (const Step& step : trace.steps) {
        for (std::size_t k = 0; step.result == tensor && k < step.operands.size(); ++k) {
            slips.push_back({k == 0 ? "of-first-operand" : "of-second-operand",
                             shape(trace.operand(step, k), trace.samples, convention)});
        }
    }
    return slips;
}

}  // namespace layerwise
