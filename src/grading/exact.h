// Exact arithmetic of grades: fractions of integers, one rounding, never binary floating point.
#pragma once

#include <cstdint>
#include <numeric>
#include <optional>

#include "grading/model.h"

namespace medcredit::grading {

__extension__ using Int128 = __int128;

inline constexpr std::int64_t kMicro = 1'000'000;

/// num/den in lowest terms, den > 0.
struct Fraction {
  std::int64_t num = 1;
  std::int64_t den = 1;

  [[nodiscard]] static Fraction of(std::int64_t n, std::int64_t d) {
    const std::int64_t g = std::gcd(n, d);
    return g == 0 ? Fraction{0, 1} : Fraction{n / g, d / g};
  }
  [[nodiscard]] static Fraction of(Decimal4 d) { return of(d.units, Decimal4::kOne); }
  [[nodiscard]] bool isOne() const { return num == 1 && den == 1; }
  friend bool operator==(const Fraction&, const Fraction&) = default;
};

/// a * b in lowest terms; empty when it leaves 64 bits (numbers beyond anything a model means).
[[nodiscard]] inline std::optional<Fraction> times(Fraction a, Fraction b) {
  const std::int64_t g = std::gcd(a.num, b.den);
  const std::int64_t h = std::gcd(b.num, a.den);
  if (g > 1) {
    a.num /= g;
    b.den /= g;
  }
  if (h > 1) {
    b.num /= h;
    a.den /= h;
  }
  Fraction out;
  if (__builtin_mul_overflow(a.num, b.num, &out.num) || __builtin_mul_overflow(a.den, b.den, &out.den)) return {};
  return out.num == 0 ? Fraction{0, 1} : out;
}

/// num/den rounded to an integer; den > 0. Halves: away from zero, to even, or cut.
[[nodiscard]] inline Int128 divideRounded(Int128 num, Int128 den, Arithmetic::Round round) {
  Int128 quotient = num / den;
  Int128 rest = num % den;
  if (rest == 0 || round == Arithmetic::Round::kDown) return quotient;
  if (rest < 0) rest = -rest;
  const Int128 other = den - rest;  // no doubling: stays inside 128 bits
  const bool up = rest > other || (rest == other && (round == Arithmetic::Round::kHalfUp || quotient % 2 != 0));
  if (up) quotient += num < 0 ? -1 : 1;
  return quotient;
}

/// The same for 64 bits: the common case, one machine division.
[[nodiscard]] inline std::int64_t divideRounded64(std::int64_t num, std::int64_t den, Arithmetic::Round round) {
  std::int64_t quotient = num / den;
  std::int64_t rest = num - quotient * den;
  if (rest == 0 || round == Arithmetic::Round::kDown) return quotient;
  if (rest < 0) rest = -rest;
  const std::int64_t other = den - rest;
  if (rest > other || (rest == other && (round == Arithmetic::Round::kHalfUp || quotient % 2 != 0))) {
    quotient += num < 0 ? -1 : 1;
  }
  return quotient;
}

/// 10^n for 0 ≤ n ≤ 18.
[[nodiscard]] constexpr std::int64_t powerOfTen(int n) {
  std::int64_t p = 1;
  for (int i = 0; i < n; ++i) p *= 10;
  return p;
}

/// |a| <=> |b| of fractions with positive denominators, exactly (both fit after cross multiplication in 128 bits).
[[nodiscard]] inline int compareSize(Fraction a, Fraction b) {
  const Int128 left = Int128{a.num < 0 ? -Int128{a.num} : Int128{a.num}} * b.den;
  const Int128 right = Int128{b.num < 0 ? -Int128{b.num} : Int128{b.num}} * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

/// base^exponent, or 2^(-age/life), rounded half up to six decimals, as millionths.
[[nodiscard]] std::int64_t powerMicro(Decimal4 base, int exponent);
[[nodiscard]] std::int64_t halfLifeMicro(int age, int life);

}  // namespace medcredit::grading
