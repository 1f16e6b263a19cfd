#include "core/training/checkpoint.h"

#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/data/npz.h"
#include "core/network/model_array.h"
#include "core/network/model_file.h"

namespace layerwise {
namespace {

constexpr Index kEvaluationColumns = 4;

std::int64_t updates_an_epoch(const TrainingOptions& options, Index count) {
    return (count + options.batch - 1) / options.batch;
}

NpyArray one_number(double value) {
    return vector_array_of(Vector<double>::Constant(1, value));
}

// The optimiser's m or v, under names of its own.
void add_state(const std::string& prefix, const Network<float>& state, Npz& arrays) {
    const Network<double> exact = cast<double>(state);
    for (std::size_t l = 0; l < exact.layers.size(); ++l) {
        const auto type = NpyArray::Type::Float32;
        arrays[fmt::format("{}_W{}", prefix, l + 1)] = array_of(exact.layers[l].W, type);
        arrays[fmt::format("{}_b{}", prefix, l + 1)] = vector_array_of(exact.layers[l].b, type);
    }
}

Result<Network<float>> read_state(const std::string& prefix, const Network<float>& network,
                                  const Npz& arrays) {
    Network<float> state = network;
    for (std::size_t l = 0; l < state.layers.size(); ++l) {
        Dense<float>& layer = state.layers[l];
        const auto W = number_array(arrays, fmt::format("{}_W{}", prefix, l + 1),
                                    {layer.outputs(), layer.inputs()});
        const auto b =
            number_array(arrays, fmt::format("{}_b{}", prefix, l + 1), {layer.outputs()});
        for (const auto* array : {&W, &b}) {
            if (!*array) {
                return array->error();
            }
        }
        layer.W = W->cast<float>();
        layer.b = b->cast<float>();
    }
    return state;
}

Status check_origin(const Npz& arrays, const TrainingOptions& options, Index count) {
    if (!arrays.contains("training_optimizer")) {
        return Error{"expected a file that train wrote, found a model without its training"};
    }
    const auto optimizer = text_array(arrays, "training_optimizer", 1);
    if (!optimizer) {
        return optimizer.error();
    }
    if (optimizer->front() != name(options.optimizer.kind)) {
        return Error{fmt::format("expected the optimizer {} that it was trained with, found {}",
                                 optimizer->front(), name(options.optimizer.kind))};
    }
    const auto updates = number_array(arrays, "training_updates", {1});
    if (!updates) {
        return updates.error();
    }
    const auto expected = static_cast<std::int64_t>((*updates)(0));
    if (const std::int64_t found = updates_an_epoch(options, count); found != expected) {
        return Error{
            fmt::format("expected a batch size and data of {} updates an epoch as when it "
                        "was written, found {}",
                        expected, found)};
    }
    return Done{};
}

Result<TrainingStart> read_start(const Npz& arrays, const Network<float>& network,
                                 const TrainingOptions& options) {
    TrainingStart start;
    const auto update = number_array(arrays, "training_update", {1});
    if (!update) {
        return update.error();
    }
    start.update = static_cast<std::int64_t>((*update)(0));
    start.optimizer.updates = start.update;
    if (arrays.contains("training_evaluations")) {
        const auto rows =
            number_array(arrays, "training_evaluations", {kAnySize, kEvaluationColumns});
        if (!rows) {
            return rows.error();
        }
        for (Index k = 0; k < rows->rows(); ++k) {
            const auto row = rows->row(k);
            start.evaluations.push_back(
                {static_cast<std::int64_t>(row(0)), row(1), row(2), row(3)});
        }
    }
    const Optimizer kind = options.optimizer.kind;
    for (const auto& [prefix, has, state] : {std::tuple{"m", has_m(kind), &start.optimizer.m},
                                             std::tuple{"v", has_v(kind), &start.optimizer.v}}) {
        if (has) {
            Result<Network<float>> read = read_state(prefix, network, arrays);
            if (!read) {
                return read.error();
            }
            *state = *std::move(read);
        }
    }
    return start;
}

}  // namespace

Status save_checkpoint(const std::filesystem::path& path, const TrainingSnapshot& snapshot,
                       const TrainingOptions& options) {
    Npz arrays = model_arrays(*snapshot.network);
    if (snapshot.optimizer != nullptr) {
        arrays["training_optimizer"] = array_of_texts({std::string(name(options.optimizer.kind))});
        arrays["training_update"] = one_number(static_cast<double>(snapshot.update));
        const auto of_an_epoch = snapshot.updates / options.epochs;
        arrays["training_updates"] = one_number(static_cast<double>(of_an_epoch));
        Matrix<double> evaluations(static_cast<Index>(snapshot.evaluations.size()),
                                   kEvaluationColumns);
        for (Index k = 0; k < evaluations.rows(); ++k) {
            const EvaluationPoint& point = snapshot.evaluations[static_cast<std::size_t>(k)];
            evaluations.row(k) << static_cast<double>(point.update), point.epoch, point.loss,
                point.accuracy;
        }
        if (evaluations.rows() > 0) {
            arrays["training_evaluations"] = array_of(evaluations);
        }
        add_state("m", snapshot.optimizer->m, arrays);
        add_state("v", snapshot.optimizer->v, arrays);
    }
    return write_npz(path, arrays);
}

Result<Checkpoint> load_checkpoint(const std::filesystem::path& path,
                                   const TrainingOptions& options, Index count) {
    const Result<Network<double>> network = load_model(path);
    if (!network) {
        return network.error();
    }
    const Result<Npz> arrays = read_npz(path);
    if (!arrays) {
        return arrays.error();
    }
    const auto failed = [&](const Error& error) {
        return Error{fmt::format("{}: {}", path.string(), error.message)};
    };
    if (const Status fits = check_origin(*arrays, options, count); !fits) {
        return failed(fits.error());
    }
    Checkpoint checkpoint{cast<float>(*network), {}};
    Result<TrainingStart> start = read_start(*arrays, checkpoint.network, options);
    if (!start) {
        return failed(start.error());
    }
    checkpoint.start = *std::move(start);
    return checkpoint;
}

std::string history_csv(const TrainingSnapshot& snapshot) {
    std::string csv = "update,epoch,train_loss,train_accuracy,test_loss,test_accuracy\n";
    auto evaluation = snapshot.evaluations.begin();
    const auto end = snapshot.evaluations.end();
    const auto add_evaluations_before = [&](std::int64_t update) {
        for (; evaluation != end && evaluation->update < update; ++evaluation) {
            csv += fmt::format("{},{},,,{},{}\n", evaluation->update, evaluation->epoch,
                               evaluation->loss, evaluation->accuracy);
        }
    };
    for (const CurvePoint& point : snapshot.curve) {
        add_evaluations_before(point.update);
        csv += fmt::format("{},{},{},{}", point.update, point.epoch, point.loss, point.accuracy);
        if (evaluation != end && evaluation->update == point.update) {
            csv += fmt::format(",{},{}\n", evaluation->loss, evaluation->accuracy);
            ++evaluation;
        } else {
            csv += ",,\n";
        }
    }
    add_evaluations_before(snapshot.update + 1);
    return csv;
}

}  // namespace layerwise
