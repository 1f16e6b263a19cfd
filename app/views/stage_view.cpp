#include "app/views/stage_view.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "app/views/stage_pieces.h"

namespace layerwise {
namespace {

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
    const bool whole_layer =
        session.granularity == Granularity::Layer && step.layer > 0 && step.phase != Phase::Loss;
    std::string words;
    if (whole_layer) {
        view.step = step_of(trace, headline(step.phase), step.layer);
        for (const Operation operation : operations_of(step.phase)) {
            view.steps.push_back(step_of(trace, operation, step.layer));
        }
        view.pieces = pieces_of(trace, session.convention, step.phase, step.layer);
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
        view.pieces = pieces_of(trace, session.convention, step);
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
