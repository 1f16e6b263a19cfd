// Edits of what goes into the network: pictures, drawings, targets.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/data/image.h"
#include "core/session/applied.h"

namespace layerwise {
Result<Session> applied(Session session, const ShowImage& show) {
    if (const auto error = no_picture(session)) {
        return *error;
    }
    Result<Input> input = test_image_input(*session.example.images, show.image, 1,
                                           session.example.network->outputs());
    if (!input) {
        return input.error();
    }
    session.example.input = *std::move(input);
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const ShowFile& show) {
    if (const auto error = no_picture(session)) {
        return *error;
    }
    const Result<Image> picture = read_png(show.path);
    if (!picture) {
        return picture.error();
    }
    DigitStages stages = normalize_picture(*picture);
    const bool ready = stages.source.rows() == stages.centred.rows() &&
                       stages.source.cols() == stages.centred.cols() &&
                       stages.source == stages.centred;
    set_picture(session, std::move(stages.source), ready, Input::Source::File);
    session.example.input.file = show.path.string();
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const OpenData& open) {
    if (const auto error = no_picture(session)) {
        return *error;
    }
    Result<ImageSet> images = load_test_set(open.folder);
    if (!images) {
        return images.error();
    }
    if (images->pixels_per_image() != session.example.network->inputs()) {
        return Error{fmt::format("{}: expected images of {} pixels, found {} × {}",
                                 open.folder.string(), session.example.network->inputs(),
                                 images->rows, images->cols)};
    }
    const Index classes = session.example.network->outputs();
    const auto largest = std::ranges::max_element(images->labels);
    if (largest != images->labels.end() && *largest >= classes) {
        return Error{fmt::format("{}: expected labels from 0 to {}, found {}", open.folder.string(),
                                 classes - 1, *largest)};
    }
    session.example.images = std::make_shared<const ImageSet>(*std::move(images));
    session.data = open.folder;
    return applied(std::move(session), ShowImage{0});
}

Result<Session> applied(Session session, const Draw& draw) {
    if (const auto error = no_picture(session)) {
        return *error;
    }
    set_picture(session, paint(draw.strokes), false, Input::Source::Drawing);
    session.example.input.strokes = draw.strokes;
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const SetTarget& set) {
    Input& input = session.example.input;
    if (set.label < 0 || set.label >= input.y.rows()) {
        return Error{
            fmt::format("expected a class from 0 to {}, found {}", input.y.rows() - 1, set.label)};
    }
    input.label = set.label;
    input.y = one_hot_column(input.y.rows(), set.label).replicate(1, input.x.cols());
    return retraced(std::move(session));
}

}  // namespace layerwise
