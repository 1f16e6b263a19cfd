// The program's words: one catalogue per language, looked up by key.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/matrix.h"
#include "core/base/result.h"

namespace layerwise {

// Keys are words joined by dots: "page.checklist", "lesson.linear-map.columns.say". A value: the
// window keeps one and replaces it when the reader chooses another language.
struct Catalogue {
    std::string language;  // "en", "zh"
    std::string name;      // of the language, in itself: "English", "简体中文"
    std::map<std::string, std::string, std::less<>> texts;
};

// The text of that key, or the key itself where there is none: what is missing is seen.
std::string_view tr(const Catalogue& catalogue, std::string_view key);
bool has(const Catalogue& catalogue, std::string_view key);

// "{count} of {all}" with its names in braces replaced; a name that is not given stays.
std::string filled(std::string_view text,
                   std::initializer_list<std::pair<std::string_view, std::string_view>> values);
std::string tr(const Catalogue& catalogue, std::string_view key,
               std::initializer_list<std::pair<std::string_view, std::string_view>> values);

// Of a count: the text of "KEY.one" where it is 1, else of "KEY.many", with {count} filled in.
std::string counted(const Catalogue& catalogue, std::string_view key, Index count);

// The languages of a folder of texts: each NAME.toml in it, English first.
std::vector<std::string> languages(const std::filesystem::path& folder);

// folder/LANGUAGE.toml. Nested tables become dotted keys; `language.name` is the language's name.
// Errors: a language that is not there (those that are get named), a file that is no TOML, a
// member that is neither a table nor a text.
Result<Catalogue> load_catalogue(const std::filesystem::path& folder, std::string_view language);

}  // namespace layerwise
