#include "core/export/escape.h"

#include <array>
#include <cassert>
#include <cmath>
#include <utility>

#include <fmt/core.h>

namespace layerwise {
namespace {

using Replacement = std::pair<std::string_view, std::string_view>;

// The text with each occurrence of a key replaced; the result is not scanned again.
template <std::size_t N>
std::string replaced(std::string_view text, const std::array<Replacement, N>& table) {
    std::string result;
    while (!text.empty()) {
        std::size_t taken = 0;
        for (const auto& [from, to] : table) {
            if (text.substr(0, from.size()) == from) {
                result += to;
                taken = from.size();
                break;
            }
        }
        if (taken == 0) {
            result += text.front();
            taken = 1;
        }
        text.remove_prefix(taken);
    }
    return result;
}

constexpr std::array<Replacement, 5> kHtml{
    {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}}};

constexpr std::array<Replacement, 24> kTex{{
    {"\\", "\\textbackslash{}"},
    {"{", "\\{"},
    {"}", "\\}"},
    {"$", "\\$"},
    {"&", "\\&"},
    {"#", "\\#"},
    {"%", "\\%"},
    {"_", "\\_"},
    {"^", "\\textasciicircum{}"},
    {"~", "\\textasciitilde{}"},
    {"<", "\\textless{}"},
    {">", "\\textgreater{}"},
    {"|", "\\textbar{}"},
    {"η", "$\\eta$"},
    {"δ", "$\\delta$"},
    {"Σ", "$\\Sigma$"},
    {"∂", "$\\partial$"},
    {"×", "$\\times$"},
    {"·", "$\\cdot$"},
    {"⊙", "$\\odot$"},
    {"−", "$-$"},
    {"→", "$\\to$"},
    {"′", "$'$"},
    {"ᵀ", "$^\\top$"},
}};

}  // namespace

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    constexpr std::array<Replacement, 1> kQuote{{{"\"", "\"\""}}};
    return '"' + replaced(text, kQuote) + '"';
}

std::string html_text(std::string_view text) {
    return replaced(text, kHtml);
}

std::string markdown_code(std::string_view text) {
    assert(text.find('`') == std::string_view::npos);
    constexpr std::array<Replacement, 1> kPipe{{{"|", "\\|"}}};
    return '`' + replaced(text, kPipe) + '`';
}

std::string tex_text(std::string_view text) {
    return replaced(text, kTex);
}

std::string grouped(double whole) {
    assert(whole >= 0 && whole == std::floor(whole));
    std::string digits = fmt::format("{:.0f}", whole);
    for (std::size_t end = digits.size(); end > 3; end -= 3) {
        digits.insert(end - 3, 1, ',');
    }
    return digits;
}

std::string readable(double value) {
    constexpr std::array<Replacement, 1> kMinus{{{"-", "−"}}};
    return replaced(fmt::format("{:.4g}", value + 0.0), kMinus);  // −0 + 0 is 0
}

}  // namespace layerwise
