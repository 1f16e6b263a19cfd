// Bytes that lie: headers and archives that no NumPy wrote.
#include "core/data/npy.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/data/npz.h"

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string npy(const std::string& header, const std::string& data) {
    const auto length = header.size();
    return std::string{"\x93NUMPY\x01\x00", 8} + static_cast<char>(length & 0xFFU) +
           static_cast<char>(length >> 8U) + header + data;
}

std::string npy_of_shape(const std::string& shape, std::size_t bytes,
                         const std::string& descr = "<f8") {
    return npy("{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n",
               std::string(bytes, '\0'));
}

std::string error_of(const std::string& bytes) {
    const Result<NpyArray> array = decode_npy(bytes, "W");
    if (array.ok()) {
        return "no error";
    }
    EXPECT_THAT(array.error().message, Not(HasSubstr("\n")));
    EXPECT_TRUE(array.error().message.starts_with("W: expected "));
    return array.error().message;
}

TEST(Npy, ReadsHeadersHoweverTheyAreSpaced) {
    const std::string data(16, '\0');
    for (const char* header :
         {"{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }          \n",
          R"({"shape":(2,),"fortran_order":True,"descr":"<f8"})",
          " { 'shape' : ( 2 , ) , 'descr' : '<f8' , 'fortran_order' : False } "}) {
        const Result<NpyArray> array = decode_npy(npy(header, data), "W");
        ASSERT_TRUE(array.ok()) << array.error().message;
        EXPECT_THAT(array->shape, ElementsAre(2));
    }
}

TEST(Npy, RefusesHeadersThatSaySomethingElse) {
    for (const char* header :
         {"", "{", "{}", "[1, 2]", "{'descr': '<f8', 'fortran_order': False}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': 1}",
          "{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (-2,)}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (2.5,)}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (2 3)}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} and more",
          "{'descr': '<f8, 'fortran_order': False, 'shape': (2,)}"}) {
        EXPECT_THAT(error_of(npy(header, std::string(16, '\0'))), HasSubstr("says something else"))
            << header;
    }
}

TEST(Npy, ComparesTheShapeWithTheData) {
    EXPECT_EQ(error_of(npy_of_shape("(3, 4)", 95)),
              "W: expected 12 elements of 8 bytes for shape (3, 4), found 95 bytes");
    EXPECT_THAT(error_of(npy_of_shape("(3, 4)", 97)), HasSubstr("found 97 bytes"));
    EXPECT_THAT(error_of(npy_of_shape("(3, 4)", 104)), HasSubstr("found 104 bytes"));
    EXPECT_EQ(error_of(npy_of_shape("(3, 4)", 96)), "no error");
}

TEST(Npy, RefusesShapesThatOverflow) {
    EXPECT_THAT(error_of(npy_of_shape("(4294967296, 4294967296)", 0)), HasSubstr("fits in memory"));
    EXPECT_THAT(error_of(npy_of_shape("(0, 4294967296, 4294967296)", 0)),
                HasSubstr("fits in memory"));
    EXPECT_THAT(error_of(npy_of_shape("(1152921504606846976,)", 8)), HasSubstr("at most 1024 MiB"));
    EXPECT_EQ(error_of(npy_of_shape("(0, 1152921504606846976)", 0)), "no error");
}

TEST(Npy, RefusesTextOfNoLengthOrOfNoUnicode) {
    EXPECT_THAT(error_of(npy_of_shape("(1000000000,)", 0, "<U0")), HasSubstr("found '<U0'"));
    EXPECT_THAT(error_of(npy_of_shape("(1,)", 0, "<U99999999999")), HasSubstr("dtype"));
    std::string beyond = npy_of_shape("(1,)", 4, "<U1");
    beyond.back() = '\x7f';
    EXPECT_THAT(error_of(beyond), HasSubstr("expected Unicode text"));
}

TEST(Npy, ReplacesBytesThatAreNotUtf8) {
    const NpyArray array{NpyArray::Type::Text, {3}, {}, {"a\xff", "\xed\xa0\x80", "\xc3"}};
    const Result<NpyArray> read = decode_npy(encode_npy(array), "W");
    ASSERT_TRUE(read.ok());
    EXPECT_THAT(read->texts, ElementsAre("a\uFFFD", "\uFFFD\uFFFD\uFFFD", "\uFFFD"));
}

// An archive with every type in it, whose damage must end in arrays or in one line.
std::string archive() {
    Npz arrays{{"W", array_of(Matrix<double>::Identity(5, 7))}, {"loss", scalar_array_of(0.5)}};
    arrays["names"] = {NpyArray::Type::Text, {2}, {}, {"relu", "softmax"}};
    return *encode_npz(arrays);
}

void survives(const std::string& bytes) {
    const Result<Npz> read = decode_npz(bytes, "a.npz");
    if (!read.ok()) {
        EXPECT_TRUE(read.error().message.starts_with("a.npz: "));
        EXPECT_THAT(read.error().message, Not(HasSubstr("\n")));
    }
}

TEST(DamagedNpz, IsRefusedWhereverItIsCut) {
    const std::string whole = archive();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        EXPECT_FALSE(decode_npz(whole.substr(0, length), "a.npz").ok()) << length;
    }
}

TEST(DamagedNpz, NeverCrashesTheReaderWhicheverByteChanges) {
    const std::string whole = archive();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const unsigned change : {0x01U, 0x80U, 0xFFU}) {
            std::string damaged = whole;
            damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ change);
            survives(damaged);
        }
    }
}

TEST(DamagedNpy, NeverCrashesTheReader) {
    // Without the zip's checksums around it, damage reaches the header and the data.
    const std::string whole = encode_npy(array_of(Matrix<double>::Identity(5, 7)));
    std::mt19937 random(1);
    for (int round = 0; round < 20'000; ++round) {
        std::string damaged = whole.substr(0, round % 5 == 0 ? random() % whole.size() : 10'000);
        for (std::size_t changes = 1 + random() % 4; changes > 0 && !damaged.empty(); --changes) {
            damaged[random() % std::min<std::size_t>(damaged.size(), 128)] =
                static_cast<char>(random());
        }
        survives(damaged);
    }
}

}  // namespace
}  // namespace layerwise
