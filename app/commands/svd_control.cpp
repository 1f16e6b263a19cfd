#include "app/commands/svd_control.h"

#include <algorithm>
#include <utility>

namespace layerwise {
namespace {

constexpr std::size_t kKept = 8;

const Matrix<double>& weights(const Network<double>& network, int l) {
    return network.layers[static_cast<std::size_t>(l - 1)].W;
}

}  // namespace

bool SvdControl::is_of(const Entry& entry, const std::shared_ptr<const Network<double>>& network,
                       int l) {
    if (entry.network == nullptr || entry.layer != l) {
        return false;
    }
    if (entry.network == network) {
        return true;
    }
    if (entry.network->layers.size() < static_cast<std::size_t>(l)) {
        return false;
    }
    const Matrix<double>& a = weights(*entry.network, l);
    const Matrix<double>& b = weights(*network, l);
    return a.rows() == b.rows() && a.cols() == b.cols() && a == b;
}

std::shared_ptr<const Svd> SvdControl::of(const std::shared_ptr<const Network<double>>& network,
                                          int l) {
    asked_ = network;
    for (Entry& entry : kept_) {
        if (is_of(entry, network, l)) {
            entry.network = network;  // the next comparison is of pointers
            return entry.svd;
        }
    }
    if (!latest_.busy()) {
        started_ = {network, l, nullptr};
        latest_.begin([network, l](const std::stop_token&) {
            return std::make_shared<const Svd>(svd(weights(*network, l)));
        });
    }
    return nullptr;
}

bool SvdControl::poll() {
    if (!latest_.poll()) {
        return false;
    }
    started_.svd = latest_.newest();
    Entry done = std::exchange(started_, {});
    if (!is_of(done, asked_, done.layer)) {
        return true;  // stale: the frame that follows asks anew
    }
    if (kept_.size() == kKept) {
        kept_.erase(kept_.begin());
    }
    kept_.push_back(std::move(done));
    return true;
}

}  // namespace layerwise
