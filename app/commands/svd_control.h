// Singular value decompositions for the window: computed in the background, kept by W.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "app/commands/latest.h"
#include "core/analysis/svd.h"
#include "core/network/network.h"

namespace layerwise {

// One is computed at a time: of the W that was asked for last. One that is ready when another
// network is on screen is dropped.
//
// REQUIRES: all calls from one thread.
class SvdControl {
public:
    // `wake` is called from another thread when there is something new to poll.
    explicit SvdControl(std::function<void()> wake) : latest_(std::move(wake)) {}

    // That of W of layer l, or null while it is being computed. REQUIRES: the network has the
    // layer.
    std::shared_ptr<const Svd> of(const std::shared_ptr<const Network<double>>& network, int l);

    // Once a frame: takes in what has been computed; true when it is of the network asked for last.
    bool poll();

    bool busy() const { return latest_.busy(); }

private:
    struct Entry {
        std::shared_ptr<const Network<double>> network;
        int layer = 0;
        std::shared_ptr<const Svd> svd;
    };

    // Whether the entry is of that W: the same network, or another one with the same numbers.
    static bool is_of(const Entry& entry, const std::shared_ptr<const Network<double>>& network,
                      int l);

    std::vector<Entry> kept_;  // oldest first
    std::shared_ptr<const Network<double>> asked_;
    Entry started_;  // what is being computed
    Latest<Svd> latest_;
};

}  // namespace layerwise
