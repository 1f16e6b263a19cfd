// One tensor by itself, for a picture: its symbol, its cells, its shape and its colours' range.
#pragma once

#include "app/panels/panel.h"

namespace layerwise {

// How large the page is, in design units. REQUIRES: the tensor has values.
ImVec2 heatmap_page_size(const Session& session, int tensor);

void heatmap_page(const Ui& ui, const Snapshot& shot, int tensor, ImVec2 size);

}  // namespace layerwise
