#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <cstring>

#include "base/utf8.h"

namespace medcredit::base {

namespace {

constexpr unsigned char byteAt(std::string_view s, std::size_t i) { return static_cast<unsigned char>(s[i]); }

/// Blanks that may stand at the ends of a cell: ASCII white space, NBSP, the Unicode spaces and the ideographic one.
constexpr bool isBlank(char32_t c) {
  return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0x2028 || c == 0x2029;
}

/// Characters that nobody sees: zero-width ones, BOM, soft hyphen, directional controls.
constexpr bool isInvisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
         c == 0xFEFF || c == 0x180E;
}

const icu::Normalizer2& nfc() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFCInstance(status);
}

bool isNfc(std::string_view s) {
  UErrorCode status = U_ZERO_ERROR;
  return nfc().isNormalizedUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size())), status) != 0;
}

std::string toNfc(std::string_view s) {
  UErrorCode status = U_ZERO_ERROR;
  const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size())));
  const auto composed = nfc().normalize(source, status);
  std::string out;
  composed.toUTF8String(out);
  return out;
}

/// Exact form of needsCleaning for text that the quick scan could not clear.
bool needsCleaningExact(std::string_view s) {
  if (trim(s).size() != s.size()) return true;
  for (std::size_t i = 0; i < s.size();) {
    if (isInvisible(nextCodePoint(s, i))) return true;
  }
  return !isNfc(s);
}

/// Length of the character at the front that is certainly visible and NFC-inert, 0 when that needs a closer look.
/// Leads E4..E9 are U+4000..U+9FFF; E3 80/81.. and EF BC/BD hold CJK punctuation, kana and the full-width forms.
std::size_t plainLength(std::string_view s, std::size_t i) {
  const unsigned char lead = byteAt(s, i);
  if (lead < 0x80) return 1;
  if (lead >= 0xE4 && lead <= 0xE9) return 3;
  if (i + 2 >= s.size()) return 0;
  const unsigned char second = byteAt(s, i + 1);
  const unsigned char third = byteAt(s, i + 2);
  if (lead == 0xE3) {
    const bool combining = (second == 0x80 && third >= 0xAA && third <= 0xAF) || (second == 0x82 && third >= 0x99);
    return combining ? 0 : 3;
  }
  if (lead == 0xEF) return second == 0xBC || second == 0xBD ? 3 : 0;
  if (lead == 0xE2) return second == 0x80 && third >= 0x90 && third <= 0xA7 ? 3 : 0;
  return 0;
}

std::string clean(std::string_view s, bool foldWidth, unsigned* flags) {
  unsigned seen = kCleanNone;
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const char32_t c = nextCodePoint(s, i);
    if (isInvisible(c)) {
      seen |= kCleanInvisible;
    } else if (foldWidth && c >= 0xFF01 && c <= 0xFF5E) {
      seen |= kCleanWidth;
      out += static_cast<char>(c - 0xFEE0);
    } else if (foldWidth && c == 0x3000) {
      seen |= kCleanWidth;
      out += ' ';
    } else {
      appendUtf8(out, c);
    }
  }
  const std::string_view trimmed = trim(out);
  if (trimmed.size() != out.size()) {
    seen |= kCleanTrimmed;
    out = std::string(trimmed);
  }
  if (!isNfc(out)) {
    seen |= kCleanNfc;
    out = toNfc(out);
  }
  if (flags != nullptr) *flags = seen;
  return out;
}

}  // namespace

bool isAscii(std::string_view s) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  std::size_t i = 0;
  for (; i + 8 <= s.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, s.data() + i, 8);
    if ((word & kHighBits) != 0) return false;
  }
  for (; i < s.size(); ++i) {
    if (byteAt(s, i) >= 0x80) return false;
  }
  return true;
}

bool isValidUtf8(std::string_view s) { return validUtf8Prefix(s) == s.size(); }

std::size_t codePoints(std::string_view s) {
  std::size_t continuation = 0;
  for (const char c : s) continuation += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 1U : 0U;
  return s.size() - continuation;
}

std::string_view trim(std::string_view s) {
  const auto droppable = [](char32_t c) { return isBlank(c) || isInvisible(c); };
  while (!s.empty()) {
    std::size_t i = 0;
    if (!droppable(nextCodePoint(s, i))) break;
    s.remove_prefix(i);
  }
  while (!s.empty()) {
    std::size_t start = s.size() - 1;
    while (start > 0 && (byteAt(s, start) & 0xC0U) == 0x80U) --start;
    std::size_t i = start;
    if (!droppable(nextCodePoint(s, i))) break;
    s.remove_suffix(s.size() - start);
  }
  return s;
}

bool needsCleaning(std::string_view s) {
  if (s.empty()) return false;
  if (byteAt(s, 0) <= ' ' || byteAt(s, s.size() - 1) <= ' ') return needsCleaningExact(s);
  if (s.size() >= 3 && (s.starts_with("\xE3\x80\x80") || s.ends_with("\xE3\x80\x80"))) return true;
  std::size_t i = 0;
  while (i < s.size()) {
    const std::size_t step = plainLength(s, i);
    if (step == 0) return needsCleaningExact(s);
    i += step;
  }
  return false;
}

bool isPlainText(std::string_view s) {
  constexpr std::string_view kIdeographicBlank = "\xE3\x80\x80";
  if (s.empty()) return true;
  if (s.front() == ' ' || s.back() == ' ') return false;
  const std::size_t size = s.size();
  std::size_t i = 0;
  while (i < size) {
    // Runs of one kind are the rule: ideographs by three bytes, printable ASCII by one.
    while (i < size && static_cast<unsigned char>(byteAt(s, i) - 0xE4U) <= 0xE9 - 0xE4) i += 3;
    while (i < size && static_cast<unsigned char>(byteAt(s, i) - 0x20U) < 0x7F - 0x20) ++i;
    if (i >= size) break;
    const unsigned char lead = byteAt(s, i);
    if (lead < 0x20 || lead == 0x7F) return false;
    const std::size_t step = plainLength(s, i);
    if (step == 0) return false;
    i += step;
  }
  return !s.starts_with(kIdeographicBlank) && !s.ends_with(kIdeographicBlank);
}

std::string cleanText(std::string_view s, unsigned* flags) { return clean(s, false, flags); }
std::string cleanCode(std::string_view s, unsigned* flags) { return clean(s, true, flags); }

bool hasControlCharacters(std::string_view s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    const unsigned char c = byteAt(s, i);
    if ((c < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7F) return true;
    if (c == 0xC2 && i + 1 < s.size() && byteAt(s, i + 1) < 0xA0) return true;  // C1: U+0080..U+009F
  }
  return false;
}

}  // namespace medcredit::base
