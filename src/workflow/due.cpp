// Counting of due dates: working days with pauses and extension.
#include <algorithm>

#include "workflow/engine.h"
#include "workflow/work.h"

namespace medcredit::workflow {

using base::CivilDate;
using domain::Deadline;
using domain::DeadlineUnit;
using domain::DueDate;

namespace {

constexpr std::int64_t kDayMicros = 86'400LL * 1'000'000;
constexpr std::int64_t kShanghaiMicros = 8LL * 3600 * 1'000'000;

/// `n` working days after `start`, not counting the days of the pauses.
DueDate countWorkdays(CivilDate start, int n, const std::vector<Pause>& pauses, const workday::Calendar& calendar) {
  CivilDate cursor = start;
  bool provisional = false;
  int left = n;
  for (const auto& pause : pauses) {
    if (!pause.to || *pause.to <= cursor) continue;
    if (pause.from > cursor) {
      const auto whole = calendar.add(cursor, left);
      if (whole.date <= pause.from) break;
      const auto part = calendar.between(cursor, pause.from);
      provisional = provisional || part.provisional;
      left -= part.workdays;
    }
    cursor = *pause.to;
  }
  const auto rest = calendar.add(cursor, left);
  return {rest.date, provisional || rest.provisional};
}

/// Other units move by the days the clock stood still.
DueDate shifted(DueDate due, const std::vector<Pause>& pauses) {
  for (const auto& pause : pauses) {
    if (pause.to && pause.from < due.date) due.date = due.date.plusDays(pause.to->days() - pause.from.days());
  }
  return due;
}

}  // namespace

base::Instant startOfDay(CivilDate day) {
  return {static_cast<std::int64_t>(day.days()) * kDayMicros - kShanghaiMicros};
}

base::Instant endOfDay(CivilDate day) { return startOfDay(day.plusDays(1)); }

DueDate countDue(const Obligation& obligation, const ProcedureSet& law, const workday::Calendar& calendar) {
  if (obligation.givenDay) return {*obligation.givenDay, false};
  const Deadline* clock = law.clock(obligation.clock);
  if (clock == nullptr) return {obligation.start, false};
  const Deadline* extension = obligation.extension.empty() ? nullptr : law.clock(obligation.extension);
  if (clock->unit == DeadlineUnit::kWorkday) {
    const bool same = extension != nullptr && extension->unit == DeadlineUnit::kWorkday;
    const int days = clock->amount + (same ? extension->amount : 0);
    const auto due = countWorkdays(obligation.start, days, obligation.pauses, calendar);
    if (extension == nullptr || same) return due;
    const auto later = domain::computeDue(*extension, due.date, calendar);
    return {later.date, due.provisional || later.provisional};
  }
  auto due = shifted(domain::computeDue(*clock, obligation.start, calendar), obligation.pauses);
  if (extension == nullptr) return due;
  const auto later = domain::computeDue(*extension, due.date, calendar);
  return {later.date, due.provisional || later.provisional};
}

CivilDate nearDay(const Obligation& obligation, const ProcedureSet& law, const workday::Calendar& calendar) {
  const Deadline* clock = law.clock(obligation.clock);
  const bool workdays = clock != nullptr && clock->unit == DeadlineUnit::kWorkday;
  int left = clock != nullptr ? clock->remindBefore : 5;  // a given day: five days ahead
  CivilDate day = obligation.due;
  while (left > 0 && day > obligation.start) {
    if (!workdays || calendar.isWorkday(day)) --left;
    day = day.plusDays(-1);
  }
  return std::max(day, obligation.start);
}

std::string nameOf(const Obligation& obligation, const ProcedureSet& law) {
  const Deadline* clock = law.clock(obligation.clock);
  return (clock != nullptr ? clock->title : std::string("约定日期")) + "（期限" + obligation.due.iso() +
         (obligation.provisional ? "，暂定" : "") + "）";
}

std::string explainObligation(const Obligation& obligation, const ProcedureSet& law,
                              const workday::Calendar& calendar) {
  if (obligation.givenDay) return "约定最后一日为" + obligation.givenDay->iso() + "，当日24:00届满。";
  const Deadline* clock = law.clock(obligation.clock);
  if (clock == nullptr) return {};
  std::string text = clock->title + "：" + domain::explainDue(*clock, obligation.start, calendar);
  for (const auto& pause : obligation.pauses) {
    text += pause.from.iso() + "之后" +
            (pause.to ? "至" + pause.to->iso() + "止，期限中止，不计入。" : std::string("期限中止，尚未恢复。"));
  }
  if (const Deadline* more = obligation.extension.empty() ? nullptr : law.clock(obligation.extension)) {
    text += "经批准延长" + std::to_string(more->amount) + "（" + more->title + "，仅一次）。";
  }
  text += "最后一日为" + obligation.due.iso() + (obligation.provisional ? "（节假日安排未公布，暂定）" : "") + "。";
  return text + "依据：" + clock->source;
}

}  // namespace medcredit::workflow
