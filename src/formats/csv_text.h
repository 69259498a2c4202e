// Writing CSV records.
#pragma once

#include <string>
#include <string_view>

namespace medcredit::formats {

inline constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";

/// Appends one cell, quoted when it has to be. `first`: no comma before it.
inline void appendCsvCell(std::string& line, std::string_view cell, bool first) {
  if (!first) line += ',';
  if (cell.find_first_of(",;\t\"\r\n") == std::string_view::npos) {
    line += cell;
    return;
  }
  line += '"';
  for (const char c : cell) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

}  // namespace medcredit::formats
