#include "core/lessons/quantity_functions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <Eigen/LU>
#include <fmt/format.h>

#include "core/lessons/quantity.h"

namespace layerwise {
namespace {

using Values = Matrix<double>;
using Function = Values (*)(const Values&);

Values scalar(double value) {
    return Values::Constant(1, 1, value);
}

template <Activation f>
Values activated(const Values& z) {
    return activate(f, z);
}

// The place of the largest element of each column, from 1.
Values argmax(const Values& m) {
    Values places(1, m.cols());
    for (Index n = 0; n < m.cols(); ++n) {
        Index row = 0;
        m.col(n).maxCoeff(&row);
        places(0, n) = static_cast<double>(row) + 1;
    }
    return places;
}

constexpr std::array<std::pair<std::string_view, Function>, 19> kFunctions{{
    {"rank",
     [](const Values& m) -> Values {
         return scalar(static_cast<double>(Eigen::FullPivLU<Values>(m).rank()));
     }},
    {"rows", [](const Values& m) -> Values { return scalar(static_cast<double>(m.rows())); }},
    {"cols", [](const Values& m) -> Values { return scalar(static_cast<double>(m.cols())); }},
    {"sum", [](const Values& m) -> Values { return scalar(m.sum()); }},
    {"rowsum", [](const Values& m) -> Values { return m.rowwise().sum(); }},
    {"mean", [](const Values& m) -> Values { return scalar(m.mean()); }},
    {"min", [](const Values& m) -> Values { return scalar(m.minCoeff()); }},
    {"max", [](const Values& m) -> Values { return scalar(m.maxCoeff()); }},
    {"argmax", argmax},
    {"zeros",
     [](const Values& m) -> Values {
         return scalar(static_cast<double>((m.array() == 0).count()));
     }},
    {"norm", [](const Values& m) -> Values { return scalar(m.stableNorm()); }},
    {"abs", [](const Values& m) -> Values { return m.cwiseAbs(); }},
    {"exp", [](const Values& m) -> Values { return m.array().exp(); }},
    {"log", [](const Values& m) -> Values { return m.array().log(); }},
    {"relu", activated<Activation::Relu>},
    {"sigmoid", activated<Activation::Sigmoid>},
    {"tanh", activated<Activation::Tanh>},
    {"softmax", activated<Activation::Softmax>},
    {"ones", [](const Values& m) -> Values { return Values::Ones(m.rows(), m.cols()); }},
}};

constexpr int kMostUpdates = 10000;

}  // namespace

Result<Matrix<double>> call_quantity(const Trace& trace, std::string_view function,
                                     const std::vector<Matrix<double>>& arguments) {
    if (function == "loss_after") {
        if (arguments.size() != 2 || arguments[0].size() != 1 || arguments[1].size() != 1 ||
            arguments[1](0, 0) < 0 || arguments[1](0, 0) > kMostUpdates) {
            return Error{"expected loss_after(eta, updates), two numbers, found something else"};
        }
        return scalar(loss_after(trace, arguments[0](0, 0), static_cast<int>(arguments[1](0, 0))));
    }
    const auto* const found = std::find_if(kFunctions.begin(), kFunctions.end(),
                                           [&](const auto& f) { return f.first == function; });
    if (found == kFunctions.end()) {
        return Error{
            fmt::format("expected a function such as rank or sum, found \"{}\"", function)};
    }
    if (arguments.size() != 1) {
        return Error{
            fmt::format("expected one argument of {}, found {}", function, arguments.size())};
    }
    return found->second(arguments.front());
}

}  // namespace layerwise
