// What the cards that explain remember: which one is open, and what it works on.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "app/views/filmstrip_view.h"
#include "app/views/make_it_view.h"
#include "app/views/provenance_view.h"

namespace layerwise {

enum class ExplainCard { None, Filmstrip, MakeIt, Provenance, Check, Loops };

// Views are kept while the numbers they were made from stand: their version says which.
struct ExplainState {
    ExplainCard card = ExplainCard::None;

    std::shared_ptr<const FilmstripView> filmstrip;

    int target = -1;      // of make-it; −1: the second most probable class
    float painted = 1;    // how far along the path: 0 … 1
    Index followed = -1;  // the unit that make_it was made with
    std::shared_ptr<const MakeItView> make_it;

    std::optional<Walk> walk;
    Convention convention = Convention::Column;  // that provenance was written in
    std::size_t rows = 0;                        // that it was made with
    std::shared_ptr<const ProvenanceView> provenance;
};

// Opens the card, or closes it where it is open.
inline void toggle_card(ExplainState& state, ExplainCard card) {
    state.card = state.card == card ? ExplainCard::None : card;
}

}  // namespace layerwise
