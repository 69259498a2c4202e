#include "domain/amount_text.h"

#include <array>
#include <cstdint>
#include <limits>
#include <string>

#include "base/text.h"
#include "base/utf8.h"

namespace medcredit::domain {

using base::Decimal6;

namespace {

constexpr std::int64_t kYuanPerWan = 10'000;
constexpr std::int64_t kYuanPerYi = 100'000'000;

/// Decimal point and unit applied: `number` in units of `yuan`, as 万元. Empty when it does not fit six decimals.
std::optional<Decimal6> toWan(Decimal6 number, std::int64_t yuan) {
  if (yuan == kYuanPerYi) {
    if (number.micro > std::numeric_limits<std::int64_t>::max() / kYuanPerWan) return std::nullopt;
    return Decimal6{number.micro * kYuanPerWan};
  }
  if (yuan == kYuanPerWan) return number;
  if (number.micro % kYuanPerWan != 0) return std::nullopt;
  return Decimal6{number.micro / kYuanPerWan};
}

/// Unit at the front of `text`: yuan per unit and the bytes it takes; 0 yuan when there is none.
struct Unit {
  std::int64_t yuan = 0;
  std::size_t bytes = 0;
};
Unit unitAt(std::string_view text) {
  struct Row {
    std::string_view sign;
    std::int64_t yuan;
  };
  static constexpr std::array<Row, 6> kUnits = {{{"万元", kYuanPerWan},
                                                 {"萬元", kYuanPerWan},
                                                 {"万圆", kYuanPerWan},
                                                 {"亿元", kYuanPerYi},
                                                 {"元", 1},
                                                 {"圆", 1}}};
  for (const auto& row : kUnits) {
    if (text.starts_with(row.sign)) return {row.yuan, row.sign.size()};
  }
  return {};
}

/// Digits with separators at the front of `text`, as plain decimal text; `bytes` is what they take.
std::string digitsAt(std::string_view text, std::size_t& bytes) {
  std::string out;
  std::size_t i = 0;
  while (i < text.size()) {
    const char c = text[i];
    if ((c >= '0' && c <= '9') ||
        (c == '.' && !out.empty() && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9')) {
      out += c;
      ++i;
    } else if (c == ',' && !out.empty() && i + 3 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9') {
      ++i;
    } else {
      break;
    }
  }
  bytes = i;
  return out;
}

/// A Chinese numeral character: its digit (0-9), or its power of ten.
struct Numeral {
  int digit = -1;
  std::int64_t unit = 0;
};
constexpr Numeral numeralOf(char32_t c) {
  switch (c) {
    case U'零':
    case U'〇':
      return {0, 0};
    case U'一':
    case U'壹':
      return {1, 0};
    case U'二':
    case U'两':
    case U'兩':
    case U'贰':
    case U'貳':
    case U'貮':
      return {2, 0};
    case U'三':
    case U'叁':
    case U'参':
    case U'叄':
      return {3, 0};
    case U'四':
    case U'肆':
      return {4, 0};
    case U'五':
    case U'伍':
      return {5, 0};
    case U'六':
    case U'陆':
    case U'陸':
      return {6, 0};
    case U'七':
    case U'柒':
      return {7, 0};
    case U'八':
    case U'捌':
      return {8, 0};
    case U'九':
    case U'玖':
      return {9, 0};
    case U'十':
    case U'拾':
      return {-1, 10};
    case U'百':
    case U'佰':
      return {-1, 100};
    case U'千':
    case U'仟':
      return {-1, 1000};
    case U'万':
    case U'萬':
      return {-1, kYuanPerWan};
    case U'亿':
    case U'億':
      return {-1, kYuanPerYi};
    default:
      return {};
  }
}

/// Chinese numeral at the front of `text` in yuan; `bytes` is what it takes, 0 for none.
std::int64_t chineseNumberAt(std::string_view text, std::size_t& bytes) {
  std::int64_t total = 0;
  std::int64_t section = 0;  // below 万
  std::int64_t digit = 0;
  std::size_t i = 0;
  bytes = 0;
  while (i < text.size()) {
    std::size_t next = i;
    const Numeral numeral = numeralOf(base::nextCodePoint(text, next));
    if (numeral.digit < 0 && numeral.unit == 0) break;
    if (numeral.digit >= 0) {
      digit = numeral.digit;
    } else if (numeral.unit >= kYuanPerWan) {
      constexpr std::int64_t kLargest = 9'000'000'000'000;  // what a Decimal6 holds; beyond it is no amount
      if (total + section + digit > kLargest / numeral.unit) return 0;
      total = (total + section + digit) * numeral.unit;
      section = digit = 0;
    } else {
      section += (digit == 0 && section == 0 ? 1 : digit) * numeral.unit;  // 十 alone is ten
      digit = 0;
    }
    i = next;
    bytes = i;
  }
  return total + section + digit;
}

}  // namespace

std::optional<Decimal6> readAmount(std::string_view cell) {
  std::string folded = base::cleanCode(cell);
  std::string_view text = folded;
  bool currency = false;
  for (const std::string_view prefix : {"人民币", "￥", "¥", "RMB", "CNY"}) {
    if (text.starts_with(prefix)) {
      text = base::trim(text.substr(prefix.size()));
      currency = true;
    }
  }
  std::size_t bytes = 0;
  const std::string digits = digitsAt(text, bytes);
  const auto number = Decimal6::parse(digits);
  if (!number) return std::nullopt;
  std::string_view rest = base::trim(text.substr(bytes));
  const Unit unit = unitAt(rest);
  rest.remove_prefix(unit.bytes);
  if (rest == "整" || rest == "正") rest = {};
  if (!rest.empty()) return std::nullopt;
  if (unit.yuan != 0) return toWan(*number, unit.yuan);
  return currency ? toWan(*number, 1) : number;
}

namespace {

constexpr bool isNumberByte(char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; }

/// Where the number that ends before `end` begins; `end` itself when there is none.
std::size_t numberStart(std::string_view text, std::size_t end) {
  constexpr std::size_t kHanBytes = 3;
  std::size_t start = end;
  while (start > 0) {
    if (isNumberByte(text[start - 1])) {
      --start;
      continue;
    }
    if (start < kHanBytes) break;
    std::size_t at = start - kHanBytes;
    const Numeral numeral = numeralOf(base::nextCodePoint(text, at));
    if (at != start || (numeral.digit < 0 && numeral.unit == 0)) break;
    start -= kHanBytes;
  }
  while (start < end && (text[start] == '.' || text[start] == ',')) ++start;
  return start;
}

/// The amount that stands before the unit sign at `sign`, e.g. "2,000" or "贰仟" before 元.
std::optional<Decimal6> amountBefore(std::string_view text, std::size_t sign) {
  const std::size_t start = numberStart(text, sign);
  if (start == sign) return std::nullopt;
  const std::string_view rest = text.substr(start);
  std::size_t bytes = 0;
  if (const std::string digits = digitsAt(rest, bytes); bytes > 0) {
    const Unit unit = unitAt(rest.substr(bytes));
    const auto number = Decimal6::parse(digits);
    return number && unit.yuan != 0 ? toWan(*number, unit.yuan) : std::nullopt;
  }
  const std::int64_t yuan = chineseNumberAt(rest, bytes);
  if (yuan <= 0 || start + bytes != sign) return std::nullopt;
  return toWan(Decimal6{yuan * 1'000'000}, 1);
}

/// The amount after a currency sign; one that names its unit, too, is found by the unit.
std::optional<Decimal6> amountAfter(std::string_view rest) {
  std::size_t bytes = 0;
  const auto number = Decimal6::parse(digitsAt(rest, bytes));
  return number && unitAt(rest.substr(bytes)).yuan == 0 ? toWan(*number, 1) : std::nullopt;
}

/// Calls `found` with every amount named. The last bytes of 元, 圆, ￥ and ¥ are rare: one look at each byte finds
/// them.
template <class Found>
void eachAmount(std::string_view text, Found found) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '\x83' && c != '\x86' && c != '\xA5') continue;
    const std::string_view upTo = text.substr(0, i + 1);
    std::optional<Decimal6> amount;
    if (upTo.ends_with("元") || upTo.ends_with("圆")) {
      amount = amountBefore(text, i - 2);
    } else if (upTo.ends_with("￥") || upTo.ends_with("¥")) {
      amount = amountAfter(text.substr(i + 1));
    }
    if (amount) found(*amount);
  }
}

}  // namespace

std::vector<Decimal6> amountsInText(std::string_view text) {
  std::vector<Decimal6> out;
  eachAmount(text, [&](Decimal6 amount) { out.push_back(amount); });
  return out;
}

bool textAgreesWithAmount(std::string_view text, Decimal6 amount) {
  bool named = false;
  bool any = false;
  std::uint64_t sum = 0;  // unsigned: prose may name anything, and a wrapped sum is only a missed warning
  eachAmount(text, [&](Decimal6 found) {
    any = true;
    named = named || found == amount;
    sum += static_cast<std::uint64_t>(found.micro);
  });
  return !any || named || sum == static_cast<std::uint64_t>(amount.micro);
}

}  // namespace medcredit::domain
