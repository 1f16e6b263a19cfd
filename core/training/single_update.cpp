#include "core/training/single_update.h"

#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace layerwise {
namespace {

using Flat = Eigen::Map<Eigen::Array<double, Eigen::Dynamic, 1>>;
using ConstFlat = Eigen::Map<const Eigen::Array<double, Eigen::Dynamic, 1>>;

template <class Dense>
Flat flat(Dense& matrix) {
    return {matrix.data(), matrix.size()};
}
template <class Dense>
ConstFlat flat(const Dense& matrix) {
    return {matrix.data(), matrix.size()};
}

// l1 Σ|w| has the gradient l1 sign(w).
void add_l1(double l1, const Network<double>& network, Network<double>& gradients) {
    if (l1 == 0) {
        return;
    }
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        flat(gradients.layers[l].W) += l1 * flat(network.layers[l].W).sign();
        flat(gradients.layers[l].b) += l1 * flat(network.layers[l].b).sign();
    }
}

double norm_of(const Network<double>& gradients) {
    double squares = 0;
    for (const Dense<double>& layer : gradients.layers) {
        squares += layer.W.squaredNorm() + layer.b.squaredNorm();
    }
    return std::sqrt(squares);
}

Network<double> zeros_like(Network<double> network) {
    for (Dense<double>& layer : network.layers) {
        layer.W.setZero();
        layer.b.setZero();
    }
    return network;
}

// "−0.0123", with a true minus.
std::string text(double value) {
    const std::string digits = fmt::format("{:.4g}", std::abs(value));
    return std::signbit(value) && value != 0 ? "−" + digits : digits;
}

// As a factor: "(−0.0123)".
std::string factor(double value) {
    return value < 0 ? "(" + text(value) + ")" : text(value);
}

// The operations of one number, gathered in their order.
class Operations {
public:
    Operations(const OptimizerOptions& o, const StepSizes& sizes, const UpdatedNumber& number,
               std::string symbol)
        : o_(o), sizes_(sizes), n_(number), W_(std::move(symbol)), g_(number.slope) {}

    std::vector<UpdateOperation> all() {
        gradient();
        take_step();
        switch (o_.kind) {
            case Optimizer::Sgd:
                next("η g", fmt::format("{} · {}", text(sizes_.eta), factor(g_)));
                break;
            case Optimizer::Momentum:
                momentum();
                next("η m", fmt::format("{} · {}", text(sizes_.eta), factor(m_)));
                break;
            case Optimizer::Nesterov:
                momentum();
                next("η (g + μ m)", fmt::format("{} ({} + {} · {})", text(sizes_.eta), text(g_),
                                                text(o_.momentum), factor(m_)));
                break;
            case Optimizer::RmsProp:
                add("v ← α v + (1 − α) g²",
                    fmt::format("{} · {} + {} · {}²", text(o_.decay), text(n_.v),
                                text(1 - o_.decay), factor(g_)),
                    v_);
                next("η g / (√v + ε)",
                     fmt::format("{} · {} / ({} + {})", text(sizes_.eta), factor(g_),
                                 text(std::sqrt(v_)), text(o_.epsilon)));
                break;
            case Optimizer::Adam:
            case Optimizer::AdamW:
                adam();
                break;
        }
        return std::move(list_);
    }

private:
    void add(std::string formula, std::string numbers, double value) {
        list_.push_back({std::move(formula), std::move(numbers), value});
    }

    void gradient() {
        add(fmt::format("g = ∂L/∂{}", W_), "", g_);
        if (o_.l1 != 0) {
            const double sign = static_cast<double>((n_.w > 0) - (n_.w < 0));
            add(fmt::format("g ← g + λ₁ sign({})", W_),
                fmt::format("{} + {} · {}", text(g_), text(o_.l1), factor(sign)),
                g_ + o_.l1 * sign);
            g_ += o_.l1 * sign;
        }
        const double before = g_;
        if (o_.clip > 0) {
            add("g ← g · min(1, c / ‖g‖)",
                fmt::format("{} · min(1, {} / {})", text(g_), text(o_.clip), text(n_.norm)),
                g_ * sizes_.scale);
        }
        g_ = before * sizes_.scale;
        const double shrink = o_.weight_decay;
        if (shrink != 0 && o_.kind != Optimizer::AdamW) {
            add(fmt::format("g ← g + λ {}", W_),
                fmt::format("{} + {} · {}", text(g_), text(shrink), factor(n_.w)),
                g_ + shrink * n_.w);
            g_ += shrink * n_.w;
        }
    }

    // What the optimiser itself makes of it: m, v and the new number are its own.
    void take_step() {
        using One = Eigen::Array<double, Eigen::Dynamic, 1>;
        One w(1), g(1), m(1), v(1), next(1);
        w << n_.w;
        g << n_.slope + o_.l1 * static_cast<double>((n_.w > 0) - (n_.w < 0));
        m << n_.m;
        v << n_.v;
        step<double>(o_, sizes_, w, g, m, v, next);
        m_ = m(0);
        v_ = v(0);
        next_ = next(0);
    }

    void momentum() {
        add("m ← μ m + g", fmt::format("{} · {} + {}", text(o_.momentum), factor(n_.m), text(g_)),
            m_);
    }

    void adam() {
        const auto t = static_cast<double>(sizes_.t);
        const double m_rest = 1 - std::pow(o_.beta1, t), v_rest = 1 - std::pow(o_.beta2, t);
        const double m_hat = m_ / m_rest, v_hat = v_ / v_rest;
        add("m ← β₁ m + (1 − β₁) g",
            fmt::format("{} · {} + {} · {}", text(o_.beta1), factor(n_.m), text(1 - o_.beta1),
                        factor(g_)),
            m_);
        add("v ← β₂ v + (1 − β₂) g²",
            fmt::format("{} · {} + {} · {}²", text(o_.beta2), text(n_.v), text(1 - o_.beta2),
                        factor(g_)),
            v_);
        add("m̂ = m / (1 − β₁ᵗ)",
            fmt::format("{} / (1 − {}^{})", text(m_), text(o_.beta1), sizes_.t), m_hat);
        add("v̂ = v / (1 − β₂ᵗ)",
            fmt::format("{} / (1 − {}^{})", text(v_), text(o_.beta2), sizes_.t), v_hat);
        double w = n_.w;
        if (o_.kind == Optimizer::AdamW) {
            w *= 1 - sizes_.eta * o_.weight_decay;
            add(fmt::format("{0} ← (1 − η λ) {0}", W_),
                fmt::format("(1 − {} · {}) · {}", text(sizes_.eta), text(o_.weight_decay),
                            factor(n_.w)),
                w);
        }
        next("η m̂ / (√v̂ + ε)",
             fmt::format("{} · {} / ({} + {})", text(sizes_.eta), factor(m_hat),
                         text(std::sqrt(v_hat)), text(o_.epsilon)),
             w);
    }

    void next(std::string_view change, const std::string& numbers,
              std::optional<double> from = std::nullopt) {
        add(fmt::format("{0} ← {0} − {1}", W_, change),
            fmt::format("{} − {}", text(from.value_or(n_.w)), numbers), next_);
    }

    const OptimizerOptions& o_;
    const StepSizes& sizes_;
    const UpdatedNumber& n_;
    std::string W_;
    double g_;
    double m_ = 0, v_ = 0, next_ = 0;
    std::vector<UpdateOperation> list_;
};

}  // namespace

double gradient_norm(const OptimizerOptions& options, const Network<double>& network,
                     const Network<double>& gradients) {
    Network<double> g = gradients;
    add_l1(options.l1, network, g);
    return norm_of(g);
}

SingleUpdate updated(const OptimizerOptions& options, double learning_rate,
                     const Network<double>& network, Network<double> gradients,
                     const OptimizerState<double>& state) {
    SingleUpdate done{network, state, 0};
    if (has_m(options.kind) && state.m.layers.empty()) {
        done.state.m = zeros_like(network);
    }
    if (has_v(options.kind) && state.v.layers.empty()) {
        done.state.v = zeros_like(network);
    }
    ++done.state.updates;
    add_l1(options.l1, network, gradients);
    const StepSizes sizes{learning_rate, done.state.updates,
                          options.clip > 0 ? clip_scale(norm_of(gradients), options.clip) : 1};
    Matrix<double> nothing;
    const auto take = [&](auto symbol, std::size_t l) {
        const auto part = [&](bool has, Network<double>& all) -> Flat {
            return has ? flat(all.layers[l].*symbol) : flat(nothing);
        };
        return step<double>(
            options, sizes, flat(network.layers[l].*symbol), flat(gradients.layers[l].*symbol),
            part(has_m(options.kind), done.state.m), part(has_v(options.kind), done.state.v),
            flat(done.network.layers[l].*symbol));
    };
    // Gradients come from the last layer: where several are bad, it began there.
    for (std::size_t l = network.layers.size(); l-- > 0;) {
        const bool W = take(&Dense<double>::W, l), b = take(&Dense<double>::b, l);
        if (!(W && b) && done.not_finite == 0) {
            done.not_finite = static_cast<int>(l) + 1;
        }
    }
    return done;
}

std::vector<UpdateOperation> operations_of(const OptimizerOptions& options, const StepSizes& sizes,
                                           const UpdatedNumber& number, const std::string& symbol) {
    return Operations(options, sizes, number, symbol).all();
}

}  // namespace layerwise
