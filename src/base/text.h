// Text normalisation at the door: everything inside the program is NFC UTF-8 without invisible characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace medcredit::base {

/// True when every byte is ASCII.
[[nodiscard]] bool isAscii(std::string_view s);
/// True for well-formed UTF-8 (no overlong forms, surrogates or values above U+10FFFF).
[[nodiscard]] bool isValidUtf8(std::string_view s);
/// Number of Unicode scalar values in valid UTF-8; field lengths are counted so (字符数).
[[nodiscard]] std::size_t codePoints(std::string_view s);
/// ASCII and ideographic blanks, NBSP, zero-width characters and BOM removed from both ends.
[[nodiscard]] std::string_view trim(std::string_view s);

/// What cleanCell did to a cell; bits are OR-ed. Each is reported to the sender, never silent.
enum CleanFlags : unsigned {
  kCleanNone = 0,
  kCleanTrimmed = 1U << 0U,    ///< blanks at the ends
  kCleanInvisible = 1U << 1U,  ///< zero-width, BOM, bidi controls inside
  kCleanWidth = 1U << 2U,      ///< full-width letters/digits/blank turned half-width
  kCleanNfc = 1U << 3U,        ///< decomposed characters composed
};

/// Quick test: false when cleanText(s) would return s unchanged (the common case on the hot path).
[[nodiscard]] bool needsCleaning(std::string_view s);
/// One-pass test of the hot path: true when `s` certainly needs no cleaning and holds no control character at all (tab
/// and line breaks included). False only means that cleanText and hasControlCharacters must look.
[[nodiscard]] bool isPlainText(std::string_view s);
/// Trimmed, invisible characters removed, NFC. Width is left alone (free text keeps its 「：」).
/// `flags` (optional) receives the CleanFlags of what was changed.
[[nodiscard]] std::string cleanText(std::string_view s, unsigned* flags = nullptr);
/// As cleanText, and full-width ASCII turned half-width: for codes, dates, numbers.
[[nodiscard]] std::string cleanCode(std::string_view s, unsigned* flags = nullptr);
/// True when a C0/C1 control character other than tab, CR, LF stands in s.
[[nodiscard]] bool hasControlCharacters(std::string_view s);

/// Comparison key for headers and labels: width folded, all blanks and line breaks removed, full-width and
/// square brackets unified to "()", traditional characters folded to simplified, ASCII upper-cased (R-PROF-08).
[[nodiscard]] std::string headerKey(std::string_view s);
/// Comparison key for names of subjects: as headerKey, and interpuncts and brackets unified.
[[nodiscard]] std::string nameKey(std::string_view s);
/// Traditional characters folded to simplified (ICU Traditional-Simplified).
[[nodiscard]] std::string toSimplified(std::string_view s);

}  // namespace medcredit::base
