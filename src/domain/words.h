// Enumerators by their stable names and Chinese labels. For the .cpp files of this room only.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace medcredit::domain {

/// Stable name and Chinese label of one enumerator; tables are indexed by the enumerator's value.
struct Words {
  std::string_view name;
  std::string_view label;
};

/// Enumerator of a stable name; empty when the table has none.
template <class Enum, std::size_t N>
[[nodiscard]] std::optional<Enum> byName(const std::array<Words, N>& table, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (table[i].name == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

/// Words of an enumerator.
template <class Enum, std::size_t N>
[[nodiscard]] const Words& at(const std::array<Words, N>& table, Enum value) {
  return table.at(static_cast<std::size_t>(value));
}

}  // namespace medcredit::domain
