#include "core/lessons/puzzle.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

namespace layerwise {
namespace {

const Tensor& tensor_at(const Trace& trace, int index) {
    return trace.tensors[static_cast<std::size_t>(index)];
}

Matrix<double> value_of(const Trace& trace, const PuzzleTile& tile) {
    const Matrix<double>& value = tensor_at(trace, tile.tensor).value;
    return tile.transposed ? Matrix<double>(value.transpose()) : value;
}

std::string shape_text(Index rows, Index cols) {
    return fmt::format("{} × {}", rows, cols);
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : std::string(text) + ' ') {
        if (c != ' ' && c != '*') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

const PuzzleTile* tile_named(const Puzzle& puzzle, const std::string& name) {
    const auto found = std::find_if(puzzle.tiles.begin(), puzzle.tiles.end(),
                                    [&](const PuzzleTile& tile) { return tile.name == name; });
    return found == puzzle.tiles.end() ? nullptr : &*found;
}

Verdict judged_product(const Trace& trace, const Puzzle& puzzle, const PuzzleTile& left,
                       const PuzzleTile& right) {
    const Tensor& goal = tensor_at(trace, puzzle.goal);
    Verdict verdict;
    verdict.facts = {{"left", left.name},
                     {"right", right.name},
                     {"left-shape", shape_text(left.rows, left.cols)},
                     {"right-shape", shape_text(right.rows, right.cols)},
                     {"shape", shape_text(left.rows, right.cols)},
                     {"name", goal.name},
                     {"goal-shape", shape_text(goal.value.rows(), goal.value.cols())}};
    constexpr double kSame = 1e-9;
    if (!conform(left, right)) {
        verdict.slip = "inner-sizes";
    } else if (left.rows != goal.value.rows() || right.cols != goal.value.cols()) {
        verdict.slip = "other-shape";
    } else if ((value_of(trace, left) * value_of(trace, right) - goal.value).cwiseAbs().maxCoeff() >
               kSame) {
        verdict.slip = "other-value";
    } else if (left.name + ' ' + right.name != solution(trace, puzzle)) {
        verdict.slip = "by-chance";
    } else {
        verdict.judgement = Judgement::Right;
    }
    return verdict;
}

}  // namespace

bool is_puzzle(const Trace& trace, int tensor) {
    const Symbol symbol = tensor_at(trace, tensor).symbol;
    return symbol == Symbol::Wx || symbol == Symbol::GradW || symbol == Symbol::GradX;
}

Puzzle puzzle_of(const Trace& trace, int goal) {
    assert(is_puzzle(trace, goal));
    const int layer = tensor_at(trace, goal).layer;
    Puzzle puzzle;
    puzzle.goal = goal;
    for (const Symbol symbol : {Symbol::W, Symbol::GradZ, Symbol::X}) {
        const int tensor = find_index(trace, symbol, layer);
        const Tensor& t = tensor_at(trace, tensor);
        puzzle.tiles.push_back({t.name, tensor, false, t.value.rows(), t.value.cols()});
        puzzle.tiles.push_back({t.name + "'", tensor, true, t.value.cols(), t.value.rows()});
    }
    return puzzle;
}

bool conform(const PuzzleTile& left, const PuzzleTile& right) {
    return left.cols == right.rows;
}

Verdict judged(const Trace& trace, const Puzzle& puzzle, std::string_view typed) {
    const std::vector<std::string> words = words_of(typed);
    std::vector<const PuzzleTile*> tiles;
    for (const std::string& word : words) {
        tiles.push_back(tile_named(puzzle, word));
        if (tiles.back() == nullptr) {
            return {Judgement::Unreadable, "unknown-tile", {{"given", word}}};
        }
    }
    if (tiles.size() != 2) {
        return {Judgement::Unreadable, "not-two-tiles", {}};
    }
    return judged_product(trace, puzzle, *tiles[0], *tiles[1]);
}

std::string solution(const Trace& trace, const Puzzle& puzzle) {
    const Tensor& goal = tensor_at(trace, puzzle.goal);
    const auto name = [&](Symbol symbol) {
        return tensor_at(trace, find_index(trace, symbol, goal.layer)).name;
    };
    switch (goal.symbol) {
        case Symbol::GradW:
            return fmt::format("{} {}'", name(Symbol::GradZ), name(Symbol::X));
        case Symbol::GradX:
            return fmt::format("{}' {}", name(Symbol::W), name(Symbol::GradZ));
        default:
            return fmt::format("{} {}", name(Symbol::W), name(Symbol::X));
    }
}

}  // namespace layerwise
