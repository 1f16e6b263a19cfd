// Sessions to start tests of commands from, and ways to say what a command made of them.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/session/session.h"

namespace layerwise {

// Opened once a test program: the digits' ten thousand images take a moment.
inline const Session& opened(std::string_view example) {
    static std::map<std::string, Session, std::less<>> sessions;
    auto found = sessions.find(example);
    if (found == sessions.end()) {
        found = sessions.emplace(example, open_session(example, {}).value()).first;
    }
    return found->second;
}

// The session after the command, which has to work.
inline Session done(const Session& session, const SessionCommand& command) {
    Result<Session> changed = after(session, command);
    EXPECT_TRUE(changed.ok()) << (changed ? "" : changed.error().message);
    return changed ? *std::move(changed) : session;
}

inline std::string error_of(const Session& session, const SessionCommand& command) {
    const Result<Session> changed = after(session, command);
    return changed ? "no error" : changed.error().message;
}

inline double loss_of(const Session& session) {
    return find(*session.trace, Symbol::L, 0).value(0, 0);
}

inline int step_count(const Session& session) {
    return static_cast<int>(session.trace->steps.size());
}

inline const Matrix<double>& value(const Session& session, Symbol symbol, int layer) {
    return find(*session.trace, symbol, layer).value;
}

}  // namespace layerwise
