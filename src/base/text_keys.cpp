// Comparison keys of text.h: header labels and subject names.
#include "base/simplified_table.h"
#include "base/text.h"
#include "base/utf8.h"

namespace medcredit::base {

namespace {

char32_t simplified(char32_t c) {
  return c >= kFirstIdeograph && c <= kLastIdeograph ? kSimplifiedForms[c - kFirstIdeograph] : c;
}

/// Half-width form of the full-width ASCII block and the ideographic space.
constexpr char32_t halfWidth(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  return c == 0x3000 ? U' ' : c;
}

constexpr char32_t unifyBracket(char32_t c) {
  switch (c) {
    case U'[':
    case U'{':
    case U'【':
    case U'〔':
    case U'〖':
    case U'﹝':
    case U'「':
    case U'『':
      return U'(';
    case U']':
    case U'}':
    case U'】':
    case U'〕':
    case U'〗':
    case U'﹞':
    case U'」':
    case U'』':
      return U')';
    default:
      return c;
  }
}

constexpr char32_t upperAscii(char32_t c) { return c >= U'a' && c <= U'z' ? c - 32 : c; }

constexpr bool isDropped(char32_t c) {
  return c <= 0x20 || c == 0x7F || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x2069) || c == 0xFEFF;
}

/// Interpuncts of transliterated names; offices type any of them.
constexpr bool isInterpunct(char32_t c) {
  return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0xFF65 || c == 0x22C5 || c == 0x2219;
}

std::string key(std::string_view s, bool name) {
  std::string out;
  out.reserve(s.size());
  const std::string composed = needsCleaning(s) ? cleanText(s) : std::string();
  const std::string_view text = composed.empty() ? s : std::string_view(composed);
  for (std::size_t i = 0; i < text.size();) {
    char32_t c = halfWidth(nextCodePoint(text, i));
    if (isDropped(c)) continue;
    if (name && isInterpunct(c)) c = 0xB7;
    appendUtf8(out, upperAscii(simplified(unifyBracket(c))));
  }
  return out;
}

}  // namespace

std::string headerKey(std::string_view s) { return key(s, false); }
std::string nameKey(std::string_view s) { return key(s, true); }

std::string toSimplified(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) appendUtf8(out, simplified(nextCodePoint(s, i)));
  return out;
}

}  // namespace medcredit::base
