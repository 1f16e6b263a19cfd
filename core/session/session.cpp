#include "core/session/session.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/data/image.h"
#include "core/network/model_file.h"

namespace layerwise {
namespace {

// Traces the example anew and keeps the place in it where that still exists.
Session retraced(Session session) {
    const Example& example = session.example;
    session.trace = std::make_shared<const Trace>(
        trace(*example.network, example.input.x, example.input.y, example.learning_rate));
    session.cursor = snap(*session.trace, session.granularity, session.cursor);
    return session;
}

Matrix<double> one_hot_column(Index classes, int label) {
    Matrix<double> y = Matrix<double>::Zero(classes, 1);
    y(label, 0) = 1;
    return y;
}

int arg_max(const Matrix<double>& a) {
    Index row = 0;
    a.col(0).maxCoeff(&row);
    return static_cast<int>(row);
}

// The picture x becomes the input; its target is what the network reads in it until told.
void set_picture(Session& session, Matrix<double> x, Input::Source source) {
    Input& input = session.example.input;
    input = Input{};
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

// The number an EditValue names, or nothing.
double* editable(Network<double>& network, Input& input, const EditValue& edit) {
    const auto cell = [&](auto& m) -> double* {
        const bool inside =
            edit.row >= 0 && edit.row < m.rows() && edit.col >= 0 && edit.col < m.cols();
        return inside ? &m(edit.row, edit.col) : nullptr;
    };
    if (edit.symbol == Symbol::X) {
        return cell(input.x);
    }
    if (edit.symbol == Symbol::Y) {
        return cell(input.y);
    }
    if (edit.layer < 1 || edit.layer > static_cast<int>(network.layers.size())) {
        return nullptr;
    }
    Dense<double>& layer = network.layers[static_cast<std::size_t>(edit.layer - 1)];
    if (edit.symbol == Symbol::W) {
        return cell(layer.W);
    }
    return edit.symbol == Symbol::B ? cell(layer.b) : nullptr;
}

// One overload a command.
class Applier {
public:
    explicit Applier(const Session& session) : session_(session) {}

    Result<Session> operator()(const Go& go) {
        const Trace& t = *session_.trace;
        switch (go.where) {
            case Go::Where::First:
                return at_cursor(first(t, session_.granularity));
            case Go::Where::Previous:
                return at_cursor(previous(t, session_.granularity, session_.cursor));
            case Go::Where::Next:
                return at_cursor(next(t, session_.granularity, session_.cursor));
            case Go::Where::Last:
                break;
        }
        return at_cursor(last(t, session_.granularity));
    }

    Result<Session> operator()(const JumpTo& jump) {
        if (jump.cursor.step < 0 || jump.cursor.step >= static_cast<int>(session_.trace->steps.size())) {
            return Error{fmt::format("expected a step from 1 to {}, found {}",
                                     session_.trace->steps.size(), jump.cursor.step + 1)};
        }
        return at_cursor(snap(*session_.trace, session_.granularity, jump.cursor));
    }

    Result<Session> operator()(const SetGranularity& set) {
        session_.granularity = set.granularity;
        return at_cursor(snap(*session_.trace, set.granularity, session_.cursor));
    }

    Result<Session> operator()(const SetConvention& set) {
        session_.convention = set.convention;
        return session_;
    }

    Result<Session> operator()(const OpenExample& open) {
        Result<Session> opened = open_session(open.id, {});
        if (opened) {
            opened->granularity = session_.granularity;
            opened->convention = session_.convention;
            opened->cursor = first(*opened->trace, opened->granularity);
        }
        return opened;
    }

    Result<Session> operator()(const OpenModel& open) {
        Result<Network<double>> network = load_model(open.path);
        if (!network) {
            return network.error();
        }
        const Input& input = session_.example.input;
        if (network->inputs() != input.x.rows() || network->outputs() != input.y.rows()) {
            return Error{fmt::format("{}: expected a network from {} inputs to {} outputs for this "
                                     "example, found {}",
                                     open.path.string(), input.x.rows(), input.y.rows(),
                                     sizes_text(*network))};
        }
        session_.example.network = std::make_shared<const Network<double>>(*std::move(network));
        return retraced(session_);
    }

    Result<Session> operator()(const ShowImage& show) {
        if (const auto error = no_picture(session_)) {
            return *error;
        }
        const ImageSet& images = *session_.example.images;
        if (show.image < 0 || show.image >= images.count()) {
            return Error{fmt::format("expected a test image from 0 to {}, found {}",
                                     images.count() - 1, show.image)};
        }
        Input& input = session_.example.input;
        input = Input{};
        input.source = Input::Source::TestImage;
        input.image = show.image;
        input.x = image_vector(images, show.image);
        input.label = images.labels[static_cast<std::size_t>(show.image)];
        input.y = one_hot_column(session_.example.network->outputs(), input.label);
        return retraced(session_);
    }

    Result<Session> operator()(const ShowFile& show) {
        if (const auto error = no_picture(session_)) {
            return *error;
        }
        const Result<Image> picture = read_png(show.path);
        if (!picture) {
            return picture.error();
        }
        set_picture(session_, flatten(normalize_picture(*picture).centred), Input::Source::File);
        session_.example.input.file = show.path.string();
        return retraced(session_);
    }

    Result<Session> operator()(const OpenData& open) {
        if (const auto error = no_picture(session_)) {
            return *error;
        }
        Result<ImageSet> images = load_test_set(open.folder);
        if (!images) {
            return images.error();
        }
        if (images->pixels_per_image() != session_.example.network->inputs()) {
            return Error{fmt::format("{}: expected images of {} pixels, found {} × {}",
                                     open.folder.string(), session_.example.network->inputs(),
                                     images->rows, images->cols)};
        }
        session_.example.images = std::make_shared<const ImageSet>(*std::move(images));
        session_.data = open.folder;
        return (*this)(ShowImage{0});
    }

    Result<Session> operator()(const Draw& draw) {
        if (const auto error = no_picture(session_)) {
            return *error;
        }
        set_picture(session_, flatten(normalize_digit(paint(draw.strokes)).centred),
                    Input::Source::Drawing);
        session_.example.input.strokes = draw.strokes;
        return retraced(session_);
    }

    Result<Session> operator()(const SetTarget& set) {
        Input& input = session_.example.input;
        if (set.label < 0 || set.label >= input.y.rows()) {
            return Error{fmt::format("expected a class from 0 to {}, found {}", input.y.rows() - 1,
                                     set.label)};
        }
        input.label = set.label;
        input.y = one_hot_column(input.y.rows(), set.label).replicate(1, input.x.cols());
        return retraced(session_);
    }

    Result<Session> operator()(const EditValue& edit) {
        if (!std::isfinite(edit.value)) {
            return Error{"expected a finite number"};
        }
        auto network = std::make_shared<Network<double>>(*session_.example.network);
        double* number = editable(*network, session_.example.input, edit);
        if (number == nullptr) {
            return Error{"expected a number of W, b, x or y of this network"};
        }
        *number = edit.value;
        session_.example.network = std::move(network);
        return retraced(session_);
    }

    Result<Session> operator()(const SetLearningRate& set) {
        if (!std::isfinite(set.learning_rate) || set.learning_rate <= 0) {
            return Error{fmt::format("expected a learning rate above 0, found {}",
                                     set.learning_rate)};
        }
        session_.example.learning_rate = set.learning_rate;
        return retraced(session_);
    }

    Result<Session> operator()(const Initialize& set) {
        NetworkSpec spec = spec_of(*session_.example.network);
        return with_network(initialize(spec, set.initializer, set.seed), spec);
    }

    Result<Session> operator()(const SetShape& set) {
        NetworkSpec spec = spec_of(*session_.example.network);
        std::vector<Index> sizes{spec.sizes.front()};
        sizes.insert(sizes.end(), set.hidden.begin(), set.hidden.end());
        sizes.push_back(spec.sizes.back());
        std::string text;
        for (const Index size : sizes) {
            text += (text.empty() ? "" : "-") + std::to_string(size);
        }
        const Result<std::vector<Index>> checked = parse_sizes(text);
        if (!checked) {
            return checked.error();
        }
        if (set.activation == Activation::Softmax) {
            return Error{"expected an elementwise activation for hidden layers, found softmax"};
        }
        spec.sizes = sizes;
        spec.hidden = set.activation;
        return with_network(initialize(spec, Initializer::He, set.seed), spec);
    }

    Result<Session> operator()(const SetNetwork& set) {
        const Network<double>& old = *session_.example.network;
        if (set.network->inputs() != old.inputs() || set.network->outputs() != old.outputs()) {
            return Error{fmt::format("expected a network from {} inputs to {} outputs, found {}",
                                     old.inputs(), old.outputs(), sizes_text(*set.network))};
        }
        session_.example.network = set.network;
        return retraced(session_);
    }

    Result<Session> operator()(const TakeUpdate& /*take*/) {
        auto network = std::make_shared<Network<double>>(*session_.example.network);
        for (int l = 1; l <= session_.trace->layers(); ++l) {
            Dense<double>& layer = network->layers[static_cast<std::size_t>(l - 1)];
            layer.W = find(*session_.trace, Symbol::NextW, l).value;
            layer.b = find(*session_.trace, Symbol::NextB, l).value;
        }
        session_.example.network = std::move(network);
        return retraced(session_);
    }

private:
    Result<Session> at_cursor(Cursor cursor) {
        session_.cursor = cursor;
        return session_;
    }

    static NetworkSpec spec_of(const Network<double>& network) {
        NetworkSpec spec;
        spec.sizes.push_back(network.inputs());
        for (const Dense<double>& layer : network.layers) {
            spec.sizes.push_back(layer.outputs());
        }
        spec.hidden = network.layers.front().f;
        spec.output = network.layers.back().f;
        spec.loss = network.loss;
        return spec;
    }

    Result<Session> with_network(Network<double> network, const NetworkSpec& spec) {
        // A single layer is an output layer: its own activation stays.
        network.layers.back().f = spec.output;
        network.loss = spec.loss;
        session_.example.network = std::make_shared<const Network<double>>(std::move(network));
        return retraced(session_);
    }

    Session session_;
};

}  // namespace

Result<Session> open_session(std::string_view example, const ExampleOptions& options) {
    Result<Example> loaded = load_example(example, options);
    if (!loaded) {
        return loaded.error();
    }
    Session session;
    session.example = *std::move(loaded);
    return retraced(std::move(session));
}

bool is_edit(const SessionCommand& command) {
    return !std::holds_alternative<Go>(command) && !std::holds_alternative<JumpTo>(command) &&
           !std::holds_alternative<SetGranularity>(command) &&
           !std::holds_alternative<SetConvention>(command);
}

Result<Session> after(const Session& session, const SessionCommand& command) {
    return std::visit(Applier(session), command);
}

int prediction(const Session& session) {
    const Matrix<double>& a = find(*session.trace, Symbol::A, session.trace->layers()).value;
    return a.rows() > 1 ? arg_max(a) : -1;
}

Vector<double> probabilities(const Session& session) {
    return find(*session.trace, Symbol::A, session.trace->layers()).value.col(0);
}

}  // namespace layerwise
