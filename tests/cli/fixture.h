// A folder with the files that commands are tried on, good ones and bad ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/data/dataset.h"
#include "core/data/image.h"
#include "core/network/model_file.h"
#include "core/network/spec.h"
#include "tests/core/temp_folder.h"

namespace layerwise {

// An IDX file: magic, sizes (big-endian), bytes.
inline std::string idx_file(const std::vector<std::uint32_t>& header, const std::string& bytes) {
    std::string file;
    for (const std::uint32_t word : header) {
        for (const int shift : {24, 16, 8, 0}) {
            file += static_cast<char>(word >> shift & 0xFFU);
        }
    }
    return file + bytes;
}

class CommandLine : public testing::Test {
protected:
    // digits.npz: 784-16-10 that has learned nothing; small.npz: 3-4-2; text.npz and text.png: no
    // such files; digit.png: a white square on black; idx/: a test set of three images.
    CommandLine() {
        save("digits.npz", {784, 16, 10});
        save("small.npz", {3, 4, 2});
        write("text.npz", "This is no archive.");
        write("text.png", "This is no picture.");
        std::vector<std::uint8_t> pixels(std::size_t{40} * 30, 0);
        for (std::size_t row = 10; row < 20; ++row) {
            std::fill_n(pixels.begin() + static_cast<std::ptrdiff_t>(row * 40 + 12), 9, 255);
        }
        EXPECT_TRUE(write_png(path("digit.png"), 40, 30, 1, pixels));
        std::filesystem::create_directory(path("idx"));
        std::string images(std::size_t{3} * 28 * 28, '\0');
        std::fill_n(images.begin() + std::ptrdiff_t{28} * 28 + 300, 200, '\xFF');
        write("idx/t10k-images-idx3-ubyte", idx_file({0x803, 3, 28, 28}, images));
        write("idx/t10k-labels-idx1-ubyte", idx_file({0x801, 3}, std::string("\x01\x07\x03", 3)));
    }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    bool exists(const std::string& name) const { return std::filesystem::exists(path(name)); }

    // How many files there are: one more after a command that left something behind.
    std::ptrdiff_t file_count() const {
        return std::distance(std::filesystem::recursive_directory_iterator(folder_.path()), {});
    }

    std::string read(const std::string& name) const { return *read_file(path(name)); }

private:
    void write(const std::string& name, const std::string& bytes) const {
        EXPECT_TRUE(write_file(path(name), bytes));
    }
    void save(const std::string& name, std::vector<Index> sizes) const {
        EXPECT_TRUE(save_model(path(name), initialize({std::move(sizes)}, Initializer::He, 0)));
    }

    TempFolder folder_;
};

}  // namespace layerwise
