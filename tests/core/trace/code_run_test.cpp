// The lines of code as whole programs, run and compared with the trace.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/trace/notation.h"
#include "tests/core/trace/small_networks.h"

namespace layerwise {
namespace {

constexpr std::array kConventions = {Convention::Column, Convention::Row, Convention::Torch};

// A network whose layers have these activations, four inputs and three units in each layer.
Problem mixed(const std::vector<Activation>& activations, Loss loss, Index samples) {
    std::vector<Index> sizes(activations.size() + 1, 3);
    sizes.front() = 4;
    Problem p = problem(sizes, Activation::Relu, activations.back(), loss, samples);
    for (std::size_t k = 0; k < activations.size(); ++k) {
        p.network.layers[k].f = activations[k];
    }
    return p;
}

constexpr std::size_t kNetworks = 3;

// Every activation and every loss, for one sample and for five.
std::vector<Trace> programs() {
    using enum Activation;
    std::vector<Trace> traces;
    for (const Index samples : {1, 5}) {
        traces.push_back(trace_of(mixed({Relu, Gelu, Softmax}, Loss::CrossEntropy, samples)));
        traces.push_back(trace_of(mixed({Tanh, Silu, Sigmoid}, Loss::BinaryCrossEntropy, samples)));
        traces.push_back(
            trace_of(mixed({LeakyRelu, Softplus, Identity}, Loss::MeanSquaredError, samples)));
    }
    return traces;
}

// And sizes of 1, and what is cheap to run more of where nothing has to be compiled.
std::vector<Trace> more_programs() {
    using enum Activation;
    std::vector<Trace> traces = programs();
    for (const Index samples : {1, 5}) {
        traces.push_back(trace_of(mixed({Softmax}, Loss::MeanSquaredError, samples)));
        traces.push_back(
            trace_of(problem({3, 4, 1}, Sigmoid, Sigmoid, Loss::MeanSquaredError, samples)));
        traces.push_back(
            trace_of(problem({1, 1, 1}, Tanh, Sigmoid, Loss::BinaryCrossEntropy, samples)));
    }
    return traces;
}

// A folder for the files of one test, removed with it.
class Workshop {
public:
    Workshop()
        : folder_(std::filesystem::temp_directory_path() /
                  fmt::format("layerwise-{:08x}", std::random_device{}())) {
        std::filesystem::create_directory(folder_);
    }
    ~Workshop() { std::filesystem::remove_all(folder_); }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    Workshop(Workshop&&) = delete;
    Workshop& operator=(Workshop&&) = delete;

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name)) << text;
        return path(name);
    }

private:
    std::filesystem::path folder_;
};

// Whether the shell's command ends well. What it prints goes where the test prints.
bool succeeds(const std::string& command) {
    FILE* const pipe = popen(("{ " + command + "; } 1>&2").c_str(), "r");
    return pipe != nullptr && pclose(pipe) == 0;
}

bool is_given(const Tensor& tensor) {
    return tensor.symbol == Symbol::X || tensor.symbol == Symbol::Y || tensor.symbol == Symbol::W ||
           tensor.symbol == Symbol::B;
}

// The numbers row by row, as the convention writes them.
std::string numbers(const Tensor& tensor, Convention convention) {
    const Matrix<double> matrix = written(tensor, convention);
    std::string list;
    for (Index i = 0; i < matrix.rows(); ++i) {
        for (Index j = 0; j < matrix.cols(); ++j) {
            list += fmt::format("{}{}", list.empty() ? "" : ", ", matrix(i, j));
        }
    }
    return list;
}

// "(128,)" of "(128, 784) @ (784,) → (128,)".
std::string result_shape(const CodeLine& line) {
    constexpr std::string_view kArrow = "→ ";
    return line.shapes.substr(line.shapes.find(kArrow) + kArrow.size());
}

// The shape of a given variable, as the header promises it.
std::string given_shape(const Trace& t, const Tensor& tensor, Convention convention) {
    const Shape s = shape(tensor, t.samples, convention);
    const bool flat =
        tensor.layout == Layout::Bias ||
        (tensor.layout == Layout::Samples && t.samples == 1 && convention == Convention::Column);
    return flat ? fmt::format("({},)", s.size()) : fmt::format("({}, {})", s.rows, s.cols);
}

std::string python_program(const Trace& t, Language language, Convention convention) {
    const std::string array = language == Language::Numpy ? "np.array" : "torch.DoubleTensor";
    std::string program = fmt::format("lr = {}\n", t.learning_rate);
    for (const Tensor& tensor : t.tensors) {
        if (is_given(tensor)) {
            program += fmt::format("{} = {}([{}]).reshape({})\n", tensor.name, array,
                                   numbers(tensor, convention), given_shape(t, tensor, convention));
        }
    }
    for (int step = 0; step < step_count(t); ++step) {
        const CodeLine line = code(t, step, language, convention);
        const Tensor& result = t.result(step_at(t, step));
        program += fmt::format("{}\ncheck('{}', {}, {}, [{}])\n", line.code, result.name,
                               result.name, result_shape(line), numbers(result, convention));
    }
    return program;
}

void expect_python_runs(Language language, const std::string& module, const std::string& dtype) {
    const Workshop workshop;
    const std::string python = "/usr/bin/python3";
    if (!succeeds(fmt::format("{} -c 'import {}' 2>/dev/null", python, module))) {
        GTEST_SKIP() << python << " has no " << module;
    }
    std::string script(preamble(language));
    script += fmt::format(
        "def check(name, value, shape, expected):\n"
        "    import numpy\n"
        "    assert tuple(getattr(value, 'shape', ())) == shape, (name, value.shape, shape)\n"
        "    assert value.dtype == {}, (name, value.dtype)\n"
        "    error = numpy.abs(numpy.asarray(value).reshape(-1) - numpy.array(expected)).max()\n"
        "    assert error <= 1e-12, (name, error)\n",
        dtype);
    for (const Trace& t : more_programs()) {
        for (const Convention convention : kConventions) {
            script += python_program(t, language, convention);
        }
    }
    EXPECT_TRUE(succeeds(fmt::format("{} {}", python, workshop.write("program.py", script))));
}

TEST(CodeRun, InNumpyRunsAndAgreesWithTheTrace) {
    expect_python_runs(Language::Numpy, "numpy", "np.float64");
}

TEST(CodeRun, InPytorchRunsAndAgreesWithTheTrace) {
    expect_python_runs(Language::Pytorch, "torch", "torch.float64");
}

std::string eigen_type(const Trace& t, const Tensor& tensor, Convention convention) {
    const bool is_vector =
        tensor.layout == Layout::Bias || (tensor.layout == Layout::Samples && t.samples == 1);
    const bool columns = convention == Convention::Column;
    return !is_vector ? "MatrixXd" : columns ? "VectorXd" : "RowVectorXd";
}

std::string eigen_program(const Trace& t, Convention convention) {
    std::string program = fmt::format("{{\nconst double lr = {};\n", t.learning_rate);
    for (const Tensor& tensor : t.tensors) {
        if (is_given(tensor)) {
            const Shape s = shape(tensor, t.samples, convention);
            program +=
                fmt::format("{} {} = given({}, {}, {{{}}});\n", eigen_type(t, tensor, convention),
                            tensor.name, s.rows, s.cols, numbers(tensor, convention));
        }
    }
    for (int step = 0; step < step_count(t); ++step) {
        const CodeLine line = code(t, step, Language::Eigen, convention);
        const Tensor& result = t.result(step_at(t, step));
        const Matrix<double> expected = written(result, convention);
        const std::string value =
            result.layout == Layout::Scalar ? "MatrixXd::Constant(1, 1, loss)" : result.name;
        program +=
            fmt::format("{}\ncheck(\"{}\", {}, given({}, {}, {{{}}}));\n", line.code, result.name,
                        value, expected.rows(), expected.cols(), numbers(result, convention));
    }
    return program + "}\n";
}

TEST(CodeRun, InEigenCompilesRunsAndAgreesWithTheTrace) {
    const Workshop workshop;
    const std::string compiler = "c++ -std=c++20 -isystem /usr/include/eigen3";
    if (!succeeds(compiler + " --version >/dev/null 2>&1") ||
        !std::filesystem::exists("/usr/include/eigen3/Eigen/Dense")) {
        GTEST_SKIP() << "no compiler, or no Eigen in /usr/include/eigen3";
    }
    std::string source = "#include <cstdio>\n#include <cstdio>\n#include <vector>\n";
    source += preamble(Language::Eigen);
    source +=
        "MatrixXd given(Index rows, Index cols, std::vector<double> v) {\n"
        "    return Map<Matrix<double, Dynamic, Dynamic, RowMajor>>(v.data(), rows, cols);\n}\n"
        "void check(const char* name, const MatrixXd& value, const MatrixXd& expected) {\n"
        "    if (value.rows() != expected.rows() || value.cols() != expected.cols() ||\n"
        "        !((value - expected).cwiseAbs().maxCoeff() <= 1e-12)) {\n"
        "        std::printf(\"%s differs\\n\", name);\n        std::exit(1);\n    }\n}\n";
    std::string main = "int main() {\n";
    // Compiling Eigen takes its time: all conventions, of vectors and batches, on the first
    // network; the others bring other functions, to columns of one and to rows of five.
    const std::vector<Trace> traces = programs();
    for (std::size_t k = 0; k < traces.size(); ++k) {
        for (const Convention convention : kConventions) {
            const Convention only = traces[k].samples == 1 ? Convention::Column : Convention::Row;
            if (k % kNetworks == 0 || convention == only) {
                const std::string name =
                    fmt::format("program{}_{}", k, layerwise::name(convention));
                source += fmt::format("void {}() {}", name, eigen_program(traces[k], convention));
                main += fmt::format("{}();\n", name);
            }
        }
    }
    const std::string file = workshop.write("program.cpp", source + main + "}\n");
    const std::string binary = workshop.path("program");
    ASSERT_TRUE(succeeds(fmt::format("{} {} -o {}", compiler, file, binary)));
    EXPECT_TRUE(succeeds(binary));
}

}  // namespace
}  // namespace layerwise
