// The runs of a window, kept to be compared: their names, their options, their curves.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/training/trainer.h"

namespace layerwise {

struct KeptRun {
    int number = 1;    // in the order they began, from 1; never given twice
    std::string name;  // as the reader called it; empty: by its number
    std::string example, network;
    TrainingOptions options;
    int branched_from = 0;         // the number of the run it went on from, 0: none; and
    std::int64_t branched_at = 0;  // after which of its updates
    std::shared_ptr<const TrainingSnapshot> newest = std::make_shared<const TrainingSnapshot>();
    bool shown = true;
};

// Only the newest run grows; of the others names and visibility change, and their moments become
// fewer as those of all runs together would take too many bytes.
class KeptRuns {
public:
    static constexpr std::size_t kTimelineBytes = std::size_t{128} << 20;  // of all runs
    static constexpr std::size_t kTimelineBytesOfOne = std::size_t{64} << 20;

    explicit KeptRuns(std::size_t timeline_bytes = kTimelineBytes)
        : timeline_bytes_(timeline_bytes) {}

    // A run begins, of a network such as "784-128-64-10" on an example. Returns its number.
    int begin(std::string example, std::string network, const TrainingOptions& options);
    // The run that begins next goes on from that moment of another.
    void branch_next(int number, std::int64_t update) { branch_ = {number, update}; }

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
    void thin();

    std::vector<KeptRun> runs_;
    int begun_ = 0;
    std::pair<int, std::int64_t> branch_{};
    std::size_t timeline_bytes_;
};

// The columns run, update, epoch, seconds, train_loss, train_accuracy, test_loss, test_accuracy of
// the runs that are shown, one run after the other; what a row doesn't have is empty. A run without
// a name of its own is called by its number.
std::string runs_csv(std::span<const KeptRun> runs);

}  // namespace layerwise
