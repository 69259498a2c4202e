#include "base/date.h"

#include <array>

namespace medcredit::base {

namespace {

struct Ymd {
  int year = 0;
  int month = 0;
  int day = 0;
};

constexpr bool isLeap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int monthLength(int year, int month) {
  constexpr std::array<int, 12> kLengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && isLeap(year) ? 29 : kLengths[static_cast<std::size_t>(month - 1)];
}

// Days are counted in years that begin on 1 March, so that the leap day is the last of its year.
constexpr int kDaysTo1970 = 719468;  // 0000-03-01 .. 1970-01-01
constexpr int kDaysPerEra = 146097;  // 400 years

constexpr std::int32_t daysFromYmd(int year, int month, int day) {
  const int y = month <= 2 ? year - 1 : year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yearOfEra = y - era * 400;
  const int marchMonth = (month + 9) % 12;
  const int dayOfYear = (153 * marchMonth + 2) / 5 + day - 1;
  const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return era * kDaysPerEra + dayOfEra - kDaysTo1970;
}

constexpr Ymd ymdFromDays(std::int32_t days) {
  const int shifted = days + kDaysTo1970;
  const int era = (shifted >= 0 ? shifted : shifted - (kDaysPerEra - 1)) / kDaysPerEra;
  const int dayOfEra = shifted - era * kDaysPerEra;
  const int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const int marchMonth = (5 * dayOfYear + 2) / 153;
  const int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1};
}

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The last `width` digits of a number; returns the place behind them.
char* putDigits(char* to, unsigned value, int width) {
  for (int i = width - 1; i >= 0; --i) {
    to[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return to + width;
}

char* putDate(char* to, CivilDate date, char separator) {
  const Ymd v = ymdFromDays(date.days());
  to = putDigits(to, static_cast<unsigned>(v.year), 4);
  *to++ = separator;
  to = putDigits(to, static_cast<unsigned>(v.month), 2);
  *to++ = separator;
  return putDigits(to, static_cast<unsigned>(v.day), 2);
}

std::string format(CivilDate date, char separator) {
  std::array<char, 10> text{};
  putDate(text.data(), date, separator);
  return {text.data(), text.size()};
}

/// Half-width copy of the characters that occur in dates; false when another character is met.
bool foldDateText(std::string_view utf8, std::string& out) {
  constexpr std::size_t kLongestDate = 64;
  if (utf8.size() > kLongestDate) return false;
  struct Mapping {
    std::string_view from;
    char to;
  };
  static constexpr std::array<Mapping, 10> kSigns = {{{"年", '/'},
                                                      {"月", '/'},
                                                      {"日", 'D'},
                                                      {"号", 'D'},
                                                      {"－", '-'},
                                                      {"／", '/'},
                                                      {"．", '.'},
                                                      {"：", ':'},
                                                      {"　", ' '},
                                                      {"\xC2\xA0", ' '}}};
  std::size_t i = 0;
  while (i < utf8.size()) {
    const char c = utf8[i];
    if (isDigit(c) || c == '-' || c == '/' || c == '.' || c == ':' || c == ' ' || c == 'T') {
      out += c;
      ++i;
      continue;
    }
    // Full-width digits ０..９ are EF BC 90..99.
    if (utf8.substr(i, 2) == "\xEF\xBC" && i + 2 < utf8.size()) {
      const auto third = static_cast<unsigned char>(utf8[i + 2]);
      if (third >= 0x90 && third <= 0x99) {
        out += static_cast<char>('0' + (third - 0x90));
        i += 3;
        continue;
      }
    }
    bool mapped = false;
    for (const auto& sign : kSigns) {
      if (utf8.substr(i).starts_with(sign.from)) {
        out += sign.to;
        i += sign.from.size();
        mapped = true;
        break;
      }
    }
    if (!mapped) return false;
  }
  return true;
}

/// Cursor over half-width date text.
class DateScanner {
 public:
  explicit DateScanner(std::string_view text) : text_(text) {}
  [[nodiscard]] bool atEnd() const { return at_ == text_.size(); }
  [[nodiscard]] char peek() const { return atEnd() ? '\0' : text_[at_]; }
  void skipBlanks() {
    while (peek() == ' ') ++at_;
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  /// Number of minDigits..maxDigits digits, -1 when there is none.
  int number(int minDigits, int maxDigits) {
    int value = 0;
    int digits = 0;
    while (digits < maxDigits && isDigit(peek())) {
      value = value * 10 + (text_[at_++] - '0');
      ++digits;
    }
    return digits < minDigits ? -1 : value;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

/// "", or a time of day that is midnight.
bool onlyMidnightFollows(DateScanner& scan) {
  if (!scan.take('T')) scan.skipBlanks();
  if (scan.atEnd()) return true;
  if (scan.number(1, 2) != 0 || !scan.take(':') || scan.number(2, 2) != 0) return false;
  if (scan.take(':')) {
    if (scan.number(2, 2) != 0) return false;
    if (scan.take('.') && scan.number(1, 6) != 0) return false;
  }
  scan.skipBlanks();
  return scan.atEnd();
}

}  // namespace

std::optional<CivilDate> CivilDate::fromYmd(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) {
    return std::nullopt;
  }
  return CivilDate(daysFromYmd(year, month, day));
}

std::optional<CivilDate> CivilDate::parseIso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!isDigit(text[i])) return std::nullopt;
  }
  const auto digit = [&](std::size_t i) { return text[i] - '0'; };
  return fromYmd(digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3), digit(5) * 10 + digit(6),
                 digit(8) * 10 + digit(9));
}

int CivilDate::year() const { return ymdFromDays(days_).year; }
int CivilDate::month() const { return ymdFromDays(days_).month; }
int CivilDate::day() const { return ymdFromDays(days_).day; }

int CivilDate::weekday() const {
  // 1970-01-01 was a Thursday (4).
  const int sinceMonday = (days_ % 7 + 7 + 3) % 7;
  return sinceMonday + 1;
}

CivilDate CivilDate::plusMonths(int n) const {
  const Ymd v = ymdFromDays(days_);
  const int months = v.year * 12 + (v.month - 1) + n;
  const int year = (months >= 0 ? months : months - 11) / 12;
  const int month = months - year * 12 + 1;
  const int last = monthLength(year, month);
  return CivilDate(daysFromYmd(year, month, v.day < last ? v.day : last));
}

CivilDate CivilDate::endOfMonth() const {
  const Ymd v = ymdFromDays(days_);
  return CivilDate(days_ - v.day + monthLength(v.year, v.month));
}

std::string CivilDate::iso() const { return format(*this, '-'); }
std::string CivilDate::slash() const { return format(*this, '/'); }

std::optional<CivilDate> parseLenientDate(std::string_view utf8) {
  if (const auto iso = CivilDate::parseIso(utf8)) return iso;
  std::string folded;
  if (!foldDateText(utf8, folded)) return std::nullopt;
  DateScanner scan(folded);
  scan.skipBlanks();
  const int year = scan.number(4, 4);
  if (year < 0) return std::nullopt;
  int month = 0;
  int day = 0;
  if (isDigit(scan.peek())) {
    month = scan.number(2, 2);
    day = scan.number(2, 2);
  } else {
    const char separator = scan.peek();
    if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
    scan.take(separator);
    scan.skipBlanks();
    month = scan.number(1, 2);
    scan.skipBlanks();
    if (!scan.take(separator)) return std::nullopt;
    scan.skipBlanks();
    day = scan.number(1, 2);
    scan.skipBlanks();
    scan.take('D');
  }
  if (!onlyMidnightFollows(scan)) return std::nullopt;
  return CivilDate::fromYmd(year, month, day);
}

CivilDate Instant::shanghaiDate() const {
  constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
  const std::int64_t local = micros + 8LL * 3'600'000'000;
  const std::int64_t days = (local >= 0 ? local : local - (kMicrosPerDay - 1)) / kMicrosPerDay;
  return CivilDate(static_cast<std::int32_t>(days));
}

std::string Instant::iso() const {
  constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
  const std::int64_t days = (micros >= 0 ? micros : micros - (kMicrosPerDay - 1)) / kMicrosPerDay;
  std::int64_t rest = micros - days * kMicrosPerDay;
  const auto digits = [&rest](char* to, std::int64_t unit, int width, char before) {
    *to++ = before;
    to = putDigits(to, static_cast<unsigned>(rest / unit), width);
    rest %= unit;
    return to;
  };
  std::array<char, 27> text{};
  char* to = putDate(text.data(), CivilDate(static_cast<std::int32_t>(days)), '-');
  to = digits(to, 3'600'000'000, 2, 'T');
  to = digits(to, 60'000'000, 2, ':');
  to = digits(to, 1'000'000, 2, ':');
  to = digits(to, 1, 6, '.');
  *to = 'Z';
  return {text.data(), text.size()};
}

std::optional<Instant> Instant::parseIso(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text.back() != 'Z') return std::nullopt;
  const auto date = CivilDate::parseIso(text.substr(0, 10));
  if (!date) return std::nullopt;
  DateScanner scan(text.substr(11, text.size() - 12));
  const int hour = scan.number(2, 2);
  if (!scan.take(':')) return std::nullopt;
  const int minute = scan.number(2, 2);
  if (!scan.take(':')) return std::nullopt;
  const int second = scan.number(2, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  std::int64_t fraction = 0;
  if (scan.take('.')) {
    std::int64_t unit = 100'000;
    if (!isDigit(scan.peek())) return std::nullopt;
    while (isDigit(scan.peek())) {
      const int digit = scan.number(1, 1);
      if (unit == 0) return std::nullopt;  // finer than a microsecond cannot be kept
      fraction += digit * unit;
      unit /= 10;
    }
  }
  if (!scan.atEnd()) return std::nullopt;
  return Instant{static_cast<std::int64_t>(date->days()) * 86'400'000'000 +
                 ((hour * 60LL + minute) * 60LL + second) * 1'000'000LL + fraction};
}

}  // namespace medcredit::base
