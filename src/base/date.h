// Civil dates and moments.
//
// Legal dates (decision, due day, expiry) are civil dates in Asia/Shanghai and carry no time of day;
// moments (when we knew something) are UTC microseconds. The two are never mixed silently.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace medcredit::base {

/// A day of the proleptic Gregorian calendar, held as days since 1970-01-01.
class CivilDate {
 public:
  constexpr CivilDate() = default;
  constexpr explicit CivilDate(std::int32_t daysSinceEpoch) : days_(daysSinceEpoch) {}

  /// Empty when year/month/day name no real day (2023-02-30) or year is outside 1..9999.
  [[nodiscard]] static std::optional<CivilDate> fromYmd(int year, int month, int day);

  /// Strict "YYYY-MM-DD" only. Lenient forms of spreadsheets are parsed by parseLenientDate.
  [[nodiscard]] static std::optional<CivilDate> parseIso(std::string_view text);

  [[nodiscard]] constexpr std::int32_t days() const { return days_; }
  [[nodiscard]] int year() const;
  [[nodiscard]] int month() const;    ///< 1..12
  [[nodiscard]] int day() const;      ///< 1..31
  [[nodiscard]] int weekday() const;  ///< ISO: 1 = Monday .. 7 = Sunday

  [[nodiscard]] constexpr CivilDate plusDays(std::int32_t n) const { return CivilDate(days_ + n); }
  /// Same day n months later, clipped to the end of the month (01-31 + 1 month = 02-28/29).
  [[nodiscard]] CivilDate plusMonths(int n) const;
  [[nodiscard]] CivilDate endOfMonth() const;

  [[nodiscard]] std::string iso() const;    ///< "2026-02-12"
  [[nodiscard]] std::string slash() const;  ///< "2026/02/12", the national exchange form

  friend constexpr auto operator<=>(CivilDate, CivilDate) = default;

 private:
  std::int32_t days_ = 0;
};

/// Reads the date forms offices really type: YYYY-MM-DD, YYYY/M/D, YYYY.M.D, YYYYMMDD,
/// YYYY年M月D日, each optionally followed by a time of day that must be 00:00[:00].
/// Full-width digits are accepted. Empty when it is not a real day. Excel serials are not read here.
[[nodiscard]] std::optional<CivilDate> parseLenientDate(std::string_view utf8);

/// A moment: microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t micros = 0;
  friend constexpr auto operator<=>(Instant, Instant) = default;

  /// Civil date in Asia/Shanghai (UTC+8, no daylight saving since 1992).
  [[nodiscard]] CivilDate shanghaiDate() const;
  [[nodiscard]] std::string iso() const;  ///< "2026-02-12T03:04:05.000000Z"
  [[nodiscard]] static std::optional<Instant> parseIso(std::string_view text);
};

}  // namespace medcredit::base
