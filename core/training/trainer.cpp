#include "core/training/trainer.h"

#include <cassert>
#include <utility>

#include "core/training/background.h"
#include "core/training/run.h"

namespace layerwise {

Trainer::Trainer() : run_(std::make_unique<TrainingRun>()) {
    keep_freed_memory();
}

Trainer::~Trainer() = default;

void Trainer::start(Network<float> network, Batches train, Batches held_out,
                    TrainingOptions options, std::function<void()> published, TrainingStart from) {
    assert(!problem_with(options) && train.count > 0);
    assert(network.inputs() == train.inputs && network.outputs() == train.outputs);
    stop();
    run_ = std::make_unique<TrainingRun>(std::move(network), std::move(train), std::move(held_out),
                                         options, std::move(published), std::move(from));
}

void Trainer::pause() {
    run_->pause();
}

void Trainer::resume() {
    run_->resume();
}

void Trainer::step_epoch() {
    run_->step_epoch();
}

void Trainer::stop() {
    run_->stop();
}

void Trainer::wait() {
    run_->wait();
}

std::shared_ptr<const TrainingSnapshot> Trainer::snapshot() const {
    return run_->snapshot();
}

}  // namespace layerwise
