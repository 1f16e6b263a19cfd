// Training's options as typed: what they become, and what is said of those that cannot be.
#include "core/training/training_fields.h"

#include <gmock/gmock.h>

namespace layerwise {
namespace {

std::string called(std::string_view field) {
    return "the " + std::string(field);
}

TEST(TrainingFields, AreAsTheOptionsWhereNothingIsTyped) {
    const Result<TrainingOptions> options = parse({}, called);
    ASSERT_TRUE(options) << options.error().message;
    EXPECT_EQ(options->learning_rate, 0.1);
    EXPECT_EQ(options->final_learning_rate, 0.1);
    EXPECT_EQ(options->schedule, Schedule::Constant);
    EXPECT_EQ(options->batch, 64);
    EXPECT_EQ(options->optimizer.kind, Optimizer::Sgd);
    EXPECT_EQ(options->optimizer.beta2, OptimizerOptions{}.beta2);
    EXPECT_EQ(options->optimizer.epsilon, OptimizerOptions{}.epsilon);
}

TEST(TrainingFields, TheRateFollowsTheOptimiserAndTheScheduleTheFinalRate) {
    for (const Optimizer kind : all_optimizers()) {
        TrainingFields fields;
        fields.optimizer = name(kind);
        EXPECT_EQ(parse(fields, called)->learning_rate, usual_learning_rate(kind));
    }
    TrainingFields fields;
    fields.final_lr = "0.01";
    EXPECT_EQ(parse(fields, called)->schedule, Schedule::Cosine);
    EXPECT_EQ(parse(fields, called)->final_learning_rate, 0.01);
    fields.schedule = "step";
    EXPECT_EQ(parse(fields, called).error().message,
              "the final-lr: expected the schedule cosine, found step");
    fields = {};
    fields.schedule = "cosine";
    EXPECT_EQ(parse(fields, called)->final_learning_rate, 0);
}

TEST(TrainingFields, EachThatIsWrongIsNamed) {
    for (const std::string_view field : field_names()) {
        TrainingFields fields;
        *find_field(fields, field) = "much";
        const Result<TrainingOptions> options = parse(fields, called);
        ASSERT_FALSE(options) << field;
        EXPECT_THAT(options.error().message,
                    testing::AllOf(testing::StartsWith(called(field) + ": expected "),
                                   testing::EndsWith("found \"much\"")));
    }
    TrainingFields two;
    two.batch = "0";
    two.clip = "-1";
    EXPECT_EQ(parse(two, called).error().message,
              "the batch: expected a whole number from 1 to 65536, found \"0\"");
    two = {};
    two.momentum = "1";
    EXPECT_EQ(parse(two, called).error().message,
              "the momentum: expected 0 or more and less than 1, found 1");
    EXPECT_EQ(find_field(two, "speed"), nullptr);
}

}  // namespace
}  // namespace layerwise
