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
  static constexpr std::array<Row, 7> kUnits = {{{"万元", kYuanPerWan},
                                                 {"萬元", kYuanPerWan},
                                                 {"万圆", kYuanPerWan},
                                                 {"亿元", kYuanPerYi},
                                                 {"元", 1},
                                                 {"圆", 1},
                                                 {"块", 1}}};
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
Numeral numeralOf(char32_t c) {
  struct Row {
    char32_t sign;
    Numeral numeral;
  };
  static constexpr std::array<Row, 37> kRows = {{{U'零', {0, 0}},
                                                 {U'〇', {0, 0}},
                                                 {U'一', {1, 0}},
                                                 {U'壹', {1, 0}},
                                                 {U'二', {2, 0}},
                                                 {U'两', {2, 0}},
                                                 {U'贰', {2, 0}},
                                                 {U'貳', {2, 0}},
                                                 {U'三', {3, 0}},
                                                 {U'叁', {3, 0}},
                                                 {U'参', {3, 0}},
                                                 {U'四', {4, 0}},
                                                 {U'肆', {4, 0}},
                                                 {U'五', {5, 0}},
                                                 {U'伍', {5, 0}},
                                                 {U'六', {6, 0}},
                                                 {U'陆', {6, 0}},
                                                 {U'陸', {6, 0}},
                                                 {U'七', {7, 0}},
                                                 {U'柒', {7, 0}},
                                                 {U'八', {8, 0}},
                                                 {U'捌', {8, 0}},
                                                 {U'九', {9, 0}},
                                                 {U'玖', {9, 0}},
                                                 {U'十', {-1, 10}},
                                                 {U'拾', {-1, 10}},
                                                 {U'百', {-1, 100}},
                                                 {U'佰', {-1, 100}},
                                                 {U'千', {-1, 1000}},
                                                 {U'仟', {-1, 1000}},
                                                 {U'万', {-1, kYuanPerWan}},
                                                 {U'萬', {-1, kYuanPerWan}},
                                                 {U'亿', {-1, kYuanPerYi}},
                                                 {U'億', {-1, kYuanPerYi}},
                                                 {U'兩', {2, 0}},
                                                 {U'叄', {3, 0}},
                                                 {U'貮', {2, 0}}}};
  for (const auto& row : kRows) {
    if (row.sign == c) return row.numeral;
  }
  return {};
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

std::vector<Decimal6> amountsInText(std::string_view text) {
  std::vector<Decimal6> out;
  bool afterSign = false;  // ￥ stood just before
  std::size_t i = 0;
  const auto add = [&](std::optional<Decimal6> amount) {
    if (amount) out.push_back(*amount);
  };
  while (i < text.size()) {
    std::size_t bytes = 0;
    if (const std::string digits = digitsAt(text.substr(i), bytes); bytes > 0) {
      const Unit unit = unitAt(text.substr(i + bytes));
      const auto number = Decimal6::parse(digits);
      if (number && unit.yuan != 0) {
        add(toWan(*number, unit.yuan));
      } else if (number && afterSign) {
        add(toWan(*number, 1));
      }
      i += bytes;
      afterSign = false;
      continue;
    }
    if (const std::int64_t yuan = chineseNumberAt(text.substr(i), bytes); bytes > 0) {
      if (yuan > 0 && unitAt(text.substr(i + bytes)).yuan == 1) add(toWan(Decimal6{yuan * 1'000'000}, 1));
      i += bytes;
      continue;
    }
    const char32_t c = base::nextCodePoint(text, i);
    afterSign = c == U'￥' || c == U'¥';
  }
  return out;
}

}  // namespace medcredit::domain
