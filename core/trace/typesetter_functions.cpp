// How functions, sums over elements and softmax's matrix are set.
#include "core/trace/typesetter.h"

namespace layerwise {

using Kind = Expression::Kind;

void Typesetter::put_function(const Expression& e) {
    switch (e.kind) {
        case Kind::Apply:
            put_call(symbol(e.f), e.parts[0]);
            break;
        case Kind::NormalCdf:
            put_call("Φ", e.parts[0]);
            break;
        case Kind::NormalDensity:
            put_call("φ", e.parts[0]);
            break;
        case Kind::Log:
            put(Piece::Kind::Function, "log");
            put_factor(e.parts[0]);
            break;
        case Kind::Square:
            put_square(e.parts[0]);
            break;
        case Kind::Total:
            put_total(e);
            break;
        case Kind::SampleSum:
            if (e.parts[0].per_sample) {
                put(Piece::Kind::Function, "Σ");
                row_.back().subscript = "n";
            }
            add(e.parts[0]);
            break;
        case Kind::Ones:
            put_number(1);
            break;
        case Kind::Positive:
            put_where(e, ">");
            if (e.number != 0) {
                put(Piece::Kind::Infix, "+");
                put_number(e.number);
                put_where(e, "≤");
            }
            break;
        case Kind::Jacobian:
            put_jacobian(e.parts[0]);
            break;
        default:
            break;
    }
}

void Typesetter::put_call(std::string_view name, const Expression& argument,
                          std::string_view power) {
    put(Piece::Kind::Function, name);
    row_.back().power = power;
    put_in_brackets(argument);
}

// tanh²(z), but (a − y)².
void Typesetter::put_square(const Expression& e) {
    if (e.kind == Kind::Apply) {
        put_call(symbol(e.f), e.parts[0], "2");
    } else {
        put_in_brackets(e, "2");
    }
}

// Of a single element there is nothing to sum.
void Typesetter::put_total(const Expression& e) {
    if (e.number > 1) {
        put(Piece::Kind::Function, "Σ");
    }
    inside_total_ = true;
    put_factor(e.parts[0]);
    inside_total_ = false;
}

// Iverson's bracket: [z > 0] is 1 where that is so, else 0.
void Typesetter::put_where(const Expression& e, std::string_view sign) {
    put(Piece::Kind::Open, "[");
    add(e.parts[0]);
    put(Piece::Kind::Infix, sign);
    put_number(0);
    put(Piece::Kind::Close, "]");
}

// p pᵀ of a column, pᵀ p of a row.
void Typesetter::put_jacobian(const Expression& p) {
    const bool column = convention_ == Convention::Column;
    put_call("diag", p);
    put(Piece::Kind::Infix, "−");
    put_tensor(p, !column);
    put_tensor(p, column);
}

}  // namespace layerwise
