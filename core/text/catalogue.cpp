#include "core/text/catalogue.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "core/text/toml_file.h"

namespace layerwise {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnglish = "en";

Status flatten(const std::string& file, const toml::table& table, const std::string& prefix,
               Catalogue& catalogue) {
    for (const auto& [key, node] : table) {
        const std::string name = prefix + std::string(key.str());
        if (const toml::table* const inner = node.as_table()) {
            if (Status inside = flatten(file, *inner, name + '.', catalogue); !inside) {
                return inside;
            }
        } else if (node.is_string()) {
            catalogue.texts.emplace(name, node.as_string()->get());
        } else {
            return toml_error(file, node, "a text or a table of texts",
                              fmt::format("something else as {}", name));
        }
    }
    return Done{};
}

}  // namespace

bool has(const Catalogue& catalogue, std::string_view key) {
    return catalogue.texts.contains(key);
}

std::string_view tr(const Catalogue& catalogue, std::string_view key) {
    const auto found = catalogue.texts.find(key);
    return found == catalogue.texts.end() ? key : std::string_view(found->second);
}

std::string filled(std::string_view text,
                   std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
    std::string result;
    while (!text.empty()) {
        const std::size_t open = std::min(text.find('{'), text.size());
        result += text.substr(0, open);
        text.remove_prefix(open);
        const std::size_t close = text.find('}');
        if (close == std::string_view::npos) {
            break;
        }
        const std::string_view name = text.substr(1, close - 1);
        const auto* const value = std::find_if(values.begin(), values.end(),
                                               [&](const auto& v) { return v.first == name; });
        result += value == values.end() ? text.substr(0, close + 1) : value->second;
        text.remove_prefix(close + 1);
    }
    return result + std::string(text);
}

std::string tr(const Catalogue& catalogue, std::string_view key,
               std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
    return filled(tr(catalogue, key), values);
}

std::string counted(const Catalogue& catalogue, std::string_view key, Index count) {
    return tr(catalogue, fmt::format("{}.{}", key, count == 1 ? "one" : "many"),
              {{"count", fmt::format("{}", count)}});
}

std::vector<std::string> languages(const fs::path& folder) {
    std::vector<std::string> found;
    std::error_code unreadable;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, unreadable)) {
        if (entry.path().extension() == ".toml") {
            found.push_back(entry.path().stem().string());
        }
    }
    std::sort(found.begin(), found.end());
    std::stable_partition(found.begin(), found.end(),
                          [](const std::string& language) { return language == kEnglish; });
    return found;
}

Result<Catalogue> load_catalogue(const fs::path& folder, std::string_view language) {
    const std::vector<std::string> known = languages(folder);
    if (std::find(known.begin(), known.end(), language) == known.end()) {
        return Error{fmt::format("language: expected one of {}, found \"{}\"",
                                 fmt::join(known, ", "), language)};
    }
    const fs::path path = folder / fmt::format("{}.toml", language);
    const Result<toml::table> table = read_toml(path);
    if (!table) {
        return table.error();
    }
    Catalogue catalogue;
    catalogue.language = language;
    if (const Status read = flatten(path.string(), *table, "", catalogue); !read) {
        return read.error();
    }
    catalogue.name = tr(catalogue, "language.name");
    return catalogue;
}

}  // namespace layerwise
