// The network at one step as nodes and edges: which units and edges are shown, what each carries,
// and which tensor's cell it is. Pure data; where it goes is network_layout's.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "app/draw/theme.h"
#include "app/views/linking.h"
#include "app/views/trace_facts.h"
#include "core/session/session.h"

namespace layerwise {

// Layers of more units show so many, the most active ones, until they are opened.
inline constexpr Index kUnitsShown = 16;
// So many edges go from a picture into each unit, those of the largest |w·x|, until it is opened.
inline constexpr Index kPixelsShown = 24;

struct Unit {
    int layer = 0;  // 0: the inputs
    Index index = 0;
    bool operator==(const Unit&) const = default;
};
// The weight w_ij of a layer: from unit j of the layer below to unit i.
struct Edge {
    int layer = 1;
    Index row = 0, col = 0;
    bool operator==(const Edge&) const = default;
};
using GraphPlace = std::variant<std::monostate, Unit, Edge>;

struct NetworkLayer {
    int layer = 0;
    int tensor = 0;           // whose cells the units are now: x, Wx, z, a or a gradient
    bool reached = true;      // the pass has come here: there is a value to show
    bool is_picture = false;  // 28 × 28 pixels instead of a column of units
    Palette palette = Palette::Values;
    float range = 1;           // the value that gets the full colour
    std::vector<Index> units;  // shown, ascending; empty for a picture
    Index total = 0;
    bool open = false;     // all are shown, or of a picture all edges
    bool can_open = true;  // there is something hidden
};

// The edges into `layer`.
struct NetworkBand {
    int layer = 1;
    int tensor = 0;  // W or ∂L/∂W
    bool faded = false;
    Palette palette = Palette::Values;
    float range = 1;
    std::vector<Edge> edges;  // in no order
    Index total = 0;
    std::string chosen;  // how they were, where not all are shown
};

struct NetworkView {
    std::vector<NetworkLayer> layers;  // inputs first
    std::vector<NetworkBand> bands;    // of layer l at l − 1
    Index sample = 0;
};

// `open` holds the layers that show all (0 is the input); `pinned` is shown in any case.
NetworkView network_view(const Session& session, const TraceFacts& facts, const std::set<int>& open,
                         Index sample, const std::optional<Unit>& pinned);

// The cell that a unit or an edge is, in the tensors of the view; and the other way round: what of
// the network a cell of any tensor belongs to.
StageCell cell_of(const NetworkView& view, const GraphPlace& place);
GraphPlace place_of(const Trace& trace, int tensor, Cell cell);

// The step that makes the tensor; for W, b, x and y the first that reads it.
int step_for(const Trace& trace, int tensor);

// Which way a pulse runs through a layer's edges at the step, if any does.
struct Pulse {
    int layer = 1;
    bool backward = false;
};
std::optional<Pulse> pulse_at(const Session& session);

// The numbers of a unit or an edge, worked out.
struct NetworkReadout {
    std::string title;
    std::vector<std::string> lines;
};
NetworkReadout network_readout(const Session& session, const NetworkView& view,
                               const GraphPlace& place);

}  // namespace layerwise
