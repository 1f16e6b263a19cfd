// Reads what a program printed, and finds where it parts from the pass.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/program/given.h"
#include "core/program/program.h"

namespace layerwise {
namespace {

// The words of one line, taken from the front.
class Words {
public:
    explicit Words(std::string_view line) : rest_(line) {}

    std::string_view next() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \r"), rest_.size()));
        const std::size_t end = std::min(rest_.find_first_of(" \r"), rest_.size());
        const std::string_view word = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return word;
    }

    template <class T>
    bool next_number(T& value) {
        const std::string_view word = next();
        const char* const end = word.data() + word.size();
        const auto [stop, code] = std::from_chars(word.data(), end, value);
        return code == std::errc() && stop == end && !word.empty();
    }

private:
    std::string_view rest_;
};

bool read_first(std::string_view line, PassOutput& output) {
    Words words(line);
    int version = 0;
    const bool ours = words.next() == "layerwise-pass" && words.next_number(version);
    output.source.example = words.next();
    const bool numbers =
        words.next_number(output.source.image) && words.next_number(output.source.batch);
    const std::optional<Convention> convention = convention_from_name(words.next());
    output.convention = convention.value_or(Convention::Column);
    return ours && version == 1 && numbers && convention;
}

constexpr int kMostAxes = 3;
constexpr Index kMostNumbers = Index{1} << 28;

// What is wrong with the line, or nothing.
std::optional<std::string> read_value(std::string_view line, PrintedValue& value) {
    Words words(line);
    value.name = words.next();
    int axes = 0;
    if (!words.next_number(axes) || axes < 0 || axes > kMostAxes) {
        return "a name and a number of axes up to 3";
    }
    value.sizes.resize(static_cast<std::size_t>(axes));
    Index count = 1;
    for (Index& size : value.sizes) {
        if (!words.next_number(size) || size < 1 || size > kMostNumbers / count) {
            return "sizes from 1";
        }
        count *= size;
    }
    double number = 0;
    while (static_cast<Index>(value.numbers.size()) < count && words.next_number(number)) {
        value.numbers.push_back(number);
    }
    if (static_cast<Index>(value.numbers.size()) < count || !words.next().empty()) {
        return fmt::format("{} numbers of {}", count, value.name);
    }
    return std::nullopt;
}

// The place of number k in an array of these sizes.
std::vector<Index> position(const std::vector<Index>& sizes, std::size_t k) {
    std::vector<Index> place(sizes.size());
    auto rest = static_cast<Index>(k);
    for (std::size_t axis = sizes.size(); axis-- > 0;) {
        place[axis] = rest % sizes[axis];
        rest /= sizes[axis];
    }
    return place;
}

bool differs(double expected, double found) {
    if (std::isnan(expected) || std::isnan(found)) {
        return std::isnan(expected) != std::isnan(found);
    }
    // Written so that infinities agree with themselves only.
    return expected != found &&
           !(std::abs(expected - found) <= kOutputTolerance * (1 + std::abs(expected)));
}

}  // namespace

Result<PassOutput> read_output(std::string_view text, const std::string& where) {
    PassOutput output;
    for (int line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view words = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line == 1) {
            if (!read_first(words, output)) {
                return Error{fmt::format(
                    "{}:1: expected what a copied program prints, \"layerwise-pass 1 …\", found "
                    "\"{}\"",
                    where, words.substr(0, 40))};
            }
            continue;
        }
        if (words.empty()) {
            continue;
        }
        PrintedValue value;
        if (const auto expected = read_value(words, value)) {
            return Error{fmt::format("{}:{}: expected {}, found \"{}\"", where, line, *expected,
                                     words.substr(0, 40))};
        }
        output.values.push_back(std::move(value));
    }
    if (output.source.example.empty()) {
        return Error{
            fmt::format("{}: expected what a copied program prints, found nothing", where)};
    }
    return output;
}

Result<Comparison> compare(const Trace& trace, const PassOutput& output) {
    Comparison comparison;
    for (const Step& step : trace.steps) {
        const Tensor& tensor = trace.result(step);
        const auto printed =
            std::find_if(output.values.begin(), output.values.end(),
                         [&](const PrintedValue& value) { return value.name == tensor.name; });
        if (printed == output.values.end()) {
            comparison.missing.push_back(tensor.name);
            continue;
        }
        const std::vector<double> expected = in_c_order(tensor, output.convention);
        if (printed->numbers.size() != expected.size()) {
            return Error{fmt::format("{}: expected {} numbers, found {}", tensor.name,
                                     expected.size(), printed->numbers.size())};
        }
        comparison.values += 1;
        for (std::size_t k = 0; k < expected.size() && !comparison.first; ++k) {
            comparison.numbers += 1;
            if (differs(expected[k], printed->numbers[k])) {
                comparison.first = {tensor.name, position(printed->sizes, k), expected[k],
                                    printed->numbers[k]};
            }
        }
        if (comparison.first) {
            return comparison;
        }
    }
    for (const PrintedValue& value : output.values) {
        const bool known = std::any_of(trace.steps.begin(), trace.steps.end(), [&](const Step& s) {
            return trace.result(s).name == value.name;
        });
        if (!known) {
            return Error{
                fmt::format("expected values of the pass, found one named \"{}\"", value.name)};
        }
    }
    return comparison;
}

std::string comparison_text(const Comparison& comparison) {
    if (comparison.first) {
        const Difference& first = *comparison.first;
        return fmt::format("{}[{}]: expected {}, found {}; {} numbers before it agree", first.name,
                           fmt::join(first.position, ", "), first.expected, first.found,
                           comparison.numbers - 1);
    }
    std::string text = fmt::format("{} values agree, {} numbers, each within {} of 1 + its size",
                                   comparison.values, comparison.numbers, kOutputTolerance);
    if (!comparison.missing.empty()) {
        text += fmt::format("; not printed: {}", fmt::join(comparison.missing, ", "));
    }
    return text;
}

}  // namespace layerwise
