#include "core/base/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/temp_folder.h"

namespace layerwise {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

std::ptrdiff_t files_in(const TempFolder& folder) {
    return std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
}

TEST(File, GivesBackEveryByteThatWasWritten) {
    const TempFolder folder;
    std::string bytes;
    for (unsigned k = 0; k < 300'000; ++k) {
        bytes += static_cast<char>(k * 7919U % 256U);
    }
    ASSERT_TRUE(write_file(folder / "a.bin", bytes).ok());
    const Result<std::string> read = read_file(folder / "a.bin");
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, bytes);
}

TEST(File, ReadsAnEmptyFileAsNoBytes) {
    const TempFolder folder;
    ASSERT_TRUE(write_file(folder / "empty", "").ok());
    EXPECT_EQ(*read_file(folder / "empty"), "");
}

TEST(File, ReplacesAnOldFileAndLeavesNothingBeside) {
    const TempFolder folder;
    ASSERT_TRUE(write_file(folder / "a", "a longer first version").ok());
    ASSERT_TRUE(write_file(folder / "a", "second").ok());
    EXPECT_EQ(*read_file(folder / "a"), "second");
    EXPECT_EQ(files_in(folder), 1);
}

TEST(File, KeepsTheOldFilesPermissions) {
    const TempFolder folder;
    ASSERT_TRUE(write_file(folder / "a", "first").ok());
    fs::permissions(folder / "a", fs::perms::owner_read | fs::perms::owner_write);
    ASSERT_TRUE(write_file(folder / "a", "second").ok());
    EXPECT_EQ(fs::status(folder / "a").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST(File, WritesThroughASymbolicLink) {
    const TempFolder folder;
    ASSERT_TRUE(write_file(folder / "real", "first").ok());
    fs::create_symlink(folder / "real", folder / "link");
    ASSERT_TRUE(write_file(folder / "link", "second").ok());
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(*read_file(folder / "real"), "second");
}

TEST(File, WritesIntoADeviceInsteadOfReplacingIt) {
    ASSERT_TRUE(write_file("/dev/null", "gone").ok());
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST(File, NamesTheFileAndTheCauseInOneLine) {
    const TempFolder folder;
    const Result<std::string> read = read_file(folder / "missing");
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().message,
              (folder / "missing").string() + ": cannot open: No such file or directory");

    const Result<std::string> not_a_file = read_file(folder.path());
    ASSERT_FALSE(not_a_file.ok());
    EXPECT_THAT(not_a_file.error().message, HasSubstr("Is a directory"));
    EXPECT_THAT(not_a_file.error().message, Not(HasSubstr("\n")));
}

TEST(File, RefusesAFolderThatIsNotThere) {
    const TempFolder folder;
    const Status written = write_file(folder / "none/a", "bytes");
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.error().message,
              (folder / "none/a").string() + ": cannot write: No such file or directory");
    EXPECT_FALSE(write_file(folder.path(), "bytes").ok());
    EXPECT_EQ(files_in(folder), 0);
}

TEST(File, ReportsADiskThatIsFull) {
    const Status written = write_file("/dev/full", std::string(100'000, 'x'));
    ASSERT_FALSE(written.ok());
    EXPECT_THAT(written.error().message, HasSubstr("No space left on device"));
}

}  // namespace
}  // namespace layerwise
