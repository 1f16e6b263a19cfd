// NumPy's .npz files: named arrays in a zip archive, each in .npy format (version 1.0).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/data/npy_array.h"

namespace layerwise {

using Npz = std::map<std::string, NpyArray>;

// Any .npz or single .npy of little-endian floats (f2 f4 f8), integers (i1…i8, u1…u8), bool or
// text (U); stored or deflated; C or Fortran order (converted to C). Errors name the file and the
// array: not a zip, not an npy, a dtype not read here, data shorter or longer than the shape says,
// whole numbers beyond 2⁵³. A single .npy becomes one array with the file's stem as its name.
Result<Npz> read_npz(const std::filesystem::path& path);
// The same from bytes in memory; `where` names them in errors, `stem` the array of a single .npy.
Result<Npz> decode_npz(std::string_view bytes, const std::string& where,
                       const std::string& stem = "arr_0");

// Deflated, names sorted, no time stamps: the same arrays give the same bytes.
Status write_npz(const std::filesystem::path& path, const Npz& arrays);
// The archive as bytes. Errors: libzip's own (out of memory, a name that is not UTF-8).
Result<std::string> encode_npz(const Npz& arrays);

}  // namespace layerwise
