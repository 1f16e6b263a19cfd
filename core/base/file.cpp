#include "core/base/file.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace layerwise {
namespace {

namespace fs = std::filesystem;

// More than any file of ours, and an end to the endless ones (/dev/zero).
constexpr std::size_t kMaxBytes = std::size_t{2} << 30U;

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

Error failed(const fs::path& path, std::string_view what, int code) {
    return {fmt::format("{}: cannot {}: {}", path.string(), what,
                        std::generic_category().message(code))};
}

// 0, or the errno of the failure. Closing counts: a full disk may show only then.
int write_all(File file, std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) {
        return errno;
    }
    return std::fclose(file.release()) == 0 ? 0 : errno;
}

// A device or a pipe (/dev/stdout, /dev/null) must be written into: a rename would replace it.
Status write_into(const fs::path& path, std::string_view bytes) {
    File file{std::fopen(path.c_str(), "wb")};
    if (!file) {
        return failed(path, "open for writing", errno);
    }
    const int code = write_all(std::move(file), bytes);
    return code == 0 ? Status{Done{}} : Status{failed(path, "write", code)};
}

}  // namespace

Result<std::string> read_file(const fs::path& path) {
    const File file{std::fopen(path.c_str(), "rb")};
    if (!file) {
        return failed(path, "open", errno);
    }

    // Reserve the size when it is known: not for a pipe, and never trusted.
    std::string bytes;
    std::error_code unknown;
    if (const auto size = fs::file_size(path, unknown); !unknown) {
        bytes.resize(size + 1);
    }
    std::size_t used = 0;
    do {
        if (used == bytes.size()) {
            bytes.resize(2 * used + 65536);
        }
        used += std::fread(bytes.data() + used, 1, bytes.size() - used, file.get());
    } while (used <= kMaxBytes && std::feof(file.get()) == 0 && std::ferror(file.get()) == 0);

    if (used > kMaxBytes) {
        return failed(path, "read", EFBIG);
    }
    if (std::ferror(file.get()) != 0) {
        return failed(path, "read", errno);
    }
    bytes.resize(used);
    return bytes;
}

Status write_file(const fs::path& path, std::string_view bytes) {
    // A symbolic link stays a link: what it points to is replaced.
    std::error_code none;
    const fs::path target = fs::is_symlink(path, none) ? fs::weakly_canonical(path, none) : path;
    const fs::file_status old = fs::status(path, none);
    if (fs::is_directory(old)) {
        return failed(path, "write", EISDIR);
    }
    if (fs::exists(old) && !fs::is_regular_file(old)) {
        return write_into(path, bytes);
    }

    // Write beside. The name is this process's own, so two writers cannot mix their bytes.
    const fs::path beside = fmt::format("{}.{}.part", target.string(), ::getpid());
    File file{std::fopen(beside.c_str(), "wb")};
    if (!file) {
        return failed(path, "write", errno);
    }
    int code = write_all(std::move(file), bytes);

    // Rename, with the permissions that the old file had.
    if (code == 0) {
        std::error_code renaming;
        if (fs::exists(old)) {
            fs::permissions(beside, old.permissions(), none);
        }
        fs::rename(beside, target, renaming);
        code = renaming.value();
    }
    if (code != 0) {
        fs::remove(beside, none);
        return failed(path, "write", code);
    }
    return Done{};
}

}  // namespace layerwise
