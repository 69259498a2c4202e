#include "formats/xlsx_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <utility>

#include "base/date.h"
#include "formats/xml_stream.h"

namespace medcredit::formats {

namespace {

using base::CellKind;

constexpr int kSignificantDigits = 15;
constexpr int kSecondsPerDay = 86400;
constexpr std::size_t kMaxStyles = 65536;

/// Formats a workbook need not define (ECMA-376 18.8.30), with the Chinese date formats 27-36 and 50-58.
NumberStyle builtinStyle(int id) {
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
      (id >= 57 && id <= 58)) {
    return NumberStyle::kDate;
  }
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56) {
    return NumberStyle::kTime;
  }
  return NumberStyle::kNumber;
}

struct StylesHandler {
  std::map<int, NumberStyle> custom = {};
  std::vector<NumberStyle> styles = {};
  bool inCellXfs = false;
  XmlPump* pump = nullptr;

  void attach(XmlPump& p) { pump = &p; }
  void start(const char* name, const char** attributes) {
    if (std::strcmp(name, "numFmt") == 0) {
      const char* id = plainAttribute(attributes, "numFmtId");
      const char* code = plainAttribute(attributes, "formatCode");
      if (id != nullptr && code != nullptr) custom[std::atoi(id)] = numberStyleOf(code);
    } else if (std::strcmp(name, "cellXfs") == 0) {
      // A second list would make the numbers of styles ambiguous.
      if (!styles.empty()) return pump->refuse(base::fail("FILE-0032", {{"part", "styles.xml"}}));
      inCellXfs = true;
    } else if (inCellXfs && std::strcmp(name, "xf") == 0) {
      if (styles.size() >= kMaxStyles) return pump->refuse(base::fail("FILE-0032", {{"part", "styles.xml"}}));
      const char* id = plainAttribute(attributes, "numFmtId");
      const int number = id == nullptr ? 0 : std::atoi(id);
      const auto it = custom.find(number);
      styles.push_back(it != custom.end() ? it->second : builtinStyle(number));
    }
  }
  void end(const char* name) {
    if (std::strcmp(name, "cellXfs") == 0) inCellXfs = false;
  }
  void text(std::string_view) {}
};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Sign, digits and decimal exponent of a number: value = ±0.digits * 10^point.
struct Digits {
  bool negative = false;
  std::string digits;  ///< without leading or trailing zeros; empty for 0
  int point = 0;
};

/// Rounds to 15 significant digits and splits.
Digits significantDigits(double value) {
  const std::string text = fmt::format("{:.{}e}", value, kSignificantDigits - 1);
  Digits out;
  std::size_t at = 0;
  out.negative = text[0] == '-';
  if (out.negative) ++at;
  const auto e = text.find('e');
  for (; at < e; ++at) {
    if (isDigit(text[at])) out.digits += text[at];
  }
  out.point = std::atoi(text.c_str() + e + 1) + 1;
  out.digits.erase(out.digits.find_last_not_of('0') + 1);
  return out;
}

std::string plainDecimal(const Digits& d) {
  if (d.digits.empty()) return "0";
  std::string out = d.negative ? "-" : "";
  const auto size = static_cast<int>(d.digits.size());
  if (d.point <= 0) {
    out += "0." + std::string(static_cast<std::size_t>(-d.point), '0') + d.digits;
  } else if (d.point >= size) {
    out += d.digits + std::string(static_cast<std::size_t>(d.point - size), '0');
  } else {
    out += d.digits.substr(0, static_cast<std::size_t>(d.point)) + "." +
           d.digits.substr(static_cast<std::size_t>(d.point));
  }
  return out;
}

std::string timeText(int seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/// Calendar day of a whole serial, or empty.
std::string dayText(std::int64_t serial, bool date1904) {
  if (!date1904 && serial == 60) return "1900-02-29";
  // The 1900 system counts the day that never was, so every serial above 60 is one too large.
  const auto base = date1904 ? base::CivilDate::fromYmd(1904, 1, 1) : base::CivilDate::fromYmd(1899, 12, 30);
  const std::int64_t offset = !date1904 && serial < 60 ? serial + 1 : serial;
  return base->plusDays(static_cast<std::int32_t>(offset)).iso();
}

}  // namespace

NumberStyle numberStyleOf(std::string_view code) {
  bool date = false;
  bool time = false;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;  // the next character is literal, padding or fill
    } else if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      const auto close = std::min(code.find(']', i), code.size());
      // [h], [mm], [ss] are elapsed time; everything else in brackets is colour, condition or locale.
      const auto inside = code.substr(i + 1, close - i - 1);
      time = time || (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos);
      i = close;
    } else if (code.substr(i, 7) == "General") {
      i += 6;
    } else {
      date = date || std::string_view("yYdDeE").find(c) != std::string_view::npos;
      time = time || std::string_view("hHsS").find(c) != std::string_view::npos;
      // A month when no clock is shown; minutes otherwise.
      if ((c == 'm' || c == 'M') && !time && code.find_first_of("hHsS") == std::string_view::npos) date = true;
      if (c == 'E' && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-')) return NumberStyle::kNumber;
    }
  }
  if (date) return NumberStyle::kDate;
  return time ? NumberStyle::kTime : NumberStyle::kNumber;
}

base::Result<std::vector<NumberStyle>> readNumberStyles(const ZipArchive& archive, std::string_view part) {
  if (part.empty()) return std::vector<NumberStyle>();
  const auto* entry = archive.find(part);
  if (entry == nullptr) return base::fail("FILE-0008", {{"part", std::string(part)}});
  StylesHandler handler;
  MC_TRY(parseXml(archive, *entry, handler));
  return std::move(handler.styles);
}

bool isPlainNumber(std::string_view raw) {
  std::string_view s = raw;
  if (s.starts_with('-')) s.remove_prefix(1);
  if (s.empty() || s.size() > static_cast<std::size_t>(kSignificantDigits)) return false;
  if (s == "0") return raw.size() == 1;
  if (s[0] == '0' && (s.size() < 3 || s[1] != '.')) return false;
  bool point = false;
  for (const char c : s) {
    if (c == '.' && !point) {
      point = true;
    } else if (!isDigit(c)) {
      return false;
    }
  }
  return isDigit(s.front()) && (!point || (s.back() != '0' && isDigit(s.back())));
}

CellText numberText(std::string_view raw) {
  if (isPlainNumber(raw)) return {std::string(raw), CellKind::kNumber};
  double value = 0;
  const std::string_view unsignedRaw = raw.starts_with('+') ? raw.substr(1) : raw;
  const auto [end, code] = std::from_chars(unsignedRaw.data(), unsignedRaw.data() + unsignedRaw.size(), value);
  const bool whole = code == std::errc() && end == unsignedRaw.data() + unsignedRaw.size();
  if (raw.empty() || !whole || !std::isfinite(value)) return {std::string(raw), CellKind::kErrorValue};
  const bool allDigits = std::all_of(raw.begin(), raw.end(), isDigit);
  // Written out in full by a program: more digits than a spreadsheet keeps, so it would not survive one.
  if (allDigits && raw.size() > static_cast<std::size_t>(kSignificantDigits) && raw[0] != '0') {
    return {std::string(raw), CellKind::kImprecise};
  }
  const Digits digits = significantDigits(value);
  if (digits.point > 32 || digits.point < -32) return {std::string(raw), CellKind::kImprecise};
  return {plainDecimal(digits), digits.point > kSignificantDigits ? CellKind::kImprecise : CellKind::kNumber};
}

CellText dateText(std::string_view raw, NumberStyle style, bool date1904) {
  double serial = 0;
  const auto [end, code] = std::from_chars(raw.data(), raw.data() + raw.size(), serial);
  constexpr double kLastSerial = 2958465.0;  // 9999-12-31
  const double last = date1904 ? kLastSerial - 1462 : kLastSerial;
  const bool whole = code == std::errc() && end == raw.data() + raw.size() && serial >= 0 && serial < last + 1;
  const bool day = style == NumberStyle::kDate;
  if (!whole || (day && !date1904 && serial < 1) || (!day && serial >= 1)) return numberText(raw);
  auto days = static_cast<std::int64_t>(std::floor(serial));
  auto seconds = static_cast<int>(std::lround((serial - std::floor(serial)) * kSecondsPerDay));
  if (seconds == kSecondsPerDay) {
    seconds = 0;
    ++days;
  }
  if (!day) return {timeText(seconds), CellKind::kText};
  std::string text = dayText(days, date1904);
  if (seconds != 0) text += " " + timeText(seconds);
  return {std::move(text), CellKind::kDateSerial};
}

}  // namespace medcredit::formats
