// Small formulas over the values of a pass, so that lessons ask for numbers that are computed.
//
//   W2*W1            the matrix product; a plain number scales; .* is elementwise
//   W1'              transposed
//   z1[2]  W1[1,2]   one element, from 1, in the column convention; W1[:,2] a column, W1[2,:] a row
//   rank(W1) == 2    1 where it is true, 0 where it is not; < <= > >= != too
//
// Names are the pass's tensors as exported (x, y, W1, b1, Wx1, z1, a1, loss, dL_dW1, W1_next, …),
// dL_da of every layer, eta, N and pi. Functions: rank det rows cols sum mean min max argmax
// zeros norm abs exp log relu sigmoid tanh softmax ones rowsum, and loss_after(eta, updates).
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/trace/trace.h"

namespace layerwise {

// The value, (1 × 1) for a number. Errors: text that is no formula, a name that the pass does not
// have, shapes that do not fit; each says where in the text.
Result<Matrix<double>> evaluate(const Trace& trace, std::string_view text);

// The index of the tensor with that name, also dL_da1 for what is kept as dL_dx2; −1 if none.
int tensor_named(const Trace& trace, std::string_view name);

// The network that a pass went through.
Network<double> network_of(const Trace& trace);

// L after that many updates of every layer with learning rate eta, over the pass's own x and y.
double loss_after(const Trace& trace, double eta, int updates);

}  // namespace layerwise
