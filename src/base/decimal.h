// Fixed-point decimals: money (万元, six decimals) and points never touch binary floating point.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace medcredit::base {

/// A decimal with six fractional digits in a 64-bit integer: ±9.2 * 10^12. 罚款金额(万元) needs 18,6.
struct Decimal6 {
  std::int64_t micro = 0;  ///< value * 1,000,000

  /// Plain decimal notation: optional sign, digits, optional fraction. Empty on anything else
  /// (exponent, thousands separator, overflow, more than six significant fractional digits).
  [[nodiscard]] static std::optional<Decimal6> parse(std::string_view text);
  [[nodiscard]] std::string str() const;  ///< shortest form: "0.2", "12", "-3.000001"
  friend constexpr auto operator<=>(Decimal6, Decimal6) = default;
};

/// part/whole as a decimal string with `digits` fractional digits, rounded half up;
/// empty when whole is 0. Used for the published rates, so that they never show float noise.
[[nodiscard]] std::optional<std::string> ratio(std::int64_t part, std::int64_t whole, int digits = 4);

}  // namespace medcredit::base
