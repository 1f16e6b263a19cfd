// The menu of training's options: every one can be set, and is checked as it is typed.
#include "app/panels/training_options.h"

#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

void type_into(Headless& app, const std::string& control, std::string_view text) {
    app.click(control, {0.9F, 0.5F});
    app.type(text);
    app.key(Key::Enter);
}

Result<TrainingOptions> options(const Headless& app) {
    return options_of(app.state.training, app.state.rate_text,
                      [](std::string_view field) { return field_called(english(), field); });
}

TEST(TrainingOptions, AMenuOffersEveryOptimiserWithItsNumbers) {
    Headless app("digits");
    app.click("options");
    const std::vector<std::pair<std::string, std::vector<std::string>>> expected{
        {"sgd", {}},
        {"momentum", {"momentum"}},
        {"nesterov", {"momentum"}},
        {"rmsprop", {"decay", "epsilon"}},
        {"adam", {"beta1", "beta2", "epsilon"}},
        {"adamw", {"beta1", "beta2", "epsilon"}}};
    for (const auto& [optimizer, fields] : expected) {
        app.click("options.optimizer." + optimizer);
        EXPECT_EQ(app.state.training.fields.optimizer, optimizer);
        for (const std::string field : {"momentum", "decay", "beta1", "beta2", "epsilon"}) {
            EXPECT_EQ(app.shown("options." + field),
                      std::ranges::find(fields, field) != fields.end())
                << optimizer << " " << field;
        }
        EXPECT_EQ(options(app)->optimizer.kind, optimizer_from_name(optimizer));
    }
}

TEST(TrainingOptions, TheUsualRateComesWithTheOptimiser) {
    Headless app("digits");
    app.click("options");
    app.click("options.optimizer.adam");
    EXPECT_EQ(app.session().example.learning_rate, 0.001);
    app.click("options.optimizer.sgd");
    EXPECT_EQ(app.session().example.learning_rate, 0.1);
    app.apply(SetLearningRate{0.25});
    app.click("options.optimizer.adam");
    EXPECT_EQ(app.session().example.learning_rate, 0.25) << "chosen by hand: it stays";
}

TEST(TrainingOptions, AllThatIsTypedCountsForTheRun) {
    Headless app("digits");
    app.click("options");
    app.click("options.optimizer.adamw");
    app.click("options.schedule.cosine");
    app.click("options.init.xavier");
    app.click("options.augment");
    for (const auto& [field, text] :
         std::initializer_list<std::pair<std::string, const char*>>{{"beta1", "0.8"},
                                                                    {"epsilon", "1e-6"},
                                                                    {"final-lr", "0.0002"},
                                                                    {"warmup", "7"},
                                                                    {"weight-decay", "0.01"},
                                                                    {"l1", "0.003"},
                                                                    {"dropout", "0.25"},
                                                                    {"clip", "2"},
                                                                    {"batch", "32"},
                                                                    {"epochs", "3"},
                                                                    {"seed", "11"},
                                                                    {"early-stop", "4"}}) {
        type_into(app, "options." + field, text);
    }
    const Result<TrainingOptions> found = options(app);
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->optimizer.beta1, 0.8);
    EXPECT_EQ(found->optimizer.epsilon, 1e-6);
    EXPECT_EQ(found->optimizer.weight_decay, 0.01);
    EXPECT_EQ(found->optimizer.l1, 0.003);
    EXPECT_EQ(found->optimizer.clip, 2);
    EXPECT_EQ(found->schedule, Schedule::Cosine);
    EXPECT_EQ(found->final_learning_rate, 0.0002);
    EXPECT_EQ(found->warmup, 7);
    EXPECT_EQ(found->dropout, 0.25);
    EXPECT_EQ(found->batch, 32);
    EXPECT_EQ(found->epochs, 3);
    EXPECT_EQ(found->seed, 11U);
    EXPECT_EQ(found->patience, 4);
    EXPECT_FALSE(app.state.training.augment);

    app.key(Key::Escape);
    (void)app.take();
    app.click("reset-weights");
    const auto fresh = app.asked_session<Initialize>();
    ASSERT_EQ(fresh.size(), 1U);
    EXPECT_EQ(fresh[0].initializer, Initializer::Xavier);
    EXPECT_EQ(fresh[0].seed, 11U);
}

TEST(TrainingOptions, WhatIsWrongIsSaidInOneLineThatNamesTheField) {
    Headless app("three-to-two");
    app.click("options");
    EXPECT_FALSE(app.shown("options.augment")) << "no images to turn";
    EXPECT_TRUE(app.enabled("options.problem") == false);
    type_into(app, "options.dropout", "1.5");
    EXPECT_TRUE(app.enabled("options.problem"));
    EXPECT_EQ(options(app).error().message,
              "dropout: expected a number from 0 to 1, found \"1.5\"");
    type_into(app, "options.dropout", "1");
    EXPECT_EQ(options(app).error().message, "dropout: expected 0 or more and less than 1, found 1");
    app.click("options.defaults");
    EXPECT_FALSE(app.enabled("options.problem"));
    TrainingChoices defaults;
    defaults.fields.batch = fmt::format("{}", app.session().example.batch);
    defaults.fields.epochs = fmt::format("{}", app.session().example.epochs);
    EXPECT_EQ(app.state.training, defaults);
}

TEST(TrainingOptions, TheMenuStaysInTheSmallestWindow) {
    for (const ImVec2 size : {ImVec2{960, 640}, ImVec2{1024, 700}, ImVec2{1440, 900}}) {
        Headless app("digits", {.size = size, .real_fonts = true});
        app.click("options");
        for (const char* optimizer : {"options.optimizer.adam", "options.optimizer.sgd"}) {
            app.click(optimizer);
            for (const std::string& name : app.items().names()) {
                if (name.starts_with("options")) {
                    const Rect at = app.rect(name);
                    EXPECT_TRUE(at.x0 >= 0 && at.x1 <= size.x && at.y1 <= size.y) << name;
                }
            }
        }
    }
}

TEST(TrainingOptions, BothLanguagesNameEveryField) {
    const Catalogue chinese = load_catalogue(asset_folder() / "text", "zh").value();
    for (const std::string_view field : field_names()) {
        for (const Catalogue* words : {&english(), &chinese}) {
            EXPECT_NE(field_called(*words, field), "");
            EXPECT_TRUE(has(*words, fmt::format("options.field.{}", field))) << field;
        }
    }
}

TEST(TrainingOptions, AreRememberedAsTyped) {
    TrainingChoices choices;
    choices.fields.optimizer = "adam";
    choices.fields.beta2 = "nonsense";
    choices.schedule = "step";
    choices.initializer = Initializer::Zeros;
    choices.augment = false;
    EXPECT_EQ(choices_from(json_of(choices)), choices);
    EXPECT_EQ(choices_from(nlohmann::json("text")), TrainingChoices{});
    EXPECT_EQ(choices_from({{"optimizer", "adagrad"}, {"schedule", 3}, {"init", "??"}}),
              TrainingChoices{});
}

}  // namespace
}  // namespace layerwise
