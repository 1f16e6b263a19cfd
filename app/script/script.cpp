#include "app/script/script.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace layerwise {
namespace {

using Verb = ScriptLine::Verb;

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t\r", at)) != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t\r", at), text.size());
        words.emplace_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

template <class T>
std::optional<T> number(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

std::optional<Point> point(std::string_view text) {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) {
        return std::nullopt;
    }
    const auto x = number<float>(text.substr(0, comma));
    const auto y = number<float>(text.substr(comma + 1));
    if (!x || !y || !std::isfinite(*x) || !std::isfinite(*y)) {
        return std::nullopt;
    }
    return Point{*x, *y};
}

// Parses one line's words into `line`; gives what was expected where they don't fit.
class LineParser {
public:
    LineParser(std::string_view rest, const std::vector<std::string>& words, ScriptLine& line)
        : rest_(rest), words_(words), line_(line) {}

    std::optional<std::string> parse(Verb verb) {
        line_.verb = verb;
        switch (verb) {
            case Verb::Click:
            case Verb::DoubleClick:
            case Verb::RightClick:
            case Verb::Hover:
                return at_control("NAME [X,Y]", 0, 1);
            case Verb::Drag:
                return at_control("NAME X0,Y0 X1,Y1 …", 2, 10000);
            case Verb::Draw:
                return draw();
            case Verb::Scroll:
                return scroll();
            case Verb::Wait:
                return wait();
            case Verb::Resize:
                return resize();
            case Verb::Quit:
                return words_.size() == 1 ? std::nullopt : std::optional<std::string>("nothing");
            case Verb::Key:
                return words_.size() == 2 ? named() : "one key, such as Right or Ctrl+Z";
            case Verb::Type:
            case Verb::Open:
            case Verb::Capture:
            case Verb::State:
            case Verb::WaitIdle:
                break;
        }
        return rest_.empty() ? std::optional<std::string>("a text or a file") : named();
    }

private:
    std::optional<std::string> named() {
        line_.name = rest_;
        return std::nullopt;
    }

    std::optional<std::string> at_control(const char* expected, std::size_t least,
                                          std::size_t most) {
        if (words_.size() < 2 + least || words_.size() > 2 + most) {
            return expected;
        }
        line_.name = words_[1];
        for (std::size_t k = 2; k < words_.size(); ++k) {
            const auto p = point(words_[k]);
            if (!p) {
                return expected;
            }
            line_.points.push_back(*p);
        }
        return std::nullopt;
    }

    std::optional<std::string> draw() {
        line_.strokes.emplace_back();
        for (std::size_t k = 1; k < words_.size(); ++k) {
            if (words_[k] == ";") {
                line_.strokes.emplace_back();
                continue;
            }
            const auto p = point(words_[k]);
            if (!p) {
                return "X,Y X,Y … ; X,Y …";
            }
            line_.strokes.back().push_back(*p);
        }
        const bool empty =
            std::ranges::any_of(line_.strokes, [](const Stroke& s) { return s.empty(); });
        return empty ? std::optional<std::string>("X,Y X,Y … ; X,Y …") : std::nullopt;
    }

    std::optional<std::string> scroll() {
        const auto lines = words_.size() == 3 ? number<int>(words_[2]) : std::nullopt;
        if (!lines) {
            return "NAME LINES";
        }
        line_.name = words_[1];
        line_.frames = *lines;
        return std::nullopt;
    }

    std::optional<std::string> wait() {
        if (words_.size() == 2 && words_[1] == "idle") {
            line_.verb = Verb::WaitIdle;
            return std::nullopt;
        }
        const auto frames = words_.size() == 2 ? number<int>(words_[1]) : std::nullopt;
        if (!frames || *frames < 0) {
            return "a number of frames or idle";
        }
        line_.frames = *frames;
        return std::nullopt;
    }

    std::optional<std::string> resize() {
        const std::string expected = "WxH [SCALE]";
        if (words_.size() < 2 || words_.size() > 3) {
            return expected;
        }
        const std::size_t cross = words_[1].find('x');
        if (cross == std::string::npos) {
            return expected;
        }
        const auto width = number<int>(std::string_view(words_[1]).substr(0, cross));
        const auto height = number<int>(std::string_view(words_[1]).substr(cross + 1));
        const auto scale = words_.size() == 3 ? number<double>(words_[2]) : std::optional(0.0);
        if (!width || !height || !scale || *width < 100 || *height < 100 || *scale < 0 ||
            *scale > 4) {
            return expected;
        }
        line_.width = *width;
        line_.height = *height;
        line_.scale = *scale;
        return std::nullopt;
    }

    std::string_view rest_;
    const std::vector<std::string>& words_;
    ScriptLine& line_;
};

}  // namespace

Result<std::vector<ScriptLine>> parse_script(std::string_view text) {
    static const std::map<std::string, Verb, std::less<>> kVerbs{
        {"click", Verb::Click},
        {"doubleclick", Verb::DoubleClick},
        {"rightclick", Verb::RightClick},
        {"hover", Verb::Hover},
        {"key", Verb::Key},
        {"type", Verb::Type},
        {"drag", Verb::Drag},
        {"draw", Verb::Draw},
        {"scroll", Verb::Scroll},
        {"wait", Verb::Wait},
        {"resize", Verb::Resize},
        {"open", Verb::Open},
        {"capture", Verb::Capture},
        {"state", Verb::State},
        {"quit", Verb::Quit},
    };
    std::vector<ScriptLine> lines;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view row = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        row.remove_prefix(std::min(row.find_first_not_of(" \t\r"), row.size()));
        while (!row.empty() && (row.back() == '\r' || row.back() == ' ' || row.back() == '\t')) {
            row.remove_suffix(1);
        }
        if (row.empty() || row.front() == '#') {
            continue;
        }
        const std::vector<std::string> words = words_of(row);
        const auto verb = kVerbs.find(words.front());
        if (verb == kVerbs.end()) {
            return Error{
                fmt::format("line {}: expected a command such as click or key, found "
                            "\"{}\"",
                            number, words.front())};
        }
        std::string_view rest = row.substr(words.front().size());
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
        ScriptLine line;
        line.number = number;
        if (const auto expected = LineParser(rest, words, line).parse(verb->second)) {
            return Error{fmt::format("line {}: {}: expected {}, found \"{}\"", number,
                                     words.front(), *expected, rest)};
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace layerwise
