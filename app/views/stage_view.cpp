#include "app/views/stage_view.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace layerwise {
namespace {

class Builder {
public:
    Builder(const Session& session, StageView& view)
        : trace_(*session.trace), convention_(session.convention), view_(view) {}

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
        view_.pieces.push_back(piece);
        return *this;
    }

    Builder& sign(std::string text) {
        StagePiece piece;
        piece.sign = std::move(text);
        view_.pieces.push_back(piece);
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

private:
    std::string arrow(int l) const {
        return spoken(trace_.activations[static_cast<std::size_t>(l - 1)]) + " →";
    }

    const Trace& trace_;
    Convention convention_;
    StageView& view_;
};

// Words in capitals; single letters are symbols and stay: "GRADIENT OF x", "LOCAL SLOPE f′".
std::string upper(const std::string& text) {
    const auto is_letter = [&](std::size_t k) {
        return k < text.size() && std::isalpha(static_cast<unsigned char>(text[k])) != 0;
    };
    std::string result = text;
    for (std::size_t k = 0; k < text.size(); ++k) {
        if (is_letter(k) && ((k > 0 && is_letter(k - 1)) || is_letter(k + 1))) {
            result[k] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[k])));
        }
    }
    return result;
}

// The operation that speaks for a layer's whole phase.
Operation headline(Phase phase) {
    switch (phase) {
        case Phase::Forward:
            return Operation::AddBias;
        case Phase::Backward:
            return Operation::GradientW;
        case Phase::Loss:
            return Operation::Loss;
        case Phase::Update:
            break;
    }
    return Operation::UpdateW;
}

// The operations that a layer's whole phase does on the stage, in their order.
std::vector<Operation> operations_of(Phase phase) {
    switch (phase) {
        case Phase::Forward:
            return {Operation::WeightedSum, Operation::AddBias, Operation::Activate};
        case Phase::Backward:
            return {Operation::GradientZ, Operation::GradientW};
        case Phase::Update:
            return {Operation::UpdateW, Operation::UpdateB};
        case Phase::Loss:
            break;
    }
    return {Operation::Loss};
}

// The formulas of two steps, side by side.
Formula joined(Formula left, const Formula& right) {
    Glyph comma;
    comma.kind = Glyph::Kind::Text;
    comma.base = ",  ";
    left.push_back(comma);
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

}  // namespace

StageView stage_view(const Session& session) {
    const Trace& trace = *session.trace;
    const Step& step = trace.steps[static_cast<std::size_t>(session.cursor.step)];
    StageView view;
    view.phase = step.phase;
    view.layer = step.layer;
    view.step = session.cursor.step;
    Builder build(session, view);
    const bool whole_layer =
        session.granularity == Granularity::Layer && step.layer > 0 && step.phase != Phase::Loss;
    std::string words;
    if (whole_layer) {
        view.step = step_of(trace, headline(step.phase), step.layer);
        for (const Operation operation : operations_of(step.phase)) {
            view.steps.push_back(step_of(trace, operation, step.layer));
        }
        build.layer(step.phase, step.layer);
        view.formula = formula(trace, view.step, session.convention);
        if (step.phase == Phase::Forward) {
            words = "forward";
            view.formula =
                joined(view.formula, formula(trace, step_of(trace, Operation::Activate, step.layer),
                                             session.convention));
        } else if (step.phase == Phase::Backward) {
            words = "gradient flows back";
            view.formula = joined(formula(trace, step_of(trace, Operation::GradientZ, step.layer),
                                          session.convention),
                                  view.formula);
        } else {
            words = "update";
        }
    } else {
        build.operation(step);
        view.steps = {view.step};
        view.formula = formula(trace, view.step, session.convention);
        words = title(trace, view.step);
    }
    for (const int shown : view.steps) {
        view.sentence += view.sentence.empty() ? "" : " ";
        view.sentence += sentence(trace, shown, session.convention);
    }
    view.overline = step.layer > 0 ? fmt::format("LAYER {} · ", step.layer) : std::string();
    view.overline += upper(words);
    return view;
}

Palette palette_of(const Session& session, const Tensor& tensor) {
    switch (tensor.symbol) {
        case Symbol::GradA:
        case Symbol::GradZ:
        case Symbol::GradW:
        case Symbol::GradB:
        case Symbol::GradX:
            return Palette::Gradients;
        case Symbol::X:
            return session.example.images != nullptr ? Palette::Grey : Palette::Values;
        default:
            return Palette::Values;
    }
}

std::string spoken(Activation f) {
    switch (f) {
        case Activation::Relu:
            return "ReLU";
        case Activation::LeakyRelu:
            return "leaky ReLU";
        case Activation::Gelu:
            return "GELU";
        case Activation::Silu:
            return "SiLU";
        default:
            return std::string(name(f));
    }
}

std::string spoken(Loss loss) {
    switch (loss) {
        case Loss::MeanSquaredError:
            return "Squared error";
        case Loss::BinaryCrossEntropy:
            return "Binary cross-entropy";
        case Loss::CrossEntropy:
            break;
    }
    return "Cross-entropy";
}

}  // namespace layerwise
