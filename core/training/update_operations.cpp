// An update of one number, operation by operation.
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/training/single_update.h"

namespace layerwise {
namespace {

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
            const auto sign = static_cast<double>((n_.w > 0) - (n_.w < 0));
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

std::vector<UpdateOperation> operations_of(const OptimizerOptions& options, const StepSizes& sizes,
                                           const UpdatedNumber& number, const std::string& symbol) {
    return Operations(options, sizes, number, symbol).all();
}

}  // namespace layerwise
