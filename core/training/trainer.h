// Minibatch gradient descent in float, on threads of its own, publishing snapshots.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/network/network.h"
#include "core/training/batches.h"
#include "core/training/optimizer.h"
#include "core/training/timeline.h"

namespace layerwise {

// How the learning rate goes on; before that it rises to its value over the warm-up's updates.
enum class Schedule {
    Constant,
    Step,    // times step_factor after every step_epochs: torch.optim.lr_scheduler.StepLR
    Cosine,  // to final_learning_rate along half a cosine, over the run: CosineAnnealingLR
};
std::string_view name(Schedule schedule);  // "constant", "step", "cosine"
std::optional<Schedule> schedule_from_name(std::string_view text);
std::span<const Schedule> all_schedules();

struct TrainingOptions {
    int epochs = 5;
    Index batch = 64;
    double learning_rate = 0.1;
    double final_learning_rate = 0.1;  // reached by a cosine over the run; equal means constant
    std::uint32_t seed = 0;            // of the order of the samples, and of dropout
    int threads = 1;                   // the same numbers for every count
    bool yielding = true;              // to a window: its frames come before training
    Schedule schedule = Schedule::Cosine;
    int step_epochs = 1;
    double step_factor = 0.1;
    double pace = 0;          // epochs a second at the most, to be watched; 0: as fast as it goes
    std::int64_t warmup = 0;  // updates over which the learning rate rises linearly
    bool one_epoch = false;   // pauses after its first epoch
    int patience = 0;         // stop when so many epochs brought no lower held-out loss; 0: never
    double dropout = 0;       // the share of hidden activations that are dropped
    std::size_t timeline_bytes = 0;  // what moments of the run may take; 0: none are kept
    OptimizerOptions optimizer = {};
};

inline constexpr int kMostEpochs = 1'000'000;
inline constexpr Index kMostInBatch = 65'536;
inline constexpr int kMostThreads = 64;

// "epochs: expected a whole number from 1 to …, found 0", or nothing.
std::optional<std::string> problem_with(const TrainingOptions& options);

// A point of the curves. Losses are means over the samples since the point before.
struct CurvePoint {
    std::int64_t update = 0;  // updates done so far
    double epoch = 0;         // 1.5: half of the second epoch done
    double loss = 0;          // training loss
    double accuracy = 0;      // share of training samples right, as they were seen (0…1)
    double seconds = 0;       // of the run, without pauses
};

// After an epoch (in runs of more than 1,000: after every few): the held-out set.
struct EvaluationPoint {
    std::int64_t update = 0;
    double epoch = 0;
    double loss = 0;
    double accuracy = 0;
    double seconds = 0;  // of the run, without pauses; 0 for those of a run before it was resumed
};

enum class TrainingState { Idle, Running, Paused, Finished, Stopped, Failed };
std::string_view name(TrainingState state);  // "idle", "running", …

// What the rest of the program sees of a run; never changes once published.
struct TrainingSnapshot {
    TrainingState state = TrainingState::Idle;
    std::shared_ptr<const Network<float>> network;  // null only when Idle; always finite numbers
    std::vector<CurvePoint> curve;
    std::vector<EvaluationPoint> evaluations;
    std::int64_t update = 0, updates = 0;  // done, and in all
    double samples_per_second = 0;         // of training alone
    double seconds = 0, seconds_left = 0;  // of the run, without pauses
    // When Failed: which update and layer became non-finite. When stopped early: why.
    std::string message;
    // What the optimiser remembers, to go on from here; null when Idle, and when Failed, for it has
    // seen the step that failed.
    std::shared_ptr<const OptimizerState<float>> optimizer;
    Timeline timeline;  // its moments so far
};

// Where a run begins: at its beginning, or where a snapshot of another with the same data and
// options was, of which it then becomes the exact continuation.
struct TrainingStart {
    std::int64_t update = 0;
    OptimizerState<float> optimizer;           // as in the snapshot; ignored when update is 0
    std::vector<EvaluationPoint> evaluations;  // so far
};

// Share of samples whose largest output is their largest target (for a single output: which round
// to the same number), and the mean loss.
EvaluationPoint evaluate(const Network<float>& network, const Batches& data);

class TrainingRun;

// Owns one run at a time. All calls from one thread; snapshot() returns at once.
class Trainer {
public:
    Trainer();
    ~Trainer();  // stops and joins
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;
    Trainer(Trainer&&) = delete;
    Trainer& operator=(Trainer&&) = delete;

    // Starts a run from these parameters; a run under way is stopped first. `published` is called
    // on the training thread after each new snapshot (about 20 a second): wake the window there.
    // REQUIRES: !problem_with(options); the network fits the data.
    void start(Network<float> network, Batches train, Batches held_out, TrainingOptions options,
               std::function<void()> published, TrainingStart from = {});

    void pause();  // returns at once; the state is Paused within one minibatch
    void resume();
    void step_epoch();  // goes on to the end of an epoch, then pauses
    void stop();  // returns when it has stopped, within one minibatch; keeps the last snapshot

    // Waits for the end of the run: for the command line and for tests. REQUIRES: not paused.
    void wait();

    // The newest snapshot; never null. The same pointer until there is a newer one.
    [[nodiscard]] std::shared_ptr<const TrainingSnapshot> snapshot() const;

private:
    std::unique_ptr<TrainingRun> run_;
};

}  // namespace layerwise
