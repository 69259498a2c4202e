// Reproducible chance: the same seed gives the same county on every machine (SplitMix64).
#pragma once

#include <cstddef>
#include <cstdint>

namespace medcredit::synth {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  /// 0 <= result < bound; the bias is far below what a synthetic county shows.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  template <class Container>
  const auto& pick(const Container& items) {
    return items[below(items.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace medcredit::synth
