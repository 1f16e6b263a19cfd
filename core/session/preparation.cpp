#include "core/session/preparation.h"

#include <utility>

#include <fmt/format.h>

#include "core/session/applied.h"

namespace layerwise {
namespace {

DigitStages stages_of(const Image& ink, bool ready, const Preparation& preparation) {
    DigitStages stages = normalize_digit(ink, preparation);
    if (ready && preparation.is_complete()) {
        stages.centred = ink;
    }
    return stages;
}

bool is_test_image(const Input& input) {
    return input.source == Input::Source::TestImage;
}

}  // namespace

Matrix<double> one_hot_column(Index classes, int label) {
    Matrix<double> y = Matrix<double>::Zero(classes, 1);
    y(label, 0) = 1;
    return y;
}

std::optional<Error> no_picture(const Session& session) {
    if (session.example.images == nullptr) {
        return Error{fmt::format("{}: expected an example that reads pictures, such as digits",
                                 session.example.id)};
    }
    return std::nullopt;
}

void set_picture(Session& session, Image ink, bool ready, Input::Source source) {
    Input& input = session.example.input;
    Input fresh;
    fresh.image = input.image;  // the test image to go back to
    fresh.preparation = input.preparation;
    fresh.source = source;
    fresh.ready = ready;
    fresh.x = flatten(stages_of(ink, ready, fresh.preparation).centred);
    fresh.ink = std::make_shared<const Image>(std::move(ink));
    fresh.label = arg_max(predict(*session.example.network, fresh.x));
    fresh.y = one_hot_column(session.example.network->outputs(), fresh.label);
    input = std::move(fresh);
}

std::optional<Image> ink_of(const Session& session) {
    const Example& example = session.example;
    const Input& input = example.input;
    if (example.images == nullptr || input.x.cols() != 1) {
        return std::nullopt;
    }
    if (input.ink != nullptr) {
        return *input.ink;
    }
    if (!is_test_image(input)) {
        return std::nullopt;
    }
    // Pixels are kept row by row.
    const Image pixels = image_vector(*example.images, input.image).cast<float>();
    return Image(pixels.reshaped(example.images->cols, example.images->rows).transpose());
}

std::optional<DigitStages> digit_stages(const Session& session, const Preparation& preparation) {
    const std::optional<Image> ink = ink_of(session);
    if (!ink) {
        return std::nullopt;
    }
    const Input& input = session.example.input;
    return stages_of(*ink, input.ready || is_test_image(input), preparation);
}

Result<Session> applied(Session session, const SetPreparation& set) {
    if (const auto error = no_picture(session)) {
        return *error;
    }
    const std::optional<DigitStages> stages = digit_stages(session, set.preparation);
    if (!stages) {
        return Error{
            "expected one drawing, file or test image to prepare, found a batch or "
            "painted pixels"};
    }
    const bool is_guess =
        !is_test_image(session.example.input) && session.example.input.label == prediction(session);
    Input& input = session.example.input;
    input.preparation = set.preparation;
    // A test image's own numbers come back to the last bit.
    const bool as_stored = is_test_image(input) && set.preparation.is_complete();
    input.x =
        as_stored ? image_vector(*session.example.images, input.image) : flatten(stages->centred);
    if (is_guess) {
        // Nobody said what the drawing is: its target stays what is read in it.
        input.label = arg_max(predict(*session.example.network, input.x));
        input.y = one_hot_column(input.y.rows(), input.label);
    }
    return retraced(std::move(session));
}

Result<Session> applied(Session session, const PaintInput& paint) {
    if (const auto error = no_picture(session)) {
        return *error;
    }
    const Network<double>& network = *session.example.network;
    if (paint.x.size() != network.inputs() || !paint.x.allFinite() || paint.x.minCoeff() < 0 ||
        paint.x.maxCoeff() > 1) {
        return Error{fmt::format("expected {} pixels from 0 to 1, found {} or others",
                                 network.inputs(), paint.x.size())};
    }
    if (paint.label < 0 || paint.label >= network.outputs()) {
        return Error{fmt::format("expected a class from 0 to {}, found {}", network.outputs() - 1,
                                 paint.label)};
    }
    Input fresh;
    fresh.image = session.example.input.image;  // the test image to go back to
    fresh.source = Input::Source::Painted;
    fresh.x = paint.x;
    fresh.label = paint.label;
    fresh.y = one_hot_column(network.outputs(), paint.label);
    session.example.input = std::move(fresh);
    return retraced(std::move(session));
}

}  // namespace layerwise
