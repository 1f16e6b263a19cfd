#include "app/panels/training_options.h"

#include <array>
#include <vector>

#include <fmt/format.h>

#include "app/draw/toggle.h"
#include "app/draw/widgets.h"

namespace layerwise {
namespace {

constexpr float kWidth = 420, kPadding = 10;
constexpr float kCaption = 17, kSegments = 26, kField = 28, kGap = 6, kSection = 9;

struct FieldSpec {
    std::string_view name;  // among the flags
    std::string* text;
};

// The menu from top to bottom; the height is known only when all has been drawn once.
class OptionsMenu {
public:
    OptionsMenu(const Ui& ui, const Snapshot& shot, UiState& state, Commands& out)
        : ui_(ui), shot_(shot), choices_(state.training), state_(state), out_(out) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        begin_ = at;
        rest_ = {at.x + ui.px(kPadding - 8), at.y, at.x + ui.px(kWidth - kPadding - 8),
                 at.y + ui.px(1000)};
    }

    void draw() {
        optimizer();
        schedule();
        TrainingFields& f = choices_.fields;
        caption("options.regularisation");
        fields({{"weight-decay", &f.weight_decay},
                {"l1", &f.l1},
                {"dropout", &f.dropout},
                {"clip", &f.clip}});
        caption("options.run");
        fields({{"batch", &f.batch},
                {"epochs", &f.epochs},
                {"seed", &f.seed},
                {"early-stop", &f.early_stop}});
        initializer();
        foot();
        ImGui::SetCursorScreenPos(begin_);
        ImGui::Dummy({ui_.px(kWidth - 16), rest_.y0 - begin_.y});
    }

private:
    Rect row(float height) {
        const Rect cut = rest_.cut_top(ui_.px(height));
        rest_.cut_top(ui_.px(kGap));
        return cut;
    }

    void caption(std::string_view key) {
        ui_.text_in(ui_.fonts.small, rest_.cut_top(ui_.px(kCaption)), ui_.theme.muted, ui_.tr(key));
        rest_.cut_top(ui_.px(2));
    }

    // Fields side by side, each with what it is when the pointer rests on it.
    void fields(const std::vector<FieldSpec>& specs) {
        Rect line = row(kField);
        rest_.cut_top(ui_.px(kSection - kGap));
        const auto count = static_cast<float>(specs.size());
        const float each = (line.width() - (count - 1) * ui_.px(kGap)) / count;
        for (const FieldSpec& spec : specs) {
            const Rect at = line.cut_left(each);
            line.cut_left(ui_.px(kGap));
            text_field(ui_, fmt::format("options.{}", spec.name), at, *spec.text,
                       ui_.tr(fmt::format("options.short.{}", spec.name)));
            if (ImGui::IsWindowHovered() && at.contains(ImGui::GetIO().MousePos)) {
                tip(ui_, ui_.tr(fmt::format("options.tip.{}", spec.name)));
            }
        }
    }

    // One of several by their names in the program; their labels are of the catalogue.
    template <class Name>
    std::optional<std::size_t> choose(std::string_view group, const std::vector<Name>& names,
                                      std::size_t selected) {
        std::vector<std::string> controls;
        std::vector<Segment> parts;
        controls.reserve(names.size());
        parts.reserve(names.size());
        for (const Name& name : names) {
            controls.push_back(fmt::format("options.{}.{}", group, name));
        }
        for (const std::string& control : controls) {
            parts.push_back({control, ui_.tr(control)});
        }
        return segments(ui_, row(kSegments), parts, selected);
    }

    void optimizer() {
        caption("options.optimiser");
        std::vector<std::string_view> names;
        std::size_t selected = 0;
        for (const Optimizer kind : all_optimizers()) {
            selected = choices_.fields.optimizer == name(kind) ? names.size() : selected;
            names.push_back(name(kind));
        }
        if (const auto k = choose("optimizer", names, selected)) {
            take(all_optimizers()[selected], all_optimizers()[*k]);
        }
        TrainingFields& f = choices_.fields;
        ui_.text_in(ui_.fonts.mono_small, row(16), ui_.theme.text,
                    ui_.fitted(ui_.fonts.mono_small,
                               ui_.tr(fmt::format("options.rule.{}", f.optimizer)), rest_.width()));
        switch (optimizer_from_name(f.optimizer).value_or(Optimizer::Sgd)) {
            case Optimizer::Sgd:
                return;
            case Optimizer::Momentum:
            case Optimizer::Nesterov:
                return fields({{"momentum", &f.momentum}});
            case Optimizer::RmsProp:
                return fields({{"decay", &f.decay}, {"epsilon", &f.epsilon}});
            case Optimizer::Adam:
            case Optimizer::AdamW:
                return fields({{"beta1", &f.beta1}, {"beta2", &f.beta2}, {"epsilon", &f.epsilon}});
        }
    }

    // η goes along where it was the usual one of the optimiser before.
    void take(Optimizer before, Optimizer now) {
        choices_.fields.optimizer = name(now);
        const double usual = usual_learning_rate(now);
        const double rate = shot_.session.example.learning_rate;
        if (rate == usual_learning_rate(before) && rate != usual) {
            out_.emplace_back(ToSession{SetLearningRate{usual}});
        }
    }

    void schedule() {
        caption("options.schedule-title");
        std::vector<std::string_view> names;
        std::size_t selected = 0;
        for (const Schedule kind : all_schedules()) {
            selected = choices_.schedule == name(kind) ? names.size() : selected;
            names.push_back(name(kind));
        }
        if (const auto k = choose("schedule", names, selected)) {
            choices_.schedule = names[*k];
        }
        TrainingFields& f = choices_.fields;
        std::vector<FieldSpec> specs{{"warmup", &f.warmup}};
        switch (schedule_from_name(choices_.schedule).value_or(Schedule::Constant)) {
            case Schedule::Constant:
                break;
            case Schedule::Step:
                specs.push_back({"step-epochs", &f.step_epochs});
                specs.push_back({"step-factor", &f.step_factor});
                break;
            case Schedule::Cosine:
                specs.push_back({"final-lr", &choices_.final_lr});
                break;
        }
        fields(specs);
    }

    void initializer() {
        caption("options.initialiser");
        std::vector<std::string_view> names{"auto"};
        std::size_t selected = 0;
        for (const Initializer kind : all_initializers()) {
            selected = choices_.initializer == kind ? names.size() : selected;
            names.push_back(name(kind));
        }
        if (const auto k = choose("init", names, selected)) {
            choices_.initializer =
                *k == 0 ? std::nullopt : std::optional(all_initializers()[*k - 1]);
        }
    }

    // What is wrong with all this, else for when it is; and the way back.
    void foot() {
        if (shot_.session.example.images != nullptr) {
            Rect line = row(22);
            const float width = text_size(ui_.fonts.small, ui_.tr("options.augment")).x;
            if (toggle(ui_, "options.augment", line.cut_left(width + ui_.px(34)),
                       ui_.tr("options.augment"), choices_.augment)) {
                choices_.augment = !choices_.augment;
            }
        }
        Rect line = row(26);
        if (button(ui_, "options.defaults", line.cut_right(ui_.px(84)),
                   ui_.tr("options.defaults"))) {
            const TrainingFields before = choices_.fields;
            choices_ = {};
            choices_.fields.batch = fmt::format("{}", shot_.session.example.batch);
            choices_.fields.epochs = fmt::format("{}", shot_.session.example.epochs);
            take(optimizer_from_name(before.optimizer).value_or(Optimizer::Sgd), Optimizer::Sgd);
        }
        line.cut_right(ui_.px(kGap));
        const auto called = [&](std::string_view field) { return field_called(ui_.words, field); };
        const auto options = options_of(choices_, state_.rate_text, called);
        ui_.items.add("options.problem", line, !options);
        const std::string text =
            options ? std::string(ui_.tr("options.note")) : options.error().message;
        ui_.text_in(ui_.fonts.small, line, options ? ui_.theme.muted : ui_.theme.warning,
                    ui_.fitted(ui_.fonts.small, text, line.width()));
        if (!options && ImGui::IsWindowHovered() && line.contains(ImGui::GetIO().MousePos)) {
            tip(ui_, text);
        }
    }

    const Ui& ui_;
    const Snapshot& shot_;
    TrainingChoices& choices_;
    UiState& state_;
    Commands& out_;
    ImVec2 begin_;
    Rect rest_;
};

}  // namespace

void training_options(const Ui& ui, const Snapshot& shot, UiState& state, const Rect& rect,
                      Commands& out) {
    constexpr float kTallest = 442;
    const std::string label =
        std::string(ui.tr(fmt::format("options.optimizer.{}", state.training.fields.optimizer)));
    if (begin_menu(ui, "options", rect, "", label, ui.px(kWidth), ui.px(kTallest))) {
        OptionsMenu(ui, shot, state, out).draw();
        end_menu();
    }
}

std::string field_called(const Catalogue& words, std::string_view field) {
    const std::string key = fmt::format("options.field.{}", field);
    return std::string(has(words, key) ? tr(words, key) : field);
}

}  // namespace layerwise
