// Bytes as text, for embedding in files that are text.
#pragma once

#include <string>
#include <string_view>

namespace layerwise {

// RFC 4648's base 64, padded, without line breaks.
std::string base64(std::string_view bytes);

}  // namespace layerwise
