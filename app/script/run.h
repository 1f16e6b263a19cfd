// The commands that open a window: the window itself, a capture, the tour.
#pragma once

#include "app/cli/cli.h"

namespace layerwise {

// The exit status: 0; 2 after a line on stderr when the options or a file were bad; 1 when a
// script's line failed.
int run_window(const WindowOptions& options);
int run_capture(const CaptureOptions& options);
int run_tour(const TourOptions& options);

}  // namespace layerwise
