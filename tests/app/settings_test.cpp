// What the program remembers comes back; what is damaged does no harm.
#include "app/commands/settings.h"

#include <cstdlib>

#include <gmock/gmock.h>

#include "core/base/file.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

class Remembering : public testing::Test {
protected:
    void SetUp() override {
        set("XDG_CONFIG_HOME", folder_ / "config");
        set("XDG_STATE_HOME", folder_ / "state");
    }
    void TearDown() override {
        unsetenv("XDG_CONFIG_HOME");  // NOLINT(concurrency-mt-unsafe)
        unsetenv("XDG_STATE_HOME");   // NOLINT(concurrency-mt-unsafe)
    }

    static void set(const char* variable, const std::filesystem::path& folder) {
        setenv(variable, folder.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
    }

    static Session done(const Session& session, const SessionCommand& command) {
        return after(session, command).value();
    }

    // The session as it is when the program starts again.
    static std::optional<LastSession> reopened(const Session& session, bool network_changed) {
        EXPECT_TRUE(save_session(session, network_changed).ok());
        return load_last_session(Settings{});
    }

    static void damage(const std::filesystem::path& path, const std::string& text) {
        std::filesystem::create_directories(path.parent_path());
        ASSERT_TRUE(write_file(path, text).ok());
    }

    TempFolder folder_;
    Session digits_ = open_session("digits", {}).value();
};

TEST_F(Remembering, FilesLieInTheXdgFolders) {
    EXPECT_EQ(settings_file(), folder_ / "config/layerwise/settings.json");
    EXPECT_EQ(session_folder(), folder_ / "state/layerwise");
    set("XDG_CONFIG_HOME", "relative");
    EXPECT_TRUE(settings_file().is_absolute());
    EXPECT_THAT(settings_file().string(), testing::EndsWith(".config/layerwise/settings.json"));
}

TEST_F(Remembering, TastesComeBack) {
    Settings settings;
    settings.theme = "light";
    settings.speaks = "zh";
    settings.language = Language::Eigen;
    settings.granularity = Granularity::Layer;
    settings.convention = Convention::Torch;
    settings.log_scale = false;
    settings.view = "network";
    settings.reduced_motion = true;
    settings.width = 1024;
    settings.height = 700;
    settings.side_width = 333.5F;
    settings.network_open = false;
    ASSERT_TRUE(save_settings(settings).ok());
    const Settings loaded = load_settings();
    EXPECT_EQ(loaded.theme, "light");
    EXPECT_EQ(loaded.speaks, "zh");
    EXPECT_EQ(loaded.language, Language::Eigen);
    EXPECT_EQ(loaded.granularity, Granularity::Layer);
    EXPECT_EQ(loaded.convention, Convention::Torch);
    EXPECT_FALSE(loaded.log_scale);
    EXPECT_EQ(loaded.view, "network");
    EXPECT_TRUE(loaded.reduced_motion);
    EXPECT_EQ(loaded.width, 1024);
    EXPECT_EQ(loaded.height, 700);
    EXPECT_EQ(loaded.side_width, 333.5F);
    EXPECT_FALSE(loaded.network_width) << "never dragged";
    EXPECT_FALSE(loaded.network_open);
    EXPECT_TRUE(loaded.side_open);
}

TEST_F(Remembering, AWidthThatIsNoneIsForgotten) {
    Settings settings;
    settings.network_width = -5.0F;
    settings.side_width = 1e9F;
    ASSERT_TRUE(save_settings(settings).ok());
    EXPECT_FALSE(load_settings().network_width);
    EXPECT_FALSE(load_settings().side_width);
}

TEST_F(Remembering, WithoutFilesThereAreDefaults) {
    EXPECT_EQ(load_settings().theme, "dark");
    EXPECT_EQ(load_settings().width, 1440);
    EXPECT_FALSE(load_last_session({}));
}

TEST_F(Remembering, DamagedSettingsAreDefaults) {
    for (const char* text : {"", "{", "[1, 2]", "null", "\xFF\xFE", R"({"theme": 7, "width": {}})",
                             R"({"language": "Fortran", "granularity": 3, "log_scale": []})"}) {
        damage(settings_file(), text);
        const Settings loaded = load_settings();
        EXPECT_EQ(loaded.theme, "dark") << text;
        EXPECT_EQ(loaded.language, Language::Numpy) << text;
        EXPECT_EQ(loaded.granularity, Granularity::Operation) << text;
        EXPECT_EQ(loaded.width, 1440) << text;
        EXPECT_TRUE(loaded.log_scale) << text;
    }
    damage(settings_file(), R"({"width": -5, "height": 100000, "theme": "light"})");
    EXPECT_EQ(load_settings().width, 960) << "a window that can be used";
    EXPECT_EQ(load_settings().height, 16384);
    EXPECT_EQ(load_settings().theme, "light") << "what is whole counts";
}

TEST_F(Remembering, AFolderThatCannotBeMadeIsAnError) {
    damage(folder_ / "config", "a file where the folder should be");
    EXPECT_FALSE(save_settings({}).ok());
    damage(folder_ / "state", "a file where the folder should be");
    EXPECT_FALSE(save_session(digits_, false).ok());
}

TEST_F(Remembering, TheImageAndThePlaceComeBack) {
    Session session = done(digits_, ShowImage{42});
    session = done(done(session, SetLearningRate{0.25}), JumpTo{{17, 0}});
    const auto last = reopened(session, false);
    ASSERT_TRUE(last);
    EXPECT_EQ(last->session.example.id, "digits");
    EXPECT_EQ(last->session.example.input.image, 42);
    EXPECT_EQ(last->session.example.input.x, session.example.input.x);
    EXPECT_EQ(last->session.cursor.step, 17);
    EXPECT_EQ(last->session.example.learning_rate, 0.25);
    EXPECT_FALSE(last->network_changed);
    EXPECT_FALSE(std::filesystem::exists(session_folder() / "network.npz"));
}

TEST_F(Remembering, ADrawingComesBack) {
    const Strokes strokes{{{0.2F, 0.2F}, {0.8F, 0.2F}}, {{0.5F, 0.9F}}};
    const auto last = reopened(done(digits_, Draw{strokes}), false);
    ASSERT_TRUE(last);
    const Input& input = last->session.example.input;
    EXPECT_EQ(input.source, Input::Source::Drawing);
    ASSERT_EQ(input.strokes.size(), 2U);
    EXPECT_EQ(input.strokes[0][1].x, 0.8F);
    EXPECT_EQ(input.x, done(digits_, Draw{strokes}).example.input.x);
}

TEST_F(Remembering, ADrawingComesBackAsItWasPrepared) {
    const Session drawn = done(digits_, Draw{{{{0.05F, 0.1F}, {0.3F, 0.1F}, {0.2F, 0.4F}}}});
    const Session session = done(drawn, SetPreparation{{true, false, false}});
    ASSERT_NE(session.example.input.x, drawn.example.input.x);
    const auto last = reopened(session, false);
    ASSERT_TRUE(last);
    EXPECT_EQ(last->session.example.input.preparation, (Preparation{true, false, false}));
    EXPECT_EQ(last->session.example.input.x, session.example.input.x);
}

TEST_F(Remembering, PaintedPixelsComeBack) {
    const Session session = done(digits_, PaintInput{Vector<double>::LinSpaced(784, 0, 1), 4});
    const auto last = reopened(session, false);
    ASSERT_TRUE(last);
    EXPECT_EQ(last->session.example.input.source, Input::Source::Painted);
    EXPECT_EQ(last->session.example.input.label, 4);
    EXPECT_EQ(last->session.example.input.x, session.example.input.x);
}

TEST_F(Remembering, AnEditedNetworkComesBackToTheLastDigit) {
    const Session session = done(digits_, EditValue{Symbol::W, 2, 3, 4, 0.123456789012345});
    const auto last = reopened(session, true);
    ASSERT_TRUE(last);
    EXPECT_TRUE(last->network_changed);
    EXPECT_EQ(last->session.example.network->layers[1].W(3, 4), 0.123456789012345);
}

TEST_F(Remembering, ANetworkOfAnotherShapeComesBackWithThePlaceInIt) {
    Session session = done(digits_, SetShape{{20, 20, 20, 20, 20}, Activation::Tanh, 1});
    session = done(session, Go{Go::Where::Last});
    const auto last = reopened(session, true);
    ASSERT_TRUE(last);
    EXPECT_EQ(sizes_text(*last->session.example.network), "784-20-20-20-20-20-10");
    EXPECT_EQ(last->session.example.network->layers[0].f, Activation::Tanh);
    EXPECT_EQ(last->session.cursor.step, session.cursor.step);
}

TEST_F(Remembering, AFolderOfImagesComesBack) {
    const Session session =
        done(done(digits_, OpenData{"/usr/share/datasets/fashion-mnist"}), ShowImage{3});
    const auto last = reopened(session, false);
    ASSERT_TRUE(last);
    EXPECT_EQ(last->session.data, "/usr/share/datasets/fashion-mnist");
    EXPECT_EQ(last->session.example.input.x, session.example.input.x);
}

TEST_F(Remembering, ElementsAndTastesAreThoseOfTheSettings) {
    Settings settings;
    settings.granularity = Granularity::Element;
    settings.convention = Convention::Row;
    Session session = done(digits_, SetGranularity{Granularity::Element});
    session = done(session, JumpTo{{0, 99}});
    ASSERT_TRUE(save_session(session, false).ok());
    const auto last = load_last_session(settings);
    ASSERT_TRUE(last);
    EXPECT_EQ(last->session.cursor, (Cursor{0, 99}));
    EXPECT_EQ(last->session.convention, Convention::Row);
}

TEST_F(Remembering, ADamagedSessionOpensAsFarAsItIsWhole) {
    const std::filesystem::path file = session_folder() / "session.json";
    for (const char* text : {"", "{", "[]", R"({"example": 3})", R"({"example": "xor"})"}) {
        damage(file, text);
        EXPECT_FALSE(load_last_session({})) << text;
    }
    for (const char* text :
         {R"({"example": "digits"})",
          R"({"example": "digits", "image": -1, "step": 999, "learning_rate": -1})",
          R"({"example": "digits", "image": "seven", "step": [], "data": "/none"})",
          R"({"example": "digits", "strokes": [[[0.5]]]})",
          R"({"example": "digits", "strokes": 3})",
          R"({"example": "digits", "strokes": [["a", "b"]]})",
          R"({"example": "digits", "network_changed": true})"}) {
        damage(file, text);
        const auto last = load_last_session({});
        ASSERT_TRUE(last) << text;
        EXPECT_EQ(last->session.example.input.image, 0) << text;
        EXPECT_EQ(last->session.example.input.source, Input::Source::TestImage) << text;
        EXPECT_EQ(last->session.cursor, Cursor{}) << text;
        EXPECT_EQ(last->session.example.learning_rate, 0.1) << text;
        EXPECT_FALSE(last->network_changed) << text;
    }
}

TEST_F(Remembering, ADamagedNetworkIsTheExamplesOwn) {
    ASSERT_TRUE(save_session(digits_, true).ok());
    damage(session_folder() / "network.npz", "This is no archive.");
    const auto last = load_last_session({});
    ASSERT_TRUE(last);
    EXPECT_FALSE(last->network_changed);
    EXPECT_EQ(last->session.example.network->layers[0].W, digits_.example.network->layers[0].W);
}

}  // namespace
}  // namespace layerwise
