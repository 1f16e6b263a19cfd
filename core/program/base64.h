// Bytes as text: RFC 4648's base64.
#pragma once

#include <string>
#include <string_view>

namespace layerwise {

std::string base64(std::string_view bytes);

}  // namespace layerwise
