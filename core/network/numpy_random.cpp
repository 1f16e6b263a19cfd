#include "core/network/numpy_random.h"

#include <cmath>
#include <utility>

namespace layerwise {

double NumpyRandom::rand() {
    // 27 and 26 high bits make the 53 of a double; products and sum are exact, so is the quotient.
    const auto high = static_cast<double>(engine_() >> 5);
    const auto low = static_cast<double>(engine_() >> 6);
    return (high * 67108864.0 + low) / 9007199254740992.0;
}

Matrix<double> NumpyRandom::rand(Index rows, Index cols) {
    Matrix<double> numbers(rows, cols);
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < cols; ++j) {
            numbers(i, j) = rand();
        }
    }
    return numbers;
}

double NumpyRandom::randn() {
    if (spare_) {
        return *std::exchange(spare_, std::nullopt);
    }
    // A point (u, v) uniform in the unit disc, its centre left out.
    double u = 0;
    double v = 0;
    double square = 0;
    do {
        u = 2 * rand() - 1;
        v = 2 * rand() - 1;
        square = u * u + v * v;
    } while (square >= 1 || square == 0);
    const double scale = std::sqrt(-2 * std::log(square) / square);
    spare_ = scale * u;
    return scale * v;
}

}  // namespace layerwise
