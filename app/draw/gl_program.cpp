#include "app/draw/gl_program.h"

#include <cassert>

#include <glad/gl.h>

namespace layerwise {
namespace {

GLuint shader(GLenum kind, const char* source) {
    const GLuint id = glCreateShader(kind);
    glShaderSource(id, 1, &source, nullptr);
    glCompileShader(id);
    GLint compiled = 0;
    glGetShaderiv(id, GL_COMPILE_STATUS, &compiled);
    assert(compiled == GL_TRUE);
    return id;
}

}  // namespace

unsigned compile_program(const char* vertex, const char* fragment,
                         std::span<const Attribute> attributes) {
    const GLuint vertex_shader = shader(GL_VERTEX_SHADER, vertex);
    const GLuint fragment_shader = shader(GL_FRAGMENT_SHADER, fragment);
    const GLuint program = glCreateProgram();
    glAttachShader(program, vertex_shader);
    glAttachShader(program, fragment_shader);
    for (const Attribute& attribute : attributes) {
        glBindAttribLocation(program, attribute.place, attribute.name);
    }
    glLinkProgram(program);
    GLint linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    assert(linked == GL_TRUE);
    glDeleteShader(vertex_shader);
    glDeleteShader(fragment_shader);
    return program;
}

}  // namespace layerwise
