#include "core/text/toml_file.h"

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/file.h"

namespace layerwise {
namespace {

std::string kind_of(const toml::node& node) {
    std::ostringstream kind;
    kind << node.type();
    return kind.str();
}

}  // namespace

Result<toml::table> read_toml(const std::filesystem::path& path) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) {
        return bytes.error();
    }
    try {
        return toml::parse(*bytes, path.string());
    } catch (const toml::parse_error& error) {
        return Error{fmt::format("{}:{}: expected TOML, found: {}", path.string(),
                                 error.source().begin.line, error.description())};
    }
}

Error toml_error(const std::string& file, const toml::node& where, std::string_view expected,
                 std::string_view found) {
    return Error{fmt::format("{}:{}: expected {}, found {}", file, where.source().begin.line,
                             expected, found)};
}

void TomlReader::fail(const toml::node& where, std::string_view expected, std::string_view found) {
    if (status_) {
        status_ = toml_error(file_, where, expected, found);
    }
}

void TomlReader::fail(std::string_view key, std::string_view expected, std::string_view found) {
    const toml::node* const node = table_.get(key);
    fail(node == nullptr ? table_ : *node, expected, found);
}

std::string TomlReader::text(std::string_view key) {
    const toml::node* const node = table_.get(key);
    if (node == nullptr) {
        return {};
    }
    if (!node->is_string()) {
        fail(*node, fmt::format("a text as {}", key), kind_of(*node));
        return {};
    }
    return node->as_string()->get();
}

std::string TomlReader::required_text(std::string_view key) {
    std::string value = text(key);
    if (value.empty()) {
        fail(key, fmt::format("a text as {}", key), has(key) ? "an empty one" : "none");
    }
    return value;
}

double TomlReader::number(std::string_view key, double otherwise) {
    const toml::node* const node = table_.get(key);
    if (node == nullptr) {
        return otherwise;
    }
    if (!node->is_number()) {
        fail(*node, fmt::format("a number as {}", key), kind_of(*node));
        return otherwise;
    }
    return node->value<double>().value_or(otherwise);
}

std::vector<std::string> TomlReader::texts(std::string_view key) {
    const toml::node* const node = table_.get(key);
    if (node == nullptr) {
        return {};
    }
    if (node->is_string()) {
        return {node->as_string()->get()};
    }
    std::vector<std::string> list;
    if (!node->is_array()) {
        fail(*node, fmt::format("a list of texts as {}", key), kind_of(*node));
        return list;
    }
    for (const toml::node& entry : *node->as_array()) {
        if (!entry.is_string()) {
            fail(entry, fmt::format("a text in {}", key), kind_of(entry));
            return {};
        }
        list.push_back(entry.as_string()->get());
    }
    return list;
}

std::vector<std::vector<double>> TomlReader::rows(std::string_view key) {
    const toml::node* const node = table_.get(key);
    if (node == nullptr) {
        return {};
    }
    const toml::array* const lines = node->as_array();
    if (lines == nullptr || lines->empty()) {
        fail(*node, fmt::format("a list of numbers as {}", key), kind_of(*node));
        return {};
    }
    std::vector<std::vector<double>> rows(lines->front().is_array() ? 0 : 1);
    const auto add = [&](const toml::node& number) {
        if (!number.is_number()) {
            fail(number, fmt::format("a number in {}", key), kind_of(number));
        }
        rows.back().push_back(number.value<double>().value_or(0));
    };
    for (const toml::node& line : *lines) {
        if (!lines->front().is_array()) {
            add(line);
            continue;
        }
        rows.emplace_back();
        if (const toml::array* const numbers = line.as_array()) {
            std::for_each(numbers->begin(), numbers->end(), add);
        }
        if (rows.back().size() != rows.front().size() || rows.back().empty()) {
            fail(line, fmt::format("{} numbers in each row of {}", rows.front().size(), key),
                 std::to_string(rows.back().size()));
        }
    }
    return rows;
}

std::vector<const toml::table*> TomlReader::tables(std::string_view key) {
    const toml::node* const node = table_.get(key);
    if (node == nullptr) {
        return {};
    }
    std::vector<const toml::table*> list;
    if (const toml::array* const entries = node->as_array()) {
        for (const toml::node& entry : *entries) {
            list.push_back(entry.as_table());
        }
    }
    if (list.empty() || std::find(list.begin(), list.end(), nullptr) != list.end()) {
        fail(*node, fmt::format("[[{}]]", key), kind_of(*node));
        return {};
    }
    return list;
}

const toml::table* TomlReader::table(std::string_view key) {
    const toml::node* const node = table_.get(key);
    if (node != nullptr && !node->is_table()) {
        fail(*node, fmt::format("[{}]", key), kind_of(*node));
    }
    return node == nullptr ? nullptr : node->as_table();
}

void TomlReader::allow_only(std::initializer_list<std::string_view> keys) {
    for (const auto& [key, node] : table_) {
        if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
            fail(node, fmt::format("one of {}", fmt::join(keys, ", ")),
                 fmt::format("\"{}\"", key.str()));
        }
    }
}

}  // namespace layerwise
