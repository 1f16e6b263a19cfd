// A network in a NumPy .npz file: W1, b1, W2, b2, … and how they are joined.
#pragma once

#include <filesystem>

#include "core/base/result.h"
#include "core/data/npz.h"
#include "core/network/network.h"

namespace layerwise {

// Arrays: W{l} (out × in) and b{l} (out), float32 or float64, l from 1; and, as one-element arrays
// of text, `activations` (length = layers, dtype U) and `loss` (dtype U). A file without those two
// (W and b only) is read as ReLU in hidden layers, softmax and cross-entropy at the end.
// Errors name the file, the array, the shape expected and the shape found. Values must be finite.
Result<Network<double>> load_model(const std::filesystem::path& path);

// The arrays of such a file, as float32: for files that hold more than a model.
Npz model_arrays(const Network<float>& network);

// Writes float32: what training computes in. Errors: as write_file.
Status save_model(const std::filesystem::path& path, const Network<float>& network);

// Writes float64, for networks edited by hand.
Status save_model(const std::filesystem::path& path, const Network<double>& network);

}  // namespace layerwise
