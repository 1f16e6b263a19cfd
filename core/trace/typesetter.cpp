#include "core/trace/typesetter.h"

#include <utility>

#include <fmt/format.h>

namespace layerwise {

using Kind = Expression::Kind;

namespace {

Piece fraction(Pieces numerator, Pieces denominator) {
    Piece made;
    made.kind = Piece::Kind::Fraction;
    made.numerator = std::move(numerator);
    made.denominator = std::move(denominator);
    return made;
}

}  // namespace

void Typesetter::add(const Expression& e) {
    switch (e.kind) {
        case Kind::Tensor:
            put_tensor(e, false);
            break;
        case Kind::Transpose:
            put_tensor(e.parts[0], true);
            break;
        case Kind::Number:
            put_number(e.number);
            break;
        case Kind::Product:
            put_infix(e, {});
            break;
        case Kind::Sum:
            put_infix(e, "+");
            break;
        case Kind::Difference:
            put_infix(e, "−");
            break;
        case Kind::Hadamard:
            // Under Σ the elements are plain numbers, and their product needs no sign.
            put_infix(e, inside_total_ ? "" : "⊙");
            break;
        case Kind::Negative:
            put(Piece::Kind::Prefix, "−");
            put_factor(e.parts[0]);
            break;
        case Kind::Quotient:
            row_.push_back(
                fraction(pieces_of(e.parts[0], convention_), pieces_of(e.parts[1], convention_)));
            break;
        case Kind::Scaled:
            put_rational(e.numerator, e.denominator);
            put_factor(e.parts[0]);
            break;
        case Kind::Rate:
            put(Piece::Kind::Function, "η");
            put_factor(e.parts[0]);
            break;
        case Kind::Broadcast:
            add(e.parts[0]);
            break;
        default:
            put_function(e);
    }
}

void Typesetter::put(Piece::Kind kind, std::string_view text) {
    Piece made;
    made.kind = kind;
    made.text = text;
    row_.push_back(std::move(made));
}

void Typesetter::put_number(double value) {
    put(Piece::Kind::Number, fmt::format("{}", value));
}

void Typesetter::put_tensor(const Expression& e, bool transposed) {
    Piece made;
    made.kind = Piece::Kind::Tensor;
    made.tensor = e.tensor;
    made.transposed = transposed;
    made.per_sample = e.per_sample;
    made.prediction = e.prediction;
    row_.push_back(std::move(made));
}

void Typesetter::put_factor(const Expression& e) {
    if (e.kind == Kind::Sum || e.kind == Kind::Difference) {
        put_in_brackets(e);
    } else {
        add(e);
    }
}

void Typesetter::put_in_brackets(const Expression& e, std::string_view power) {
    put(Piece::Kind::Open, "(");
    add(e);
    put(Piece::Kind::Close, ")");
    row_.back().power = power;
}

// REQUIRES: what is subtracted is no sum itself.
void Typesetter::put_infix(const Expression& e, std::string_view sign) {
    const bool is_sum = e.kind == Kind::Sum || e.kind == Kind::Difference;
    const auto put_part = [&](const Expression& part) {
        if (is_sum) {
            add(part);
        } else {
            put_factor(part);
        }
    };
    put_part(e.parts[0]);
    if (!sign.empty()) {
        put(Piece::Kind::Infix, sign);
    }
    put_part(e.parts[1]);
}

void Typesetter::put_rational(Index numerator, Index denominator) {
    if (denominator == 1) {
        put_number(static_cast<double>(numerator));
        return;
    }
    row_.push_back(fraction(pieces_of(constant(static_cast<double>(numerator)), convention_),
                            pieces_of(constant(static_cast<double>(denominator)), convention_)));
}

}  // namespace layerwise
