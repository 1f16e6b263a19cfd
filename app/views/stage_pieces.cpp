#include "app/views/stage_pieces.h"

#include <utility>

namespace layerwise {
namespace {

class Builder {
public:
    Builder(const Trace& trace, Convention convention) : trace_(trace), convention_(convention) {}

    int index(Symbol symbol, int layer) const {
        return static_cast<int>(&find(trace_, symbol, layer) - trace_.tensors.data());
    }

    Builder& tensor(Symbol symbol, int layer, bool is_result = false, bool transpose = false) {
        StagePiece piece;
        piece.tensor = index(symbol, layer);
        const Layout layout = trace_.tensors[static_cast<std::size_t>(piece.tensor)].layout;
        piece.transposed = is_transposed(layout, convention_) != transpose;
        piece.transpose_mark = transpose;
        piece.is_result = is_result;
        pieces_.push_back(piece);
        return *this;
    }

    Builder& sign(std::string text) {
        StagePiece piece;
        piece.sign = std::move(text);
        pieces_.push_back(piece);
        return *this;
    }

    // W x, X W or X Wᵀ.
    Builder& product(int l) {
        switch (convention_) {
            case Convention::Column:
                return tensor(Symbol::W, l).sign("·").tensor(Symbol::A, l - 1);
            case Convention::Row:
                return tensor(Symbol::A, l - 1).sign("·").tensor(Symbol::W, l);
            case Convention::Torch:
                break;
        }
        return tensor(Symbol::A, l - 1).sign("·").tensor(Symbol::W, l, false, true);
    }

    // δ xᵀ, Xᵀ δ or δᵀ X.
    Builder& outer_product(int l) {
        switch (convention_) {
            case Convention::Column:
                return tensor(Symbol::GradZ, l).sign("·").tensor(Symbol::A, l - 1, false, true);
            case Convention::Row:
                return tensor(Symbol::A, l - 1, false, true).sign("·").tensor(Symbol::GradZ, l);
            case Convention::Torch:
                break;
        }
        return tensor(Symbol::GradZ, l, false, true).sign("·").tensor(Symbol::A, l - 1);
    }

    // Wᵀ δ, δ Wᵀ or δ W.
    Builder& product_back(int l) {
        switch (convention_) {
            case Convention::Column:
                return tensor(Symbol::W, l, false, true).sign("·").tensor(Symbol::GradZ, l);
            case Convention::Row:
                return tensor(Symbol::GradZ, l).sign("·").tensor(Symbol::W, l, false, true);
            case Convention::Torch:
                break;
        }
        return tensor(Symbol::GradZ, l).sign("·").tensor(Symbol::W, l);
    }

    // ∂L/∂a and ∂a/∂z, joined as the activation's derivative joins them.
    Builder& chain(int l) {
        const bool full =
            trace_.activations[static_cast<std::size_t>(l - 1)] == Activation::Softmax;
        if (full && convention_ == Convention::Column) {
            return tensor(Symbol::Slope, l).sign("·").tensor(Symbol::GradA, l);
        }
        return tensor(Symbol::GradA, l).sign(full ? "·" : "⊙").tensor(Symbol::Slope, l);
    }

    void operation(const Step& step) {
        const int l = step.layer;
        const int last = trace_.layers();
        switch (step.operation) {
            case Operation::WeightedSum:
                product(l).sign("=").tensor(Symbol::Wx, l, true);
                break;
            case Operation::AddBias:
                product(l).sign("+").tensor(Symbol::B, l).sign("=").tensor(Symbol::Z, l, true);
                break;
            case Operation::Activate:
                tensor(Symbol::Z, l).sign(arrow(l)).tensor(Symbol::A, l, true);
                break;
            case Operation::Loss:
                tensor(Symbol::A, last)
                    .sign("with")
                    .tensor(Symbol::Y, 0)
                    .sign("→")
                    .tensor(Symbol::L, 0, true);
                break;
            case Operation::LossGradient:
                tensor(Symbol::A, last)
                    .sign("with")
                    .tensor(Symbol::Y, 0)
                    .sign("→")
                    .tensor(Symbol::GradA, last, true);
                break;
            case Operation::LocalSlope:
                tensor(step.operands.empty() ? Symbol::Z : trace_.operand(step, 0).symbol, l)
                    .sign("slope →")
                    .tensor(Symbol::Slope, l, true);
                break;
            case Operation::GradientZ:
                chain(l).sign("=").tensor(Symbol::GradZ, l, true);
                break;
            case Operation::GradientW:
                outer_product(l).sign("=").tensor(Symbol::GradW, l, true);
                break;
            case Operation::GradientB:
                tensor(Symbol::GradZ, l)
                    .sign(trace_.samples > 1 ? "Σ →" : "=")
                    .tensor(Symbol::GradB, l, true);
                break;
            case Operation::GradientX:
                product_back(l).sign("=").tensor(Symbol::GradX, l, true);
                break;
            case Operation::UpdateW:
                tensor(Symbol::W, l)
                    .sign("− η")
                    .tensor(Symbol::GradW, l)
                    .sign("=")
                    .tensor(Symbol::NextW, l, true);
                break;
            case Operation::UpdateB:
                tensor(Symbol::B, l)
                    .sign("− η")
                    .tensor(Symbol::GradB, l)
                    .sign("=")
                    .tensor(Symbol::NextB, l, true);
                break;
        }
    }

    // All of a layer's phase at once.
    void layer(Phase phase, int l) {
        if (phase == Phase::Forward) {
            product(l).sign("+").tensor(Symbol::B, l).sign("=").tensor(Symbol::Z, l, true);
            sign(arrow(l)).tensor(Symbol::A, l);
        } else if (phase == Phase::Backward) {
            // In columns the outer product begins with the δ that the chain ends with.
            chain(l).sign(convention_ == Convention::Column ? "=" : "= δ,");
            outer_product(l).sign("=").tensor(Symbol::GradW, l, true);
        } else {
            tensor(Symbol::W, l)
                .sign("− η")
                .tensor(Symbol::GradW, l)
                .sign("=")
                .tensor(Symbol::NextW, l, true);
        }
    }

    std::vector<StagePiece> done() { return std::move(pieces_); }

private:
    std::string arrow(int l) const {
        return spoken(trace_.activations[static_cast<std::size_t>(l - 1)]) + " →";
    }

    const Trace& trace_;
    Convention convention_;
    std::vector<StagePiece> pieces_;
};

}  // namespace

std::vector<StagePiece> pieces_of(const Trace& trace, Convention convention, const Step& step) {
    Builder build(trace, convention);
    build.operation(step);
    return build.done();
}

std::vector<StagePiece> pieces_of(const Trace& trace, Convention convention, Phase phase,
                                  int layer) {
    Builder build(trace, convention);
    build.layer(phase, layer);
    return build.done();
}

}  // namespace layerwise
