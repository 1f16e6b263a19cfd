// What pages to take home share: their frame, and the shape log of what was walked.
#pragma once

#include <string>
#include <vector>

#include "core/study/study_page.h"

namespace layerwise {

// A whole document around the body. Title as plain text, body as well-formed XML.
std::string page_html(const Catalogue& catalogue, const std::string& title,
                      const std::string& body);

struct ShapeLine {
    std::string equation, operands, result;
};
// The steps of one pass up to the furthest that the lesson walks.
struct StudyLog {
    std::string example;
    std::vector<ShapeLine> lines;
};
std::vector<StudyLog> study_logs(const StudyRun& study);

// "operation.gradient-w": the key of an operation's name.
std::string operation_key(Operation operation);

}  // namespace layerwise
