#include "app/panels/space_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "app/draw/cells.h"
#include "app/draw/formula.h"
#include "app/draw/widgets.h"
#include "app/panels/morph.h"
#include "app/panels/space_pane.h"
#include "app/panels/spectrum_panel.h"
#include "app/views/stage_view.h"
#include "core/trace/element.h"
#include "core/trace/notation.h"

namespace layerwise {
namespace {

constexpr float kReach = 11;              // design units: how near an arrowhead must be
constexpr float kOrbit = 0.01F;           // radians a pixel
constexpr float kSteepest = 1.5F;         // radians
constexpr double kNumberPerPixel = 0.01;  // of a dragged number

class SmallSpace {
public:
    SmallSpace(const Ui& ui, const Snapshot& shot, UiState& state, int layer, Index sample,
               Commands& out)
        : ui_(ui),
          shot_(shot),
          trace_(*shot.session.trace),
          state_(state),
          layer_(layer),
          sample_(sample),
          out_(out) {}

    void draw(Rect rect) {
        advance_morph(ui_, shot_, state_, layer_, stage_of(shot_.session), kLastStage);
        refresh();
        const float rows = static_cast<float>(std::max(scene().map.W.rows(), scene().map.W.cols()));
        const bool low = rect.height() < ui_.px(420);
        const float cell = ui_.px(low ? 22 : 30);
        Rect top = rect.cut_top(ui_.px(46) + rows * cell);
        Rect bar = rect.cut_bottom(ui_.px(38));
        rect.cut_bottom(ui_.px(8));
        facts(top);
        numbers(top, cell);
        panes(rect);
        const std::string f = spoken(scene().map.f);
        const std::array<std::string_view, 4> names{"x", "W x", "+ b", f};
        bar.y0 += ui_.px(6);
        morph_bar(ui_, state_, bar, names);
    }

private:
    const SpaceScene& scene() const { return *scene_; }

    void refresh() {
        const SpaceViewState& own = state_.space;
        const bool given = layer_ == 1;
        const std::uint64_t key =
            heatmap_key(shot_.version, layer_, sample_, std::llround(own.stage * 1e6), given);
        scene_ = own.scene;
        if (scene_ == nullptr || scene_->key != key) {
            auto scene = std::make_shared<SpaceScene>(
                space_scene(layer_map(shot_.session, layer_, sample_), own.stage, given));
            scene->key = key;
            // A dragged arrow must not change the scale under the hand.
            if (own.held && scene_ != nullptr) {
                scene->reach = std::max(scene_->reach, scene->reach);
            }
            scene_ = scene;
            state_.space.scene = scene_;
        }
    }

    // det, rank, singular values, motions, what is lost: beside the numbers.
    void facts(Rect& top) {
        const std::vector<std::string>& lines = scene().facts;
        float width = 0;
        for (const std::string& line : lines) {
            width = std::max(width, text_size(ui_.fonts.mono_small, line).x);
        }
        width = std::min(width, top.width() * 0.42F);
        Rect column = top.cut_right(width + ui_.px(4));
        top.cut_right(ui_.px(18));
        ui_.items.add("space.facts", column);
        column.y0 += ui_.px(8);
        const float step = std::min(ui_.px(21), column.height() / static_cast<float>(lines.size()));
        for (std::size_t k = 0; k < lines.size(); ++k) {
            ui_.text_in(ui_.fonts.mono_small, column.cut_top(step),
                        k < 2 ? ui_.theme.text : ui_.theme.muted,
                        ui_.fitted(ui_.fonts.mono_small, lines[k], column.width()));
        }
    }

    // W · x + b = z → a, in numbers that can be dragged.
    void numbers(const Rect& rect, float cell) {
        struct Part {
            Symbol symbol;
            int layer;
            const char* sign;  // after it
        };
        const std::array<Part, 5> parts{{{Symbol::W, layer_, "·"},
                                         {Symbol::A, layer_ - 1, "+"},
                                         {Symbol::B, layer_, "="},
                                         {Symbol::Z, layer_, "→"},
                                         {Symbol::A, layer_, ""}}};
        const Index in = scene().map.W.cols();
        const auto columns = static_cast<float>(in + 4);
        const float signs = 4 * ui_.px(26);
        const float width = std::clamp((rect.width() - signs) / columns, ui_.px(30), ui_.px(58));
        const float height = cell * static_cast<float>(std::max(scene().map.W.rows(), in));
        const float middle = rect.y0 + ui_.px(26) + height / 2;
        float x = rect.x0;
        for (const Part& part : parts) {
            const int index = find_index(trace_, part.symbol, part.layer);
            const Tensor& tensor = trace_.tensors[static_cast<std::size_t>(index)];
            const Index cols = part.symbol == Symbol::W ? in : 1;
            const Index rows = tensor.value.rows();
            const Rect place{x, middle - cell * static_cast<float>(rows) / 2,
                             x + width * static_cast<float>(cols),
                             middle + cell * static_cast<float>(rows) / 2};
            operand(index, tensor, place);
            x = place.x1;
            const Rect sign{x, middle - ui_.px(16), x + ui_.px(26), middle + ui_.px(16)};
            ui_.text_in(ui_.fonts.label.upright, sign, ui_.theme.muted, part.sign, Align::Center);
            x = sign.x1;
        }
    }

    void operand(int index, const Tensor& tensor, const Rect& place) {
        const SetFormula set =
            set_formula(ui_, symbol_formula(trace_, index, Convention::Column), FormulaSize::Label);
        draw_formula(ui_, set, FormulaSize::Label,
                     {place.center().x - set.width / 2, place.y0 - ui_.px(6) - set.descent},
                     ui_.theme.text);
        const bool is_batch = tensor.layout == Layout::Samples && trace_.samples > 1;
        Matrix<double> own;
        CellsDrawing drawing;
        if (is_batch) {
            own = tensor.value.col(sample_);
        }
        drawing.heatmap = {is_batch ? &own : &tensor.value,
                           heatmap_key(shot_.version, index, sample_, 91), false, &ui_.theme.values,
                           shot_.facts.ranges[static_cast<std::size_t>(index)]};
        const CellsPress hit = draw_cells(ui_, "space." + tensor.name, place, drawing);
        if (hit.row) {
            const Cell cell{*hit.row, is_batch ? sample_ : *hit.col};
            state_.hovered = StageCell{index, cell};
            number_pressed(tensor, cell, hit.press);
        }
        drag_number(index, tensor, hit.press);
    }

    static bool is_given(const Tensor& tensor) {
        return tensor.symbol == Symbol::W || tensor.symbol == Symbol::B ||
               tensor.symbol == Symbol::X;
    }

    void number_pressed(const Tensor& tensor, Cell cell, const Press& hit) {
        if (!is_given(tensor)) {
            return;
        }
        if (!hit.held && !state_.edit) {
            tip(ui_, "Drag to change it; double-click to type it");
        }
        if (hit.double_clicked) {
            state_.edit = NumberEdit{tensor.symbol,
                                     tensor.layer,
                                     cell,
                                     fmt::format("{:.6g}", tensor.value(cell.row, cell.col)),
                                     ImGui::GetIO().MousePos,
                                     true};
        }
    }

    // A held number follows the pointer's way to the right, from cell to cell of no matter which.
    void drag_number(int index, const Tensor& tensor, const Press& hit) {
        SpaceViewState& own = state_.space;
        if (!is_given(tensor)) {
            return;
        }
        const ImGuiIO& io = ImGui::GetIO();
        if (hit.held && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
            own.number = state_.hovered;
            own.held_changed = false;
        }
        if (!hit.held || !own.number || own.number->tensor != index) {
            return;
        }
        const double by =
            static_cast<double>(io.MouseDelta.x) / static_cast<double>(ui_.scale) * kNumberPerPixel;
        if (by != 0) {
            const Cell cell = own.number->cell;
            const double value = tensor.value(cell.row, cell.col) + by;
            edit(
                {tensor.symbol, tensor.layer, cell.row, cell.col, std::round(value * 1000) / 1000});
        }
    }

    void edit(const EditValue& value) {
        out_.emplace_back(ToSession{value, state_.space.held_changed});
        state_.space.held_changed = true;
    }

    void panes(const Rect& rect) {
        ui_.fill(rect, ui_.theme.card, ui_.px(10));
        ui_.outline(rect, ui_.theme.line, ui_.px(10));
        Rect right = rect;
        const Rect left = right.cut_left(std::floor(rect.width() * 0.46F));
        ui_.line({left.x1 + 0.5F, rect.y0}, {left.x1 + 0.5F, rect.y1}, ui_.theme.line);
        pane("space.input", left, scene().input, false);
        pane("space.output", right, scene().output, true);
    }

    void pane(const char* name, const Rect& rect, const SpacePane& pane, bool is_output) {
        SpaceViewState& own = state_.space;
        Rect inside = rect.inset(ui_.px(8));
        const Rect head = inside.cut_top(ui_.px(18));
        const SpaceCamera camera(inside, scene().reach, own.yaw, own.pitch, pane.flatness);
        const Press hit = press(ui_, name, rect.inset(1));
        const ImVec2 pointer = ImGui::GetIO().MousePos;
        const SpaceArrow* under =
            hit.hovered ? arrow_at(pane, camera, pointer, ui_.px(kReach)) : nullptr;
        hold(hit, pane, camera, under, is_output);

        PaneDrawing drawing{pane, is_output ? &scene().input : nullptr,
                            is_output ? ui_.theme.forward : ui_.theme.muted, own.held};
        if (is_output && scene().input.dimensions != pane.dimensions) {
            drawing.behind = nullptr;
        }
        if (under != nullptr) {
            drawing.lit = under->handle;
        }
        draw_pane(ui_, rect.inset(1), camera, drawing);
        if (!is_output) {
            for (const Point3& direction : scene().lost) {
                draw_direction(ui_, camera, direction, scene().reach, ui_.theme.negative);
            }
        }
        for (const SpaceArrow& arrow : pane.arrows) {
            name_arrow(name, arrow, camera, is_output);
        }
        title(head, is_output);
    }

    void title(const Rect& head, bool is_output) const {
        ui_.text_in(ui_.fonts.small, head.inset(ui_.px(6), 0), ui_.theme.muted,
                    is_output ? output_title() : input_title());
    }

    std::string input_title() const {
        std::string text = fmt::format("input space  {}", layer_ == 1 ? "x" : "a of layer below");
        if (!scene().lost.empty()) {
            text += " · dashed: lost";
        }
        return text;
    }

    std::string output_title() const {
        const double stage = state_.space.stage;
        const std::string f = spoken(scene().map.f);
        const char* name = layer_ == 1 ? "x" : "a";
        if (stage <= 0) {
            return fmt::format("before W  {}", name);
        }
        if (stage <= 1) {
            return fmt::format("output space  W {}", name);
        }
        if (stage <= 2) {
            return fmt::format("output space  z = W {} + b", name);
        }
        const bool folds =
            scene().map.f == Activation::Relu || scene().map.f == Activation::LeakyRelu;
        const bool nothing = scene().map.f == Activation::Identity;
        return fmt::format("output space  a = {}(z){}", f,
                           nothing ? ": nothing moves"
                           : folds ? ": the fold"
                                   : ": the squash");
    }

    // Where scripts and tests find the arrowheads.
    void name_arrow(const char* pane, const SpaceArrow& arrow, const SpaceCamera& camera,
                    bool is_output) const {
        const ImVec2 head = camera.place(arrow.to);
        const float r = ui_.px(6);
        std::string name = std::string(pane) + ".";
        switch (arrow.kind) {
            case SpaceArrow::Kind::Basis:
                name += fmt::format("e{}", arrow.index + 1);
                break;
            case SpaceArrow::Kind::Sample:
                name += is_output ? "z" : "x";
                break;
            case SpaceArrow::Kind::Shift:
                name += "b";
                break;
        }
        ui_.items.add(name, {head.x - r, head.y - r, head.x + r, head.y + r});
    }

    // A press on an arrowhead drags it; one beside turns the camera.
    void hold(const Press& hit, const SpacePane& pane, const SpaceCamera& camera,
              const SpaceArrow* under, bool is_output) {
        SpaceViewState& own = state_.space;
        const ImGuiIO& io = ImGui::GetIO();
        if (hit.held && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
            own.held = under != nullptr ? under->handle : std::nullopt;
            own.held_changed = false;
            own.held_in_output = is_output;
        }
        if (hit.hovered && !hit.held) {
            if (under != nullptr) {
                tip(ui_, under->handle->kind == SpaceHandle::Kind::Input ? "Drag x: W x follows"
                         : under->handle->kind == SpaceHandle::Kind::Bias
                             ? "Drag b: all of space is shifted"
                             : "Drag a column of W: where a basis vector lands");
            } else if (pane.flatness < 1 && hit.double_clicked) {
                own.yaw = SpaceViewState{}.yaw;
                own.pitch = SpaceViewState{}.pitch;
            }
        }
        const bool moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
        if (!hit.held || own.held_in_output != is_output || !moved ||
            ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
            if (!io.MouseDown[0]) {
                own.held.reset();
            }
            return;
        }
        if (own.held) {
            drag(*own.held, pane, camera);
        } else if (pane.dimensions == 3) {
            own.yaw -= io.MouseDelta.x / ui_.scale * kOrbit;
            own.pitch =
                std::clamp(own.pitch + io.MouseDelta.y / ui_.scale * kOrbit, -kSteepest, kSteepest);
        }
    }

    void drag(const SpaceHandle& handle, const SpacePane& pane, const SpaceCamera& camera) {
        const auto arrow = std::ranges::find_if(
            pane.arrows, [&](const SpaceArrow& one) { return one.handle == handle; });
        if (arrow == pane.arrows.end()) {
            return;
        }
        const bool is_input = handle.kind == SpaceHandle::Kind::Input;
        const Index dimensions = is_input ? scene().map.W.cols() : scene().map.W.rows();
        const Point3 to = arrow->to + camera.moved(ImGui::GetIO().MouseDelta, dimensions);
        for (EditValue value :
             dragged(scene().map, layer_, sample_, handle, to, state_.space.stage)) {
            value.value = std::round(value.value * 1e4) / 1e4;
            edit(value);
        }
    }

    const Ui& ui_;
    const Snapshot& shot_;
    const Trace& trace_;
    UiState& state_;
    int layer_;
    Index sample_;
    Commands& out_;
    std::shared_ptr<const SpaceScene> scene_;
};

}  // namespace

Commands space_stage(const Ui& ui, const Snapshot& shot, UiState& state, Rect rect) {
    Commands out;
    const Trace& trace = *shot.session.trace;
    const int layer = space_layer(shot.session);
    const int step = shot.session.cursor.step;
    const Step& here = trace.steps[static_cast<std::size_t>(step)];
    const Index sample =
        trace.result(here).layout == Layout::Samples ? shown_cell(shot, state, step).col : 0;
    state.hovered.reset();
    if (is_small(trace, layer)) {
        SmallSpace(ui, shot, state, layer, sample, out).draw(rect);
    } else {
        spectrum_panel(ui, shot, state, layer, sample, rect);
    }
    return out;
}

}  // namespace layerwise
