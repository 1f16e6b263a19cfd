// A set formula as HTML: letters in italics, real scripts, fractions.
#pragma once

#include <string>

#include "core/trace/notation.h"

namespace layerwise {

// Needs the classes .f (formula) and .q (quotient) of kStudyStyle. Well-formed XML.
std::string formula_html(const Formula& formula);

}  // namespace layerwise
