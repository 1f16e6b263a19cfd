// libzip's handles as values that close themselves.
#pragma once

#include <memory>

#include <zip.h>

namespace layerwise {

struct ZipDiscard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using ZipArchive = std::unique_ptr<zip_t, ZipDiscard>;
using ZipSource = std::unique_ptr<zip_source_t, ZipDiscard>;
using ZipEntry = std::unique_ptr<zip_file_t, ZipDiscard>;

struct ZipError {
    ZipError() { zip_error_init(&error); }
    ~ZipError() { zip_error_fini(&error); }
    ZipError(const ZipError&) = delete;
    ZipError(ZipError&&) = delete;
    ZipError& operator=(const ZipError&) = delete;
    ZipError& operator=(ZipError&&) = delete;
    const char* what() { return zip_error_strerror(&error); }

    zip_error_t error{};
};

// An archive over `source`. libzip takes one reference of its own; ours stays with the caller.
inline ZipArchive open_zip(zip_source_t* source, int flags, ZipError& problem) {
    zip_source_keep(source);
    ZipArchive archive{zip_open_from_source(source, flags, &problem.error)};
    if (!archive) {
        zip_source_free(source);
    }
    return archive;
}

}  // namespace layerwise
