// Working-day calendar (工作日, 调休) and explained arithmetic (R-QUAL-03).
//
// A day is a working day if it is a make-up day (weekend worked), or Monday-Friday and not a day off. The day of the
// act is not counted; counting starts the next day; the limit ends at 24:00 of the last day counted. A result that
// touches a year without an official table is *provisional*: weekends only are assumed and the result says so.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace medcredit::workday {

/// A named break as printed in the State Council notice, for display and explanation.
struct HolidayBreak {
  std::string name;  ///< 春节
  base::CivilDate from;
  base::CivilDate to;
};

/// Official table of one year.
struct YearTable {
  int year = 0;
  std::vector<base::CivilDate> weekdaysOff;     ///< Monday-Friday not worked
  std::vector<base::CivilDate> weekendsWorked;  ///< Saturday/Sunday worked (调休上班日)
  std::vector<HolidayBreak> breaks;
  std::string source;  ///< notice the table was taken from
};

/// Answer of the arithmetic.
struct Count {
  base::CivilDate date;      ///< resulting day
  int workdays = 0;          ///< working days counted
  bool provisional = false;  ///< a year without a table was touched (years of both ends included)
};

/// Immutable set of year tables. Thread-safe to read.
class Calendar {
 public:
  Calendar() = default;
  /// Fails with WORK-0001 (date outside its year), WORK-0002 (weekend listed as weekday off or the reverse),
  /// WORK-0003 (year given twice), WORK-0004 (a day both off and worked).
  [[nodiscard]] static base::Result<Calendar> build(std::vector<YearTable> years);

  [[nodiscard]] bool hasYear(int year) const;
  [[nodiscard]] std::vector<int> years() const;
  /// The official tables by year.
  [[nodiscard]] const std::map<int, YearTable>& tables() const { return tables_; }
  [[nodiscard]] bool isWorkday(base::CivilDate day) const;
  /// Day n working days after `start` (n >= 0; n = 0 gives `start` itself). Constant time per call whatever n is
  /// (prefix sums), at least 5 million calls a second.
  [[nodiscard]] Count add(base::CivilDate start, int n) const;
  /// Working days in (from, to]; negative when to < from.
  [[nodiscard]] Count between(base::CivilDate from, base::CivilDate to) const;

  /// Worked explanation in Chinese of add(start, n), naming each break and make-up day met, e.g.
  /// "2026-02-12（周四）起算，次日为第1日；2026-02-14（周六）为调休上班日，计入；2026-02-15至2026-02-23春节放假，不计入；
  ///  第7个工作日为2026-02-28（周六，调休上班日），当日24:00截止。"
  [[nodiscard]] std::string explainAdd(base::CivilDate start, int n) const;
  [[nodiscard]] std::string explainBetween(base::CivilDate from, base::CivilDate to) const;

 private:
  /// Working days of the span up to and including `day`; negative before the span.
  [[nodiscard]] std::int32_t countedUpTo(std::int32_t day) const;
  /// Day on which that count is first reached.
  [[nodiscard]] std::int32_t dayOfCount(std::int32_t count) const;
  [[nodiscard]] bool touchesUnknownYear(base::CivilDate from, base::CivilDate to) const;
  /// What is met in (from, to], in order of time; `to` itself is left to the caller's closing clause.
  [[nodiscard]] std::string describe(base::CivilDate from, base::CivilDate to) const;
  [[nodiscard]] std::string describeUnknownYears(base::CivilDate from, base::CivilDate to) const;
  [[nodiscard]] std::string describeDay(base::CivilDate day) const;
  [[nodiscard]] const HolidayBreak* breakOf(base::CivilDate day) const;

  std::map<int, YearTable> tables_;
  std::int32_t firstDay_ = 0;               ///< 1 January of the first known year
  std::int32_t lastDay_ = -1;               ///< 31 December of the last known year
  bool hasGap_ = false;                     ///< a year inside the span has no table
  std::vector<std::int32_t> workdaysUpTo_;  ///< index day - firstDay_: working days of the span up to that day
  std::vector<std::int32_t> workdayDates_;  ///< the n-th working day of the span
};

}  // namespace medcredit::workday
