// Readings of characters: homophones, initials and full pinyin. Tones are ignored, ü is read as u.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace medcredit::search {

/// Number of a syllable; 0 is none.
using Syllable = std::uint16_t;

/// The usual reading of a character; 0 when it has none.
[[nodiscard]] Syllable readingOf(char16_t c);
/// True when the character is read so, be it its usual reading or another one (重: zhong, chong).
[[nodiscard]] bool isReadAs(char16_t c, Syllable syllable);
/// True when two different characters share a reading.
[[nodiscard]] bool soundAlike(char16_t a, char16_t b);
/// Characters with this usual reading, ascending.
[[nodiscard]] std::span<const char16_t> charactersRead(Syllable syllable);
/// The syllable in ASCII lower case.
[[nodiscard]] std::string_view syllableText(Syllable syllable);

/// Initial letters of all readings of a character, bit 0 = A. A Latin letter stands for itself, everything else has
/// none.
[[nodiscard]] std::uint32_t initialsOf(char16_t c);

/// Ways to read upper-case Latin letters as syllables ("XIAN" → xian; xi an), fewest syllables first, at most `limit`.
/// Empty when the letters are no pinyin.
[[nodiscard]] std::vector<std::vector<Syllable>> segmentPinyin(std::string_view letters, std::size_t limit);

}  // namespace medcredit::search
