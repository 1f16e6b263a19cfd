#include "app/commands/training_control.h"

#include <chrono>
#include <utility>

namespace layerwise {

Status TrainingControl::start(const Session& session, const TrainingOptions& options,
                              bool augment) {
    return begin(session, options, augment, cast<float>(*session.example.network), {});
}

Status TrainingControl::branch(const Session& session, const Keyframe& moment,
                               const TrainingOptions& options, bool augment) {
    TrainingStart from;
    from.update = moment.update;
    from.optimizer = *moment.optimizer;
    return begin(session, options, augment, *moment.network, std::move(from));
}

void TrainingControl::hold(bool held) {
    if (held_ && !held) {
        given_.reset();
    }
    held_ = held;
}

Status TrainingControl::begin(const Session& session, const TrainingOptions& options, bool augment,
                              Network<float> network, TrainingStart from) {
    if (const auto problem = problem_with(options)) {
        return Error{*problem};
    }
    if (loading()) {
        return Error{"expected one run at a time, found one being prepared"};
    }
    options_ = options;
    augment_ = augment;
    network_ = std::move(network);
    from_ = std::move(from);
    held_ = false;
    if (const LearningSet* set = session.example.set.get()) {
        begin(column_batches(set->train.X, set->train.Y), column_batches(set->test.X, set->test.Y));
        return Done{};
    }
    if (session.example.images == nullptr) {
        const Batches samples = column_batches(session.example.input.x, session.example.input.y);
        begin(samples, samples);
        return Done{};
    }
    const std::filesystem::path folder =
        session.data.empty() ? asset_folder() / "mnist" : session.data;
    if (images_ && loaded_folder_ == folder) {
        begin_with_images();
        return Done{};
    }
    begin_when_loaded_ = true;
    if (loading_.valid() && loaded_folder_ == folder) {
        return Done{};  // on its way, for a run that was abandoned
    }
    images_.reset();  // of another folder
    loaded_folder_ = folder;
    loading_ = std::async(std::launch::async, [folder, wake = wake_]() {
        const auto load = [&]() -> Result<Data> {
            Result<Dataset> set = load_dataset(folder);
            if (!set) {
                return set.error();
            }
            return Data{std::make_shared<const ImageSet>(std::move(set->train)),
                        std::make_shared<const ImageSet>(std::move(set->test)), set->classes};
        };
        Result<Data> data = load();
        wake();
        return data;
    });
    return Done{};
}

void TrainingControl::begin(const Batches& train, const Batches& held_out) {
    trainer_.start(network_, train, held_out, options_, wake_, from_);
}

void TrainingControl::begin_with_images() {
    begin(image_batches(images_->train, images_->classes, augment_, options_.seed),
          image_batches(images_->held_out, images_->classes, false, 0));
}

void TrainingControl::abandon() {
    trainer_.stop();
    given_ = trainer_.snapshot()->network;
    begin_when_loaded_ = false;
}

std::shared_ptr<const TrainingSnapshot> TrainingControl::snapshot() const {
    std::shared_ptr<const TrainingSnapshot> newest = trainer_.snapshot();
    return newest == forgotten_ ? nothing_ : newest;
}

Result<std::shared_ptr<const Network<double>>> TrainingControl::poll() {
    if (loading_.valid() &&
        loading_.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
        Result<Data> data = loading_.get();
        if (!data && begin_when_loaded_) {
            return data.error();
        }
        if (data) {
            images_ = *std::move(data);
        }
        if (!begin_when_loaded_) {
            return std::shared_ptr<const Network<double>>();
        }
        if (images_->train->pixels_per_image() != network_.inputs() ||
            images_->classes != network_.outputs()) {
            images_.reset();
            return Error{"expected training images that fit the network, found another size"};
        }
        begin_with_images();
    }
    const std::shared_ptr<const TrainingSnapshot> newest = snapshot();
    if (held_ || newest->network == nullptr || newest->network == given_) {
        return std::shared_ptr<const Network<double>>();
    }
    given_ = newest->network;
    return std::make_shared<const Network<double>>(cast<double>(*given_));
}

bool TrainingControl::busy() const {
    return loading() || trainer_.snapshot()->state == TrainingState::Running;
}

}  // namespace layerwise
