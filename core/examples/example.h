// The named networks with inputs and targets that a person steps through.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/digit.h"
#include "core/examples/learning_set.h"
#include "core/network/network.h"

namespace layerwise {

// What the first layer is fed, and where it came from.
struct Input {
    enum class Source { Vector, TestImage, Drawing, File, Painted };
    Source source = Source::Vector;
    Matrix<double> x;    // (in × N)
    Matrix<double> y;    // (out × N)
    Index image = 0;     // the first test image, for TestImage; else the last one shown
    std::string file;    // for File
    int label = -1;      // the class that y names, or −1 where y is no class
    Strokes strokes;     // for Drawing: what was drawn
    Vector<double> raw;  // one sample of a learning set: what x was made of; else empty

    // How a picture became x. A test image is its own ink; Painted has no ink.
    Preparation preparation;
    std::shared_ptr<const Image> ink;  // for Drawing and File: ink 1 on ground 0
    bool ready = false;                // the ink is in MNIST's form: complete, x is the ink itself
};

struct Example {
    std::string id;           // "three-to-two"
    std::string title;        // "3 → 2, by hand"
    std::string description;  // one sentence: what it is, and what target and loss it uses
    std::shared_ptr<const Network<double>> network;
    Input input;
    double learning_rate = 0.1;
    std::shared_ptr<const ImageSet> images;  // the test images, where the input is an image
    std::shared_ptr<const LearningSet>
        set{};         // what is learnt from, where that is a set of its own
    Index batch = 64;  // how it is well trained
    int epochs = 5;
};

// The ids in the order of the menu.
std::span<const std::string_view> example_ids();

// Where assets/ is: $LAYERWISE_ASSETS, beside the executable, the source tree, then
// /usr/share/layerwise, whichever exists first.
std::filesystem::path asset_folder();

struct ExampleOptions {
    std::optional<std::filesystem::path> model;  // instead of the example's own network
    Index image = 0;                             // digits: first test image
    Index batch = 1;                             // digits: how many images from there on
    std::optional<double> learning_rate;
};

// Test images first … first + count − 1 with one-hot targets. Errors: they do not exist, or a
// label is not below `classes`.
Result<Input> test_image_input(const ImageSet& images, Index first, Index count, Index classes);

// Sample number `sample` of the set's training or test part as an input.
// REQUIRES: there is such a sample.
Input set_input(const LearningSet& set, Index sample, bool of_test);

// A network for a table's rows: inputs → 8 → outputs, tanh; its id is "table".
// Errors: as table_learning_set.
Result<Example> table_example(const std::filesystem::path& file, const CsvOptions& options);

// Errors: an unknown id (the known ones are named), a model whose sizes don't fit the example's
// input, an image number out of range, missing assets.
Result<Example> load_example(std::string_view id, const ExampleOptions& options);

}  // namespace layerwise
