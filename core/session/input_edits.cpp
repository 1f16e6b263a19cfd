// Edits of what goes into the network: pictures, drawings, targets.
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/data/image.h"
#include "core/session/applied.h"

namespace layerwise {
namespace {

Matrix<double> one_hot_column(Index classes, int label) {
    Matrix<double> y = Matrix<double>::Zero(classes, 1);
    y(label, 0) = 1;
    return y;
}

// The picture x becomes the input; its target is what the network reads in it until told.
void set_picture(Session& session, Matrix<double> x, Input::Source source) {
    Input& input = session.example.input;
    const Index image = input.image;
    input = Input{};
    input.image = image;  // the test image to go back to
    input.source = source;
    input.x = std::move(x);
    input.label = arg_max(predict(*session.example.network, input.x));
    input.y = one_hot_column(session.example.network->outputs(), input.label);
}

std::optional<Error> no_picture(const Session& session) {
    if (session.example.images == nullptr) {
        return Error{fmt::format("{}: expected an example that reads pictures, such as digits",
                                 session.example.id)};
    }
    return std::nullopt;
}

}  // namespace

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
    set_picture(session, flatten(normalize_picture(*picture).centred), Input::Source::File);
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
    set_picture(session, flatten(normalize_digit(paint(draw.strokes)).centred),
                Input::Source::Drawing);
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
