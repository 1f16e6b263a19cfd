// Catalogues: keys, fallbacks, placeholders, errors.
#include "core/text/catalogue.h"

#include <gmock/gmock.h>

#include "core/base/file.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::HasSubstr;

class Catalogues : public testing::Test {
protected:
    Result<Catalogue> loaded(const std::string& text) {
        EXPECT_TRUE(write_file(folder_ / "fr.toml", text));
        return load_catalogue(folder_.path(), "fr");
    }
    TempFolder folder_;
};

TEST_F(Catalogues, NestedTablesAreDottedKeys) {
    const Catalogue words =
        loaded("[language]\nname = \"français\"\n[a.b]\nc-1 = \"{n} mots\"\n").value();
    EXPECT_EQ(words.name, "français");
    EXPECT_EQ(tr(words, "a.b.c-1"), "{n} mots");
    EXPECT_EQ(tr(words, "a.b.c-1", {{"n", "3"}}), "3 mots");
    EXPECT_EQ(tr(words, "a.b.d"), "a.b.d");  // what is missing is seen
    EXPECT_TRUE(has(words, "a.b.c-1"));
    EXPECT_FALSE(has(words, "a.b"));
}

TEST_F(Catalogues, CountsHaveAWordForOneAndOneForMany) {
    const Catalogue words = loaded("[a]\none = \"un mot\"\nmany = \"{count} mots\"\n").value();
    EXPECT_EQ(counted(words, "a", 1), "un mot");
    EXPECT_EQ(counted(words, "a", 0), "0 mots");
    EXPECT_EQ(counted(words, "a", 7), "7 mots");
}

TEST_F(Catalogues, OnlyGivenNamesAreFilledIn) {
    EXPECT_EQ(filled("{a} and {b}{", {{"a", "{b}"}}), "{b} and {b}{");
    EXPECT_EQ(filled("", {{"a", "1"}}), "");
}

TEST_F(Catalogues, ErrorsNameWhatThereIsAndWhere) {
    ASSERT_TRUE(write_file(folder_ / "en.toml", "a = \"b\"\n"));
    EXPECT_TRUE(loaded("a = \"b\"\n"));
    EXPECT_EQ(languages(folder_.path()), (std::vector<std::string>{"en", "fr"}));
    const auto none = load_catalogue(folder_.path(), "de");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().message, "language: expected one of en, fr, found \"de\"");
    const auto number = loaded("a = \"b\"\nc = 3\n");
    ASSERT_FALSE(number);
    EXPECT_THAT(number.error().message, HasSubstr("fr.toml:2: expected a text"));
    const auto broken = loaded("a = \n");
    ASSERT_FALSE(broken);
    EXPECT_THAT(broken.error().message, HasSubstr("fr.toml:1: expected TOML"));
}

}  // namespace
}  // namespace layerwise
