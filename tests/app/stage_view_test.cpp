// What stands on the stage, for every stop of every example in every convention.
#include "app/views/stage_view.h"

#include <array>

#include <gmock/gmock.h>

#include "tests/app/headless.h"

namespace layerwise {
namespace {

using testing::HasSubstr;

constexpr std::array kGranularities{Granularity::Layer, Granularity::Operation,
                                    Granularity::Element};
constexpr std::array kConventions{Convention::Column, Convention::Row, Convention::Torch};

std::string where(const Session& session) {
    return session.example.id + ", step " + std::to_string(session.cursor.step + 1) + ", " +
           std::string(name(session.granularity)) + ", " + std::string(name(session.convention));
}

// Calls `look` for every step of every example, in every convention and granularity.
template <class Look>
void visit(const Look& look) {
    for (const std::string_view example : example_ids()) {
        Session session = opened(example);
        for (const Convention convention : kConventions) {
            for (const Granularity granularity : kGranularities) {
                session.convention = convention;
                session.granularity = granularity;
                const int steps = static_cast<int>(session.trace->steps.size());
                for (int step = 0; step < steps; ++step) {
                    session.cursor = snap(*session.trace, granularity, {step, 0});
                    SCOPED_TRACE(where(session));
                    look(session, stage_view(session));
                }
            }
        }
    }
}

const Tensor& tensor_of(const Session& session, const StagePiece& piece) {
    return session.trace->tensors.at(static_cast<std::size_t>(piece.tensor));
}

// The piece's numbers as they are drawn.
Matrix<double> drawn(const Session& session, const StagePiece& piece) {
    const Matrix<double>& value = tensor_of(session, piece).value;
    return piece.transposed ? Matrix<double>(value.transpose()) : value;
}

TEST(StageView, TensorsAndSignsTakeTurns) {
    visit([](const Session& session, const StageView& view) {
        ASSERT_EQ(view.pieces.size() % 2, 1U);
        for (std::size_t k = 0; k < view.pieces.size(); ++k) {
            const StagePiece& piece = view.pieces[k];
            if (k % 2 == 0) {
                ASSERT_GE(piece.tensor, 0);
                ASSERT_LT(piece.tensor, static_cast<int>(session.trace->tensors.size()));
                EXPECT_EQ(piece.sign, "");
            } else {
                EXPECT_EQ(piece.tensor, -1);
                EXPECT_NE(piece.sign, "");
            }
        }
    });
}

TEST(StageView, OneResultIsMarkedAndItIsTheSteps) {
    visit([](const Session& session, const StageView& view) {
        int results = 0;
        for (const StagePiece& piece : view.pieces) {
            if (piece.is_result) {
                ++results;
                EXPECT_EQ(piece.tensor,
                          session.trace->steps.at(static_cast<std::size_t>(view.step)).result);
            }
        }
        EXPECT_EQ(results, 1);
    });
}

TEST(StageView, AProductDrawnIsTheProductComputed) {
    int products = 0;
    visit([&](const Session& session, const StageView& view) {
        for (std::size_t k = 1; k + 1 < view.pieces.size(); ++k) {
            if (view.pieces[k].sign != "·") {
                continue;
            }
            ++products;
            const Matrix<double> left = drawn(session, view.pieces[k - 1]);
            const Matrix<double> right = drawn(session, view.pieces[k + 1]);
            ASSERT_EQ(left.cols(), right.rows()) << "inner dimensions";
            // Followed by = and the result, by δ in words, or by a bias for every sample.
            if (view.pieces[k + 2 < view.pieces.size() ? k + 2 : k].sign == "= δ,") {
                const Tensor& delta = find(*session.trace, Symbol::GradZ, view.layer);
                EXPECT_LT((left * right - written(delta, session.convention)).norm(), 1e-12);
            }
            if (k + 3 < view.pieces.size() && view.pieces[k + 2].sign == "=") {
                const Matrix<double> result = drawn(session, view.pieces[k + 3]);
                ASSERT_EQ(result.rows(), left.rows());
                ASSERT_EQ(result.cols(), right.cols());
                EXPECT_LT((left * right - result).norm(), 1e-9 * (1 + result.norm()));
            }
        }
    });
    EXPECT_GT(products, 100);
}

TEST(StageView, ElementwiseOperandsHaveOneShape) {
    visit([](const Session& session, const StageView& view) {
        for (std::size_t k = 1; k + 1 < view.pieces.size(); ++k) {
            if (view.pieces[k].sign == "⊙" || view.pieces[k].sign == "− η") {
                const Matrix<double> left = drawn(session, view.pieces[k - 1]);
                const Matrix<double> right = drawn(session, view.pieces[k + 1]);
                EXPECT_EQ(left.rows(), right.rows());
                EXPECT_EQ(left.cols(), right.cols());
            }
        }
    });
}

TEST(StageView, EveryStopHasWordsAndAFormula) {
    visit([](const Session& session, const StageView& view) {
        EXPECT_FALSE(view.formula.empty());
        EXPECT_GT(view.sentence.size(), 10U);
        EXPECT_NE(view.overline, "");
        EXPECT_EQ(view.phase, session.trace->steps[static_cast<std::size_t>(view.step)].phase);
        if (view.layer > 0) {
            EXPECT_THAT(view.overline, HasSubstr("LAYER " + std::to_string(view.layer)));
        }
    });
}

TEST(StageView, OperationsShowTheirOwnStep) {
    visit([](const Session& session, const StageView& view) {
        if (session.granularity != Granularity::Layer) {
            EXPECT_EQ(view.step, session.cursor.step);
        }
    });
}

TEST(StageView, ALayerShowsTheWholeWayFromInputToActivation) {
    Session session = opened("digits");
    session.granularity = Granularity::Layer;
    session.cursor = first(*session.trace, session.granularity);
    std::string drawn_names;
    for (const StagePiece& piece : stage_view(session).pieces) {
        drawn_names += piece.tensor < 0 ? " " + piece.sign + " " : tensor_of(session, piece).name;
    }
    EXPECT_EQ(drawn_names, "W1 · x + b1 = z1 ReLU → a1");
}

TEST(StageView, TheRowConventionWritesWeightsBehindTheInput) {
    Session session = opened("numpy-case");
    session.convention = Convention::Row;
    const StageView row = stage_view(session);
    EXPECT_EQ(tensor_of(session, row.pieces[0]).name, "x");
    EXPECT_EQ(drawn(session, row.pieces[0]).rows(), 5);
    EXPECT_EQ(drawn(session, row.pieces[2]).rows(), 3) << "W is (in × out)";
    EXPECT_FALSE(row.pieces[2].transpose_mark);
    session.convention = Convention::Torch;
    EXPECT_TRUE(stage_view(session).pieces[2].transpose_mark) << "X Wᵀ";
}

TEST(StageView, ColoursTellGradientsValuesAndPictures) {
    const Session& digits = opened("digits");
    EXPECT_EQ(palette_of(digits, find(*digits.trace, Symbol::X, 0)), Palette::Grey);
    EXPECT_EQ(palette_of(digits, find(*digits.trace, Symbol::W, 1)), Palette::Values);
    for (const Symbol symbol : {Symbol::GradZ, Symbol::GradW, Symbol::GradB, Symbol::GradX}) {
        EXPECT_EQ(palette_of(digits, find(*digits.trace, symbol, 1)), Palette::Gradients);
    }
    const Session& vector = opened("three-to-two");
    EXPECT_EQ(palette_of(vector, find(*vector.trace, Symbol::X, 0)), Palette::Values);
}

}  // namespace
}  // namespace layerwise
