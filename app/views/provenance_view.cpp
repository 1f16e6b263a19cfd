#include "app/views/provenance_view.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core/trace/element.h"

namespace layerwise {
namespace {

const Tensor& tensor_of(const Trace& trace, const Place& place) {
    return trace.tensors[static_cast<std::size_t>(place.tensor)];
}

// "1 contribution", "784 contributions".
std::string counted(std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string sentence_of(const Trace& trace, const Place& place, const Origin& origin) {
    if (origin.step < 0) {
        const Symbol symbol = tensor_of(trace, place).symbol;
        return symbol == Symbol::X   ? "A number of the input: nothing made it, it was seen"
               : symbol == Symbol::Y ? "A number of the target: given"
                                     : "A number that training found: given in this pass";
    }
    const std::size_t count = origin.contributions.size();
    switch (trace.steps[static_cast<std::size_t>(origin.step)].operation) {
        case Operation::WeightedSum:
            return fmt::format("The sum of {}: weight times input", counted(count, "product"));
        case Operation::AddBias:
            return "A row's sum of products, and its bias";
        case Operation::Activate:
            return count == 1 ? "f of its own z" : "Softmax of every z: shares are ∂a/∂z";
        case Operation::Loss:
            return "Made from every output and its target";
        case Operation::LossGradient:
            return "The loss's slope at one output, beside its target";
        case Operation::LocalSlope:
            return "The slope of f at this z";
        case Operation::GradientZ:
            return count == 1 ? "The gradient of a, times the slope of f"
                              : "The gradients of every a, times softmax's slopes";
        case Operation::GradientW:
            return "The gradient of z, times the input of this weight";
        case Operation::GradientB:
            return "The gradient of z: a bias goes straight into it";
        case Operation::GradientX:
            return fmt::format("{}: each weight times the gradient it leads to",
                               counted(count, "way"));
        case Operation::UpdateW:
        case Operation::UpdateB:
            break;
    }
    return "The old number, and a step against its gradient";
}

// Of a picture's network: which pixel, which class.
std::string meaning_of(const Session& session, const Place& place) {
    const Trace& trace = *session.trace;
    const Tensor& tensor = tensor_of(trace, place);
    if (session.example.images == nullptr) {
        return {};
    }
    const Index cols = session.example.images->cols;
    if (tensor.symbol == Symbol::X || (tensor.symbol == Symbol::GradX && tensor.layer == 1)) {
        return fmt::format(" · the pixel in row {}, column {}", place.row / cols + 1,
                           place.row % cols + 1);
    }
    const bool is_output = tensor.layer == trace.layers() && tensor.symbol != Symbol::GradX;
    if ((is_output || tensor.symbol == Symbol::Y) && tensor.layout == Layout::Samples) {
        return fmt::format(" · class {}", place.row);
    }
    return {};
}

// As many decimals as give the smallest of the numbers three digits.
int decimals_of(const Trace& trace, const Place& place, const Origin& origin) {
    constexpr int kLeast = 3, kMost = 9;
    double smallest = std::abs(value_at(trace, place));
    for (const Contribution& one : origin.contributions) {
        const double size = std::abs(value_at(trace, one.cell));
        if (size > 0 && (smallest == 0 || size < smallest)) {
            smallest = size;
        }
    }
    if (smallest == 0) {
        return kLeast;
    }
    return std::clamp(2 + static_cast<int>(std::ceil(-std::log10(smallest))), kLeast, kMost);
}

// The arithmetic in numbers; empty for what is given, and for long sums: those are the list.
std::string worked_out(const Trace& trace, const Place& place, const Origin& origin,
                       Convention convention) {
    if (origin.step < 0) {
        return {};
    }
    const int decimals = decimals_of(trace, place, origin);
    const Step& step = trace.steps[static_cast<std::size_t>(origin.step)];
    if (step.operation == Operation::AddBias) {
        // Of two numbers, not of every product again.
        const double sum = trace.operand(step, 0).value(place.row, place.col);
        const double bias = trace.operand(step, 1).value(place.row, 0);
        return fmt::format("{} {} {} = {}", number_text(sum, decimals), bias < 0 ? "−" : "+",
                           number_text(std::abs(bias), decimals),
                           number_text(value_at(trace, place), decimals));
    }
    constexpr std::size_t kTerms = 4;
    if (origin.contributions.size() > kTerms) {
        return {};
    }
    return numbers_text(trace, origin.step, element(trace, origin.step, place.row, place.col),
                        kTerms, decimals, convention);
}

// Against the strongest row of the same step: another step's numbers are other quantities.
void set_strengths(std::vector<ProvenanceRow>& rows) {
    std::map<int, double> largest;
    for (const ProvenanceRow& row : rows) {
        largest[row.step] = std::max(largest[row.step], std::abs(row.strength));
    }
    for (ProvenanceRow& row : rows) {
        row.strength = largest[row.step] > 0 ? row.strength / largest[row.step] : 0;
    }
}

std::string name_of_step(const Trace& trace, int step) {
    return std::string(name(trace.steps[static_cast<std::size_t>(step)].operation));
}

}  // namespace

std::string value_text(double value) {
    const double size = std::abs(value);
    constexpr double kTiny = 1e-4, kSmall = 0.1, kMiddle = 100;
    if (size == 0) {
        return "0";
    }
    if (size < kTiny) {
        return (value < 0 ? "−" : "") + fmt::format("{:.1e}", size);
    }
    if (size < kSmall) {
        return number_text(value, 2 + static_cast<int>(std::ceil(-std::log10(size))));
    }
    return number_text(value, size < 10 ? 3 : (size < kMiddle ? 2 : 1));
}

ProvenanceView provenance_view(const Session& session, const Place& place, std::size_t rows) {
    const Trace& trace = *session.trace;
    const Convention convention = session.convention;
    ProvenanceView view;
    view.place = place;
    view.symbol = cell_formula(trace, place, convention);
    view.value = value_text(value_at(trace, place));
    const Origin origin = made_from(trace, place);
    view.sentence = sentence_of(trace, place, origin) + meaning_of(session, place);
    view.numbers = worked_out(trace, place, origin, convention);
    view.from_count = origin.contributions.size();
    for (const Contribution& one : origin.contributions) {
        if (view.from.size() == rows) {
            break;
        }
        ProvenanceRow row;
        row.place = one.cell;
        row.name = cell_text(trace, one.cell, convention);
        row.detail = value_text(value_at(trace, one.cell));
        if (one.with.tensor >= 0) {
            row.name = cell_text(trace, one.with, convention) + " · " + row.name;
            row.detail = value_text(value_at(trace, one.with)) + " · " + row.detail;
        }
        row.value = value_text(one.share);
        row.strength = one.share;
        view.from.push_back(std::move(row));
    }
    set_strengths(view.from);

    const std::vector<Use> uses = feeds(trace, place);
    view.feeds_count = uses.size();
    // Before the loss a cell pulls on it; a gradient has its share in what it makes.
    const auto pulls = [&](const Use& use) {
        const Phase phase = trace.steps[static_cast<std::size_t>(use.step)].phase;
        return phase == Phase::Forward || phase == Phase::Loss;
    };
    const bool some_pull = std::ranges::any_of(uses, pulls);
    const bool all_pull = std::ranges::all_of(uses, pulls);
    view.feeds_measure = all_pull    ? "its pull on L"
                         : some_pull ? "its pull on L, or its share"
                                     : "its share";
    // Of every step its strongest cells, as evenly as there is room.
    std::vector<std::size_t> picked;
    for (std::size_t rank = 0; picked.size() < std::min(rows, uses.size()); ++rank) {
        std::size_t in_step = 0;
        for (std::size_t k = 0; k < uses.size() && picked.size() < rows; ++k) {
            in_step = k > 0 && uses[k].step == uses[k - 1].step ? in_step + 1 : 0;
            if (in_step == rank) {
                picked.push_back(k);
            }
        }
    }
    std::ranges::sort(picked);
    for (const std::size_t k : picked) {
        ProvenanceRow row;
        row.place = uses[k].result;
        row.name = cell_text(trace, uses[k].result, convention);
        row.detail = name_of_step(trace, uses[k].step);
        row.step = uses[k].step;
        row.strength = pulls(uses[k]) ? uses[k].pull : uses[k].share;
        row.value = value_text(row.strength);
        view.feeds.push_back(std::move(row));
    }
    set_strengths(view.feeds);
    return view;
}

}  // namespace layerwise
