#include "core/study/pdf.h"

#include <array>
#include <cstdlib>
#include <optional>
#include <random>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.h"

namespace layerwise {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kConverters = "weasyprint, chromium, google-chrome or wkhtmltopdf";
constexpr std::array<std::string_view, 4> kNames = {"weasyprint", "chromium", "google-chrome",
                                                    "wkhtmltopdf"};

std::optional<fs::path> on_path(std::string_view name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in this program changes the environment.
    const char* const variable = std::getenv("PATH");
    std::string_view folders = variable == nullptr ? "" : variable;
    while (!folders.empty()) {
        const std::size_t end = std::min(folders.find(':'), folders.size());
        const fs::path candidate = fs::path(folders.substr(0, end)) / name;
        if (access(candidate.c_str(), X_OK) == 0 && !fs::is_directory(candidate)) {
            return candidate;
        }
        folders.remove_prefix(std::min(end + 1, folders.size()));
    }
    return std::nullopt;
}

std::vector<std::string> command(std::string_view name, const fs::path& converter,
                                 const fs::path& html, const fs::path& pdf) {
    if (name == "chromium" || name == "google-chrome") {
        return {converter,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                "--print-to-pdf=" + pdf.string(),
                "file://" + fs::absolute(html).string()};
    }
    return {converter, html, pdf};
}

// Runs a program without a shell, its output dropped. Its exit status, or −1.
int run(std::vector<std::string> words) {
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int failed = posix_spawn(&child, argv.front(), &quiet, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&quiet);
    int status = 0;
    if (failed != 0 || waitpid(child, &status, 0) != child) {
        return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Removes what lies between page and PDF, however that ends.
class Scratch {
public:
    explicit Scratch(const fs::path& beside)
        : stem_(beside.parent_path() /
                fmt::format(".{}-{:08x}", beside.stem().string(), std::random_device{}())) {}
    ~Scratch() {
        std::error_code ignored;
        fs::remove(html(), ignored);
        fs::remove(pdf(), ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    fs::path html() const { return stem_.string() + ".html"; }
    fs::path pdf() const { return stem_.string() + ".pdf"; }

private:
    fs::path stem_;
};

}  // namespace

std::string_view pdf_converters() {
    return kConverters;
}

Status write_pdf(const fs::path& path, std::string_view html) {
    for (const std::string_view name : kNames) {
        const std::optional<fs::path> converter = on_path(name);
        if (!converter) {
            continue;
        }
        const Scratch scratch(path);
        if (Status written = write_file(scratch.html(), html); !written) {
            return written;
        }
        const int status = run(command(name, *converter, scratch.html(), scratch.pdf()));
        std::error_code failed;
        if (status != 0 || fs::file_size(scratch.pdf(), failed) == 0 || failed) {
            return Error{fmt::format("{}: expected a PDF from {}, found exit status {}",
                                     path.string(), name, status)};
        }
        fs::rename(scratch.pdf(), path, failed);
        return failed ? Status(Error{
                            fmt::format("{}: cannot write: {}", path.string(), failed.message())})
                      : Status(Done{});
    }
    return Error{fmt::format(
        "{}: expected {} on PATH to make a PDF, found none; a browser can print the .html",
        path.string(), kConverters)};
}

}  // namespace layerwise
