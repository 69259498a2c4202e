// Check-character arithmetic behind identifier.h; nothing here cleans or judges text.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace medcredit::domain::checks {

inline constexpr unsigned char kNoValue = 0xFF;
inline constexpr std::string_view kUscAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // GB 32100: no I O S V Z

using ValueTable = std::array<unsigned char, 256>;

constexpr ValueTable makeValueTable(std::string_view alphabet) {
  ValueTable table{};
  for (auto& value : table) value = kNoValue;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<unsigned char>(i);
  }
  return table;
}

inline constexpr ValueTable kUscValue = makeValueTable(kUscAlphabet);
inline constexpr ValueTable kOrgValue = makeValueTable("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");  // GB 11714

/// Value of a character, kNoValue when it is not in the alphabet.
[[nodiscard]] constexpr unsigned valueIn(const ValueTable& table, char c) {
  return table[static_cast<unsigned char>(c)];
}

[[nodiscard]] constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool allDigits(std::string_view s) {
  for (const char c : s) {
    if (!isDigit(c)) return false;
  }
  return true;
}

}  // namespace medcredit::domain::checks
