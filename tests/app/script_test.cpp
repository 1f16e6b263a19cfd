// Scripts: every verb is read, every mistake is named with its line.
#include "app/script/script.h"

#include <gmock/gmock.h>

#include "app/script/tour.h"

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using Verb = ScriptLine::Verb;

ScriptLine line(std::string_view text) {
    const auto lines = parse_script(text);
    EXPECT_TRUE(lines.ok()) << text << ": " << (lines ? "" : lines.error().message);
    if (!lines || lines->size() != 1) {
        ADD_FAILURE() << "expected one line of " << text;
        return {};
    }
    return lines->front();
}

std::string error(std::string_view text) {
    const auto lines = parse_script(text);
    return lines ? "no error" : lines.error().message;
}

MATCHER_P2(IsPoint, x, y, "") {
    return std::abs(arg.x - x) < 1e-6 && std::abs(arg.y - y) < 1e-6;
}

TEST(Script, ClicksAndHoversControls) {
    EXPECT_EQ(line("click next").verb, Verb::Click);
    EXPECT_EQ(line("click next").name, "next");
    EXPECT_TRUE(line("click next").points.empty());
    const ScriptLine at = line("doubleclick stage.W1 0.25,0.75");
    EXPECT_EQ(at.verb, Verb::DoubleClick);
    EXPECT_EQ(at.name, "stage.W1");
    EXPECT_THAT(at.points, ElementsAre(IsPoint(0.25, 0.75)));
    EXPECT_EQ(line("hover plot").verb, Verb::Hover);
}

TEST(Script, PressesKeysAndTypes) {
    EXPECT_EQ(line("key Ctrl+Z").verb, Verb::Key);
    EXPECT_EQ(line("key Ctrl+Z").name, "Ctrl+Z");
    EXPECT_EQ(line("type  two  words ").name, "two  words") << "spaces within stay";
    EXPECT_EQ(line("type 42").verb, Verb::Type);
}

TEST(Script, DragsAndDraws) {
    const ScriptLine drag = line("drag ribbon 0,0.5 0.5,0.5 1,0.5");
    EXPECT_EQ(drag.verb, Verb::Drag);
    EXPECT_EQ(drag.name, "ribbon");
    EXPECT_EQ(drag.points.size(), 3U);
    const ScriptLine draw = line("draw 0.1,0.2 0.3,0.4 ; 0.5,0.6");
    EXPECT_EQ(draw.verb, Verb::Draw);
    ASSERT_EQ(draw.strokes.size(), 2U);
    EXPECT_THAT(draw.strokes[0], ElementsAre(IsPoint(0.1, 0.2), IsPoint(0.3, 0.4)));
    EXPECT_THAT(draw.strokes[1], ElementsAre(IsPoint(0.5, 0.6)));
}

TEST(Script, ScrollsWaitsAndResizes) {
    EXPECT_EQ(line("scroll log.1 -3").frames, -3);
    EXPECT_EQ(line("scroll log.1 -3").verb, Verb::Scroll);
    EXPECT_EQ(line("wait 12").frames, 12);
    EXPECT_EQ(line("wait 12").verb, Verb::Wait);
    EXPECT_EQ(line("wait idle").verb, Verb::WaitIdle);
    const ScriptLine resize = line("resize 1024x700 2");
    EXPECT_EQ(resize.verb, Verb::Resize);
    EXPECT_EQ(resize.width, 1024);
    EXPECT_EQ(resize.height, 700);
    EXPECT_EQ(resize.scale, 2);
    EXPECT_EQ(line("resize 1024x700").scale, 0);
}

TEST(Script, OpensAndWritesFiles) {
    EXPECT_EQ(line("open my models/small.npz").name, "my models/small.npz");
    EXPECT_EQ(line("open x.png").verb, Verb::Open);
    EXPECT_EQ(line("capture shot.png").verb, Verb::Capture);
    EXPECT_EQ(line("state now.json").verb, Verb::State);
    EXPECT_EQ(line("state now.json").name, "now.json");
    EXPECT_EQ(line("quit").verb, Verb::Quit);
}

TEST(Script, PassesOverCommentsAndEmptyLines) {
    const auto lines = parse_script("# a script\n\n  click next  \r\n\t\n#\nquit");
    ASSERT_TRUE(lines.ok());
    ASSERT_EQ(lines->size(), 2U);
    EXPECT_EQ((*lines)[0].number, 3);
    EXPECT_EQ((*lines)[0].name, "next");
    EXPECT_EQ((*lines)[1].number, 6);
    EXPECT_TRUE(parse_script("")->empty());
}

TEST(Script, AnUnknownVerbIsNamedWithItsLine) {
    EXPECT_EQ(error("click next\n\npress next"),
              "line 3: expected a command such as click or key, found \"press\"");
    EXPECT_THAT(error("Click next"), StartsWith("line 1: "));
}

TEST(Script, AMistakeSaysWhatWasExpected) {
    EXPECT_EQ(error("click next\nwait soon"),
              "line 2: wait: expected a number of frames or idle, found \"soon\"");
    const std::vector<std::pair<const char*, const char*>> wrong{
        {"click", "NAME"},
        {"click next 0.5", "NAME [X,Y]"},
        {"click next 0.5,0.5 0.6,0.6", "NAME [X,Y]"},
        {"hover next a,b", "NAME [X,Y]"},
        {"hover next nan,0", "NAME [X,Y]"},
        {"drag ribbon 0,0", "NAME X0,Y0 X1,Y1"},
        {"draw", "X,Y X,Y"},
        {"draw 0,0 ;", "X,Y X,Y"},
        {"draw 0,0 ; 1", "X,Y X,Y"},
        {"scroll log.1", "NAME LINES"},
        {"scroll log.1 1.5", "NAME LINES"},
        {"wait -1", "frames"},
        {"wait", "frames"},
        {"resize 1024", "WxH"},
        {"resize 10x10", "WxH"},
        {"resize 1024x700 9", "WxH"},
        {"key", "one key"},
        {"key a b", "one key"},
        {"type", "a text"},
        {"capture", "a file"},
        {"quit now", "nothing"},
    };
    for (const auto& [text, expected] : wrong) {
        EXPECT_THAT(error(text), StartsWith("line 1: ")) << text;
        EXPECT_THAT(error(text), HasSubstr(expected)) << text;
    }
}

TEST(Keys, AreFoundByTheirNames) {
    EXPECT_EQ(key_from_name("Right"), Key::Right);
    EXPECT_EQ(key_from_name("pagedown"), Key::PageDown);
    EXPECT_EQ(key_from_name("Return"), Key::Enter);
    EXPECT_EQ(key_from_name("Esc"), Key::Escape);
    EXPECT_EQ(key_from_name("3"), Key::Digit3);
    EXPECT_EQ(key_from_name("Z"), Key::Z);
    EXPECT_EQ(key_from_name("F13"), std::nullopt);
}

TEST(Tour, IsAScriptThatTakesItsPictures) {
    TourOptions options;
    options.output = "out";
    const Tour tour = make_tour(options);
    const auto lines = parse_script(tour.script);
    ASSERT_TRUE(lines.ok()) << lines.error().message;
    std::vector<std::string> captured;
    for (const ScriptLine& l : *lines) {
        if (l.verb == Verb::Capture) {
            captured.push_back(l.name);
        }
    }
    EXPECT_EQ(captured, tour.pictures);
    EXPECT_GE(captured.size(), 10U);
    for (const std::string& picture : captured) {
        EXPECT_THAT(picture, StartsWith("out/"));
    }
    std::ranges::sort(captured);
    EXPECT_EQ(std::ranges::adjacent_find(captured), captured.end()) << "each has its own file";
}

}  // namespace
}  // namespace layerwise
