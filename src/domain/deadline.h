// Deadlines as data: amount, unit, start event; every due date comes with its worked explanation (R-QUAL-03).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "workday/calendar.h"

namespace medcredit::domain {

enum class DeadlineUnit {
  kWorkday,      ///< n working days after the event
  kCalendarDay,  ///< n calendar days after the event, not moved when it ends on a rest day
  kMonth,        ///< same day n months later, clipped to month end (R-COLL-13)
  kMonthEnd,     ///< last day of the month n months after the event's month (每月)
  kFixedDate     ///< month/day of the year following the event (R-COLL-14: 1月10日)
};

/// One clock of a jurisdiction (`clocks.yaml`).
struct Deadline {
  std::string id;     ///< "dual-publicity"
  std::string title;  ///< Chinese name
  int amount = 0;
  DeadlineUnit unit = DeadlineUnit::kWorkday;
  std::string startEvent;  ///< "decision", "arises", "found" …
  int fixedMonth = 0;      ///< for kFixedDate
  int fixedDay = 0;
  int remindBefore = 2;  ///< near-due reminder: that many days of the same unit before the due day (R-QUAL-04)
  std::string source;    ///< seed file and article, or "default: 默认值（依据未规定）"
};

struct DueDate {
  base::CivilDate date;
  bool provisional = false;  ///< a year without an official table was touched
};

[[nodiscard]] DueDate computeDue(const Deadline& deadline, base::CivilDate event, const workday::Calendar& calendar);
/// Day from which the duty is shown as near due.
[[nodiscard]] base::CivilDate nearDueFrom(const Deadline& deadline, base::CivilDate event,
                                          const workday::Calendar& calendar);
/// Worked explanation in Chinese, for every unit.
[[nodiscard]] std::string explainDue(const Deadline& deadline, base::CivilDate event,
                                     const workday::Calendar& calendar);

/// State of a duty on a day (R-QUAL-04).
enum class DutyState { kNotDue, kNearDue, kOnTime, kLate, kMissing };
[[nodiscard]] std::string_view dutyStateName(DutyState s);   ///< "not_due" …
[[nodiscard]] std::string_view dutyStateLabel(DutyState s);  ///< 未到期 / 临期 / 按时 / 迟报 / 逾期未报
/// `doneOn` empty: not done yet. Done on the due day is on time (24:00 of the last day).
[[nodiscard]] DutyState dutyState(base::CivilDate due, base::CivilDate nearDue, std::optional<base::CivilDate> doneOn,
                                  base::CivilDate today);

[[nodiscard]] std::optional<DeadlineUnit> deadlineUnitFromName(
    std::string_view name);  ///< "workday", "calendar-day", "month", "month-end", "fixed-date"
[[nodiscard]] std::string_view deadlineUnitName(DeadlineUnit unit);

}  // namespace medcredit::domain
