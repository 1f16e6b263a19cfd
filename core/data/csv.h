// A table in a CSV file: columns of numbers to learn from, and a column that says what each row is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/data/samples.h"

namespace layerwise {

struct CsvOptions {
    std::string label = {};   // the column of the classes; "" is the last
    double test_share = 0.2;  // of the rows, drawn at random
    std::uint32_t seed = 0;
};

// The samples with each input standardised, (x − mean) / deviation, by the training rows' numbers.
struct CsvSamples {
    SplitSamples samples;
    std::string label;               // the name of its column
    Vector<double> mean, deviation;  // of each input; a column that never changes has deviation 1
};

inline constexpr std::size_t kMostClasses = 1000;

// Reads a file whose first line names its columns: commas between values, "quotes" around values
// that hold commas, quotes ("") or line ends (RFC 4180). Classes are the label's texts, in order
// (numbers by size).
// Errors, with file, line and column: no header, a name that is there twice or not at all, a row
// with more or fewer values, a value that is no finite number, an empty label, fewer than two rows
// or classes, or more than kMostClasses.
Result<CsvSamples> load_csv(const std::filesystem::path& path, const CsvOptions& options);
// The same from bytes in memory; `where` names them in errors.
Result<CsvSamples> decode_csv(std::string_view bytes, const CsvOptions& options,
                              const std::string& where);

}  // namespace layerwise
