// What the parts of the plane view share, and the parts.
#pragma once

#include "app/commands/plane_control.h"
#include "app/panels/panel.h"
#include "app/views/plane_view.h"

namespace layerwise {

// Where the parts stand.
struct PlaneLayout {
    bool wide = false;
    Rect sets, fields;     // of the data
    Rect controls, facts;  // of the run
    Rect network, output;  // the small pictures, and the large one
    Rect line, numbers;    // below; in a narrow stage one place for both
};
PlaneLayout lay_out_plane(Rect rect, float scale);

struct PlaneDrawing {
    const Ui& ui;
    const Snapshot& shot;
    UiState& state;
    const PlaneScene& scene;
    const PlaneLayout layout;
    std::optional<PlaneUnit> lit{};  // under the pointer: its picture is drawn large

    const LearningSet& set() const { return *scene.set; }
    const Network<double>& network() const { return *scene.network; }
    int layers() const { return static_cast<int>(scene.network->layers.size()); }
    PlaneViewState& own() const { return state.plane; }
};

// Each draws its part and adds what is asked for.
void plane_data(const PlaneDrawing& d, Commands& out);
void plane_controls(const PlaneDrawing& d, Commands& out);
void plane_network(PlaneDrawing& d, Commands& out);  // sets `lit`
void plane_output(const PlaneDrawing& d, Commands& out);
void plane_line(const PlaneDrawing& d, Commands& out);
void plane_numbers(const PlaneDrawing& d);

// Asks for a number of W or b to be typed over. The row and the column are core's.
void edit_number(const PlaneDrawing& d, Symbol symbol, int layer, Cell cell);

// A point's colour for a shade from −1 to 1: the ramp's full hues, which its pale ends are not.
inline Color point_color(const Theme& theme, double shade) {
    return color_at(theme.values, static_cast<float>(shade) * 0.5F);
}

// Draws one unit's picture; of inputs the feature's.
void plane_picture(const PlaneDrawing& d, PlaneUnit unit, const Rect& rect);

}  // namespace layerwise
