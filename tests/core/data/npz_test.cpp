#include "core/data/npz.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/file.h"
#include "tests/core/data/python.h"
#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Type = NpyArray::Type;

NpyArray texts(const std::vector<std::string>& words) {
    return {Type::Text, {static_cast<Index>(words.size())}, {}, words};
}

Matrix<double> some_matrix() {
    Matrix<double> W(2, 3);
    W << 1, 0.1, -2.5e-300, 4, std::numeric_limits<double>::infinity(), 6e300;
    return W;
}

Npz some_arrays() {
    return {{"W1", array_of(some_matrix())},
            {"b1", vector_array_of(Vector<double>::LinSpaced(4, 0, 3), Type::Float32)},
            {"loss", scalar_array_of(0.125)},
            {"labels", {Type::Int64, {2}, {7, -9007199254740992.0}, {}}},
            {"names", texts({"relu", "", "größe ∂ 🙂"})},
            {"none", {Type::Float64, {0, 3}, {}, {}}}};
}

void expect_same(const NpyArray& found, const NpyArray& expected) {
    EXPECT_EQ(found.type, expected.type);
    EXPECT_EQ(found.shape, expected.shape);
    EXPECT_EQ(found.values, expected.values);
    EXPECT_EQ(found.texts, expected.texts);
}

TEST(Npz, GivesBackWhatWasWritten) {
    const TempFolder folder;
    const Npz written = some_arrays();
    ASSERT_TRUE(write_npz(folder / "a.npz", written).ok());
    const Result<Npz> read = read_npz(folder / "a.npz");
    ASSERT_TRUE(read.ok()) << read.error().message;
    ASSERT_EQ(read->size(), written.size());
    for (const auto& [name, array] : written) {
        SCOPED_TRACE(name);
        expect_same(read->at(name), array);
    }
    EXPECT_EQ(matrix_of(read->at("W1")), some_matrix());
}

TEST(Npz, GivesBackALargeArrayThatDoesNotCompress) {
    std::srand(1);
    const Matrix<double> W = Matrix<double>::Random(300, 784);
    const Result<std::string> bytes = encode_npz({{"W", array_of(W)}});
    ASSERT_TRUE(bytes.ok());
    EXPECT_EQ(matrix_of(decode_npz(*bytes, "a.npz")->at("W")), W);
}

TEST(Npz, KeepsAnEmptyArchiveReadable) {
    const TempFolder folder;
    ASSERT_TRUE(write_npz(folder / "a.npz", {}).ok());
    EXPECT_TRUE(read_npz(folder / "a.npz")->empty());
    EXPECT_EQ(run_numpy(folder, "print(np.load('a.npz').files)"), "[]\n");
}

TEST(Npz, IsTheSameBytesWhateverTheTime) {
    const std::string bytes = *encode_npz(some_arrays());
    EXPECT_EQ(bytes, *encode_npz(some_arrays()));
    // The date of the first entry lies 10 bytes in: midnight, 1 January 1980.
    EXPECT_EQ(bytes.substr(10, 4), (std::string{"\0\0\x21\0", 4}));
}

TEST(Npz, CompressesWhatRepeats) {
    EXPECT_LT(encode_npz({{"zeros", array_of(Matrix<double>::Zero(100, 100))}})->size(), 1000U);
}

TEST(Npz, IsReadByNumPy) {
    const TempFolder folder;
    ASSERT_TRUE(write_npz(folder / "a.npz", some_arrays()).ok());
    EXPECT_EQ(run_numpy(folder, R"(
a = np.load('a.npz', allow_pickle=False)
for n in sorted(a.files): print(n, a[n].dtype.str, a[n].shape, a[n].tolist())
)"),
              "W1 <f8 (2, 3) [[1.0, 0.1, -2.5e-300], [4.0, inf, 6e+300]]\n"
              "b1 <f4 (4,) [0.0, 1.0, 2.0, 3.0]\n"
              "labels <i8 (2,) [7, -9007199254740992]\n"
              "loss <f8 () 0.125\n"
              "names <U9 (3,) ['relu', '', 'größe ∂ 🙂']\n"
              "none <f8 (0, 3) []\n");
}

TEST(Npz, ReadsEveryNumberTypeOfNumPy) {
    const TempFolder folder;
    ASSERT_EQ(run_numpy(folder, R"(
types = 'f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8'.split()
np.savez('a.npz', truth=np.array([True, False]),
         **{t: np.array([-1 if t[0] != 'u' else 1, 100]).astype(t) for t in types})
)"),
              "");
    const Result<Npz> read = read_npz(folder / "a.npz");
    ASSERT_TRUE(read.ok()) << read.error().message;
    ASSERT_EQ(read->size(), 12U);
    for (const auto& [name, array] : *read) {
        SCOPED_TRACE(name);
        const bool has_sign = name.front() == 'f' || name.front() == 'i';
        if (name == "truth") {
            EXPECT_THAT(array.values, ElementsAre(1, 0));
        } else {
            EXPECT_THAT(array.values, ElementsAre(has_sign ? -1 : 1, 100));
        }
        EXPECT_EQ(array.type, name == "f8"          ? Type::Float64
                              : name.front() == 'f' ? Type::Float32
                                                    : Type::Int64);
    }
}

TEST(Npz, ReadsHalfPrecisionExactly) {
    const TempFolder folder;
    ASSERT_EQ(
        run_numpy(folder, "np.save('h.npy', np.array([0.1, -0., 65504, 6e-8, np.inf], 'f2'))"), "");
    const Npz read = *read_npz(folder / "h.npy");
    // The nearest half-precision numbers: 1638.4 / 2¹⁴ becomes 1638 / 2¹⁴, 6e-8 becomes 2⁻²⁴.
    EXPECT_THAT(read.at("h").values, ElementsAre(1638.0 / 16384, 0, 65504, std::ldexp(1, -24),
                                                 std::numeric_limits<double>::infinity()));
    EXPECT_TRUE(std::signbit(read.at("h").values[1]));
}

TEST(Npz, TurnsFortranOrderIntoCOrder) {
    const TempFolder folder;
    ASSERT_EQ(run_numpy(folder, R"(
a = np.arange(24.).reshape(2, 3, 4)
np.savez_compressed('a.npz', c=a, f=np.asfortranarray(a), t=a[0].T,
                    words=np.asfortranarray([['a', 'b', 'c'], ['d', 'e', 'f']]))
)"),
              "");
    const Npz read = *read_npz(folder / "a.npz");
    expect_same(read.at("f"), read.at("c"));
    EXPECT_THAT(read.at("t").shape, ElementsAre(4, 3));
    EXPECT_THAT(read.at("t").values, ElementsAre(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11));
    EXPECT_THAT(read.at("words").texts, ElementsAre("a", "b", "c", "d", "e", "f"));
}

TEST(Npz, ReadsTextOfNumPy) {
    const TempFolder folder;
    ASSERT_EQ(
        run_numpy(folder, "np.savez('a.npz', one=np.array('∂L/∂W'), more=np.array(['é', '']))"),
        "");
    const Npz read = *read_npz(folder / "a.npz");
    EXPECT_TRUE(read.at("one").shape.empty());
    EXPECT_THAT(read.at("one").texts, ElementsAre("∂L/∂W"));
    EXPECT_THAT(read.at("more").texts, ElementsAre("é", ""));
}

TEST(Npz, NamesTheFileTheArrayAndTheDtypeItDoesNotRead) {
    const TempFolder folder;
    const std::string path = folder / "a.npz";
    const auto error_after = [&](const std::string& array) {
        EXPECT_EQ(run_numpy(folder, "np.savez('a.npz', W=" + array + ")"), "");
        const Result<Npz> read = read_npz(path);
        return read.ok() ? "no error" : read.error().message;
    };
    EXPECT_EQ(error_after("np.zeros(3, '>f8')"),
              path +
                  ": array 'W': expected a dtype of f2 f4 f8, i1 to i8, u1 to u8, b1 or U, "
                  "little-endian, found '>f8'");
    EXPECT_THAT(error_after("np.zeros(3, complex)"), HasSubstr("found '<c16'"));
    EXPECT_THAT(error_after("np.array([None])"), HasSubstr("found '|O'"));
    EXPECT_THAT(error_after("np.zeros(2, [('a', 'f8')])"), HasSubstr("plain dtype"));
    EXPECT_THAT(error_after("np.array([2**53 + 2])"), HasSubstr("up to 2^53"));
}

TEST(Npz, RefusesWhatIsNeitherNpzNorNpy) {
    const TempFolder folder;
    EXPECT_EQ(decode_npz("some text", "a.npz").error().message,
              "a.npz: expected a .npz archive or a .npy array, found neither");
    EXPECT_THAT(decode_npz("PK and no more", "a.npz").error().message,
                HasSubstr("a.npz: expected a .npz archive, found: "));
    EXPECT_EQ(run_numpy(folder,
                        "import zipfile\n"
                        "zipfile.ZipFile('a.npz', 'w').writestr('read.me', 'text')"),
              "");
    EXPECT_THAT(read_npz(folder / "a.npz").error().message,
                HasSubstr("expected entries that end in .npy, found 'read.me'"));
    EXPECT_EQ(run_numpy(folder,
                        "import zipfile\n"
                        "zipfile.ZipFile('a.npz', 'w').writestr('two\\nlines', 'text')"),
              "");
    EXPECT_THAT(read_npz(folder / "a.npz").error().message, HasSubstr("found 'two?lines'"));
}

}  // namespace
}  // namespace layerwise
