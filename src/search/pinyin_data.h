// Tables generated at build time by cmake/pinyin_table.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace medcredit::search {

/// First character of syllableNumbers().
inline constexpr char16_t kFirstReading = 0x3400;

/// Syllables in ASCII lower case without tones, sorted; number 0 is the empty one.
[[nodiscard]] std::span<const std::string_view> syllableTexts();
/// Number of the syllable of each character from U+3400 to U+9FFF; 0 where none is known.
[[nodiscard]] std::span<const std::uint16_t> syllableNumbers();

}  // namespace medcredit::search
