// The runs of a window, kept to be compared: their names, their options, their curves.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/training/trainer.h"

namespace layerwise {

struct KeptRun {
    int number = 1;    // in the order they began, from 1; never given twice
    std::string name;  // as the reader called it; empty: by its number
    std::string example, network;
    TrainingOptions options;
    std::shared_ptr<const TrainingSnapshot> newest = std::make_shared<const TrainingSnapshot>();
    bool shown = true;
};

// Only the newest run grows; of the others only names and visibility change.
class KeptRuns {
public:
    // A run begins, of a network such as "784-128-64-10" on an example. Returns its number.
    int begin(std::string example, std::string network, const TrainingOptions& options);

    // What the newest run has come to. Without a run, or when that has been deleted, nothing.
    void follow(const std::shared_ptr<const TrainingSnapshot>& newest);

    // Errors: there is no such run.
    Status rename(int number, std::string name);
    Status show(int number, bool shown);
    Status remove(int number);

    const std::vector<KeptRun>& all() const { return runs_; }
    const KeptRun* find(int number) const;  // null when there is none

private:
    Result<KeptRun*> run(int number);

    std::vector<KeptRun> runs_;
    int begun_ = 0;
};

// The columns run, update, epoch, seconds, train_loss, train_accuracy, test_loss, test_accuracy of
// the runs that are shown, one run after the other; what a row doesn't have is empty. A run without
// a name of its own is called by its number.
std::string runs_csv(std::span<const KeptRun> runs);

}  // namespace layerwise
