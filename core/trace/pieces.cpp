#include "core/trace/pieces.h"

#include <iterator>

#include "core/trace/typesetter.h"

namespace layerwise {
namespace {

void append(Pieces& row, Pieces more) {
    row.insert(row.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

void append_equals(Pieces& row) {
    Piece equals;
    equals.kind = Piece::Kind::Infix;
    equals.text = "=";
    row.push_back(std::move(equals));
}

}  // namespace

Pieces pieces_of(const Expression& e, Convention convention) {
    Typesetter setter(convention);
    setter.add(e);
    return setter.take();
}

Pieces equation_pieces(const Trace& trace, int step, Convention convention) {
    const StepEquation equation = step_equation(trace, step, convention);
    Pieces row;
    if (trace.steps[static_cast<std::size_t>(step)].operation != Operation::WeightedSum) {
        append(row, pieces_of(equation.result, convention));
        append_equals(row);
    }
    append(row, pieces_of(equation.right, convention));
    if (equation.also) {
        append_equals(row);
        append(row, pieces_of(*equation.also, convention));
    }
    return row;
}

bool spaced(const Piece& left, const Piece& right) {
    if (left.kind == Piece::Kind::Open || left.kind == Piece::Kind::Prefix ||
        right.kind == Piece::Kind::Close) {
        return false;
    }
    return left.kind != Piece::Kind::Function || right.kind != Piece::Kind::Open;
}

}  // namespace layerwise
