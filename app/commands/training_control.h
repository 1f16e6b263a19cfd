// Training for the window: loads the data in the background, runs the trainer, hands snapshots on.
#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/session/session.h"
#include "core/training/trainer.h"

namespace layerwise {

// REQUIRES: all calls from one thread.
class TrainingControl {
public:
    // `wake` is called from other threads when there is something new to poll.
    explicit TrainingControl(std::function<void()> wake) : wake_(std::move(wake)) {}

    // Starts a run of the session's network on its data: the training set of the image examples,
    // the training share of a learning set, the example's own samples else. `augment`: images are
    // distorted a little. Errors: options out of range, or a run being prepared.
    Status start(const Session& session, const TrainingOptions& options, bool augment = true);
    void pause() { trainer_.pause(); }
    void resume() { trainer_.resume(); }
    void step_epoch() { trainer_.step_epoch(); }
    void stop() { trainer_.stop(); }
    // The same from a moment of a run with this network: exactly on, where options and data are
    // those of that run.
    Status branch(const Session& session, const Keyframe& moment, const TrainingOptions& options,
                  bool augment = true);
    // Hands on no networks, as long as a moment is shown; when that ends, the newest once more.
    void hold(bool held);
    // Ends the run and hands nothing of it on any more: another network is on screen now.
    void abandon();

    // Shows no more of the runs so far: another example is on screen now.
    void forget() { forgotten_ = trainer_.snapshot(); }

    // Once a frame: goes on with a start whose data has come; gives the network of a snapshot that
    // has not been given before. Errors: the data could not be read.
    Result<std::shared_ptr<const Network<double>>> poll();

    bool loading() const { return loading_.valid() && begin_when_loaded_; }
    // Never null.
    std::shared_ptr<const TrainingSnapshot> snapshot() const;
    bool busy() const;

private:
    struct Data {
        std::shared_ptr<const ImageSet> train, held_out;
        Index classes = 0;
    };

    void begin(const Batches& train, const Batches& held_out);
    void begin_with_images();

    std::function<void()> wake_;
    Status begin(const Session& session, const TrainingOptions& options, bool augment,
                 Network<float> network, TrainingStart from);

    Network<float> network_;
    TrainingStart from_;
    bool held_ = false;
    TrainingOptions options_;
    bool augment_ = true;
    std::filesystem::path loaded_folder_;
    std::optional<Data> images_;  // kept: the next run starts at once
    std::shared_ptr<const TrainingSnapshot> forgotten_;
    std::shared_ptr<const TrainingSnapshot> nothing_ = std::make_shared<const TrainingSnapshot>();
    std::shared_ptr<const Network<float>> given_;
    Trainer trainer_;
    bool begin_when_loaded_ = false;
    std::future<Result<Data>> loading_;
};

}  // namespace layerwise
