#include "core/examples/learning_set.h"

#include <cassert>
#include <utility>

namespace layerwise {
namespace {

// One-hot rows of two classes as one number: 1 for the second.
void join_two_classes(Matrix<double>& Y) {
    if (Y.rows() == 2) {
        Y = Y.row(1).eval();
    }
}

LearningSet fed_by(LearningSet set) {
    set.train = {set.fed(set.raw.train.X), set.raw.train.Y};
    set.test = {set.fed(set.raw.test.X), set.raw.test.Y};
    return set;
}

}  // namespace

std::vector<std::string> LearningSet::inputs() const {
    if (features.empty()) {
        return raw.inputs;
    }
    std::vector<std::string> names;
    for (const Feature feature : features) {
        names.emplace_back(spoken(feature));
    }
    return names;
}

Matrix<double> LearningSet::fed(const Matrix<double>& raw_columns) const {
    return features.empty() ? raw_columns : features_of(raw_columns, features);
}

LearningSet point_learning_set(const PointOptions& options, std::vector<Feature> features) {
    assert(!features.empty());
    LearningSet set;
    set.raw = make_points(options);
    join_two_classes(set.raw.train.Y);
    join_two_classes(set.raw.test.Y);
    set.features = std::move(features);
    set.points = options;
    return fed_by(std::move(set));
}

Result<LearningSet> table_learning_set(const std::filesystem::path& file,
                                       const CsvOptions& options) {
    Result<CsvSamples> table = load_csv(file, options);
    if (!table) {
        return table.error();
    }
    LearningSet set;
    set.raw = std::move(table->samples);
    join_two_classes(set.raw.train.Y);
    join_two_classes(set.raw.test.Y);
    set.table = TableFacts{file, table->label, table->mean, table->deviation};
    if (set.is_plane()) {
        set.features = {Feature::X1, Feature::X2};
    }
    return fed_by(std::move(set));
}

LearningSet with_features(LearningSet set, std::vector<Feature> features) {
    assert(set.is_plane() && !features.empty());
    set.features = std::move(features);
    return fed_by(std::move(set));
}

Index nearest_sample(const Samples& samples, const Vector<double>& raw) {
    Index nearest = 0;
    (samples.X.colwise() - raw).colwise().squaredNorm().minCoeff(&nearest);
    return nearest;
}

}  // namespace layerwise
