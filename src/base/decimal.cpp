#include "base/decimal.h"

#include <limits>

namespace medcredit::base {

namespace {
constexpr std::uint64_t kScale = 1'000'000;
constexpr int kFractionDigits = 6;
__extension__ using Wide = unsigned __int128;

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
}  // namespace

std::optional<Decimal6> Decimal6::parse(std::string_view text) {
  std::size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  std::uint64_t whole = 0;
  const std::size_t wholeStart = i;
  for (; i < text.size() && isDigit(text[i]); ++i) {
    whole = whole * 10 + static_cast<std::uint64_t>(text[i] - '0');
    if (whole > kMax / kScale) return std::nullopt;
  }
  if (i == wholeStart) return std::nullopt;
  std::uint64_t fraction = 0;
  if (i < text.size()) {
    if (text[i++] != '.' || i == text.size()) return std::nullopt;
    int digits = 0;
    for (; i < text.size() && isDigit(text[i]); ++i, ++digits) {
      if (digits < kFractionDigits) {
        fraction = fraction * 10 + static_cast<std::uint64_t>(text[i] - '0');
      } else if (text[i] != '0') {
        return std::nullopt;
      }
    }
    if (i != text.size()) return std::nullopt;
    for (; digits < kFractionDigits; ++digits) fraction *= 10;
  }
  const std::uint64_t total = whole * kScale + fraction;
  if (total > kMax) return std::nullopt;
  const auto value = static_cast<std::int64_t>(total);
  return Decimal6{negative ? -value : value};
}

std::string Decimal6::str() const {
  const bool negative = micro < 0;
  // Through the unsigned form, so that the smallest value does not overflow.
  std::uint64_t magnitude = static_cast<std::uint64_t>(micro);
  if (negative) magnitude = 0 - magnitude;
  std::string out = negative ? "-" : "";
  out += std::to_string(magnitude / kScale);
  std::uint64_t fraction = magnitude % kScale;
  if (fraction == 0) return out;
  std::string digits = std::to_string(fraction + kScale).substr(1);
  while (digits.back() == '0') digits.pop_back();
  return out + "." + digits;
}

std::optional<std::string> ratio(std::int64_t part, std::int64_t whole, int digits) {
  if (whole == 0) return std::nullopt;
  const bool negative = (part < 0) != (whole < 0) && part != 0;
  const auto magnitude = [](std::int64_t v) {
    return v < 0 ? 0 - static_cast<std::uint64_t>(v) : static_cast<std::uint64_t>(v);
  };
  const Wide divisor = magnitude(whole);
  Wide scaled = magnitude(part);
  Wide scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  scaled = (scaled * scale * 2 + divisor) / (divisor * 2);  // half up
  const auto wholePart = static_cast<std::uint64_t>(scaled / scale);
  const auto fraction = static_cast<std::uint64_t>(scaled % scale);
  std::string out = negative && scaled != 0 ? "-" : "";
  out += std::to_string(wholePart);
  if (digits > 0) {
    const std::string text = std::to_string(fraction);
    out += '.';
    out.append(static_cast<std::size_t>(digits) - text.size(), '0');
    out += text;
  }
  return out;
}

}  // namespace medcredit::base
