// The copied programs run for real, and their output agrees with the pass.
#include "core/program/program.h"

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/base/file.h"
#include "core/examples/example.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kPython = "/usr/bin/python3";
constexpr std::string_view kCompiler = "c++ -std=c++20 -isystem /usr/include/eigen3";

bool succeeds(const std::string& command) {
    FILE* const pipe = popen(("{ " + command + "; } 1>&2").c_str(), "r");
    return pipe != nullptr && pclose(pipe) == 0;
}

Trace trace_of(const std::string& example, Index image = 0, Index batch = 1) {
    ExampleOptions options;
    options.image = image;
    options.batch = batch;
    const Example loaded = load_example(example, options).value();
    return trace(*loaded.network, loaded.input.x, loaded.input.y, loaded.learning_rate);
}

class Program : public testing::Test {
protected:
    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    // Runs a program and compares what it printed.
    Comparison run(const Trace& pass, Language language, Convention convention,
                   const PassSource& source) {
        const std::string file = path("pass" + std::string(program_extension(language)));
        EXPECT_TRUE(write_file(file, program(pass, language, convention, source)));
        const std::string output = path("pass.txt");
        if (language == Language::Eigen) {
            EXPECT_TRUE(succeeds(fmt::format("{} {} -o {}", kCompiler, file, path("pass"))));
            EXPECT_TRUE(succeeds(fmt::format("{} > {}", path("pass"), output)));
        } else {
            EXPECT_TRUE(succeeds(fmt::format("{} {} > {}", kPython, file, output)));
        }
        const Result<PassOutput> read = read_output(*read_file(output), output);
        EXPECT_TRUE(read) << read.error().message;
        EXPECT_EQ(read->source, source);
        const Result<Comparison> compared = compare(pass, *read);
        EXPECT_TRUE(compared) << compared.error().message;
        return *compared;
    }

    void expect_agrees(const Trace& pass, Language language, Convention convention,
                       const PassSource& source) {
        const Comparison compared = run(pass, language, convention, source);
        EXPECT_FALSE(compared.first) << comparison_text(compared);
        EXPECT_THAT(compared.missing, testing::IsEmpty());
        EXPECT_EQ(compared.values, static_cast<Index>(pass.steps.size()));
    }

    void expect_python_agrees(Language language, const std::string& module) {
        if (!succeeds(fmt::format("{} -c 'import {}' 2>/dev/null", kPython, module))) {
            GTEST_SKIP() << kPython << " has no " << module;
        }
        for (const Convention convention :
             {Convention::Column, Convention::Row, Convention::Torch}) {
            expect_agrees(trace_of("two-two-one"), language, convention, {"two-two-one"});
            expect_agrees(trace_of("numpy-case"), language, convention, {"numpy-case"});
            expect_agrees(trace_of("digits", 7, 2), language, convention, {"digits", 7, 2});
        }
    }

    TempFolder folder_;
};

TEST_F(Program, InNumpyRunsAloneAndPrintsThePass) {
    expect_python_agrees(Language::Numpy, "numpy");
}

TEST_F(Program, InPytorchRunsAloneAndPrintsThePass) {
    expect_python_agrees(Language::Pytorch, "torch");
}

TEST_F(Program, InEigenCompilesRunsAloneAndPrintsThePass) {
    if (!std::filesystem::exists("/usr/include/eigen3/Eigen/Dense")) {
        GTEST_SKIP() << "no Eigen in /usr/include/eigen3";
    }
    expect_agrees(trace_of("numpy-case"), Language::Eigen, Convention::Row, {"numpy-case"});
    expect_agrees(trace_of("digits", 7), Language::Eigen, Convention::Column, {"digits", 7, 1});
}

TEST_F(Program, FirstDifferenceIsMarkedByNameAndPlace) {
    const Trace pass = trace_of("numpy-case");
    std::string text = program(pass, Language::Numpy, Convention::Row, {"numpy-case"});
    const std::string line = "dL_dW2 = a1.T @ dL_dz2";
    ASSERT_THAT(text, HasSubstr(line));
    text.replace(text.find(line), line.size(), "dL_dW2 = a1.T @ dL_dz2; dL_dW2[2, 0] += 1e-6");
    ASSERT_TRUE(write_file(path("pass.py"), text));
    ASSERT_TRUE(succeeds(fmt::format("{} {} > {}", kPython, path("pass.py"), path("pass.txt"))));
    const PassOutput output = read_output(*read_file(path("pass.txt")), "pass.txt").value();
    const Comparison compared = compare(pass, output).value();
    ASSERT_TRUE(compared.first);
    EXPECT_EQ(compared.first->name, "dL_dW2");
    EXPECT_EQ(compared.first->position, (std::vector<Index>{2, 0}));
    EXPECT_NEAR(compared.first->found - compared.first->expected, 1e-6, 1e-12);
    EXPECT_THAT(comparison_text(compared), StartsWith("dL_dW2[2, 0]: expected "));
}

TEST(Output, ErrorsNameTheLine) {
    const auto error_of = [](std::string_view text) {
        const Result<PassOutput> output = read_output(text, "pass.txt");
        return output ? "no error" : output.error().message;
    };
    const std::string first = "layerwise-pass 1 numpy-case 0 1 row\n";
    EXPECT_THAT(error_of("hello\n"), StartsWith("pass.txt:1: expected what a copied program"));
    EXPECT_THAT(error_of(""), HasSubstr("found nothing"));
    EXPECT_THAT(error_of(first + "z1 2 2 2 1 2 3\n"), StartsWith("pass.txt:2: expected 4 numbers"));
    EXPECT_THAT(error_of(first + "z1 1 2 1 2 3\n"), StartsWith("pass.txt:2: expected 2 numbers"));
    EXPECT_THAT(error_of(first + "\nz1 x\n"), StartsWith("pass.txt:3: expected a name"));
    EXPECT_EQ(error_of(first + "loss 0 0.25\n"), "no error");
}

TEST(Output, ValuesThatThePassDoesNotHaveAreRefused) {
    const Trace pass = trace_of("two-two-one");
    const std::string first = "layerwise-pass 1 two-two-one 0 1 column\n";
    const auto compared = compare(pass, read_output(first + "z9 0 1\n", "p").value());
    ASSERT_FALSE(compared);
    EXPECT_THAT(compared.error().message, HasSubstr("\"z9\""));
    const auto shape = compare(pass, read_output(first + "z1 1 3 1 2 3\n", "p").value());
    ASSERT_FALSE(shape);
    EXPECT_EQ(shape.error().message, "z1: expected 2 numbers, found 3");
}

}  // namespace
}  // namespace layerwise
