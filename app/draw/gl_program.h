// Compiling this program's shaders.
#pragma once

#include <span>

namespace layerwise {

struct Attribute {
    const char* name;
    unsigned place;
};

// The program of two shaders, with their attributes at these places.
// REQUIRES: an OpenGL context is current; the shaders are ours and compile.
unsigned compile_program(const char* vertex, const char* fragment,
                         std::span<const Attribute> attributes);

}  // namespace layerwise
