// UTF-8 by the byte: the small primitives that text and encoding share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace medcredit::base {

/// Decodes the character at `i` and moves `i` behind it. Malformed bytes are returned one by one as U+FFFD, so that a
/// scan always ends. Precondition: i < s.size().
inline char32_t nextCodePoint(std::string_view s, std::size_t& i) {
  const auto byte = [&](std::size_t k) { return static_cast<char32_t>(static_cast<unsigned char>(s[k])); };
  const auto follows = [&](std::size_t k) { return k < s.size() && (byte(k) & 0xC0U) == 0x80U; };
  const char32_t lead = byte(i);
  if (lead < 0x80) {
    ++i;
    return lead;
  }
  if (lead >= 0xC2 && lead < 0xE0 && follows(i + 1)) {
    const char32_t c = ((lead & 0x1FU) << 6U) | (byte(i + 1) & 0x3FU);
    i += 2;
    return c;
  }
  if (lead >= 0xE0 && lead < 0xF0 && follows(i + 1) && follows(i + 2)) {
    const char32_t c = ((lead & 0x0FU) << 12U) | ((byte(i + 1) & 0x3FU) << 6U) | (byte(i + 2) & 0x3FU);
    i += 3;
    return c;
  }
  if (lead >= 0xF0 && lead < 0xF5 && follows(i + 1) && follows(i + 2) && follows(i + 3)) {
    const char32_t c = ((lead & 0x07U) << 18U) | ((byte(i + 1) & 0x3FU) << 12U) | ((byte(i + 2) & 0x3FU) << 6U) |
                       (byte(i + 3) & 0x3FU);
    i += 4;
    return c;
  }
  ++i;
  return 0xFFFD;
}

/// Appends `c` as UTF-8.
inline void appendUtf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6U));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12U));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (c >> 18U));
    out += static_cast<char>(0x80U | ((c >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

/// Length in bytes of the longest prefix that is well-formed UTF-8 (no overlong forms, surrogates, values above
/// U+10FFFF).
[[nodiscard]] std::size_t validUtf8Prefix(std::string_view s);
/// True when `s` is a proper beginning of one well-formed multi-byte character (cut at a buffer's end).
[[nodiscard]] bool isUnfinishedUtf8(std::string_view s);

}  // namespace medcredit::base
