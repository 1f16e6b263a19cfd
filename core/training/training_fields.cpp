#include "core/training/training_fields.h"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <limits>

#include <fmt/format.h>

#include "core/base/typed.h"

namespace layerwise {
namespace {

constexpr double kLargest = 1e6;
constexpr std::int64_t kMostWarmup = 1'000'000'000;

struct Field {
    std::string_view name;
    std::string TrainingFields::*text;
};
constexpr std::array kFields{
    Field{"optimizer", &TrainingFields::optimizer},
    Field{"epochs", &TrainingFields::epochs},
    Field{"batch", &TrainingFields::batch},
    Field{"seed", &TrainingFields::seed},
    Field{"threads", &TrainingFields::threads},
    Field{"momentum", &TrainingFields::momentum},
    Field{"decay", &TrainingFields::decay},
    Field{"beta1", &TrainingFields::beta1},
    Field{"beta2", &TrainingFields::beta2},
    Field{"epsilon", &TrainingFields::epsilon},
    Field{"weight-decay", &TrainingFields::weight_decay},
    Field{"l1", &TrainingFields::l1},
    Field{"dropout", &TrainingFields::dropout},
    Field{"clip", &TrainingFields::clip},
    Field{"step-epochs", &TrainingFields::step_epochs},
    Field{"step-factor", &TrainingFields::step_factor},
    Field{"warmup", &TrainingFields::warmup},
    Field{"early-stop", &TrainingFields::early_stop},
};

// Reads the fields one after another and keeps the first thing that is wrong.
class Reader {
public:
    explicit Reader(const FieldName& called) : called_(called) {}

    template <class Integer>
    void count(std::string_view field, const std::string& text, std::int64_t min, std::int64_t max,
               Integer& value) {
        keep(whole_number({called_(field), text}, min, max), value);
    }
    void real(std::string_view field, const std::string& text, double max, double& value) {
        keep(number({called_(field), text}, 0, max), value);
    }
    template <class T>
    void name(std::string_view field, const std::string& text, std::span<const T> all,
              std::optional<T> (*from_name)(std::string_view), T& value) {
        keep(named({called_(field), text}, "one of " + names_of(all), from_name), value);
    }

    const Status& status() const { return status_; }

private:
    template <class Read, class T>
    void keep(const Result<Read>& read, T& value) {
        if (read) {
            value = static_cast<T>(*read);
        } else if (status_) {
            status_ = read.error();
        }
    }

    const FieldName& called_;
    Status status_ = Done{};
};

void read_optimizer(Reader& read, const TrainingFields& f, OptimizerOptions& options) {
    read.name("optimizer", f.optimizer, all_optimizers(), optimizer_from_name, options.kind);
    read.real("momentum", f.momentum, 1, options.momentum);
    read.real("decay", f.decay, 1, options.decay);
    read.real("beta1", f.beta1, 1, options.beta1);
    read.real("beta2", f.beta2, 1, options.beta2);
    read.real("epsilon", f.epsilon, kLargest, options.epsilon);
    read.real("weight-decay", f.weight_decay, kLargest, options.weight_decay);
    read.real("l1", f.l1, kLargest, options.l1);
    read.real("clip", f.clip, kLargest, options.clip);
}

// A final rate means a cosine, and a cosine without one goes to 0.
void read_rates(Reader& read, const TrainingFields& f, TrainingOptions& options) {
    const std::string lr =
        f.lr.value_or(fmt::format("{:g}", usual_learning_rate(options.optimizer.kind)));
    const std::string schedule = f.schedule.value_or(f.final_lr ? "cosine" : "constant");
    const std::string final_lr = f.final_lr.value_or(schedule == "cosine" ? "0" : lr);
    read.real("lr", lr, kLargestLearningRate, options.learning_rate);
    read.real("final-lr", final_lr, kLargestLearningRate, options.final_learning_rate);
    read.name("schedule", schedule, all_schedules(), schedule_from_name, options.schedule);
    read.count("step-epochs", f.step_epochs, 1, kMostEpochs, options.step_epochs);
    read.real("step-factor", f.step_factor, 1, options.step_factor);
    read.count("warmup", f.warmup, 0, kMostWarmup, options.warmup);
}

}  // namespace

double usual_learning_rate(Optimizer optimizer) {
    switch (optimizer) {
        case Optimizer::RmsProp:
            return 0.01;
        case Optimizer::Adam:
        case Optimizer::AdamW:
            return 0.001;
        case Optimizer::Sgd:
        case Optimizer::Momentum:
        case Optimizer::Nesterov:
            break;
    }
    return 0.1;
}

Result<TrainingOptions> parse(const TrainingFields& fields, const FieldName& called) {
    TrainingOptions options;
    Reader read(called);
    read.count("epochs", fields.epochs, 1, kMostEpochs, options.epochs);
    read.count("batch", fields.batch, 1, kMostInBatch, options.batch);
    read.count("threads", fields.threads, 1, kMostThreads, options.threads);
    read.count("seed", fields.seed, 0, std::numeric_limits<std::uint32_t>::max(), options.seed);
    read.count("early-stop", fields.early_stop, 0, kMostEpochs, options.patience);
    read.real("dropout", fields.dropout, 1, options.dropout);
    read_optimizer(read, fields, options.optimizer);
    read_rates(read, fields, options);
    if (!read.status()) {
        return read.status().error();
    }
    if (fields.schedule && fields.final_lr && options.schedule != Schedule::Cosine) {
        return Error{fmt::format("{}: expected the schedule cosine, found {}", called("final-lr"),
                                 name(options.schedule))};
    }
    if (const std::optional<std::string> problem = problem_with(options)) {
        const std::size_t colon = problem->find(':');
        return Error{called(problem->substr(0, colon)) + problem->substr(colon)};
    }
    return options;
}

std::string* find_field(TrainingFields& fields, std::string_view name) {
    for (const Field& field : kFields) {
        if (field.name == name) {
            return &(fields.*field.text);
        }
    }
    return nullptr;
}

std::span<const std::string_view> field_names() {
    static constexpr auto kNames = [] {
        std::array<std::string_view, kFields.size()> names{};
        for (std::size_t k = 0; k < names.size(); ++k) {
            names[k] = kFields[k].name;
        }
        return names;
    }();
    return kNames;
}

}  // namespace layerwise
