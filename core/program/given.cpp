#include "core/program/given.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "core/program/base64.h"

namespace layerwise {
namespace {

constexpr std::size_t kMostWritten = 1000;  // numbers that a person may still want to read
constexpr std::size_t kLineWidth = 96;

// Whether the variable is 1-D in Python, as code() says.
bool is_flat(const Trace& trace, const Tensor& tensor, Convention convention) {
    return tensor.layout == Layout::Bias ||
           (tensor.layout == Layout::Samples && trace.samples == 1 &&
            convention == Convention::Column);
}

template <class Scalar>
std::string bytes_of(const std::vector<double>& numbers) {
    std::string bytes(numbers.size() * sizeof(Scalar), '\0');
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        const auto value = static_cast<Scalar>(numbers[k]);
        std::memcpy(bytes.data() + k * sizeof value, &value, sizeof value);
    }
    return bytes;
}

bool fits_float(const std::vector<double>& numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](double value) {
        return static_cast<double>(static_cast<float>(value)) == value;
    });
}

// Adjacent literals, which both languages join.
std::string literals(const std::string& text) {
    std::string lines;
    for (std::size_t k = 0; k < text.size(); k += kLineWidth) {
        lines += fmt::format("\n    \"{}\"", text.substr(k, kLineWidth));
    }
    return lines;
}

// "[0.5, -0.25]", or a row a line where there are several.
std::string python_list(const std::vector<double>& numbers, Index rows, bool flat) {
    if (flat) {
        return fmt::format("[{}]", fmt::join(numbers, ", "));
    }
    std::string lines;
    const std::size_t cols = numbers.size() / static_cast<std::size_t>(rows);
    for (std::size_t i = 0; i < numbers.size(); i += cols) {
        const auto row = numbers.begin() + static_cast<std::ptrdiff_t>(i);
        lines += fmt::format("\n    [{}],",
                             fmt::join(row, row + static_cast<std::ptrdiff_t>(cols), ", "));
    }
    return fmt::format("[{}\n]", lines);
}

std::string python_statement(const Trace& trace, const Tensor& tensor, Language language,
                             Convention convention) {
    const std::vector<double> numbers = in_c_order(tensor, convention);
    const Shape s = shape(tensor, trace.samples, convention);
    const bool flat = is_flat(trace, tensor, convention);
    const bool numpy = language == Language::Numpy;
    if (numbers.size() <= kMostWritten) {
        return fmt::format("{} = {}({}{})\n", tensor.name, numpy ? "np.array" : "torch.tensor",
                           python_list(numbers, s.rows, flat),
                           numpy ? ", dtype=np.float64" : ", dtype=torch.float64");
    }
    const bool single = fits_float(numbers);
    return fmt::format(
        "{} = unpacked(\"{}\", ({}), ({}\n))\n", tensor.name, single ? "f" : "d",
        flat ? fmt::format("{},", s.size()) : fmt::format("{}, {}", s.rows, s.cols),
        literals(base64(single ? bytes_of<float>(numbers) : bytes_of<double>(numbers))));
}

std::string_view eigen_type(const Trace& trace, const Tensor& tensor, Convention convention) {
    const bool vector =
        tensor.layout == Layout::Bias || (tensor.layout == Layout::Samples && trace.samples == 1);
    return !vector ? "MatrixXd" : convention == Convention::Column ? "VectorXd" : "RowVectorXd";
}

std::string eigen_statement(const Trace& trace, const Tensor& tensor, Convention convention) {
    const std::vector<double> numbers = in_c_order(tensor, convention);
    const Shape s = shape(tensor, trace.samples, convention);
    std::string data;
    if (numbers.size() <= kMostWritten) {
        data = fmt::format("{{{:.17g}}}", fmt::join(numbers, ", "));
    } else {
        const bool single = fits_float(numbers);
        data = fmt::format(
            "unpacked<{}>({}\n)", single ? "float" : "double",
            literals(base64(single ? bytes_of<float>(numbers) : bytes_of<double>(numbers))));
    }
    return fmt::format("const {} {} = given({}, {}, {});\n", eigen_type(trace, tensor, convention),
                       tensor.name, s.rows, s.cols, data);
}

constexpr std::string_view kPythonShow =
    "def show(name, value):\n"
    "    \"\"\"Prints a value: its name, number of axes, sizes, numbers.\"\"\"\n"
    "    shape = tuple(getattr(value, \"shape\", ()))\n"
    "    numbers = value.reshape(-1).tolist() if shape else [float(value)]\n"
    "    print(name, len(shape), *shape, *numbers)\n\n";

constexpr std::string_view kNumpy =
    "\n\ndef unpacked(kind, shape, text):\n"
    "    \"\"\"An array from its bytes in base64, little-endian; f is float32, d float64.\"\"\"\n"
    "    import base64\n"
    "    return np.frombuffer(base64.b64decode(text), \"<\" + {\"f\": \"f4\", \"d\": \"f8\"}[kind])"
    ".astype(np.float64).reshape(shape)\n\n\n";

constexpr std::string_view kTorch =
    "\n\ndef unpacked(kind, shape, text):\n"
    "    \"\"\"A tensor from its bytes in base64, little-endian; f is float32, d float64.\"\"\"\n"
    "    import base64\n"
    "    import struct\n"
    "    data = base64.b64decode(text)\n"
    "    numbers = struct.unpack(f\"<{len(data) // struct.calcsize(kind)}{kind}\", data)\n"
    "    return torch.tensor(numbers, dtype=torch.float64).reshape(shape)\n\n\n";

constexpr std::string_view kEigen = R"(
// Row by row, as on paper.
MatrixXd given(Index rows, Index cols, const std::vector<double>& numbers) {
    return Map<const Matrix<double, Dynamic, Dynamic, RowMajor>>(numbers.data(), rows, cols);
}

// Numbers from their bytes in base64, little-endian.
template <class Scalar>
std::vector<double> unpacked(const std::string& text) {
    const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    unsigned bits = 0, count = 0;
    for (const char c : text) {
        if (c == '=') {
            break;
        }
        bits = bits << 6 | static_cast<unsigned>(digits.find(c));
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>(bits >> count & 255u);
        }
    }
    std::vector<double> numbers(bytes.size() / sizeof(Scalar));
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        Scalar value;
        std::memcpy(&value, bytes.data() + k * sizeof value, sizeof value);
        numbers[k] = value;
    }
    return numbers;
}

// Prints a value: its name, number of axes, sizes, numbers row by row.
void show(const char* name, const MatrixXd& value) {
    std::printf("%s 2 %d %d", name, static_cast<int>(value.rows()), static_cast<int>(value.cols()));
    for (Index i = 0; i < value.rows(); ++i) {
        for (Index j = 0; j < value.cols(); ++j) {
            std::printf(" %.17g", value(i, j));
        }
    }
    std::printf("\n");
}
void show(const char* name, double value) { std::printf("%s 0 %.17g\n", name, value); }

)";

}  // namespace

bool is_given(const Tensor& tensor) {
    return tensor.symbol == Symbol::X || tensor.symbol == Symbol::Y || tensor.symbol == Symbol::W ||
           tensor.symbol == Symbol::B;
}

std::vector<double> in_c_order(const Tensor& tensor, Convention convention) {
    const Matrix<double> matrix = written(tensor, convention);
    const Matrix<double> turned = matrix.transpose();
    return {turned.data(), turned.data() + turned.size()};
}

std::string given_statement(const Trace& trace, const Tensor& tensor, Language language,
                            Convention convention) {
    return language == Language::Eigen ? eigen_statement(trace, tensor, convention)
                                       : python_statement(trace, tensor, language, convention);
}

std::string program_helpers(Language language) {
    switch (language) {
        case Language::Numpy:
            return std::string(kNumpy) + std::string(kPythonShow);
        case Language::Pytorch:
            return std::string(kTorch) + std::string(kPythonShow);
        case Language::Eigen:
            break;
    }
    return std::string(kEigen);
}

}  // namespace layerwise
