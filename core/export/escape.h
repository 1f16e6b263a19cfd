// Text and numbers as each file format wants them written.
#pragma once

#include <string>
#include <string_view>

#include "core/trace/convention.h"

namespace layerwise {

// A field of comma-separated values: quoted, with quotes doubled, where RFC 4180 asks for it.
std::string csv_field(std::string_view text);

// Character data or an attribute value of HTML and XML: & < > " ' as entities.
std::string html_text(std::string_view text);

// A code span in a cell of a Markdown table: |, which would end the cell, is escaped.
// REQUIRES: no backtick in the text.
std::string markdown_code(std::string_view text);

// Text mode of TeX: its special characters escaped; the symbols of operations (η, ×, −, …) as
// commands, so that any engine compiles it.
std::string tex_text(std::string_view text);

// "100,352": a whole number with its thousands set apart.
std::string grouped(double whole);

// "−0.0713": four significant digits and a true minus sign, for people.
std::string readable(double value);

}  // namespace layerwise
