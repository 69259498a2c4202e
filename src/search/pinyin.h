// Readings of characters: homophones, initials and full pinyin. Tones are ignored, ü is read as u.
#pragma once

#include <array>
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

/// Upper-case Latin letters as pinyin is looked up: lower case, v (as input methods write ü) read as u. Empty when the
/// letters cannot be read as syllables from end to end.
[[nodiscard]] std::string readablePinyin(std::string_view letters);

/// Initial letters (1 = A) of the first three syllables of each way to read the letters; 0 fills up ways with fewer
/// syllables. `pinyin` as readablePinyin gives it.
[[nodiscard]] std::vector<std::array<unsigned, 3>> firstInitials(std::string_view pinyin);

/// Number of characters of `name` whose readings written one after the other are `pinyin`; 0 when they are not.
[[nodiscard]] std::size_t matchPinyin(std::string_view pinyin, std::u16string_view name);

}  // namespace medcredit::search
