#include "core/data/npz.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "core/base/file.h"
#include "core/data/npy.h"
#include "core/data/utf.h"
#include "core/data/zip_handles.h"

namespace layerwise {
namespace {

constexpr std::string_view kSuffix = ".npy";
constexpr std::size_t kMaxArchiveBytes = 2 * kMaxArrayBytes;  // inflated

// Entry `n` inflated. The size that the directory gives may lie: only what comes is kept.
Result<std::string> read_entry(zip_t* archive, zip_uint64_t n, std::size_t most) {
    const ZipEntry entry{zip_fopen_index(archive, n, 0)};
    if (!entry) {
        return Error{fmt::format("expected a readable entry, found: {}", zip_strerror(archive))};
    }
    std::string bytes;
    std::size_t used = 0;
    while (true) {
        bytes.resize(used + std::max<std::size_t>(used, 65536));
        const zip_int64_t count = zip_fread(entry.get(), bytes.data() + used, bytes.size() - used);
        if (count < 0) {
            return Error{
                fmt::format("expected a sound entry, found: {}", zip_file_strerror(entry.get()))};
        }
        if (count == 0) {
            bytes.resize(used);
            return bytes;
        }
        used += static_cast<std::size_t>(count);
        if (used > most) {
            return Error{fmt::format("expected at most {} MiB of arrays, found more",
                                     kMaxArchiveBytes >> 20U)};
        }
    }
}

Result<Npz> read_archive(zip_t* archive, const std::string& where) {
    Npz arrays;
    std::size_t total = 0;
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    for (zip_int64_t n = 0; n < count; ++n) {
        const auto index = static_cast<zip_uint64_t>(n);
        const char* raw_name = zip_get_name(archive, index, ZIP_FL_ENC_GUESS);
        std::string name = raw_name != nullptr ? raw_name : "";
        if (!name.ends_with(kSuffix)) {
            return Error{fmt::format("{}: expected entries that end in .npy, found '{}'", where,
                                     on_one_line(name))};
        }
        name.resize(name.size() - kSuffix.size());

        const std::string place = fmt::format("{}: array '{}'", where, on_one_line(name));
        const Result<std::string> bytes = read_entry(archive, index, kMaxArchiveBytes - total);
        if (!bytes) {
            return Error{fmt::format("{}: {}", place, bytes.error().message)};
        }
        total += bytes->size();
        Result<NpyArray> array = decode_npy(*bytes, place);
        if (!array) {
            return array.error();
        }
        if (!arrays.emplace(name, *std::move(array)).second) {
            return Error{fmt::format("{}: expected each name once, found it twice", place)};
        }
    }
    return arrays;
}

// Adds one array under a fixed date, so that the same arrays give the same bytes.
bool add_entry(zip_t* archive, const std::string& name, const std::string& npy) {
    ZipSource source{zip_source_buffer(archive, npy.data(), npy.size(), 0)};
    if (!source) {
        return false;
    }
    const zip_int64_t index = zip_file_add(archive, (name + std::string{kSuffix}).c_str(),
                                           source.get(), ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        return false;
    }
    // From here on the archive owns it.
    (void)source.release();
    constexpr zip_uint16_t kMidnight = 0;
    constexpr zip_uint16_t kNewYear1980 = 0x21;  // the first day that a zip can name
    constexpr zip_uint32_t kLevel = 6;           // as numpy.savez_compressed
    const auto n = static_cast<zip_uint64_t>(index);
    return zip_file_set_dostime(archive, n, kMidnight, kNewYear1980, 0) == 0 &&
           zip_set_file_compression(archive, n, ZIP_CM_DEFLATE, kLevel) == 0;
}

// What libzip wrote into a buffer source.
Result<std::string> bytes_of(zip_source_t* source) {
    zip_stat_t info{};
    if (zip_source_stat(source, &info) != 0 || zip_source_open(source) != 0) {
        return Error{"cannot read the finished archive"};
    }
    std::string bytes(info.size, '\0');
    const zip_int64_t count = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (count != static_cast<zip_int64_t>(bytes.size())) {
        return Error{"cannot read the whole finished archive"};
    }
    return bytes;
}

}  // namespace

Result<Npz> decode_npz(std::string_view bytes, const std::string& where, const std::string& stem) {
    if (bytes.starts_with("\x93NUMPY")) {
        Result<NpyArray> array = decode_npy(bytes, where);
        if (!array) {
            return array.error();
        }
        return Npz{{stem, *std::move(array)}};
    }
    if (!bytes.starts_with("PK")) {
        return Error{
            fmt::format("{}: expected a .npz archive or a .npy array, found neither", where)};
    }

    ZipError problem;
    const ZipSource source{zip_source_buffer_create(bytes.data(), bytes.size(), 0, &problem.error)};
    const ZipArchive archive = source ? open_zip(source.get(), ZIP_RDONLY, problem) : ZipArchive{};
    if (!archive) {
        return Error{fmt::format("{}: expected a .npz archive, found: {}", where, problem.what())};
    }
    return read_archive(archive.get(), where);
}

Result<Npz> read_npz(const std::filesystem::path& path) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) {
        return bytes.error();
    }
    return decode_npz(*bytes, path.string(), path.stem().string());
}

Result<std::string> encode_npz(const Npz& arrays) {
    // libzip writes nothing at all for no entries; a reader wants the end-of-directory record.
    if (arrays.empty()) {
        return "PK\x05\x06" + std::string(18, '\0');
    }

    // libzip reads the entries when it closes, so they must live until then.
    std::vector<std::string> entries;
    entries.reserve(arrays.size());
    ZipError problem;
    const ZipSource out{zip_source_buffer_create(nullptr, 0, 0, &problem.error)};
    ZipArchive archive = out ? open_zip(out.get(), ZIP_TRUNCATE, problem) : ZipArchive{};
    if (!archive) {
        return Error{fmt::format("cannot start an archive: {}", problem.what())};
    }
    for (const auto& [name, array] : arrays) {
        entries.push_back(encode_npy(array));
        if (!add_entry(archive.get(), name, entries.back())) {
            return Error{fmt::format("array '{}': cannot be added to the archive: {}", name,
                                     zip_strerror(archive.get()))};
        }
    }
    if (zip_close(archive.get()) != 0) {
        return Error{fmt::format("cannot finish the archive: {}", zip_strerror(archive.get()))};
    }
    (void)archive.release();
    return bytes_of(out.get());
}

Status write_npz(const std::filesystem::path& path, const Npz& arrays) {
    const Result<std::string> bytes = encode_npz(arrays);
    if (!bytes) {
        return Error{fmt::format("{}: {}", path.string(), bytes.error().message)};
    }
    return write_file(path, *bytes);
}

}  // namespace layerwise
