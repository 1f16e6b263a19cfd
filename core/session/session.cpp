#include "core/session/session.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/session/applied.h"

namespace layerwise {
namespace {

Result<Session> at_cursor(Session& session, Cursor cursor) {
    session.cursor = cursor;
    return std::move(session);
}

}  // namespace

int arg_max(const Matrix<double>& a) {
    Index row = 0;
    a.col(0).maxCoeff(&row);
    return static_cast<int>(row);
}

Result<Session> applied(Session session, const Go& go) {
    const Trace& t = *session.trace;
    switch (go.where) {
        case Go::Where::First:
            return at_cursor(session, first(t, session.granularity));
        case Go::Where::Previous:
            return at_cursor(session, previous(t, session.granularity, session.cursor));
        case Go::Where::Next:
            return at_cursor(session, next(t, session.granularity, session.cursor));
        case Go::Where::Last:
            break;
    }
    return at_cursor(session, last(t, session.granularity));
}

Result<Session> applied(Session session, const JumpTo& jump) {
    if (jump.cursor.step < 0 || jump.cursor.step >= static_cast<int>(session.trace->steps.size())) {
        return Error{fmt::format("expected a step from 1 to {}, found {}",
                                 session.trace->steps.size(), jump.cursor.step + 1)};
    }
    return at_cursor(session, snap(*session.trace, session.granularity, jump.cursor));
}

Result<Session> applied(Session session, const SetGranularity& set) {
    session.granularity = set.granularity;
    return at_cursor(session, snap(*session.trace, set.granularity, session.cursor));
}

Result<Session> applied(Session session, const SetConvention& set) {
    session.convention = set.convention;
    return session;
}

Result<Session> applied(const Session& session, const OpenExample& open) {
    Result<Session> opened = open_session(open.id, {});
    if (opened) {
        opened->granularity = session.granularity;
        opened->convention = session.convention;
        opened->cursor = first(*opened->trace, opened->granularity);
    }
    return opened;
}

Result<Session> applied(Session session, const ShowExample& show) {
    session.example = *show.example;
    session.data.clear();
    session.trace = show.trace;
    if (session.trace == nullptr) {
        session = retraced(std::move(session));
    }
    return at_cursor(session, first(*session.trace, session.granularity));
}

Session retraced(Session session) {
    const Example& example = session.example;
    session.trace = std::make_shared<const Trace>(
        trace(*example.network, example.input.x, example.input.y, example.learning_rate));
    // A network of fewer layers makes fewer steps.
    const int last_step = static_cast<int>(session.trace->steps.size()) - 1;
    session.cursor.step = std::min(session.cursor.step, last_step);
    session.cursor = snap(*session.trace, session.granularity, session.cursor);
    return session;
}

Result<Session> open_session(std::string_view example, const ExampleOptions& options) {
    Result<Example> loaded = load_example(example, options);
    if (!loaded) {
        return loaded.error();
    }
    Session session;
    session.example = *std::move(loaded);
    return retraced(std::move(session));
}

bool is_edit(const SessionCommand& command) {
    return !std::holds_alternative<Go>(command) && !std::holds_alternative<JumpTo>(command) &&
           !std::holds_alternative<SetGranularity>(command) &&
           !std::holds_alternative<SetConvention>(command);
}

Result<Session> after(const Session& session, const SessionCommand& command) {
    return std::visit([&](const auto& one) { return applied(session, one); }, command);
}

int prediction(const Session& session) {
    const Matrix<double>& a = find(*session.trace, Symbol::A, session.trace->layers()).value;
    return a.rows() > 1 ? arg_max(a) : -1;
}

Vector<double> probabilities(const Session& session) {
    return find(*session.trace, Symbol::A, session.trace->layers()).value.col(0);
}

}  // namespace layerwise
