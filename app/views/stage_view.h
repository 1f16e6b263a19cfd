// What stands on the stage for the stop a session is at: words, and operands in the equation's
// order. Pure data; panels only draw it.
#pragma once

#include <string>
#include <vector>

#include "app/draw/theme.h"
#include "app/views/linking.h"
#include "core/session/session.h"
#include "core/trace/notation.h"

namespace layerwise {

struct StagePiece {
    int tensor = -1;              // index into Trace::tensors, or −1 for an operator
    bool transposed = false;      // drawn transposed against how core keeps it
    bool transpose_mark = false;  // written with ᵀ in this convention
    bool is_result = false;
    std::string sign;   // the operator: "·", "+", "=", "⊙", "−", "ReLU →"
    std::string label;  // instead of the tensor's own symbol, where set
};

struct StageView {
    Phase phase = Phase::Forward;
    int layer = 0;
    int step = 0;            // the one whose element the lens works out
    std::vector<int> steps;  // all that stand on the stage: at Layer detail, a layer's whole phase
    std::string overline;    // "LAYER 1 · WEIGHTED SUM"
    Formula formula;
    std::string sentence;
    std::vector<StagePiece> pieces;
};

StageView stage_view(const Session& session);

// Which colours a tensor is shown in: gradients have their own, pictures are grey.
Palette palette_of(const Session& session, const Tensor& tensor);

// "Dense 1 · ReLU" as a person says it: "identity", "ReLU", "leaky ReLU", "sigmoid", "softmax".
std::string spoken(Activation f);
std::string spoken(Loss loss);

}  // namespace layerwise
