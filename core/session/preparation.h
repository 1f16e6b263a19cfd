// How a session's picture becomes its x: the stages between ink and 784 numbers.
#pragma once

#include <optional>

#include "core/session/session.h"

namespace layerwise {

// The ink that the session's input is made from: what was drawn, the opened file, or the test image
// itself. Nothing where x was typed, painted, is a batch or is no picture.
std::optional<Image> ink_of(const Session& session);

// The stages of that ink with those stages on. `centred` is what x would be: a test image and a
// file in MNIST's form stay as they are while every stage is on.
std::optional<DigitStages> digit_stages(const Session& session, const Preparation& preparation);

}  // namespace layerwise
