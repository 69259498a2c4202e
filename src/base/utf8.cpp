#include "base/utf8.h"

#include <cstdint>
#include <cstring>

namespace medcredit::base {

namespace {

/// What a lead byte asks for: length of the character and the range of its second byte.
struct LeadRule {
  unsigned length = 0;  ///< 0: not a lead byte
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

constexpr LeadRule leadRule(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};  // no overlong forms
  if (lead == 0xED) return {3, 0x80, 0x9F};  // no surrogates
  if (lead >= 0xE1 && lead <= 0xEF) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};  // not above U+10FFFF
  return {};
}

/// Bytes of `s` from `i` that fit the rule of the lead at `i`, at most rule.length.
std::size_t fittingBytes(std::string_view s, std::size_t i, const LeadRule& rule) {
  std::size_t count = 1;
  while (count < rule.length && i + count < s.size()) {
    const auto c = static_cast<unsigned char>(s[i + count]);
    const unsigned char low = count == 1 ? rule.low : 0x80;
    const unsigned char high = count == 1 ? rule.high : 0xBF;
    if (c < low || c > high) break;
    ++count;
  }
  return count;
}

}  // namespace

std::size_t validUtf8Prefix(std::string_view s) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  std::size_t i = 0;
  while (i < s.size()) {
    if (i + 8 <= s.size()) {
      std::uint64_t word = 0;
      std::memcpy(&word, s.data() + i, 8);
      if ((word & kHighBits) == 0) {
        i += 8;
        continue;
      }
    }
    const auto lead = static_cast<unsigned char>(s[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    // Most of a Chinese text: three bytes whose lead leaves no second byte out.
    if (lead > 0xE0 && lead < 0xF0 && lead != 0xED && i + 2 < s.size() && (s[i + 1] & 0xC0) == 0x80 &&
        (s[i + 2] & 0xC0) == 0x80) {
      i += 3;
      continue;
    }
    const LeadRule rule = leadRule(lead);
    if (rule.length == 0 || fittingBytes(s, i, rule) != rule.length) return i;
    i += rule.length;
  }
  return i;
}

bool isUnfinishedUtf8(std::string_view s) {
  if (s.empty()) return false;
  const LeadRule rule = leadRule(static_cast<unsigned char>(s[0]));
  return s.size() < rule.length && fittingBytes(s, 0, rule) == s.size();
}

}  // namespace medcredit::base
