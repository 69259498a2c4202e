// Letters of ASCII without regard to case: headers, endings of files, words of machines. Bytes beyond ASCII stay as
// they are, whatever the locale.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace medcredit::base {

[[nodiscard]] constexpr char asciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

[[nodiscard]] inline std::string asciiLower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = asciiLower(c);
  return out;
}

[[nodiscard]] inline bool equalNoCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return asciiLower(x) == asciiLower(y); });
}

[[nodiscard]] inline bool startsWithNoCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && equalNoCase(text.substr(0, prefix.size()), prefix);
}

}  // namespace medcredit::base
