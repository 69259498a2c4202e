#include "sampling/draw.h"

#include <algorithm>
#include <bit>
#include <string>

#include "crypto/sm3.h"

namespace medcredit::sampling {

namespace {

/// Prefix sums that can be changed: finds and takes out one of n in log n steps.
class Urn {
 public:
  explicit Urn(std::span<const std::uint64_t> weights) : sums_(weights.size() + 1, 0) {
    for (std::size_t i = 0; i < weights.size(); ++i) add(i, weights[i]);
  }
  [[nodiscard]] std::uint64_t total() const { return total_; }

  /// The candidate whose share of the line holds `point` (below the total).
  [[nodiscard]] std::size_t at(std::uint64_t point) const {
    std::size_t before = 0;
    for (std::size_t step = std::bit_floor(sums_.size()); step > 0; step /= 2) {
      const std::size_t next = before + step;
      if (next < sums_.size() && sums_[next] <= point) {
        before = next;
        point -= sums_[next];
      }
    }
    return before;
  }

  void takeOut(std::size_t index, std::uint64_t weight) {
    total_ -= weight;
    for (std::size_t i = index + 1; i < sums_.size(); i += i & (~i + 1)) sums_[i] -= weight;
  }

 private:
  void add(std::size_t index, std::uint64_t weight) {
    total_ += weight;
    for (std::size_t i = index + 1; i < sums_.size(); i += i & (~i + 1)) sums_[i] += weight;
  }

  std::vector<std::uint64_t> sums_;
  std::uint64_t total_ = 0;
};

/// Numbers below a bound, each equally likely: those of the uneven rest of the range are thrown away.
class Numbers {
 public:
  explicit Numbers(std::string_view seed) : seed_(seed) {}

  [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
    const std::uint64_t uneven = (UINT64_MAX % bound + 1) % bound;
    for (;;) {
      const auto digest = crypto::sm3(seed_ + "/" + std::to_string(next_++));
      std::uint64_t value = 0;
      for (std::size_t i = 0; i < 8; ++i) value = value << 8U | digest[i];
      if (value <= UINT64_MAX - uneven) return value % bound;
    }
  }

 private:
  std::string seed_;
  std::uint64_t next_ = 1;
};

}  // namespace

base::Result<std::vector<std::size_t>> draw(std::span<const std::uint64_t> weights, std::size_t count,
                                            std::string_view seed) {
  if (seed.empty()) return base::fail("SAMP-0003");
  std::uint64_t total = 0;
  for (const auto weight : weights) {
    total += weight;
    if (weight > kMaxWeight || total > kMaxTotal) {
      return base::fail("SAMP-0002", {{"weight", std::to_string(weight)}});
    }
  }
  const auto eligible = static_cast<std::size_t>(
      std::count_if(weights.begin(), weights.end(), [](std::uint64_t weight) { return weight > 0; }));
  if (count > eligible) {
    return base::fail("SAMP-0001", {{"count", std::to_string(count)}, {"eligible", std::to_string(eligible)}});
  }
  Urn urn(weights);
  Numbers numbers(seed);
  std::vector<std::size_t> drawn;
  drawn.reserve(count);
  while (drawn.size() < count) {
    const std::size_t index = urn.at(numbers.below(urn.total()));
    urn.takeOut(index, weights[index]);
    drawn.push_back(index);
  }
  return drawn;
}

}  // namespace medcredit::sampling
