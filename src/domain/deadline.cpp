#include "domain/deadline.h"

#include <algorithm>
#include <array>
#include <utility>

namespace medcredit::domain {

using base::CivilDate;

namespace {

constexpr std::array<std::pair<DeadlineUnit, std::string_view>, 5> kUnits = {
    {{DeadlineUnit::kWorkday, "workday"},
     {DeadlineUnit::kCalendarDay, "calendar-day"},
     {DeadlineUnit::kMonth, "month"},
     {DeadlineUnit::kMonthEnd, "month-end"},
     {DeadlineUnit::kFixedDate, "fixed-date"}}};

CivilDate firstOfMonth(CivilDate day) { return day.plusDays(1 - day.day()); }

/// The fixed day of the year after the event; 29 February falls on the month's end in common years.
CivilDate fixedDateAfter(const Deadline& deadline, CivilDate event) {
  const int year = event.year() + 1;
  if (const auto exact = CivilDate::fromYmd(year, deadline.fixedMonth, deadline.fixedDay)) return *exact;
  const auto month = CivilDate::fromYmd(year, std::clamp(deadline.fixedMonth, 1, 12), 1);
  return month->endOfMonth();
}

std::string closing(CivilDate due) { return due.iso() + "，当日24:00截止。"; }

}  // namespace

DueDate computeDue(const Deadline& deadline, CivilDate event, const workday::Calendar& calendar) {
  switch (deadline.unit) {
    case DeadlineUnit::kWorkday: {
      const auto count = calendar.add(event, deadline.amount);
      return {count.date, count.provisional};
    }
    case DeadlineUnit::kCalendarDay:
      return {event.plusDays(deadline.amount), false};
    case DeadlineUnit::kMonth:
      return {event.plusMonths(deadline.amount), false};
    case DeadlineUnit::kMonthEnd:
      return {firstOfMonth(event).plusMonths(deadline.amount).endOfMonth(), false};
    case DeadlineUnit::kFixedDate:
      return {fixedDateAfter(deadline, event), false};
  }
  return {event, false};
}

CivilDate nearDueFrom(const Deadline& deadline, CivilDate event, const workday::Calendar& calendar) {
  if (deadline.unit == DeadlineUnit::kWorkday) {
    return calendar.add(event, std::max(0, deadline.amount - deadline.remindBefore)).date;
  }
  const CivilDate due = computeDue(deadline, event, calendar).date;
  return std::max(event, due.plusDays(-deadline.remindBefore));
}

std::string explainDue(const Deadline& deadline, CivilDate event, const workday::Calendar& calendar) {
  const CivilDate due = computeDue(deadline, event, calendar).date;
  const std::string amount = std::to_string(deadline.amount);
  switch (deadline.unit) {
    case DeadlineUnit::kWorkday:
      return calendar.explainAdd(event, deadline.amount);
    case DeadlineUnit::kCalendarDay:
      return event.iso() + "起算，次日为第1日；按自然日计" + amount + "日，遇休息日不顺延；第" + amount + "日为" +
             closing(due);
    case DeadlineUnit::kMonth: {
      const bool clipped = due.day() != event.day();
      return event.iso() + "起算" + amount + "个月，至" + amount + "个月后的同日" +
             (clipped ? "；该月无" + std::to_string(event.day()) + "日，取月末" : std::string()) + "；截止日为" +
             closing(due);
    }
    case DeadlineUnit::kMonthEnd:
      return event.iso() + "发生，" + (deadline.amount == 0 ? std::string("当月") : "发生月之后第" + amount + "个月") +
             "的月末为截止日：" + closing(due);
    case DeadlineUnit::kFixedDate:
      return event.iso() + "发生，截止日固定为次年" + std::to_string(deadline.fixedMonth) + "月" +
             std::to_string(deadline.fixedDay) + "日：" + closing(due);
  }
  return {};
}

std::string_view dutyStateName(DutyState s) {
  switch (s) {
    case DutyState::kNotDue:
      return "not_due";
    case DutyState::kNearDue:
      return "near_due";
    case DutyState::kOnTime:
      return "on_time";
    case DutyState::kLate:
      return "late";
    case DutyState::kMissing:
      return "missing";
  }
  return "";
}

std::string_view dutyStateLabel(DutyState s) {
  switch (s) {
    case DutyState::kNotDue:
      return "未到期";
    case DutyState::kNearDue:
      return "临期";
    case DutyState::kOnTime:
      return "按时";
    case DutyState::kLate:
      return "迟报";
    case DutyState::kMissing:
      return "逾期未报";
  }
  return "";
}

DutyState dutyState(CivilDate due, CivilDate nearDue, std::optional<CivilDate> doneOn, CivilDate today) {
  if (doneOn) return *doneOn <= due ? DutyState::kOnTime : DutyState::kLate;
  if (today > due) return DutyState::kMissing;
  return today >= nearDue ? DutyState::kNearDue : DutyState::kNotDue;
}

std::optional<DeadlineUnit> deadlineUnitFromName(std::string_view name) {
  for (const auto& [unit, text] : kUnits) {
    if (text == name) return unit;
  }
  return std::nullopt;
}

std::string_view deadlineUnitName(DeadlineUnit unit) {
  for (const auto& [candidate, text] : kUnits) {
    if (candidate == unit) return text;
  }
  return "";
}

}  // namespace medcredit::domain
