// What a person has open: an example, its trace, and where in it they stand. A value: commands
// make a new one from an old one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/data/digit.h"
#include "core/examples/example.h"
#include "core/network/spec.h"
#include "core/trace/convention.h"
#include "core/trace/stops.h"
#include "core/trace/trace.h"
#include "core/training/optimizer.h"

namespace layerwise {

// What an optimiser remembers of the passes taken one after another.
struct PassMemory {
    Optimizer kind = Optimizer::Sgd;
    OptimizerState<double> state;
    std::shared_ptr<const Network<double>> network;  // as it was left: any other begins anew
};

struct Session {
    Example example;
    std::shared_ptr<const Trace> trace;  // of example's network over example's input
    Granularity granularity = Granularity::Operation;
    Convention convention = Convention::Column;
    Cursor cursor;
    std::shared_ptr<const PassMemory> memory;  // null before the first pass is taken
    std::filesystem::path data;  // the IDX folder the images are from; empty is the committed MNIST
};

// A session at the first stop of an example. Errors: as load_example.
Result<Session> open_session(std::string_view example, const ExampleOptions& options);

// The session with its trace made anew from its example, and its cursor where it was, as far as
// that place still exists.
Session retraced(Session session);

// Where to look. These never change a number and are not undone.
struct Go {
    enum class Where { First, Previous, Next, Last } where = Where::Next;
};
struct JumpTo {
    Cursor cursor;
};
struct SetGranularity {
    Granularity granularity;
};
struct SetConvention {
    Convention convention;
};

// Edits: each can be undone.
struct OpenExample {
    std::string id;
};
struct ShowExample {  // one that was made elsewhere, such as a lesson's, with its pass
    std::shared_ptr<const Example> example;
    std::shared_ptr<const Trace> trace;  // null: to be made; else of that example, perhaps faulty
};
struct OpenModel {  // into the example on screen
    std::filesystem::path path;
};
struct ShowImage {  // a test image, by number from 0
    Index image;
};
struct ShowFile {  // a picture, through the digit normalisation
    std::filesystem::path path;
};
struct OpenData {  // an IDX folder's test images instead of MNIST's
    std::filesystem::path folder;
};
struct Draw {  // what has been drawn so far; the target becomes what the network reads
    Strokes strokes;
};
struct SetPreparation {  // which stages make x of the drawing, the file or the test image
    Preparation preparation;
};
struct PaintInput {  // pixels from 0 to 1 that no pen drew, and what they should be read as
    Vector<double> x;
    int label;
};
struct SetTarget {  // the class the input should be read as
    int label;
};
struct EditValue {  // one number of W, b, x or y; row and column as core keeps them (see Layout)
    Symbol symbol;
    int layer;
    Index row, col;
    double value;
};
struct SetLearningRate {
    double learning_rate;
};
struct Initialize {  // fresh weights, same shape
    Initializer initializer;
    std::uint32_t seed;
};
struct SetShape {  // hidden layers and their activation; inputs, outputs and loss stay
    std::vector<Index> hidden;
    Activation activation;
    std::uint32_t seed;
};
struct SetHidden {  // hidden layers; the numbers of units that stay, stay
    std::vector<Index> hidden;
};
struct SetActivation {  // of the hidden layers; every number stays
    Activation activation;
};
struct SetNetwork {  // as trained
    std::shared_ptr<const Network<double>> network;
};
struct SetPoints {  // the playground's points, made anew
    PointOptions options;
};
struct SetFeatures {  // what the network is fed of a point; the weights of those that stay, stay
    std::vector<Feature> features;
};
struct ChoosePoint {  // any place of the plane; its target is that of the nearest training sample
    Vector<double> raw;
};
struct ChooseSample {  // of a learning set, by number from 0
    Index sample;
    bool of_test;
};
struct OpenTable {  // a CSV file, as an example of its own
    std::filesystem::path path;
};
// The pass's own update becomes the network, by an optimiser that remembers the passes before; then
// the same again, each time on the same input or on the next of the images or training samples.
struct TakeUpdate {
    OptimizerOptions optimizer = {};
    int passes = 1;
    bool next_input = false;
};

using SessionCommand =
    std::variant<Go, JumpTo, SetGranularity, SetConvention, OpenExample, ShowExample, OpenModel,
                 ShowImage, ShowFile, OpenData, Draw, SetPreparation, PaintInput, SetTarget,
                 EditValue, SetLearningRate, Initialize, SetShape, SetHidden, SetActivation,
                 SetNetwork, SetPoints, SetFeatures, ChoosePoint, ChooseSample, OpenTable,
                 TakeUpdate>;

// Whether the command changes numbers, so that undo must be able to take it back.
bool is_edit(const SessionCommand& command);

// The session after the command. Errors say what was expected and found; the old session is
// untouched either way.
Result<Session> after(const Session& session, const SessionCommand& command);

// The class the network reads the first sample as, and its outputs; −1 for a single output.
int prediction(const Session& session);
Vector<double> probabilities(const Session& session);

}  // namespace layerwise
