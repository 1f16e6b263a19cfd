// Lays an expression out in a row of pieces, with brackets only where it needs them.
#pragma once

#include <string_view>

#include "core/trace/pieces.h"

namespace layerwise {

class Typesetter {
public:
    explicit Typesetter(Convention convention) : convention_(convention) {}

    // Sets the expression after what is there already.
    void add(const Expression& e);

    Pieces take() { return std::move(row_); }

private:
    void put(Piece::Kind kind, std::string_view text);
    void put_number(double value);
    void put_tensor(const Expression& e, bool transposed);
    void put_factor(const Expression& e);  // in brackets where it is a sum
    void put_in_brackets(const Expression& e, std::string_view power = {});
    void put_infix(const Expression& e, std::string_view sign);
    void put_rational(Index numerator, Index denominator);

    // Of those kinds that are functions.
    void put_function(const Expression& e);
    void put_call(std::string_view name, const Expression& argument, std::string_view power = {});
    void put_square(const Expression& e);
    void put_total(const Expression& e);
    void put_where(const Expression& e, std::string_view sign);
    void put_jacobian(const Expression& p);

    Convention convention_;
    Pieces row_;
    bool inside_total_ = false;
};

}  // namespace layerwise
