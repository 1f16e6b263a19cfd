#include "app/cli/train_data.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "app/cli/arguments.h"
#include "core/data/dataset.h"

namespace layerwise {
namespace {

Result<TrainingData> load_images(const DataChoice& choice, Index outputs) {
    Result<Dataset> data = load_dataset(choice.path);
    if (!data) {
        return data.error();
    }
    if (data->train.count() == 0 || data->test.count() == 0) {
        return Error{fmt::format("{}: expected images, found none", choice.path.string())};
    }
    const Index classes = std::max(outputs, data->classes);
    const auto train = std::make_shared<const ImageSet>(std::move(data->train));
    const auto test = std::make_shared<const ImageSet>(std::move(data->test));
    return TrainingData{image_batches(train, classes, choice.augment, choice.seed),
                        image_batches(test, classes, false, choice.seed),
                        false,
                        {}};
}

// Y with rows of zeros beyond its classes.
Batches batches_of(const Samples& samples, Index outputs) {
    Matrix<double> Y = Matrix<double>::Zero(std::max(outputs, samples.Y.rows()), samples.count());
    Y.topRows(samples.Y.rows()) = samples.Y;
    return column_batches(samples.X, Y);
}

TrainingData data_of(const SplitSamples& samples, Index outputs) {
    const bool regression = samples.classes.empty();
    const Index rows = regression ? 1 : outputs;
    return {batches_of(samples.train, rows), batches_of(samples.test, rows), regression, {}};
}

Result<TrainingData> load_table(const DataChoice& choice, Index outputs) {
    const Result<CsvSamples> table = load_csv(choice.path, choice.csv);
    if (!table) {
        return table.error();
    }
    TrainingData data = data_of(table->samples, outputs);
    for (Index j = 0; j < table->mean.size(); ++j) {
        data.notes.push_back(fmt::format("{}: standardised as (x − {:.6g}) / {:.6g}",
                                         table->samples.inputs[static_cast<std::size_t>(j)],
                                         table->mean(j), table->deviation(j)));
    }
    data.notes.push_back(
        fmt::format("{}: {}", table->label, fmt::join(table->samples.classes, ", ")));
    return data;
}

}  // namespace

bool DataChoice::is_table() const {
    return !points && extension_of(path.string()) == ".csv";
}

std::string DataChoice::text() const {
    return points ? std::string(name(points->set)) : path.string();
}

Result<TrainingData> load(const DataChoice& choice, Index outputs) {
    if (choice.points) {
        return data_of(make_points(*choice.points), outputs);
    }
    return choice.is_table() ? load_table(choice, outputs) : load_images(choice, outputs);
}

}  // namespace layerwise
