// The session on screen and the ones before it: undo and redo, bounded in bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/session/session.h"

namespace layerwise {

class History {
public:
    static constexpr std::size_t kDefaultBytes = std::size_t{256} << 20;

    explicit History(Session session, std::size_t max_bytes = kDefaultBytes);

    const Session& current() const { return current_; }

    // Counts up whenever the numbers on screen may have changed: caches are keyed by it.
    std::uint64_t version() const { return version_; }

    // Applies the command. An edit can be undone; with `merge`, it joins the edit before it (the
    // points of one stroke, the values of one drag). On an error nothing changes.
    Status apply(const SessionCommand& command, bool merge = false);

    // Replaces the network without a new entry: a training run is one edit, however many snapshots
    // it publishes.
    Status follow(std::shared_ptr<const Network<double>> network) {
        return apply(SetNetwork{std::move(network)}, true);
    }

    bool undo();  // false when there is nothing to undo
    bool redo();
    std::size_t undo_depth() const { return past_.size(); }
    std::size_t redo_depth() const { return future_.size(); }
    // Bytes held by what could be undone or redone.
    std::size_t bytes() const;

private:
    void restore(std::vector<Session>& from, std::vector<Session>& to);

    Session current_;
    std::vector<Session> past_, future_;  // newest last
    std::size_t max_bytes_;
    std::uint64_t version_ = 1;
};

}  // namespace layerwise
