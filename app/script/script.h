// A script: the lines that drive the window as a person would.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/window/input.h"
#include "core/base/result.h"
#include "core/data/digit.h"

namespace layerwise {

struct ScriptLine {
    enum class Verb {
        Click,
        DoubleClick,
        RightClick,
        Hover,
        Key,
        Type,
        Drag,
        Draw,
        Scroll,
        Wait,
        WaitIdle,
        Resize,
        Open,
        Capture,
        State,
        Quit,
    };
    int number = 0;  // of the line in its file, from 1
    Verb verb = Verb::Quit;
    std::string name;           // the control, the key, the text or the file
    std::vector<Point> points;  // fractions of the control
    Strokes strokes;            // Draw
    int frames = 0;             // Wait
    int width = 0, height = 0;  // Resize, in design units
    double scale = 0;           // Resize: 0 keeps it
};

// One command a line; empty lines and lines that begin with # are passed over:
//   click NAME [X,Y] · doubleclick NAME [X,Y] · rightclick NAME [X,Y] · hover NAME [X,Y] · scroll
//   NAME LINES key K · type TEXT · drag NAME X0,Y0 X1,Y1 … · draw X,Y X,Y … ; X,Y … wait
//   FRAMES|idle · resize WxH [SCALE] · open FILE capture FILE.png · state FILE.json · quit
// Errors name the line.
Result<std::vector<ScriptLine>> parse_script(std::string_view text);

}  // namespace layerwise
