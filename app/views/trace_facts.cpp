#include "app/views/trace_facts.h"

namespace layerwise {

TraceFacts facts_of(const Trace& trace, std::uint64_t version, Convention convention) {
    TraceFacts facts;
    facts.version = version;
    facts.convention = convention;
    for (const Tensor& tensor : trace.tensors) {
        facts.ranges.push_back(tensor.value.size() == 0
                                   ? 0.0F
                                   : static_cast<float>(tensor.value.cwiseAbs().maxCoeff()));
    }
    for (int l = 1; l <= trace.layers(); ++l) {
        facts.norms.push_back(find(trace, Symbol::GradW, l).value.norm());
        facts.parameters +=
            find(trace, Symbol::W, l).value.size() + find(trace, Symbol::B, l).value.size();
    }
    facts.log = shape_log(trace, convention);
    return facts;
}

}  // namespace layerwise
