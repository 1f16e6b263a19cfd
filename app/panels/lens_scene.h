// What every tab of the lens is given.
#pragma once

#include "app/panels/panel.h"
#include "app/views/stage_reading.h"

namespace layerwise {

struct LensScene {
    const Snapshot& shot;
    int step = 0;
    Cell cell;     // the result element to work out
    Rect heading;  // where the tab writes what it shows
    const std::optional<StageReading>& reading;
    std::optional<Index> terms_done;  // of a dot product under way
};

}  // namespace layerwise
