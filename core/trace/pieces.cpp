#include "core/trace/pieces.h"

#include <fmt/format.h>

namespace layerwise {
namespace {

using Kind = Expression::Kind;

Piece piece(Piece::Kind kind, std::string_view text) {
    Piece made;
    made.kind = kind;
    made.text = text;
    return made;
}

Piece fraction(Pieces numerator, Pieces denominator) {
    Piece made = piece(Piece::Kind::Fraction, {});
    made.numerator = std::move(numerator);
    made.denominator = std::move(denominator);
    return made;
}

Piece number(double value) {
    return piece(Piece::Kind::Number, fmt::format("{}", value));
}

bool is_sum(const Expression& e) {
    return e.kind == Kind::Sum || e.kind == Kind::Difference;
}

std::string_view sign(Kind kind) {
    switch (kind) {
        case Kind::Sum:
            return "+";
        case Kind::Difference:
            return "−";
        default:
            return "⊙";
    }
}

class Typesetter {
public:
    explicit Typesetter(Convention convention) : convention_(convention) {}

    Pieces take() { return std::move(row_); }

    void add(const Expression& e) {
        switch (e.kind) {
            case Kind::Tensor:
                add_tensor(e, false);
                break;
            case Kind::Transpose:
                add_tensor(e.parts[0], true);
                break;
            case Kind::Number:
                row_.push_back(number(e.number));
                break;
            case Kind::Product:
                add_factor(e.parts[0]);
                add_factor(e.parts[1]);
                break;
            case Kind::Sum:
            case Kind::Difference:
                add(e.parts[0]);
                put(Piece::Kind::Infix, sign(e.kind));
                add(e.parts[1]);
                break;
            case Kind::Hadamard:
                add_factor(e.parts[0]);
                if (!inside_total_) {
                    put(Piece::Kind::Infix, sign(e.kind));
                }
                add_factor(e.parts[1]);
                break;
            case Kind::Negative:
                put(Piece::Kind::Prefix, "−");
                add_factor(e.parts[0]);
                break;
            case Kind::Quotient:
                row_.push_back(fraction(pieces_of(e.parts[0], convention_),
                                        pieces_of(e.parts[1], convention_)));
                break;
            case Kind::Scaled:
                add_factor_number(e);
                add_factor(e.parts[0]);
                break;
            case Kind::Rate:
                put(Piece::Kind::Function, "η");
                add_factor(e.parts[0]);
                break;
            case Kind::Broadcast:
                add(e.parts[0]);
                break;
            default:
                add_function(e);
        }
    }

private:
    void put(Piece::Kind kind, std::string_view text) { row_.push_back(piece(kind, text)); }

    void add_tensor(const Expression& e, bool transposed) {
        Piece made = piece(Piece::Kind::Tensor, {});
        made.tensor = e.tensor;
        made.transposed = transposed;
        made.per_sample = e.per_sample;
        made.prediction = e.prediction;
        row_.push_back(std::move(made));
    }

    void add_factor_number(const Expression& e) {
        const Piece numerator = number(static_cast<double>(e.numerator));
        row_.push_back(e.denominator == 1
                           ? numerator
                           : fraction({numerator}, {number(static_cast<double>(e.denominator))}));
    }

    void add_in_brackets(const Expression& e, std::string_view power = {}) {
        put(Piece::Kind::Open, "(");
        add(e);
        put(Piece::Kind::Close, ")");
        row_.back().power = power;
    }

    void add_factor(const Expression& e) {
        if (is_sum(e)) {
            add_in_brackets(e);
        } else {
            add(e);
        }
    }

    // f(z), with the brackets that functions like log leave out before a single symbol.
    void add_call(std::string_view name, const Expression& argument, std::string_view power = {}) {
        put(Piece::Kind::Function, name);
        row_.back().power = power;
        add_in_brackets(argument);
    }

    void add_function(const Expression& e) {
        switch (e.kind) {
            case Kind::Apply:
                add_call(symbol(e.f), e.parts[0]);
                break;
            case Kind::NormalCdf:
                add_call("Φ", e.parts[0]);
                break;
            case Kind::NormalDensity:
                add_call("φ", e.parts[0]);
                break;
            case Kind::Log:
                put(Piece::Kind::Function, "log");
                add_factor(e.parts[0]);
                break;
            case Kind::Square:
                add_square(e.parts[0]);
                break;
            case Kind::Total:
                add_total(e);
                break;
            case Kind::SampleSum:
                if (e.parts[0].per_sample) {
                    put(Piece::Kind::Function, "Σ");
                    row_.back().subscript = "n";
                }
                add(e.parts[0]);
                break;
            case Kind::Ones:
                row_.push_back(number(1));
                break;
            case Kind::Positive:
                add_positive(e);
                break;
            case Kind::Jacobian:
                add_jacobian(e.parts[0]);
                break;
            default:
                break;
        }
    }

    void add_square(const Expression& e) {
        if (e.kind == Kind::Apply) {
            add_call(symbol(e.f), e.parts[0], "2");
        } else {
            add_in_brackets(e, "2");
        }
    }

    // Under Σ the elements are plain numbers, and their product needs no sign.
    void add_total(const Expression& e) {
        inside_total_ = true;
        if (e.number > 1) {
            put(Piece::Kind::Function, "Σ");
            add_factor(e.parts[0]);
        } else {
            add_factor(e.parts[0]);
        }
        inside_total_ = false;
    }

    // Iverson's bracket: [z > 0] is 1 where that is so, else 0.
    void add_positive(const Expression& e) {
        put(Piece::Kind::Open, "[");
        add(e.parts[0]);
        put(Piece::Kind::Infix, ">");
        row_.push_back(number(0));
        put(Piece::Kind::Close, "]");
        if (e.number != 0) {
            put(Piece::Kind::Infix, "+");
            row_.push_back(number(e.number));
            put(Piece::Kind::Open, "[");
            add(e.parts[0]);
            put(Piece::Kind::Infix, "≤");
            row_.push_back(number(0));
            put(Piece::Kind::Close, "]");
        }
    }

    // p pᵀ of a column, pᵀ p of a row.
    void add_jacobian(const Expression& p) {
        const bool column = convention_ == Convention::Column;
        add_call("diag", p);
        put(Piece::Kind::Infix, "−");
        add_tensor(p, !column);
        add_tensor(p, column);
    }

    Convention convention_;
    Pieces row_;
    bool inside_total_ = false;
};

void append(Pieces& row, Pieces more) {
    for (Piece& next : more) {
        row.push_back(std::move(next));
    }
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
        row.push_back(piece(Piece::Kind::Infix, "="));
    }
    append(row, pieces_of(equation.right, convention));
    if (equation.also) {
        row.push_back(piece(Piece::Kind::Infix, "="));
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
