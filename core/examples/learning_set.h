// What an example learns from, where it isn't images: points of the plane, or the rows of a table.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/csv.h"
#include "core/data/features.h"
#include "core/data/points.h"
#include "core/data/samples.h"

namespace layerwise {

// A table's columns as they were before they were standardised.
struct TableFacts {
    std::filesystem::path file;
    std::string label;
    Vector<double> mean, deviation;  // of each input
};

struct LearningSet {
    SplitSamples raw;                    // coordinates, or a table's standardised columns
    std::vector<Feature> features;       // of two coordinates; none: the network is fed raw itself
    Samples train, test;                 // as the network takes them
    std::optional<PointOptions> points;  // what they were made by
    std::optional<TableFacts> table;     // what they were read from

    bool is_regression() const { return raw.classes.empty(); }
    bool is_plane() const { return raw.train.X.rows() == 2; }
    Index outputs() const { return train.Y.rows(); }
    // The names of the network's inputs.
    std::vector<std::string> inputs() const;
    // x as the network takes it, for raw columns.
    Matrix<double> fed(const Matrix<double>& raw_columns) const;
};

// Points made on the spot. Two classes are one number, 0 or 1.
// REQUIRES: !problem_with(options), at least one feature.
LearningSet point_learning_set(const PointOptions& options, std::vector<Feature> features);

// A CSV file's rows, standardised. Two classes are one number, more are one-hot; of two columns,
// the features are x1 and x2. Errors: as load_csv.
Result<LearningSet> table_learning_set(const std::filesystem::path& file,
                                       const CsvOptions& options);

// The same samples, other features. REQUIRES: is_plane(), at least one feature.
LearningSet with_features(LearningSet set, std::vector<Feature> features);

// Which training sample is nearest to this raw column.
Index nearest_sample(const Samples& samples, const Vector<double>& raw);

}  // namespace layerwise
