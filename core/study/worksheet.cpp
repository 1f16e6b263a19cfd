#include "core/study/worksheet.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/export/escape.h"
#include "core/network/numpy_random.h"
#include "core/study/formula_html.h"
#include "core/study/page.h"
#include "core/trace/element.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

// What fits on paper; of larger tensors the first rows and columns are shown.
constexpr Index kMostRows = 8, kMostCols = 8;

bool is_whole(const Tensor& tensor) {
    return tensor.value.rows() <= kMostRows && tensor.value.cols() <= kMostRows;
}

bool can_be_worked_out(const Trace& trace, const Step& step) {
    return is_whole(trace.result(step)) &&
           std::all_of(step.operands.begin(), step.operands.end(), [&](int operand) {
               return is_whole(trace.tensors[static_cast<std::size_t>(operand)]);
           });
}

class Sheet {
public:
    Sheet(const Trace& trace, const WorksheetOptions& options, const Catalogue& catalogue)
        : trace_(trace),
          options_(options),
          catalogue_(catalogue),
          blanks_(blanks(trace, options)) {}

    std::string body(const std::string& title) {
        std::string html =
            fmt::format("<h1>{}: {}</h1>\n<p class=\"goal\">{}</p>\n", word("page.worksheet"),
                        html_text(title), word("page.worksheet-help"));
        for (int tensor = 0; tensor < static_cast<int>(trace_.tensors.size()); ++tensor) {
            const Symbol symbol = trace_.tensors[static_cast<std::size_t>(tensor)].symbol;
            if (symbol == Symbol::X || symbol == Symbol::Y || symbol == Symbol::W ||
                symbol == Symbol::B) {
                html += fmt::format("<div class=\"blank-step\">{}</div>\n", table(tensor, -1));
            }
        }
        for (int step = 0; step < static_cast<int>(trace_.steps.size()); ++step) {
            const Step& s = trace_.steps[static_cast<std::size_t>(step)];
            html += fmt::format("<div class=\"blank-step\"><h2>{}. {}</h2>{}{}</div>\n", step + 1,
                                word(operation_key(s.operation)),
                                formula_html(formula(trace_, step, options_.convention)),
                                table(s.result, step));
        }
        return html + answers();
    }

private:
    std::string word(std::string_view key) const { return html_text(tr(catalogue_, key)); }

    // The number of the blank there, from 1, or 0.
    std::size_t blank_at(int step, Index row, Index col) const {
        const auto found = std::find_if(blanks_.begin(), blanks_.end(), [&](const Blank& blank) {
            return blank.step == step && blank.row == row && blank.col == col;
        });
        return found == blanks_.end() ? 0 : static_cast<std::size_t>(found - blanks_.begin()) + 1;
    }

    std::string table(int index, int step) const {
        const Tensor& tensor = trace_.tensors[static_cast<std::size_t>(index)];
        const Matrix<double> values = written(tensor, options_.convention);
        const Index rows = std::min(values.rows(), kMostRows);
        const Index cols = std::min(values.cols(), kMostCols);
        std::string html = fmt::format(
            "<div class=\"m\">{} <span class=\"muted\">{}{}</span></div>"
            "<table class=\"sheet m\">\n",
            html_text(tensor.name), text(shape(tensor, trace_.samples, options_.convention)),
            rows < values.rows() || cols < values.cols()
                ? ", " + html_text(
                             tr(catalogue_, "page.corner",
                                {{"rows", std::to_string(rows)}, {"cols", std::to_string(cols)}}))
                : "");
        for (Index i = 0; i < rows; ++i) {
            html += "<tr>";
            for (Index j = 0; j < cols; ++j) {
                const std::size_t blank = blank_at(step, i, j);
                html +=
                    blank == 0
                        ? fmt::format("<td>{}</td>", number_text(values(i, j), options_.decimals))
                        : fmt::format("<td class=\"blank\">{}</td>",
                                      html_text(tr(catalogue_, "page.blank",
                                                   {{"number", std::to_string(blank)}})));
            }
            html += "</tr>\n";
        }
        return html + "</table>";
    }

    std::string answers() const {
        std::string html = fmt::format("<div class=\"answers\"><h2>{}</h2>\n<ol class=\"m\">\n",
                                       word("page.answers"));
        for (const Blank& blank : blanks_) {
            html += fmt::format("<li>{}</li>\n", number_text(blank.answer, options_.decimals));
        }
        return html + "</ol></div>\n";
    }

    const Trace& trace_;
    const WorksheetOptions& options_;
    const Catalogue& catalogue_;
    std::vector<Blank> blanks_;
};

}  // namespace

std::vector<Blank> blanks(const Trace& trace, const WorksheetOptions& options) {
    NumpyRandom random(options.seed);
    std::vector<Blank> list;
    for (int step = 0; step < static_cast<int>(trace.steps.size()); ++step) {
        const Step& s = trace.steps[static_cast<std::size_t>(step)];
        if (!can_be_worked_out(trace, s)) {
            continue;
        }
        const Matrix<double> values = written(trace.result(s), options.convention);
        for (Index i = 0; i < values.rows(); ++i) {
            for (Index j = 0; j < values.cols(); ++j) {
                if (random.rand() < options.density) {
                    list.push_back({step, i, j, values(i, j)});
                }
            }
        }
    }
    return list;
}

std::string worksheet_html(const Trace& trace, const std::string& title,
                           const WorksheetOptions& options, const Catalogue& catalogue) {
    return page_html(catalogue, std::string(tr(catalogue, "page.worksheet")) + ": " + title,
                     Sheet(trace, options, catalogue).body(title));
}

}  // namespace layerwise
