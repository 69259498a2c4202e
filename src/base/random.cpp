#include "base/random.h"

#include <sys/random.h>

#include <cstdlib>

namespace medcredit::base {

std::string Random::bytes(std::size_t count) {
  std::string out(count, '\0');
  fill({reinterpret_cast<std::uint8_t*>(out.data()), out.size()});
  return out;
}

std::string Random::urlToken(std::size_t count) {
  static constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const std::string raw = bytes(count);
  std::string out;
  unsigned bits = 0;
  int held = 0;
  for (const char c : raw) {
    bits = (bits << 8U) | static_cast<unsigned char>(c);
    held += 8;
    while (held >= 6) {
      held -= 6;
      out += kAlphabet[(bits >> static_cast<unsigned>(held)) & 63U];
    }
  }
  if (held > 0) out += kAlphabet[(bits << static_cast<unsigned>(6 - held)) & 63U];
  return out;
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  std::size_t at = 0;
  while (at < out.size()) {
    const auto got = getrandom(out.data() + at, out.size() - at, 0);
    if (got <= 0) std::abort();  // without randomness no token or key may be made
    at += static_cast<std::size_t>(got);
  }
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  for (auto& byte : out) {
    state_ += 0x9E3779B97F4A7C15ULL;  // splitmix64
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    byte = static_cast<std::uint8_t>((z ^ (z >> 31U)) & 0xFFU);
  }
}

}  // namespace medcredit::base
