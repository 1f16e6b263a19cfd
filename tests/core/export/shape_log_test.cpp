#include "core/export/shape_log.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "core/examples/example.h"
#include "core/network/spec.h"
#include "tests/core/temp_folder.h"
#include "tests/support/python.h"

namespace layerwise {
namespace {

Trace numpy_case() {
    const Example example = *load_example("numpy-case", {});
    return trace(*example.network, example.input.x, example.input.y, example.learning_rate);
}

// Three samples through softmax: its Jacobian is a stack, the one tensor with three axes.
Trace softmax_batch() {
    const Network<double> network = initialize({{6, 5, 3}}, Initializer::He, 1);
    Matrix<double> y = Matrix<double>::Zero(3, 3);
    y.diagonal().setOnes();
    return trace(network, Matrix<double>::Random(6, 3), y, 0.1);
}

const ShapeRow& row_of(const std::vector<ShapeRow>& rows, const std::string& result) {
    for (const ShapeRow& row : rows) {
        if (row.result.name == result) {
            return row;
        }
    }
    throw std::runtime_error("no step makes " + result);
}

struct Written {
    Convention convention;
    Shape W1, x, b1, z1, dL_dW1;
};

class ShapeLogConvention : public testing::TestWithParam<Written> {};

TEST_P(ShapeLogConvention, WritesEveryShapeItsWay) {
    const Written& expected = GetParam();
    const auto rows = shape_log(numpy_case(), expected.convention);

    const ShapeRow& weighted = row_of(rows, "Wx1");
    ASSERT_EQ(weighted.operands.size(), 2U);
    for (const ShapedName& operand : weighted.operands) {
        EXPECT_EQ(operand.shape, operand.name == "W1" ? expected.W1 : expected.x) << operand.name;
    }
    EXPECT_EQ(row_of(rows, "z1").operands.back().shape, expected.b1);
    EXPECT_EQ(row_of(rows, "z1").result.shape, expected.z1);
    EXPECT_EQ(row_of(rows, "dL_dW1").result.shape, expected.dL_dW1);
}

INSTANTIATE_TEST_SUITE_P(
    All, ShapeLogConvention,
    testing::Values(
        Written{Convention::Column, {1, 4, 3}, {1, 3, 5}, {1, 4, 1}, {1, 4, 5}, {1, 4, 3}},
        Written{Convention::Row, {1, 3, 4}, {1, 5, 3}, {1, 1, 4}, {1, 5, 4}, {1, 3, 4}},
        Written{Convention::Torch, {1, 4, 3}, {1, 5, 3}, {1, 1, 4}, {1, 5, 4}, {1, 4, 3}}));

TEST(ShapeLog, HasOneRowAStepInOrder) {
    const Trace pass = numpy_case();
    const auto rows = shape_log(pass, Convention::Column);
    ASSERT_EQ(rows.size(), pass.steps.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
        EXPECT_EQ(rows[k].index, static_cast<int>(k) + 1);
        EXPECT_EQ(rows[k].phase, name(pass.steps[k].phase));
    }
    EXPECT_EQ(rows.front().phase, "forward");
    EXPECT_EQ(rows.back().phase, "update");
}

TEST(ShapeLog, CountsParametersProductsAndBytes) {
    const auto rows = shape_log(numpy_case(), Convention::Column);
    EXPECT_EQ(row_of(rows, "Wx1").parameters, 12);
    EXPECT_EQ(row_of(rows, "Wx1").multiply_adds, 4 * 3 * 5);
    EXPECT_EQ(row_of(rows, "Wx1").bytes, 4 * 5 * 8);
    EXPECT_EQ(row_of(rows, "z1").parameters, 4);
    EXPECT_EQ(row_of(rows, "a1").parameters, 0);
}

TEST(ShapeLog, SumsUpTheResult) {
    const Trace pass = numpy_case();
    const Matrix<double>& a = find(pass, Symbol::A, 1).value;
    double min = a(0, 0), max = a(0, 0), sum = 0, squares = 0;
    for (Index n = 0; n < a.cols(); ++n) {
        for (Index i = 0; i < a.rows(); ++i) {
            min = std::min(min, a(i, n));
            max = std::max(max, a(i, n));
            sum += a(i, n);
            squares += a(i, n) * a(i, n);
        }
    }
    const auto rows = shape_log(pass, Convention::Column);
    const ShapeRow& row = row_of(rows, "a1");
    EXPECT_EQ(row.min, min);
    EXPECT_EQ(row.max, max);
    EXPECT_NEAR(row.mean, sum / 20, 1e-15);
    EXPECT_NEAR(row.norm, std::sqrt(squares), 1e-14);
}

// The five files of one log, each read by a parser of Python's, say the same.
TEST(ShapeLog, EveryFormatIsReadByOthersAndAgrees) {
    for (const Trace& pass : {numpy_case(), softmax_batch()}) {
        for (const Convention convention :
             {Convention::Column, Convention::Row, Convention::Torch}) {
            const TempFolder folder;
            for (const LogFormat format : {LogFormat::Csv, LogFormat::Json, LogFormat::Markdown,
                                           LogFormat::Html, LogFormat::Tex}) {
                const auto file = folder / ("log." + std::string(name(format)));
                ASSERT_TRUE(write_file(file, format_shape_log(pass, convention, format)));
            }
            const PythonRun run = run_python({"tests/support/check_log.py", folder.path().string(),
                                              std::to_string(pass.steps.size())});
            EXPECT_EQ(run.status, 0) << name(convention) << ": " << run.output;
        }
    }
}

TEST(ShapeLog, JsonHasNullWhereANumberIsNotFinite) {
    Trace pass = numpy_case();
    pass.tensors[static_cast<std::size_t>(pass.steps.front().result)].value(0, 0) =
        std::numeric_limits<double>::infinity();
    const auto log =
        nlohmann::json::parse(format_shape_log(pass, Convention::Column, LogFormat::Json));
    EXPECT_TRUE(log["steps"][0]["max"].is_null());
    EXPECT_TRUE(log["steps"][0]["min"].is_number());
}

TEST(ShapeLog, FormatsAreKnownByTheirNames) {
    for (const LogFormat format :
         {LogFormat::Csv, LogFormat::Json, LogFormat::Markdown, LogFormat::Html, LogFormat::Tex}) {
        EXPECT_EQ(log_format_from_name(name(format)), format);
    }
    EXPECT_FALSE(log_format_from_name("docx"));
    EXPECT_FALSE(log_format_from_name(""));
}

TEST(ShapeLog, OfTheStepsSeenSoFarEndsThere) {
    const Trace pass = numpy_case();
    const auto lines = [&](std::size_t steps) {
        const std::string csv = format_shape_log(pass, Convention::Column, LogFormat::Csv, steps);
        return std::count(csv.begin(), csv.end(), '\n');
    };
    EXPECT_EQ(lines(3), 4);  // and the header
    EXPECT_EQ(lines(1000), static_cast<std::ptrdiff_t>(pass.steps.size()) + 1);
    EXPECT_EQ(format_shape_log(pass, Convention::Row, LogFormat::Html),
              format_shape_log(pass, Convention::Row, LogFormat::Html, pass.steps.size()));
}

}  // namespace
}  // namespace layerwise
