#include "core/data/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/base/file.h"

namespace layerwise {
namespace {

// A line of the table (a quoted value may span several of the file's).
struct Row {
    int line = 0;  // from 1
    std::vector<std::string> values;
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    const std::size_t first = text.find_first_not_of(kBlank);
    const std::size_t last = text.find_last_not_of(kBlank);
    return first == std::string_view::npos ? "" : text.substr(first, last - first + 1);
}

// Takes one row off the front of `rest`. Errors: a quote that is never closed.
Result<Row> take_row(std::string_view& rest, int& line) {
    Row row{line, {""}};
    bool quoted = false;
    std::size_t k = 0;
    for (; k < rest.size() && (quoted || rest[k] != '\n'); ++k) {
        const char c = rest[k];
        line += c == '\n' ? 1 : 0;
        if (c == '"') {
            if (quoted && k + 1 < rest.size() && rest[k + 1] == '"') {
                row.values.back() += '"';
                ++k;
            } else {
                quoted = !quoted;
            }
        } else if (c == ',' && !quoted) {
            row.values.emplace_back();
        } else {
            row.values.back() += c;
        }
    }
    if (quoted) {
        return Error{fmt::format("line {}: expected a closing quote, found the end", row.line)};
    }
    rest.remove_prefix(std::min(k + 1, rest.size()));
    ++line;
    for (std::string& value : row.values) {
        value = trimmed(value);
    }
    return row;
}

bool is_blank(const Row& row) {
    return row.values.size() == 1 && row.values.front().empty();
}

Result<std::vector<Row>> rows_of(std::string_view bytes) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (bytes.starts_with(kByteOrderMark)) {
        bytes.remove_prefix(kByteOrderMark.size());
    }
    std::vector<Row> rows;
    for (int line = 1; !bytes.empty();) {
        Result<Row> row = take_row(bytes, line);
        if (!row) {
            return row.error();
        }
        if (!is_blank(*row)) {
            rows.push_back(*std::move(row));
        }
    }
    return rows;
}

std::optional<double> number_in(std::string_view text) {
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, value);
    const bool good = code == std::errc() && stop == end && std::isfinite(value);
    return good ? std::optional(value) : std::nullopt;
}

// Which column holds the label, with the header checked.
Result<std::size_t> label_column(const Row& header, const std::string& label) {
    const std::set<std::string> names(header.values.begin(), header.values.end());
    if (names.size() < header.values.size() || names.contains("")) {
        return Error{
            "line 1: expected a name of its own for every column, found one twice or empty"};
    }
    if (header.values.size() < 2) {
        return Error{"line 1: expected two columns or more, found 1"};
    }
    if (label.empty()) {
        return header.values.size() - 1;
    }
    const auto found = std::ranges::find(header.values, label);
    if (found == header.values.end()) {
        return Error{fmt::format("line 1: expected a column \"{}\", found {}", label,
                                 fmt::join(header.values, ", "))};
    }
    return static_cast<std::size_t>(found - header.values.begin());
}

// Numbers by size, before texts.
std::vector<std::string> classes_of(const std::set<std::string>& labels) {
    std::vector<std::string> classes(labels.begin(), labels.end());
    std::ranges::stable_sort(classes, [](const std::string& one, const std::string& other) {
        const auto a = number_in(one), b = number_in(other);
        return a && b ? *a < *b : a.has_value() && !b.has_value();
    });
    return classes;
}

Result<Samples> read_rows(const std::vector<Row>& rows, std::size_t label,
                          std::vector<std::string>& classes) {
    const Row& header = rows.front();
    const auto inputs = static_cast<Index>(header.values.size()) - 1;
    const auto count = static_cast<Index>(rows.size()) - 1;
    Samples all{Matrix<double>(inputs, count), {}};
    std::set<std::string> labels;
    for (Index n = 0; n < count; ++n) {
        const Row& row = rows[static_cast<std::size_t>(n) + 1];
        if (row.values.size() != header.values.size()) {
            return Error{fmt::format("line {}: expected {} values as in the header, found {}",
                                     row.line, header.values.size(), row.values.size())};
        }
        Index j = 0;
        for (std::size_t c = 0; c < row.values.size(); ++c) {
            const std::string& text = row.values[c];
            const std::optional<double> value = number_in(text);
            if (c == label ? text.empty() : !value.has_value()) {
                return Error{fmt::format(R"(line {}, column "{}": expected {}, found "{}")",
                                         row.line, header.values[c],
                                         c == label ? "a label" : "a number", text)};
            }
            if (c != label) {
                all.X(j++, n) = *value;
            }
        }
        labels.insert(row.values[label]);
    }
    if (labels.size() < 2 || labels.size() > kMostClasses) {
        return Error{fmt::format("column \"{}\": expected 2 to {} classes, found {}",
                                 header.values[label], kMostClasses, labels.size())};
    }
    classes = classes_of(labels);
    all.Y = Matrix<double>::Zero(static_cast<Index>(classes.size()), count);
    for (Index n = 0; n < count; ++n) {
        const std::string& text = rows[static_cast<std::size_t>(n) + 1].values[label];
        all.Y(std::ranges::find(classes, text) - classes.begin(), n) = 1;
    }
    return all;
}

// By the training rows alone: the test rows are as unknown as any later ones.
void standardize(CsvSamples& table) {
    const Matrix<double>& X = table.samples.train.X;
    table.mean = X.rowwise().mean();
    table.deviation = (X.colwise() - table.mean).array().square().rowwise().mean().sqrt();
    table.deviation = (table.deviation.array() > 0).select(table.deviation, 1.0);
    for (Samples* part : {&table.samples.train, &table.samples.test}) {
        part->X = ((part->X.colwise() - table.mean).array().colwise() / table.deviation.array());
    }
}

}  // namespace

Result<CsvSamples> load_csv(const std::filesystem::path& path, const CsvOptions& options) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) {
        return bytes.error();
    }
    return decode_csv(*bytes, options, path.string());
}

Result<CsvSamples> decode_csv(std::string_view bytes, const CsvOptions& options,
                              const std::string& where) {
    const auto failed = [&](const Error& error) {
        return Error{fmt::format("{}: {}", where, error.message)};
    };
    const Result<std::vector<Row>> rows = rows_of(bytes);
    if (!rows) {
        return failed(rows.error());
    }
    if (rows->size() < 3) {
        return failed(
            {fmt::format("expected a header and two rows or more, found {} lines", rows->size())});
    }
    const Result<std::size_t> label = label_column(rows->front(), options.label);
    if (!label) {
        return failed(label.error());
    }
    CsvSamples table;
    const Result<Samples> all = read_rows(*rows, *label, table.samples.classes);
    if (!all) {
        return failed(all.error());
    }
    table.samples.inputs = rows->front().values;
    table.label = table.samples.inputs[*label];
    table.samples.inputs.erase(table.samples.inputs.begin() + static_cast<Index>(*label));
    split(*all, options.test_share, options.seed, table.samples);
    standardize(table);
    return table;
}

}  // namespace layerwise
