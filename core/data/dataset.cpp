#include "core/data/dataset.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/data/idx.h"

namespace layerwise {
namespace {

namespace fs = std::filesystem;

// `name` in `folder`, with or without .gz.
Result<fs::path> find_in(const fs::path& folder, const std::string& name) {
    for (const std::string& candidate : {name, name + ".gz"}) {
        std::error_code missing;
        if (fs::exists(folder / candidate, missing)) {
            return folder / candidate;
        }
    }
    return Error{
        fmt::format("{}: expected {} or {}.gz, found neither", folder.string(), name, name)};
}

Result<ImageSet> load_named(const fs::path& folder, const std::string& prefix) {
    const Result<fs::path> images = find_in(folder, prefix + "-images-idx3-ubyte");
    if (!images) {
        return images.error();
    }
    const Result<fs::path> labels = find_in(folder, prefix + "-labels-idx1-ubyte");
    if (!labels) {
        return labels.error();
    }
    return load_image_set(*images, *labels);
}

Index largest_label(const ImageSet& set) {
    return *std::max_element(set.labels.begin(), set.labels.end());
}

}  // namespace

std::span<const std::uint8_t> ImageSet::image(Index n) const {
    assert(0 <= n && n < count());
    const auto size = static_cast<std::size_t>(pixels_per_image());
    return std::span{pixels}.subspan(static_cast<std::size_t>(n) * size, size);
}

Result<ImageSet> load_image_set(const fs::path& images, const fs::path& labels) {
    Result<IdxArray> pixels = read_idx(images, kIdxImages);
    if (!pixels) {
        return pixels.error();
    }
    Result<IdxArray> classes = read_idx(labels, kIdxLabels);
    if (!classes) {
        return classes.error();
    }
    if (pixels->values.empty()) {
        return Error{
            fmt::format("{}: expected at least one image of one pixel, found {} of {} × {}",
                        images.string(), pixels->shape[0], pixels->shape[1], pixels->shape[2])};
    }
    if (pixels->shape[0] != classes->shape[0]) {
        return Error{fmt::format("{}: expected {} labels, one for each image of {}, found {}",
                                 labels.string(), pixels->shape[0], images.string(),
                                 classes->shape[0])};
    }
    return ImageSet{.rows = pixels->shape[1],
                    .cols = pixels->shape[2],
                    .pixels = std::move(pixels->values),
                    .labels = std::move(classes->values)};
}

Result<Dataset> load_dataset(const fs::path& folder) {
    Result<ImageSet> train = load_named(folder, "train");
    if (!train) {
        return train.error();
    }
    Result<ImageSet> test = load_test_set(folder);
    if (!test) {
        return test.error();
    }
    if (train->rows != test->rows || train->cols != test->cols) {
        return Error{
            fmt::format("{}: expected test images of {} × {} like the training images, "
                        "found {} × {}",
                        folder.string(), train->rows, train->cols, test->rows, test->cols)};
    }

    Dataset dataset{.train = *std::move(train), .test = *std::move(test)};
    dataset.classes = std::max(
        {dataset.classes, largest_label(dataset.train) + 1, largest_label(dataset.test) + 1});
    return dataset;
}

Result<ImageSet> load_test_set(const fs::path& folder) {
    return load_named(folder, "t10k");
}

Matrix<double> image_vector(const ImageSet& set, Index n) {
    return image_batch(set, n, 1);
}

Matrix<double> image_batch(const ImageSet& set, Index first, Index count) {
    assert(0 <= first && 0 <= count && first + count <= set.count());
    // Images lie one after the other, row by row: each is already a column.
    const Eigen::Map<const Matrix<std::uint8_t>> bytes(
        set.pixels.data() + first * set.pixels_per_image(), set.pixels_per_image(), count);
    return bytes.cast<double>() / 255.0;
}

Matrix<double> one_hot(std::span<const std::uint8_t> labels, Index classes) {
    Matrix<double> Y = Matrix<double>::Zero(classes, static_cast<Index>(labels.size()));
    for (Index n = 0; n < Y.cols(); ++n) {
        const Index label = labels[static_cast<std::size_t>(n)];
        assert(label < classes);
        Y(label, n) = 1.0;
    }
    return Y;
}

}  // namespace layerwise
