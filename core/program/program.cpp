#include "core/program/program.h"

#include <fmt/format.h>

#include "core/program/given.h"

namespace layerwise {
namespace {

std::string first_line(const PassSource& source, Convention convention) {
    return fmt::format("layerwise-pass 1 {} {} {} {}", source.example, source.image, source.batch,
                       name(convention));
}

std::string head(const Trace& trace, Language language, Convention convention,
                 const PassSource& source) {
    const std::string_view mark = language == Language::Eigen ? "//" : "#";
    const std::string run =
        language == Language::Eigen
            ? "c++ -std=c++20 -I/usr/include/eigen3 pass.cpp -o pass && ./pass > pass.txt"
            : "python3 pass.py > pass.txt";
    return fmt::format(
        "{0} One pass of {1}, {2}, with {3} ({5} convention): forward, loss, backward, update.\n"
        "{0} Run:     {4}\n"
        "{0} Compare: layerwise check pass.txt\n",
        mark, source.example, fmt::join(trace.sizes, " → "), name(language), run, name(convention));
}

// "# 2. z1 = W1 x + b1    (2,) + (2,) → (2,)", the line itself, and its print.
std::string step_lines(const Trace& trace, int step, Language language, Convention convention) {
    const bool eigen = language == Language::Eigen;
    const std::string_view indent = eigen ? "    " : "", mark = eigen ? "//" : "#";
    const CodeLine line = code(trace, step, language, convention);
    const std::string& result = trace.result(trace.steps[static_cast<std::size_t>(step)]).name;
    return fmt::format("\n{0}{1} {2}. {3}:  {4}\n{0}{5}\n{0}show(\"{6}\", {6}){7}\n", indent, mark,
                       step + 1, title(trace, step), line.shapes, line.code, result,
                       eigen ? ";" : "");
}

}  // namespace

std::string program(const Trace& trace, Language language, Convention convention,
                    const PassSource& source) {
    const bool eigen = language == Language::Eigen;
    std::string text = head(trace, language, convention, source);
    if (eigen) {
        text += "#include <cstdio>\n#include <cstring>\n#include <string>\n#include <vector>\n";
    }
    text += preamble(language);
    text += program_helpers(language);
    for (const Tensor& tensor : trace.tensors) {
        if (is_given(tensor)) {
            text += given_statement(trace, tensor, language, convention);
        }
    }
    const std::string first = first_line(source, convention);
    text += eigen ? fmt::format("const double lr = {};\n\nint main() {{\n    std::puts(\"{}\");\n",
                                trace.learning_rate, first)
                  : fmt::format("lr = {}\n\nprint(\"{}\")\n", trace.learning_rate, first);
    for (int step = 0; step < static_cast<int>(trace.steps.size()); ++step) {
        text += step_lines(trace, step, language, convention);
    }
    return text + (eigen ? "}\n" : "");
}

std::string_view program_extension(Language language) {
    return language == Language::Eigen ? ".cpp" : ".py";
}

}  // namespace layerwise
