#include "app/views/runs_compared.h"

#include <algorithm>

namespace layerwise {

std::shared_ptr<const RunsCompared> compared(std::span<const KeptRun> runs, const KeptRun& base,
                                             const std::shared_ptr<const RunsCompared>& before) {
    auto made = std::make_shared<RunsCompared>();
    made->base = base.number;
    bool same = before != nullptr && before->base == base.number;
    const bool known = same;
    for (const KeptRun& run : runs) {
        const Timeline& timeline = run.newest->timeline;
        if (run.number == base.number || timeline.empty() || run.network != base.network ||
            run.example != base.example) {
            continue;
        }
        const std::size_t moments =
            timeline.moments().size() + base.newest->timeline.moments().size();
        if (known) {
            const auto found =
                std::ranges::find(before->with, run.number, &RunsCompared::With::other);
            if (found != before->with.end() &&
                (found->moments == moments || (found->outcome && found->outcome.value().update))) {
                made->with.push_back(*found);
                continue;
            }
        }
        same = false;
        made->with.push_back({run.number, moments, divergence(base.newest->timeline, timeline)});
    }
    return same && made->with.size() == before->with.size() ? before : made;
}

}  // namespace layerwise
