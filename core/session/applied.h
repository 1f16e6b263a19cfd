// What each command makes of a session, one overload a command. Edits give a session with its
// trace made anew.
#pragma once

#include "core/session/session.h"

namespace layerwise {

// Where to look (session.cpp).
Result<Session> applied(Session session, const Go& go);
Result<Session> applied(Session session, const JumpTo& jump);
Result<Session> applied(Session session, const SetGranularity& set);
Result<Session> applied(Session session, const SetConvention& set);
Result<Session> applied(Session session, const OpenExample& open);

// What goes in (input_edits.cpp).
Result<Session> applied(Session session, const ShowImage& show);
Result<Session> applied(Session session, const ShowFile& show);
Result<Session> applied(Session session, const OpenData& open);
Result<Session> applied(Session session, const Draw& draw);
Result<Session> applied(Session session, const SetTarget& set);

// The network (network_edits.cpp).
Result<Session> applied(Session session, const OpenModel& open);
Result<Session> applied(Session session, const EditValue& edit);
Result<Session> applied(Session session, const SetLearningRate& set);
Result<Session> applied(Session session, const Initialize& set);
Result<Session> applied(Session session, const SetShape& set);
Result<Session> applied(Session session, const SetNetwork& set);
Result<Session> applied(Session session, const TakeUpdate& take);

// The row of the first sample's largest value.
int arg_max(const Matrix<double>& a);

}  // namespace layerwise
