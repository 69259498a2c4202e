#include "grading/exact.h"

#include <cmath>
#include <cstddef>
#include <vector>

namespace medcredit::grading {

namespace {

/// A natural number in limbs of four decimal digits, lowest first: dropping a limb divides by 10,000.
class Natural {
 public:
  explicit Natural(std::uint64_t value) {
    for (; value > 0; value /= kBase) limbs_.push_back(static_cast<std::uint32_t>(value % kBase));
  }
  void multiply(std::uint64_t by) {
    std::uint64_t carry = 0;
    for (auto& limb : limbs_) {
      const std::uint64_t v = limb * by + carry;
      limb = static_cast<std::uint32_t>(v % kBase);
      carry = v / kBase;
    }
    for (; carry > 0; carry /= kBase) limbs_.push_back(static_cast<std::uint32_t>(carry % kBase));
  }
  /// Value / 10^(4 * limbs), half up.
  [[nodiscard]] std::int64_t shiftedHalfUp(std::size_t limbs) const {
    Int128 value = 0;
    for (std::size_t i = limbs_.size(); i > limbs; --i) {
      value = value * kBase + limbs_[i - 1];
      if (value > Int128{INT64_MAX}) return INT64_MAX;
    }
    const bool up = limbs > 0 && limbs <= limbs_.size() && limbs_[limbs - 1] >= kBase / 2;
    return static_cast<std::int64_t>(value) + (up ? 1 : 0);
  }
  [[nodiscard]] int compare(const Natural& other) const {
    if (limbs_.size() != other.limbs_.size()) return limbs_.size() < other.limbs_.size() ? -1 : 1;
    for (std::size_t i = limbs_.size(); i > 0; --i) {
      if (limbs_[i - 1] != other.limbs_[i - 1]) return limbs_[i - 1] < other.limbs_[i - 1] ? -1 : 1;
    }
    return 0;
  }

 private:
  static constexpr std::uint64_t kBase = 10'000;
  std::vector<std::uint32_t> limbs_;
};

/// True when 2^(-age/life) >= (2k-1) / (2 * 10^6), that is (2 * 10^6)^life >= (2k-1)^life * 2^age.
bool reaches(std::int64_t k, int age, int life) {
  Natural left(1);
  Natural right(1);
  for (int i = 0; i < life; ++i) {
    left.multiply(2 * static_cast<std::uint64_t>(kMicro));
    right.multiply(static_cast<std::uint64_t>(2 * k - 1));
  }
  for (int i = 0; i < age; ++i) right.multiply(2);
  return left.compare(right) >= 0;
}

}  // namespace

std::int64_t powerMicro(Decimal4 base, int exponent) {
  Natural product(static_cast<std::uint64_t>(kMicro));
  for (int i = 0; i < exponent; ++i) product.multiply(static_cast<std::uint64_t>(base.units));
  return product.shiftedHalfUp(static_cast<std::size_t>(exponent));
}

std::int64_t halfLifeMicro(int age, int life) {
  const int whole = age / life;
  constexpr int kGone = 21;  // 2^-21 is below half a millionth
  if (whole >= kGone) return 0;
  // An estimate far from a tie is proven by its error bound (below 10^-12); near one the integers decide.
  const long double scaled = std::exp2(-static_cast<long double>(age) / life) * kMicro;
  const auto nearest = static_cast<std::int64_t>(scaled + 0.5L);
  constexpr long double kSafe = 1e-6L;
  if (std::fabs(scaled + 0.5L - static_cast<long double>(nearest)) > kSafe &&
      std::fabs(static_cast<long double>(nearest + 1) - scaled - 0.5L) > kSafe) {
    return nearest;
  }
  std::int64_t low = 0;  // reached
  std::int64_t high = (kMicro >> whole) + 2;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (reaches(middle, age, life) ? low : high) = middle;
  }
  return low;
}

}  // namespace medcredit::grading
