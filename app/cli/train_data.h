// What the command train learns from: images, a table, or points made on the spot.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/csv.h"
#include "core/data/points.h"
#include "core/training/batches.h"

namespace layerwise {

// Which data, as checked flags: points when there are some, else the table or the folder at `path`.
struct DataChoice {
    std::filesystem::path path;
    std::optional<PointOptions> points;
    CsvOptions csv;
    bool augment = false;
    std::uint32_t seed = 0;

    [[nodiscard]] bool is_table() const;  // a file that ends in .csv
    [[nodiscard]] bool is_images() const { return !points && !is_table(); }
    [[nodiscard]] std::string text() const;  // "spiral", "flowers.csv"
};

struct TrainingData {
    Batches train, test;
    bool regression = false;
    std::vector<std::string> notes;  // lines for the reader: how a table was standardised
};

// The data, with as many outputs as `outputs` when that is not 0 and more than the classes.
// Errors: the data cannot be read, or has none to learn from.
Result<TrainingData> load(const DataChoice& choice, Index outputs);

}  // namespace layerwise
