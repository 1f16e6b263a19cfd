// A whole pass as a file: .npz for NumPy, .json for reading.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/data/npz.h"
#include "core/trace/trace.h"

namespace layerwise {

// float64, C order, samples are rows: x, y, then for each layer l from 1: W{l} (out × in), b{l},
// z{l}, a{l}, dL_da{l}, dL_dz{l}, dL_dW{l}, dL_db{l}, dL_dx{l}, W{l}_next, b{l}_next; and loss.
Npz trace_arrays(const Trace& trace);

// {"sizes", "activations", "loss_function", "learning_rate", "samples", "convention",
// "steps": [{"index", "phase", "layer", "operation", "equation", "sentence",
//            "operands": [{"name", "shape"}], "result": {"name", "shape", "values"}}],
// "tensors": {name: {"shape", "values"}}}
// with samples as rows (the torch convention), b as a plain list and L as a plain number; every
// number reads back as the same double. REQUIRES: check_finite(trace), as JSON has no infinity.
std::string trace_json(const Trace& trace);

// Errors: a tensor, the first in the trace, that holds an infinity or a NaN.
Status check_finite(const Trace& trace);

}  // namespace layerwise
