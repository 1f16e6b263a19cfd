#include "core/session/passes.h"

#include <utility>

#include <fmt/format.h>

#include "core/session/applied.h"

namespace layerwise {

Network<double> gradients_of(const Trace& trace) {
    Network<double> gradients{{}, trace.loss};
    for (int l = 1; l <= trace.layers(); ++l) {
        gradients.layers.push_back({find(trace, Symbol::GradW, l).value,
                                    find(trace, Symbol::GradB, l).value.col(0),
                                    trace.activations[static_cast<std::size_t>(l - 1)]});
    }
    return gradients;
}

const OptimizerState<double>& memory_of(const Session& session, Optimizer kind) {
    static const OptimizerState<double> nothing;
    const PassMemory* memory = session.memory.get();
    return memory != nullptr && memory->kind == kind && memory->network == session.example.network
               ? memory->state
               : nothing;
}

Result<Input> input_after(const Example& example) {
    const Input& input = example.input;
    if (example.images != nullptr) {
        // A drawing has no next: after it come the images, from where they were left.
        const Index from = input.source == Input::Source::TestImage ? 1 : 0;
        return test_image_input(*example.images, (input.image + from) % example.images->count(), 1,
                                example.network->outputs());
    }
    if (example.set != nullptr) {
        const Index here = nearest_sample(example.set->raw.train, input.raw);
        return set_input(*example.set, (here + 1) % example.set->train.count(), false);
    }
    return input;
}

std::vector<UpdateOperation> operations_at(const Session& session, const OptimizerOptions& options,
                                           double norm, int step, Index row, Index col) {
    const Trace& trace = *session.trace;
    const Step& update = trace.steps[static_cast<std::size_t>(step)];
    const OptimizerState<double>& memory = memory_of(session, options.kind);
    const bool is_bias = update.operation == Operation::UpdateB;
    const auto number_of = [&](const Network<double>& all) {
        if (all.layers.empty()) {
            return 0.0;
        }
        const Dense<double>& layer = all.layers[static_cast<std::size_t>(update.layer - 1)];
        return is_bias ? layer.b(row) : layer.W(row, col);
    };
    UpdatedNumber number;
    number.w = trace.operand(update, 0).value(row, col);
    number.slope = trace.operand(update, 1).value(row, col);
    number.m = number_of(memory.m);
    number.v = number_of(memory.v);
    number.norm = norm;
    const StepSizes sizes{trace.learning_rate, memory.updates + 1, clip_scale(norm, options.clip)};
    return operations_of(options, sizes, number, is_bias ? "b" : "W");
}

Result<Session> applied(Session session, const TakeUpdate& take) {
    if (take.passes < 1 || take.passes > kMostPasses) {
        return Error{
            fmt::format("passes: expected from 1 to {}, found {}", kMostPasses, take.passes)};
    }
    auto memory = std::make_shared<PassMemory>();
    memory->kind = take.optimizer.kind;
    memory->state = memory_of(session, take.optimizer.kind);
    for (int pass = 1; pass <= take.passes; ++pass) {
        SingleUpdate update =
            updated(take.optimizer, session.example.learning_rate, *session.example.network,
                    gradients_of(*session.trace), memory->state);
        if (update.not_finite != 0) {
            return Error{
                fmt::format("pass {}: layer {} became non-finite", pass, update.not_finite)};
        }
        memory->state = std::move(update.state);
        session.example.network = std::make_shared<const Network<double>>(update.network);
        if (take.next_input) {
            Result<Input> next = input_after(session.example);
            if (!next) {
                return next.error();
            }
            session.example.input = *std::move(next);
        }
        session = retraced(std::move(session));
    }
    memory->network = session.example.network;
    session.memory = std::move(memory);
    return session;
}

}  // namespace layerwise
