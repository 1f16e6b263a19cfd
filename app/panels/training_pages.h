// The pages of the training view, and what they share.
#pragma once

#include <string>

#include "app/commands/watch_control.h"
#include "app/panels/panel.h"

namespace layerwise {

// Each fills its rectangle and adds what is asked for.
void layers_page(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect, Commands& out);
void mistakes_page(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect, Commands& out);
void timeline_page(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect, Commands& out);

// "10,000 test pictures", "120 test samples".
std::string probe_text(const Ui& ui, const Probe& probe, Index count);

// A small heading in capitals over a line, and what is below it.
void section(const Ui& ui, Rect& rect, std::string_view words);

// Over the middle of an empty page.
void empty_page(const Ui& ui, const Rect& rect, std::string_view words);

// The moments of a run along its updates, its loss over them; dragging shows the one under the
// pointer. Named for scripts.
void timeline_track(const Ui& ui, std::string_view name, const Rect& rect, const KeptRun& run,
                    const Snapshot& shot, const UiState& state, Commands& out);

// One row of W1 as a picture at moments along the run, to see it come to be; a click shows the
// moment. Nothing where inputs are no pictures.
void timeline_film(const Ui& ui, const KeptRun& run, const Snapshot& shot, UiState& state,
                   Rect rect, Commands& out);
float timeline_film_height(const Ui& ui, const Snapshot& shot);

// The run whose moment is shown, or the newest that has moments; null where none has.
const KeptRun* timeline_run(const Snapshot& shot, const UiState& state);
// The moment that is shown of that run: the chosen one, or its last.
const Keyframe& shown_moment(const KeptRun& run, const UiState& state);

}  // namespace layerwise
