// Pages as PDF, by whichever converter is at hand.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace layerwise {

// The programs that can, in the order in which they are looked for on PATH.
std::string_view pdf_converters();

// Writes the page as PDF: beside `path`, then renamed. Errors: no converter on PATH (they are
// named), one that fails, a folder that cannot be written. Takes seconds: not for the UI thread.
Status write_pdf(const std::filesystem::path& path, std::string_view html);

}  // namespace layerwise
