// The shape puzzle: what joins, what conforms and is wrong all the same.
#include "core/lessons/puzzle.h"

#include <gmock/gmock.h>

#include "core/lessons/quantity.h"
#include "tests/core/lessons/lessons.h"

namespace layerwise {
namespace {

class Tiles : public testing::Test {
protected:
    Verdict judge(const std::string& example, const std::string& goal, std::string_view typed) {
        const Trace trace = trace_of(example);
        return judged(trace, puzzle_of(trace, tensor_named(trace, goal)), typed);
    }
};

TEST_F(Tiles, SolutionsOfEveryGoalAreRight) {
    for (const std::string example : {"two-two-one", "numpy-case", "digits"}) {
        const Trace trace = trace_of(example);
        for (int tensor = 0; tensor < static_cast<int>(trace.tensors.size()); ++tensor) {
            if (is_puzzle(trace, tensor)) {
                const Puzzle puzzle = puzzle_of(trace, tensor);
                EXPECT_EQ(judged(trace, puzzle, solution(trace, puzzle)).judgement,
                          Judgement::Right)
                    << example << " " << solution(trace, puzzle);
            }
        }
    }
}

TEST_F(Tiles, ThatDoNotConformDoNotJoin) {
    const Verdict verdict = judge("numpy-case", "dL_dW1", "dL_dz1 x");
    EXPECT_EQ(verdict.slip, "inner-sizes");
    EXPECT_THAT(verdict.facts,
                testing::Contains(std::pair<std::string, std::string>("left-shape", "4 × 5")));
}

TEST_F(Tiles, ThatConformToAnotherShapeAreExplained) {
    EXPECT_EQ(judge("numpy-case", "dL_dW1", "x dL_dz1'").slip, "other-shape");  // 3 × 4
    EXPECT_EQ(judge("numpy-case", "dL_dx2", "W2 dL_dz2").slip, "inner-sizes");
}

TEST_F(Tiles, ThatConformByChanceAreExplained) {
    EXPECT_EQ(judge("two-two-one", "dL_dx1", "W1 dL_dz1").slip, "other-value");  // W is square
    EXPECT_EQ(judge("two-two-one", "dL_dx1", "W1' dL_dz1").judgement, Judgement::Right);
    EXPECT_EQ(judge("two-two-one", "dL_dx1", "W1'*dL_dz1").judgement, Judgement::Right);
}

TEST_F(Tiles, ThatGiveTheSameByChanceAreNotRight) {
    Example example = load_example("two-to-two", {}).value();
    Network<double> network = *example.network;
    network.layers[0].W = Matrix<double>{{1, 2}, {2, 1}};  // its own transpose
    const Trace symmetric = trace(network, example.input.x, example.input.y, 0.1);
    const Puzzle puzzle = puzzle_of(symmetric, tensor_named(symmetric, "dL_dx1"));
    EXPECT_EQ(judged(symmetric, puzzle, "W1 dL_dz1").slip, "by-chance");
    EXPECT_EQ(judged(symmetric, puzzle, "W1' dL_dz1").judgement, Judgement::Right);
}

TEST_F(Tiles, OthersAreNoTry) {
    EXPECT_EQ(judge("two-two-one", "dL_dx1", "W2 dL_dz1").judgement, Judgement::Unreadable);
    EXPECT_EQ(judge("two-two-one", "dL_dx1", "W1").slip, "not-two-tiles");
    EXPECT_EQ(judge("two-two-one", "dL_dx1", "").judgement, Judgement::Unreadable);
}

}  // namespace
}  // namespace layerwise
