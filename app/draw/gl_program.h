// Compiling this program's shaders.
#pragma once

#include <span>

namespace layerwise {

// The program of two shaders, with the attributes at places 0, 1, …
// REQUIRES: an OpenGL context is current; the shaders are ours and compile.
unsigned compile_program(const char* vertex, const char* fragment,
                         std::span<const char* const> attributes);

}  // namespace layerwise
