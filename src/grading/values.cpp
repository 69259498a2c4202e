#include "grading/values.h"

#include <algorithm>

namespace medcredit::grading {

namespace {

constexpr int kFraction = 4;
constexpr int kMostMonths = 1200;
constexpr int kMostDays = 36'500;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Digits without leading zeros as an int; -1 on anything else or above `most`.
int readCount(std::string_view digits, int most) {
  if (digits.empty() || digits.size() > 6 || (digits.front() == '0' && digits.size() > 1)) return -1;
  int value = 0;
  for (const char c : digits) {
    if (!isDigit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value > most ? -1 : value;
}

std::string twoDigits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

std::optional<Decimal4> Decimal4::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto dot = text.find('.');
  const auto whole = text.substr(0, dot);
  if (whole.empty() || whole.size() > 9 || (whole.size() > 1 && whole.front() == '0')) return std::nullopt;
  auto fraction = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  if (dot != std::string_view::npos && fraction.empty()) return std::nullopt;
  if (fraction.size() > static_cast<std::size_t>(kFraction)) return std::nullopt;
  std::int64_t units = 0;
  for (const char c : whole) {
    if (!isDigit(c)) return std::nullopt;
    units = units * 10 + (c - '0');
  }
  for (int i = 0; i < kFraction; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (at < fraction.size() && !isDigit(fraction[at])) return std::nullopt;
    units = units * 10 + (at < fraction.size() ? fraction[at] - '0' : 0);
  }
  return Decimal4{negative ? -units : units};
}

std::string Decimal4::str() const {
  const auto magnitude = units < 0 ? -units : units;
  std::string out = units < 0 ? "-" : "";
  out += std::to_string(magnitude / kOne);
  if (magnitude % kOne == 0) return out;
  auto fraction = std::to_string(magnitude % kOne + kOne).substr(1);
  while (fraction.back() == '0') fraction.pop_back();
  return out + "." + fraction;
}

std::optional<Duration> Duration::parse(std::string_view text) {
  if (text.size() < 3 || text.front() != 'P') return std::nullopt;
  const auto digits = text.substr(1, text.size() - 2);
  Duration out;
  switch (text.back()) {
    case 'Y':
      out.count = 12 * readCount(digits, kMostMonths / 12);
      break;
    case 'M':
      out.count = readCount(digits, kMostMonths);
      break;
    case 'D':
      out.count = readCount(digits, kMostDays);
      out.unit = Unit::kDays;
      break;
    default:
      return std::nullopt;
  }
  if (out.count <= 0) return std::nullopt;
  return out;
}

std::string Duration::str() const { return "P" + std::to_string(count) + (unit == Unit::kMonths ? "M" : "D"); }

base::CivilDate Duration::addedTo(base::CivilDate date) const {
  return unit == Unit::kMonths ? date.plusMonths(count) : date.plusDays(count);
}

std::optional<MonthDay> MonthDay::parse(std::string_view text) {
  if (text.size() != 5 || text[2] != '-' || !isDigit(text[0]) || !isDigit(text[1]) || !isDigit(text[3]) ||
      !isDigit(text[4])) {
    return std::nullopt;
  }
  const MonthDay out{(text[0] - '0') * 10 + (text[1] - '0'), (text[3] - '0') * 10 + (text[4] - '0')};
  if (!base::CivilDate::fromYmd(2001, out.month, out.day)) return std::nullopt;  // no leap year
  return out;
}

std::string MonthDay::str() const { return twoDigits(month) + "-" + twoDigits(day); }

base::CivilDate MonthDay::in(int year) const {
  return base::CivilDate::fromYmd(year, month, day).value_or(base::CivilDate());
}

const WordValue* findWord(const WordTable& table, std::string_view word) {
  const auto it = std::find_if(table.begin(), table.end(), [&](const WordValue& row) { return row.word == word; });
  return it == table.end() ? nullptr : &*it;
}

}  // namespace medcredit::grading
