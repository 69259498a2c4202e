// A quick hash of short texts, for tables inside one run only: never stored, never compared between programs.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace medcredit::grading {

[[nodiscard]] inline std::uint64_t quickHash(std::string_view text) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;
  constexpr std::size_t kWord = 8;
  const auto mix = [](std::uint64_t h) {
    h ^= h >> 32U;
    h *= kOdd;
    return h ^ (h >> 29U);
  };
  std::uint64_t h = text.size() * kOdd;
  std::uint64_t word = 0;
  std::size_t at = 0;
  for (; at + kWord <= text.size(); at += kWord) {
    std::memcpy(&word, text.data() + at, kWord);
    h = mix(h ^ word);
  }
  if (at < text.size()) {
    word = 0;
    if (text.size() >= kWord) {
      std::memcpy(&word, text.data() + text.size() - kWord, kWord);
    } else {
      for (std::size_t i = at; i < text.size(); ++i) word = (word << 8U) | static_cast<unsigned char>(text[i]);
    }
    h = mix(h ^ word);
  }
  return mix(h);
}

}  // namespace medcredit::grading
