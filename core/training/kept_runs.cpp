#include "core/training/kept_runs.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace layerwise {
namespace {

// As RFC 4180 has it: a comma, a quote or a line's end in a field needs quotes around it.
std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

void add_rows(std::string& csv, const KeptRun& run) {
    const std::string name = run.name.empty() ? fmt::format("{}", run.number) : csv_field(run.name);
    const TrainingSnapshot& snapshot = *run.newest;
    auto evaluation = snapshot.evaluations.begin();
    const auto end = snapshot.evaluations.end();
    const auto evaluations_before = [&](std::int64_t update) {
        for (; evaluation != end && evaluation->update < update; ++evaluation) {
            csv += fmt::format("{},{},{},{},,,{},{}\n", name, evaluation->update, evaluation->epoch,
                               evaluation->seconds, evaluation->loss, evaluation->accuracy);
        }
    };
    for (const CurvePoint& point : snapshot.curve) {
        evaluations_before(point.update);
        csv += fmt::format("{},{},{},{},{},{},", name, point.update, point.epoch, point.seconds,
                           point.loss, point.accuracy);
        if (evaluation != end && evaluation->update == point.update) {
            csv += fmt::format("{},{}\n", evaluation->loss, evaluation->accuracy);
            ++evaluation;
        } else {
            csv += ",\n";
        }
    }
    evaluations_before(snapshot.update + 1);
}

}  // namespace

int KeptRuns::begin(std::string example, std::string network, const TrainingOptions& options) {
    KeptRun run;
    run.number = ++begun_;
    run.example = std::move(example);
    run.network = std::move(network);
    run.options = options;
    std::tie(run.branched_from, run.branched_at) = std::exchange(branch_, {});
    runs_.push_back(std::move(run));
    return begun_;
}

void KeptRuns::follow(const std::shared_ptr<const TrainingSnapshot>& newest) {
    if (!runs_.empty() && runs_.back().number == begun_) {
        runs_.back().newest = newest;
        thin();
    }
}

// The moments of the older runs make room: every second one of whichever has most bytes.
void KeptRuns::thin() {
    const auto bytes = [](const KeptRun& run) { return run.newest->timeline.bytes(); };
    while (runs_.size() > 1) {
        std::size_t all = 0;
        for (const KeptRun& run : runs_) {
            all += bytes(run);
        }
        const auto largest = std::max_element(
            runs_.begin(), runs_.end() - 1,
            [&](const KeptRun& a, const KeptRun& b) { return bytes(a) < bytes(b); });
        if (all <= timeline_bytes_) {
            return;
        }
        auto thinned = std::make_shared<TrainingSnapshot>(*largest->newest);
        thinned->timeline.thin();
        if (thinned->timeline.stride() == largest->newest->timeline.stride()) {
            return;  // what is left is kept for good
        }
        largest->newest = std::move(thinned);
    }
}

Result<KeptRun*> KeptRuns::run(int number) {
    const auto found = std::ranges::find(runs_, number, &KeptRun::number);
    if (found == runs_.end()) {
        return Error{fmt::format("expected the number of a run that is kept, found {}", number)};
    }
    return &*found;
}

Status KeptRuns::rename(int number, std::string name) {
    const Result<KeptRun*> found = run(number);
    if (!found) {
        return found.error();
    }
    (*found)->name = std::move(name);
    return Done{};
}

Status KeptRuns::show(int number, bool shown) {
    const Result<KeptRun*> found = run(number);
    if (!found) {
        return found.error();
    }
    (*found)->shown = shown;
    return Done{};
}

Status KeptRuns::remove(int number) {
    const Result<KeptRun*> found = run(number);
    if (!found) {
        return found.error();
    }
    runs_.erase(runs_.begin() + (*found - runs_.data()));
    return Done{};
}

const KeptRun* KeptRuns::find(int number) const {
    const auto found = std::ranges::find(runs_, number, &KeptRun::number);
    return found == runs_.end() ? nullptr : &*found;
}

std::string runs_csv(std::span<const KeptRun> runs) {
    std::string csv =
        "run,update,epoch,seconds,train_loss,train_accuracy,test_loss,test_accuracy\n";
    for (const KeptRun& run : runs) {
        if (run.shown) {
            add_rows(csv, run);
        }
    }
    return csv;
}

}  // namespace layerwise
