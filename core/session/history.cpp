#include "core/session/history.h"

#include <set>
#include <utility>

namespace layerwise {
namespace {

std::size_t bytes_of(const Network<double>& network) {
    return static_cast<std::size_t>(parameter_count(network)) * sizeof(double);
}

// A past session needs its numbers, not its trace: that is made again when it comes back.
Session without_trace(Session session) {
    session.trace.reset();
    return session;
}

}  // namespace

History::History(Session session, std::size_t max_bytes)
    : current_(std::move(session)), max_bytes_(max_bytes) {}

Status History::apply(const SessionCommand& command, bool merge) {
    Result<Session> changed = after(current_, command);
    if (!changed) {
        return changed.error();
    }
    if (is_edit(command)) {
        if (!merge || past_.empty()) {
            past_.push_back(without_trace(current_));
        }
        future_.clear();
        ++version_;
        while (past_.size() > 1 && bytes() > max_bytes_) {
            past_.erase(past_.begin());
        }
    }
    current_ = *std::move(changed);
    return Done{};
}

bool History::undo() {
    if (past_.empty()) {
        return false;
    }
    restore(past_, future_);
    return true;
}

bool History::redo() {
    if (future_.empty()) {
        return false;
    }
    restore(future_, past_);
    return true;
}

void History::restore(std::vector<Session>& from, std::vector<Session>& to) {
    to.push_back(without_trace(current_));
    // Undo takes back numbers, not the place where a person looks.
    Session session = std::move(from.back());
    from.pop_back();
    session.granularity = current_.granularity;
    session.convention = current_.convention;
    session.cursor = current_.cursor;
    current_ = retraced(std::move(session));
    ++version_;
}

std::size_t History::bytes() const {
    std::set<const void*> counted;
    std::size_t sum = 0;
    for (const std::vector<Session>* list : {&past_, &future_}) {
        for (const Session& session : *list) {
            const Example& example = session.example;
            if (counted.insert(example.network.get()).second) {
                sum += bytes_of(*example.network);
            }
            if (const PassMemory* memory = session.memory.get();
                memory != nullptr && counted.insert(memory).second) {
                sum += bytes_of(memory->state.m) + bytes_of(memory->state.v);
            }
            if (example.images != nullptr && counted.insert(example.images.get()).second) {
                sum += example.images->pixels.size();
            }
            if (example.input.ink != nullptr && counted.insert(example.input.ink.get()).second) {
                sum += static_cast<std::size_t>(example.input.ink->size()) * sizeof(float);
            }
            sum += static_cast<std::size_t>(example.input.x.size() + example.input.y.size()) *
                   sizeof(double);
        }
    }
    return sum;
}

}  // namespace layerwise
