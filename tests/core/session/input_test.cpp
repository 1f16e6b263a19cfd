// The commands that change what the network is fed.
#include <gmock/gmock.h>

#include "core/base/file.h"
#include "core/data/image.h"
#include "tests/core/session/sessions.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::HasSubstr;

constexpr const char* kFashion = "/usr/share/datasets/fashion-mnist";

const Strokes kSeven{{{0.22F, 0.24F}, {0.78F, 0.22F}, {0.62F, 0.5F}, {0.45F, 0.82F}}};

std::string big_endian(unsigned value) {
    return {static_cast<char>(value >> 24U), static_cast<char>(value >> 16U),
            static_cast<char>(value >> 8U), static_cast<char>(value)};
}

// A folder with a test set of blank images.
void write_test_set(const TempFolder& folder, unsigned side, const std::string& labels) {
    const auto count = static_cast<unsigned>(labels.size());
    const std::string images = big_endian(0x803) + big_endian(count) + big_endian(side) +
                               big_endian(side) + std::string(labels.size() * side * side, '\0');
    ASSERT_TRUE(write_file(folder / "t10k-images-idx3-ubyte", images).ok());
    ASSERT_TRUE(write_file(folder / "t10k-labels-idx1-ubyte",
                           big_endian(0x801) + big_endian(count) + labels)
                    .ok());
}

TEST(SessionInput, ShowsATestImageWithItsLabelAsTarget) {
    const Session session = done(opened("digits"), ShowImage{1});
    const Input& input = session.example.input;
    EXPECT_EQ(input.source, Input::Source::TestImage);
    EXPECT_EQ(input.image, 1);
    EXPECT_EQ(input.label, 2) << "MNIST's second test image is a two";
    EXPECT_EQ(input.x, image_vector(*session.example.images, 1));
    EXPECT_EQ(input.y(2, 0), 1);
    EXPECT_EQ(input.y.sum(), 1);
    EXPECT_EQ(value(session, Symbol::X, 0), input.x) << "the trace follows";
    EXPECT_EQ(prediction(session), 2);
}

TEST(SessionInput, ImagesOutsideOfTheSetAreAnError) {
    const Session& digits = opened("digits");
    for (const Index image : {-1, 10000}) {
        EXPECT_THAT(error_of(digits, ShowImage{image}),
                    HasSubstr("from 0 to 9999, found " + std::to_string(image)));
    }
}

TEST(SessionInput, PicturesAreForExamplesThatReadThem) {
    for (const SessionCommand& command :
         std::vector<SessionCommand>{ShowImage{0}, ShowFile{"7.png"}, OpenData{kFashion}, Draw{}}) {
        EXPECT_EQ(error_of(opened("three-to-two"), command),
                  "three-to-two: expected an example that reads pictures, such as digits");
    }
}

TEST(SessionInput, ADrawnSevenIsReadAsSeven) {
    const Session session = done(done(opened("digits"), ShowImage{42}), Draw{kSeven});
    const Input& input = session.example.input;
    EXPECT_EQ(input.source, Input::Source::Drawing);
    EXPECT_EQ(prediction(session), 7);
    ASSERT_EQ(input.strokes.size(), 1U);
    EXPECT_EQ(input.strokes[0].size(), 4U);
    EXPECT_EQ(input.image, 42) << "the image to go back to";
}

TEST(SessionInput, ADrawingsTargetIsWhatIsRead) {
    const Session session = done(opened("digits"), Draw{{{{0.5F, 0.2F}, {0.5F, 0.8F}}}});
    EXPECT_EQ(session.example.input.label, prediction(session));
    EXPECT_EQ(session.example.input.y(prediction(session), 0), 1);
    EXPECT_EQ(session.example.input.y.sum(), 1);
}

TEST(SessionInput, AnEmptyCanvasIsABlankImage) {
    const Session session = done(opened("digits"), Draw{});
    EXPECT_EQ(session.example.input.x, Matrix<double>::Zero(784, 1));
}

TEST(SessionInput, ShowsAPictureFile) {
    const TempFolder folder;
    const std::filesystem::path path = folder / "seven.png";
    const Image ink = paint(kSeven);
    std::vector<std::uint8_t> dark_on_light;
    for (Index i = 0; i < ink.rows(); ++i) {
        for (Index j = 0; j < ink.cols(); ++j) {
            dark_on_light.push_back(static_cast<std::uint8_t>(255 - std::lround(ink(i, j) * 255)));
        }
    }
    ASSERT_TRUE(write_png(path, ink.cols(), ink.rows(), 1, dark_on_light).ok());
    const Session session = done(opened("digits"), ShowFile{path});
    EXPECT_EQ(session.example.input.source, Input::Source::File);
    EXPECT_EQ(session.example.input.file, path.string());
    EXPECT_EQ(prediction(session), 7);
}

TEST(SessionInput, ABadPictureFileIsNamed) {
    const TempFolder folder;
    ASSERT_TRUE(write_file(folder / "text.png", "This is no picture.").ok());
    EXPECT_THAT(error_of(opened("digits"), ShowFile{folder / "text.png"}), HasSubstr("text.png"));
    EXPECT_THAT(error_of(opened("digits"), ShowFile{folder / "none.png"}), HasSubstr("none.png"));
}

TEST(SessionInput, OpensFashionMnist) {
    const Session session = done(done(opened("digits"), ShowImage{42}), OpenData{kFashion});
    EXPECT_EQ(session.data, kFashion);
    EXPECT_EQ(session.example.images->count(), 10000);
    EXPECT_EQ(session.example.input.image, 0);
    EXPECT_EQ(session.example.input.label, 9) << "its first test image is an ankle boot";
    EXPECT_NE(session.example.input.x, opened("digits").example.input.x);
    EXPECT_EQ(done(session, ShowImage{1}).example.input.label, 2) << "a pullover";
}

TEST(SessionInput, DataThatDoesNotFitTheNetworkIsAnError) {
    const TempFolder folder;
    EXPECT_THAT(error_of(opened("digits"), OpenData{folder.path()}),
                HasSubstr(folder.path().string()));
    write_test_set(folder, 16, "\1\2");
    EXPECT_THAT(error_of(opened("digits"), OpenData{folder.path()}),
                HasSubstr("expected images of 784 pixels, found 16 × 16"));
    write_test_set(folder, 28, "\1\x0c");
    EXPECT_THAT(error_of(opened("digits"), OpenData{folder.path()}),
                HasSubstr("expected labels from 0 to 9, found 12"));
}

TEST(SessionInput, TheTargetCanBeAnotherClass) {
    const Session& digits = opened("digits");
    const Session session = done(digits, SetTarget{3});
    EXPECT_EQ(session.example.input.label, 3);
    EXPECT_EQ(session.example.input.y(3, 0), 1);
    EXPECT_EQ(session.example.input.y.sum(), 1);
    EXPECT_EQ(session.example.input.x, digits.example.input.x);
    EXPECT_GT(loss_of(session), loss_of(digits)) << "it is a seven";
    EXPECT_EQ(error_of(digits, SetTarget{10}), "expected a class from 0 to 9, found 10");
    EXPECT_EQ(error_of(digits, SetTarget{-1}), "expected a class from 0 to 9, found -1");
}

TEST(SessionInput, TheTargetIsSetForEverySample) {
    const Session session = done(opened("numpy-case"), SetTarget{0});
    EXPECT_EQ(session.example.input.y, Matrix<double>::Ones(1, 5));
}

}  // namespace
}  // namespace layerwise
