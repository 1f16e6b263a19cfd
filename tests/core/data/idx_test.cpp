#include "core/data/idx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace layerwise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Two images of 2 × 3: the whole file, byte by byte.
constexpr std::string_view kTwoImageBytes{
    "\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x03\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\xff",
    28};

std::string two_images() {
    return std::string{kTwoImageBytes};
}

std::string gzip(const std::string& bytes) {
    z_stream stream{};
    constexpr int kGzip = 16;
    EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + kGzip, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string error_of(const std::string& bytes, std::uint32_t magic = kIdxImages) {
    const Result<IdxArray> array = decode_idx(bytes, magic, "some.idx");
    EXPECT_FALSE(array.ok());
    if (array.ok()) {
        return "no error";
    }
    EXPECT_THAT(array.error().message, Not(HasSubstr("\n")));
    EXPECT_TRUE(array.error().message.starts_with("some.idx: expected "));
    return array.error().message;
}

TEST(Idx, ReadsPlainAndGzipAlike) {
    for (const std::string& bytes : {two_images(), gzip(two_images())}) {
        const Result<IdxArray> array = decode_idx(bytes, kIdxImages, "images");
        ASSERT_TRUE(array.ok());
        EXPECT_THAT(array->shape, ElementsAre(2, 2, 3));
        EXPECT_THAT(array->values, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255));
    }
}

TEST(Idx, RefusesAnotherMagicNumber) {
    EXPECT_EQ(error_of(two_images(), kIdxLabels),
              "some.idx: expected magic 0x00000801 (labels), found 0x00000803 (images)");
    EXPECT_THAT(error_of("\x89PNG and more"), HasSubstr("found 0x89504e47"));
}

TEST(Idx, RefusesEveryTruncationOfAPlainFile) {
    for (std::size_t length = 0; length < two_images().size(); ++length) {
        error_of(two_images().substr(0, length));
    }
    EXPECT_EQ(error_of(two_images().substr(0, 27)),
              "some.idx: expected 2 × 2 × 3 = 12 bytes of data, found 11");
}

TEST(Idx, RefusesEveryTruncationOfAGzipFile) {
    const std::string whole = gzip(two_images());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        error_of(whole.substr(0, length));
    }
}

TEST(Idx, RefusesBytesAfterTheData) {
    EXPECT_THAT(error_of(two_images() + "x"), HasSubstr("found more"));
    EXPECT_THAT(error_of(gzip(two_images() + "x")), HasSubstr("found more"));
    EXPECT_THAT(error_of(gzip(two_images()) + "x"), HasSubstr("after the gzip stream"));
}

TEST(Idx, RefusesADamagedGzipStream) {
    EXPECT_THAT(error_of("\x1f\x8b is not really gzip"), HasSubstr("gzip"));
    std::string checksum = gzip(two_images());
    checksum[checksum.size() - 8] ^= 1;
    EXPECT_THAT(error_of(checksum), HasSubstr("incorrect data check"));
}

TEST(Idx, RefusesSizesThatOverflowOrLieWithoutAskingForTheMemory) {
    const std::string huge{"\0\0\x08\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 16};
    const std::string large{"\0\0\x08\x03\0\0\0\x01\0\xff\0\0\0\0\xff\xff", 16};
    for (const std::string& bytes : {huge, gzip(huge), large, gzip(large)}) {
        EXPECT_THAT(error_of(bytes), HasSubstr("found far fewer"));
    }
}

TEST(Idx, NamesAFileThatIsNotThere) {
    const Result<IdxArray> array = read_idx("no/such/file", kIdxImages);
    ASSERT_FALSE(array.ok());
    EXPECT_EQ(array.error().message, "no/such/file: cannot open: No such file or directory");
}

}  // namespace
}  // namespace layerwise
