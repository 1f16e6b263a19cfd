// TOML files as tables, with errors that say file and line.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

#include <toml++/toml.h>

#include "core/base/result.h"

namespace layerwise {

// The file as a table. Errors: it cannot be read, or is no TOML, with the line where it stops
// being one.
Result<toml::table> read_toml(const std::filesystem::path& path);

// "file:12: expected …, found …".
Error toml_error(const std::string& file, const toml::node& where, std::string_view expected,
                 std::string_view found);

// Reads the members of one table and keeps the first thing that is wrong with it.
class TomlReader {
public:
    TomlReader(std::string file, const toml::table& table)
        : file_(std::move(file)), table_(table) {}

    // The member's text, or "" where there is none. Errors: it is no text.
    std::string text(std::string_view key);
    // The same, of a member that must be there and not be empty.
    std::string required_text(std::string_view key);
    double number(std::string_view key, double otherwise);
    // A list of texts; one text alone is a list of one.
    std::vector<std::string> texts(std::string_view key);
    // A list of lists of numbers, all of one length; a flat list is one row.
    std::vector<std::vector<double>> rows(std::string_view key);
    // The tables of [[key]], none where there are none.
    std::vector<const toml::table*> tables(std::string_view key);
    // The table [key], or nullptr.
    const toml::table* table(std::string_view key);

    bool has(std::string_view key) const { return table_.contains(key); }
    // Errors: a member that is not among these.
    void allow_only(std::initializer_list<std::string_view> keys);
    void fail(const toml::node& where, std::string_view expected, std::string_view found);
    // At the member, or at the table where it has none of that name.
    void fail(std::string_view key, std::string_view expected, std::string_view found);

    // Good so far, or the first error.
    const Status& status() const { return status_; }
    int line() const { return static_cast<int>(table_.source().begin.line); }

private:
    std::string file_;
    const toml::table& table_;
    Status status_ = Done{};
};

}  // namespace layerwise
