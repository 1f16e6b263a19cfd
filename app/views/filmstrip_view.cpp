#include "app/views/filmstrip_view.h"

#include <cassert>

#include <fmt/format.h>

#include "core/session/preparation.h"

namespace layerwise {
namespace {

int class_of(const Vector<double>& y_hat) {
    Index best = 0;
    y_hat.maxCoeff(&best);
    return static_cast<int>(best);
}

// ŷ with those stages on.
Vector<double> read_with(const Session& session, const Preparation& preparation) {
    const DigitStages stages = *digit_stages(session, preparation);
    return predict(*session.example.network, flatten(stages.centred)).col(0);
}

bool& part(Preparation& preparation, std::string_view stage) {
    assert(stage == "crop" || stage == "scale" || stage == "center");
    return stage == "crop"    ? preparation.crop
           : stage == "scale" ? preparation.scale
                              : preparation.center;
}

std::string shape_text(const Image& image) {
    return image.size() == 0 ? "no ink" : fmt::format("{} × {}", image.rows(), image.cols());
}

std::string source_caption(const Input& input) {
    switch (input.source) {
        case Input::Source::Drawing:
            return "strokes";
        case Input::Source::File:
            return "file, as ink";
        default:
            return "test image";
    }
}

FilmstripStage stage(std::string name, std::string caption, const Image& picture) {
    FilmstripStage made;
    made.name = std::move(name);
    made.caption = std::move(caption);
    made.shape = shape_text(picture);
    made.picture = picture.cast<double>();
    return made;
}

}  // namespace

Preparation turned(Preparation preparation, std::string_view stage) {
    bool& on = part(preparation, stage);
    on = !on;
    return preparation;
}

FilmstripView filmstrip_view(const Session& session, std::uint64_t version) {
    FilmstripView view;
    view.version = version;
    view.preparation = session.example.input.preparation;
    const auto stages = digit_stages(session, view.preparation);
    if (!stages) {
        return view;
    }
    view.available = true;
    view.complete = read_with(session, Preparation{});
    view.read = class_of(view.complete);
    view.now = probabilities(session);
    view.stages = {stage("", source_caption(session.example.input), stages->source),
                   stage("crop", "crop", stages->cropped), stage("scale", "scale", stages->fitted),
                   stage("center", "centre", stages->centred),
                   stage("", "numbers", stages->centred)};
    view.stages.back().shape = fmt::format("{} × 1", stages->centred.size());
    for (FilmstripStage& one : view.stages) {
        if (one.name.empty()) {
            continue;
        }
        Preparation with = view.preparation;
        one.on = part(with, one.name);
        part(with, one.name) = true;
        const Vector<double> on = read_with(session, with);
        const Vector<double> off = read_with(session, turned(with, one.name));
        one.with = on(view.read);
        one.without = off(view.read);
        one.read_with = class_of(on);
        one.read_without = class_of(off);
    }
    return view;
}

}  // namespace layerwise
