#include "core/lessons/quantity.h"

#include <cctype>
#include <charconv>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/lessons/quantity_arithmetic.h"
#include "core/lessons/quantity_functions.h"

namespace layerwise {
namespace {

using Values = Matrix<double>;
using Outcome = Result<Values>;

// Reads and computes in one go, from left to right; the first error ends it.
class Reader {
public:
    Reader(const Trace& trace, std::string_view text) : trace_(trace), text_(text) {}

    Outcome all() {
        Outcome value = comparison();
        if (value && (skip(), at_ < text_.size())) {
            return problem("an operator or the end", rest());
        }
        return value;
    }

private:
    void skip() {
        while (at_ < text_.size() && text_[at_] == ' ') {
            ++at_;
        }
    }
    std::string rest() const {
        return at_ < text_.size() ? fmt::format("\"{}\"", text_.substr(at_)) : "the end";
    }
    Error problem(std::string_view expected, std::string_view found) const {
        return Error{fmt::format("\"{}\", character {}: expected {}, found {}", text_, at_ + 1,
                                 expected, found)};
    }
    // The outcome of arithmetic, an error with its place.
    Outcome placed(Outcome outcome) const {
        return outcome ? std::move(outcome)
                       : Outcome(Error{fmt::format("\"{}\", character {}: {}", text_, at_ + 1,
                                                   outcome.error().message)});
    }
    bool take(std::string_view sign) {
        skip();
        if (text_.substr(at_, sign.size()) != sign) {
            return false;
        }
        at_ += sign.size();
        return true;
    }

    Outcome comparison() {
        Outcome left = sum();
        if (!left) {
            return left;
        }
        for (const std::string_view sign : {"==", "!=", "<=", ">=", "<", ">"}) {
            if (!take(sign)) {
                continue;
            }
            Outcome right = sum();
            if (!right) {
                return right;
            }
            return placed(compared(*left, sign, *right));
        }
        return left;
    }

    Outcome sum() {
        Outcome value = product();
        while (value) {
            const double sign = take("+") ? 1 : take("-") ? -1 : 0;
            if (sign == 0) {
                break;
            }
            const Outcome right = product();
            value = right ? placed(added(*value, *right, sign)) : right;
        }
        return value;
    }

    Outcome product() {
        Outcome value = factor();
        while (value) {
            const bool hadamard = take(".*"), times = !hadamard && take("*"),
                       divide = !hadamard && !times && take("/");
            if (!hadamard && !times && !divide) {
                break;
            }
            const Outcome right = factor();
            value = !right  ? right
                    : times ? placed(multiplied(*value, *right))
                            : placed(elementwise(*value, *right, divide));
        }
        return value;
    }

    Outcome factor() {
        if (take("-")) {
            Outcome value = factor();
            return value ? Outcome(Values(-*value)) : value;
        }
        Outcome value = atom();
        while (value) {
            if (take("'")) {
                value = Values(value->transpose());
            } else if (take("[")) {
                value = element(*value);
            } else {
                break;
            }
        }
        return value;
    }

    // An index from 1, or 0 for ":".
    Result<Index> index(Index size) {
        if (take(":")) {
            return Index{0};
        }
        skip();
        Index value = 0;
        const char* const begin = text_.data() + at_;
        const auto [stop, code] = std::from_chars(begin, text_.data() + text_.size(), value);
        if (code != std::errc() || value < 1 || value > size) {
            return problem(fmt::format("an index from 1 to {}", size), rest());
        }
        at_ += static_cast<std::size_t>(stop - begin);
        return value;
    }

    Outcome element(const Values& of) {
        const bool flat = of.cols() == 1 || of.rows() == 1;
        const std::size_t close = text_.find(']', at_);
        const bool two = text_.substr(at_, close - at_).find(',') != std::string_view::npos;
        const Result<Index> row = index(two || !flat ? of.rows() : of.size());
        if (!row) {
            return row.error();
        }
        Index i = *row, j = 1;
        if (two && take(",")) {
            const Result<Index> col = index(of.cols());
            if (!col) {
                return col.error();
            }
            j = *col;
        } else if (!flat) {
            return problem("a row and a column, as in [1,2]", rest());
        } else if (of.rows() == 1) {
            std::swap(i, j);
        }
        if (!take("]")) {
            return problem("]", rest());
        }
        return Values(of.block(i == 0 ? 0 : i - 1, j == 0 ? 0 : j - 1, i == 0 ? of.rows() : 1,
                               j == 0 ? of.cols() : 1));
    }

    Outcome atom() {
        if (take("(")) {
            Outcome value = comparison();
            return !value || take(")") ? value : problem(")", rest());
        }
        skip();
        const char first = at_ < text_.size() ? text_[at_] : '\0';
        if (std::isdigit(static_cast<unsigned char>(first)) != 0) {
            double value = 0;
            const char* const begin = text_.data() + at_;
            const char* const stop = std::from_chars(begin, text_.data() + text_.size(), value).ptr;
            at_ += static_cast<std::size_t>(stop - begin);
            return Values(Values::Constant(1, 1, value));
        }
        std::size_t end = at_;
        while (end < text_.size() &&
               (std::isalnum(static_cast<unsigned char>(text_[end])) != 0 || text_[end] == '_')) {
            ++end;
        }
        const std::string_view word = text_.substr(at_, end - at_);
        if (word.empty()) {
            return problem("a name or a number", rest());
        }
        if (text_.substr(end, 1) == "(") {
            at_ = end + 1;
            return call(word);
        }
        Outcome value = named(word);
        at_ = value ? end : at_;
        return value;
    }

    Outcome named(std::string_view word) const {
        if (const int tensor = tensor_named(trace_, word); tensor >= 0) {
            return trace_.tensors[static_cast<std::size_t>(tensor)].value;
        }
        if (word == "eta" || word == "N" || word == "pi") {
            return Values(Values::Constant(1, 1,
                                           word == "eta" ? trace_.learning_rate
                                           : word == "N" ? static_cast<double>(trace_.samples)
                                                         : std::numbers::pi));
        }
        return problem(fmt::format("a name of this pass, of {} layers", trace_.layers()),
                       fmt::format("\"{}\"", word));
    }

    Outcome call(std::string_view function) {
        std::vector<Values> arguments;
        do {
            Outcome argument = comparison();
            if (!argument) {
                return argument;
            }
            arguments.push_back(std::move(*argument));
        } while (take(","));
        if (!take(")")) {
            return problem(")", rest());
        }
        Outcome value = call_quantity(trace_, function, arguments);
        return value ? value
                     : Outcome(Error{fmt::format("\"{}\": {}", text_, value.error().message)});
    }

    const Trace& trace_;
    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

Result<Matrix<double>> evaluate(const Trace& trace, std::string_view text) {
    return Reader(trace, text).all();
}

}  // namespace layerwise
