#include "base/utf8.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

constexpr std::size_t kBlock = 64;

#if defined(__SSE2__)
/// Kinds of the bytes of a block, one bit for each.
struct Kinds {
  std::uint64_t high = 0;       ///< not ASCII
  std::uint64_t following = 0;  ///< second or later byte of a character
  std::uint64_t lead3 = 0;      ///< of a character of three bytes or more
  std::uint64_t rare = 0;       ///< leads with a rule of their own: 0xE0, 0xED, 0xF0 and above, 0xC0, 0xC1
};

Kinds kindsOf(const char* block) {
  Kinds kinds;
  const auto above = [](__m128i bytes, int limit) {  // as signed numbers: only for bytes that are not ASCII
    return _mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(limit)));
  };
  const auto equal = [](__m128i bytes, int value) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(value)));
  };
  const auto bits = [](__m128i mask) {
    return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(mask)));
  };
  for (unsigned lane = 0; lane < 4; ++lane) {
    __m128i bytes;
    std::memcpy(&bytes, block + 16 * lane, sizeof bytes);
    const __m128i rare =
        _mm_or_si128(_mm_or_si128(equal(bytes, 0xE0), equal(bytes, 0xED)),
                     _mm_or_si128(_mm_or_si128(equal(bytes, 0xC0), equal(bytes, 0xC1)), above(bytes, 0xEF)));
    kinds.high |= bits(bytes) << (16 * lane);
    kinds.following |= bits(above(bytes, 0xBF)) << (16 * lane);
    kinds.lead3 |= bits(above(bytes, 0xDF)) << (16 * lane);
    kinds.rare |= bits(rare) << (16 * lane);
  }
  kinds.following = kinds.high & ~kinds.following;
  kinds.lead3 &= kinds.high;
  kinds.rare &= kinds.high;
  return kinds;
}
#endif

/// Length of a beginning of `s` that is valid and ends with a whole character, found 64 bytes at a time; it ends early
/// at an offence and at anything rare. `s` starts with a whole character.
std::size_t cleanBytes([[maybe_unused]] std::string_view s) {
  std::size_t done = 0;
#if defined(__SSE2__)
  while (done + kBlock <= s.size()) {
    const Kinds kinds = kindsOf(s.data() + done);
    if (kinds.high == 0) {
      done += kBlock;
      continue;
    }
    const std::uint64_t leads = kinds.high & ~kinds.following;
    std::size_t whole = kBlock;  // without a character that goes on behind the block
    if ((leads >> 63U | kinds.lead3 >> 62U) != 0) whole = 63U - static_cast<std::size_t>(std::countl_zero(leads));
    const std::uint64_t inside = whole == kBlock ? ~std::uint64_t{0} : (std::uint64_t{1} << whole) - 1;
    // Behind a lead of two bytes one must follow, behind one of three bytes two, and nowhere else.
    const std::uint64_t expected = (leads & inside) << 1U | (kinds.lead3 & inside) << 2U;
    if (expected != (kinds.following & inside) || (kinds.rare & inside) != 0) break;
    done += whole;
  }
#endif
  return done;
}

}  // namespace

std::size_t validUtf8Prefix(std::string_view s) {
  std::size_t i = 0;
  while (i < s.size()) {
    i += cleanBytes(s.substr(i));
    // What is left is the end of the text, something rare or an offence: looked at one by one.
    for (const std::size_t near = std::min(i + kBlock, s.size()); i < near;) {
      const auto lead = static_cast<unsigned char>(s[i]);
      if (lead < 0x80) {
        ++i;
        continue;
      }
      const LeadRule rule = leadRule(lead);
      if (rule.length == 0 || fittingBytes(s, i, rule) != rule.length) return i;
      i += rule.length;
    }
  }
  return i;
}

bool isUnfinishedUtf8(std::string_view s) {
  if (s.empty()) return false;
  const LeadRule rule = leadRule(static_cast<unsigned char>(s[0]));
  return s.size() < rule.length && fittingBytes(s, 0, rule) == s.size();
}

}  // namespace medcredit::base
