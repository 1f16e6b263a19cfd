// What each command makes of a session, one overload a command. Edits give a session with its
// trace made anew.
#pragma once

#include <optional>

#include "core/session/session.h"

namespace layerwise {

// Where to look (session.cpp).
Result<Session> applied(Session session, const Go& go);
Result<Session> applied(Session session, const JumpTo& jump);
Result<Session> applied(Session session, const SetGranularity& set);
Result<Session> applied(Session session, const SetConvention& set);
Result<Session> applied(const Session& session, const OpenExample& open);
Result<Session> applied(Session session, const ShowExample& show);

// What goes in (input_edits.cpp).
Result<Session> applied(Session session, const ShowImage& show);
Result<Session> applied(Session session, const ShowFile& show);
Result<Session> applied(Session session, const OpenData& open);
Result<Session> applied(Session session, const Draw& draw);
Result<Session> applied(Session session, const SetTarget& set);

// How a picture becomes x (preparation.cpp).
Result<Session> applied(Session session, const SetPreparation& set);
Result<Session> applied(Session session, const PaintInput& paint);

// The network (network_edits.cpp).
Result<Session> applied(Session session, const OpenModel& open);
Result<Session> applied(Session session, const EditValue& edit);
Result<Session> applied(Session session, const SetLearningRate& set);
Result<Session> applied(Session session, const Initialize& set);
Result<Session> applied(Session session, const SetShape& set);
Result<Session> applied(Session session, const SetHidden& set);
Result<Session> applied(Session session, const SetActivation& set);
Result<Session> applied(Session session, const SetNetwork& set);

// Passes taken one after another (passes.cpp).
Result<Session> applied(Session session, const TakeUpdate& take);

// The learning set (set_edits.cpp).
Result<Session> applied(Session session, const SetPoints& set);
Result<Session> applied(Session session, const SetFeatures& set);
Result<Session> applied(Session session, const ChoosePoint& choose);
Result<Session> applied(Session session, const ChooseSample& choose);
Result<Session> applied(Session session, const OpenTable& open);

// x of a learning set's sample with one number changed: what was made of that number follows.
// Errors: the number itself is made of others.
Result<Session> with_input_number(Session session, Index row, double value);

// The picture becomes x by the input's stages; its target is what the network reads in it until
// told. `ready`: the ink is in MNIST's form.
void set_picture(Session& session, Image ink, bool ready, Input::Source source);

// An error where the example reads no pictures.
std::optional<Error> no_picture(const Session& session);

// y for one sample: 1 at the label.
Matrix<double> one_hot_column(Index classes, int label);

// The row of the first sample's largest value.
int arg_max(const Matrix<double>& a);

}  // namespace layerwise
