// A lesson as it stands in its file: an example, steps to walk, what is asked, what is kept.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/examples/example.h"
#include "core/text/catalogue.h"
#include "core/trace/convention.h"

namespace layerwise {

enum class AskKind {
    Number,   // one cell: "1.04"
    Sign,     // of one cell: "+", "-" or "0"
    Vector,   // a column, typed or drawn as an arrow: "0.9, 0.5"
    Shape,    // of one tensor: "2 x 3"
    Shapes,   // of a list of tensors, the free shape log: "2 x 3; 3 x 1"
    Choice,   // one of some statements, each with the condition that makes it right: "2"
    Picture,  // which of some pictures (quantities) shows the value asked for: "1"
    Puzzle,   // a product joined from tiles: "W1' dL_dz1"
    Hunt,     // the tensor where a pass goes wrong: "dL_dW1"
};
// "number", "sign", …
std::string_view name(AskKind kind);
std::optional<AskKind> ask_kind_from_name(std::string_view text);

// Texts are not kept here but under keys: see lesson_text.
struct AskOption {
    std::string when;   // Choice: a quantity, not 0 where this option is right
    std::string shows;  // Picture: the quantity that is drawn
};
struct OwnSlip {  // a mistake that only this lesson knows
    std::string name;
    std::string gives;  // a quantity of the shape of the answer
};
struct Ask {
    AskKind kind = AskKind::Number;
    std::string of;                 // a quantity; Puzzle: the product's tensor; Hunt: the fault
    std::vector<std::string> list;  // Shapes: the tensors
    std::vector<AskOption> options;
    std::vector<OwnSlip> slips;
    int decimals = 2;
    int line = 0;
};

struct LessonStep {
    std::string id;       // "columns": names its texts
    std::string at;       // the tensor whose making is on the stage: "z1", or "x"
    std::string example;  // its example or network; the lesson's where the file says nothing
    std::optional<Ask> ask;
    std::string event;  // what is to be done in the program: "train", "draw", "measure", …, or ""
    int line = 0;
};

// A point of the checklist: ticked by a step that is done, or by something done in the program.
struct CheckPoint {
    std::string step, event;
    int line = 0;
};

// A small network written into the lesson file, as an example.
using LessonNetwork = Example;

struct Lesson {
    std::string file;                // where it was read
    std::string id;                  // "linear-map"
    int number = 0;                  // its place in the list, from 1
    std::vector<std::string> nodes;  // of the concept map
    std::vector<LessonNetwork> networks;
    std::vector<LessonStep> steps;
    std::vector<CheckPoint> checks;
    Convention convention = Convention::Column;
    int decimals = 2;
    std::map<std::string, std::string, std::less<>> texts;  // the file's own, English
};

// What may be asked for as an event.
std::vector<std::string_view> lesson_events();

// Errors: the file cannot be read; a member that is missing, unknown or of the wrong kind. Each
// says file, line, what was expected and what was found. Names of tensors are checked by
// check_lesson, with numbers at hand.
Result<Lesson> load_lesson(const std::filesystem::path& file);

// All lessons of a folder, by number. Errors: as load_lesson; two with one id or number; none.
Result<std::vector<Lesson>> load_lessons(const std::filesystem::path& folder);

// The lesson with that id. Errors: none has it; those that there are get named.
Result<Lesson> find_lesson(const std::vector<Lesson>& lessons, std::string_view id);

// The lesson's text in the catalogue's language, or else as its file has it; "" where neither has
// one. Keys: title, goal, card.concept, card.do, card.observe (with the numbers of the last step's
// pass), check-1 …; STEP.say, STEP.question,
// STEP.why, STEP.option-1 …, STEP.option-1-why …, STEP.slip-NAME. In a catalogue the key begins
// with "lesson.ID.".
std::string lesson_text(const Catalogue& catalogue, const Lesson& lesson, std::string_view key);

}  // namespace layerwise
