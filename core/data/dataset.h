// A set of labelled images in IDX files: MNIST, Fashion-MNIST, or a folder of one's own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "core/base/matrix.h"
#include "core/base/result.h"

namespace layerwise {

// Images as bytes (a float copy of MNIST would be four times the size), row by row.
struct ImageSet {
    Index rows = 0, cols = 0;
    std::vector<std::uint8_t> pixels;  // count · rows · cols, 0 ground to 255 ink
    std::vector<std::uint8_t> labels;  // count

    [[nodiscard]] Index count() const { return static_cast<Index>(labels.size()); }
    [[nodiscard]] Index pixels_per_image() const { return rows * cols; }
    // REQUIRES: 0 ≤ n < count().
    [[nodiscard]] std::span<const std::uint8_t> image(Index n) const;
};

struct Dataset {
    ImageSet train, test;
    Index classes = 10;  // largest label + 1, at least 10
};

// Reads one IDX file pair, plain or gzip (told by content, not by name). Checked: magic numbers
// 0x803 and 0x801, sizes against the bytes there are, as many labels as images.
Result<ImageSet> load_image_set(const std::filesystem::path& images,
                                const std::filesystem::path& labels);

// {train,t10k}-{images-idx3,labels-idx1}-ubyte, each with or without .gz, in `folder`.
Result<Dataset> load_dataset(const std::filesystem::path& folder);

// Only the test set of such a folder: 10,000 images load in a fraction of the time.
Result<ImageSet> load_test_set(const std::filesystem::path& folder);

// Image n as the network sees it: (rows·cols × 1), 0…1, row by row.
Matrix<double> image_vector(const ImageSet& set, Index n);

// Images first … first+count−1 as columns. REQUIRES: they exist.
Matrix<double> image_batch(const ImageSet& set, Index first, Index count);

// One-hot targets: (classes × labels.size()).
Matrix<double> one_hot(std::span<const std::uint8_t> labels, Index classes);

}  // namespace layerwise
