// What panels ask for. Nothing changes while they draw: commands are applied after the last one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "app/commands/picture.h"
#include "core/export/shape_log.h"
#include "core/practice/lesson_play.h"
#include "core/session/session.h"

namespace layerwise {

// A session command; with `merge`, part of the edit before it (one stroke, one drag).
struct ToSession {
    SessionCommand command;
    bool merge = false;
};
struct Undo {};
struct Redo {};
struct StartTraining {};  // with the fields of UiState
struct PauseTraining {};
struct ResumeTraining {};
struct StopTraining {};
struct StepEpoch {};  // one epoch, then a pause
struct ShowRun {      // or hide it
    int number;
    bool shown;
};
struct RenameRun {
    int number;
    std::string name;
};
struct DeleteRun {
    int number;
};
struct ExportRuns {};  // those that are shown, as CSV
// The whole window shows the network as it was in a run, until it is told otherwise.
struct ShowMoment {
    int run;
    std::int64_t update;
};
struct ShowNewest {};  // again
struct BranchRun {     // trains on from there, with the options as they are now
    int run;
    std::int64_t update;
};
struct SwitchTheme {};
struct SpeakLanguage {  // the reader's, by its short name: "en", "zh"
    std::string language;
};
struct ExportShapeLog {
    LogFormat format;
};
struct SavePicture {  // beside the other files, under a name that is free
    PictureOrder order;
};
struct OpenFile {  // by its kind: .png, .npz
    std::filesystem::path path;
};
struct Pin {  // a cell of a tensor, after the commands before it have moved the stage
    int tensor;
    Index row, col;
};
struct CopyText {
    std::string text;
};
struct ToLesson {
    LessonCommand command;
};
struct WriteStudyPage {  // of the lesson as it was gone through: "html", "md", "pdf"
    std::string format;
};
struct WriteWorksheet {};  // of the pass on the stage
struct CheckGradients {};  // of the pass on the stage, in the background
struct MeasureLoops {};    // with the sizes of the layer on the stage

using Command =
    std::variant<ToSession, Undo, Redo, StartTraining, PauseTraining, ResumeTraining, StopTraining,
                 StepEpoch, SwitchTheme, SpeakLanguage, ExportShapeLog, SavePicture, OpenFile, Pin,
                 CopyText, ToLesson, WriteStudyPage, WriteWorksheet, CheckGradients, MeasureLoops,
                 ShowRun, RenameRun, DeleteRun, ExportRuns, ShowMoment, ShowNewest, BranchRun>;
using Commands = std::vector<Command>;

}  // namespace layerwise
