#include "core/training/product.h"

#include <array>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/matrix.h"

namespace layerwise {
namespace {

std::vector<const Multiplier*> supported_multipliers() {
    std::vector<const Multiplier*> supported;
    for (const Multiplier* multiplier :
         {&kBaselineMultiplier, &kAvx2Multiplier, &kAvx512Multiplier}) {
        if (multiplier->is_supported()) {
            supported.push_back(multiplier);
        }
    }
    return supported;
}

// Operands with some zeros, and C by the definition of each finish.
template <class Scalar>
struct Operands {
    Matrix<Scalar> A, B, other, expected_sum;
    std::vector<std::int32_t> terms;
    std::int32_t count = 0;
    Product<Scalar> product;

    Operands(Index rows, Index cols, Index inner)
        : A(Matrix<Scalar>::Random(rows, inner)),
          B(Matrix<Scalar>::Random(inner, cols)),
          other(Matrix<Scalar>::Random(rows, cols)),
          terms(static_cast<std::size_t>(inner)),
          count(static_cast<std::int32_t>(inner)) {
        expected_sum = A * B;
        std::iota(terms.begin(), terms.end(), 0);
        product.rows = rows;
        product.cols = cols;
        product.A = A.data();
        product.a_next = rows;
        product.B = B.data();
        product.b_next_term = 1;
        product.b_next = inner;
        product.terms = terms.data();
        product.term_counts = &count;
        product.c_next = rows;
        product.other = other.data();
        product.other_next = rows;
        product.eta = Scalar(0.5);
    }

    Matrix<Scalar> result(const Multiplier& with, Finish finish) {
        Matrix<Scalar> C(product.rows, product.cols);
        product.finish = finish;
        product.C = C.data();
        EXPECT_TRUE(multiply(with, product));
        return C;
    }
};

template <class Scalar>
class ProductOf : public testing::Test {};
using Scalars = testing::Types<float, double>;
TYPED_TEST_SUITE(ProductOf, Scalars);

TYPED_TEST(ProductOf, IsEigensInEveryShapeAndVariant) {
    const double error = std::is_same_v<TypeParam, float> ? 1e-5 : 1e-14;
    for (const Multiplier* with : supported_multipliers()) {
        for (const Index rows : {16, 32, 48, 64, 80, 208}) {
            for (const Index cols : {1, 2, 3, 4, 5, 6, 7, 13}) {
                for (const Index inner : {1, 9}) {
                    Operands<TypeParam> o(rows, cols, inner);
                    const Matrix<TypeParam>& s = o.expected_sum;
                    const auto expect = [&](Finish finish, const Matrix<TypeParam>& expected) {
                        EXPECT_LE((o.result(*with, finish) - expected).norm(), error * s.norm())
                            << with->name << " " << rows << " " << cols;
                    };
                    expect(Finish::Sum, s);
                    expect(Finish::Affine, s + o.other);
                    expect(Finish::AffineRelu, (s + o.other).cwiseMax(TypeParam(0)));
                    expect(Finish::WhereActive,
                           (o.other.array() > 0).select(s, Matrix<TypeParam>::Zero(rows, cols)));
                    expect(Finish::StepDown, o.other - TypeParam(0.5) * s);
                }
            }
        }
    }
}

TEST(Product, LeavesOutTheTermsThatAreNotListed) {
    for (const Multiplier* with : supported_multipliers()) {
        Operands<float> o(16, 8, 4);
        // The first six columns need the terms 0 and 2, the last two the term 3.
        o.B.row(1).setZero();
        o.B.row(3).head(6).setZero();
        o.B.topRows(3).rightCols(2).setZero();
        const std::vector<std::int32_t> lists = {0, 2, -1, -1, 3, -1, -1, -1};
        const std::array<std::int32_t, 2> counts = {2, 1};
        o.product.terms = lists.data();
        o.product.terms_next = 4;
        o.product.term_counts = counts.data();
        o.product.counts_next = 1;
        EXPECT_TRUE(o.result(*with, Finish::Sum).isApprox(o.A * o.B, 1e-5F)) << with->name;
    }
}

TEST(Product, SaysWhenAResultIsNotFinite) {
    for (const Multiplier* with : supported_multipliers()) {
        Operands<float> o(80, 7, 3);
        o.A(79, 1) = 3e38F;
        o.B(1, 6) = 10;
        Matrix<float> C(80, 7);
        o.product.finish = Finish::StepDown;
        o.product.C = C.data();
        EXPECT_FALSE(multiply(*with, o.product)) << with->name;
    }
}

TEST(Product, RunsOnThisProcessor) {
    EXPECT_TRUE(best_multiplier().is_supported());
}

}  // namespace
}  // namespace layerwise
