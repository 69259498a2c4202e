// What is due today, this week, overdue or near due, by unit and person in charge, each with its worked arithmetic
// (R-QUAL-03, 04, R-COLL-23).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/deadline.h"
#include "service/context.h"

namespace medcredit::service {

/// What must be done.
enum class DutyKind {
  kReport,   ///< a decision of the register has not arrived
  kPublish,  ///< a record waits to be published
  kMonthly   ///< an entry of monthly cycle has neither data nor a nil report for its month
};
[[nodiscard]] std::string_view dutyKindName(DutyKind kind);   ///< "report", "publish", "monthly"
[[nodiscard]] std::string_view dutyKindLabel(DutyKind kind);  ///< 报送, 公示, 月度报送

/// When it is to be done, seen from today. Every open duty stands in exactly one group.
enum class DutyGroup { kOverdue, kToday, kWeek, kNearDue, kLater };
[[nodiscard]] std::string_view dutyGroupName(DutyGroup group);  ///< "overdue", "today", "week", "near_due", "later"
[[nodiscard]] std::string_view dutyGroupLabel(DutyGroup group);  ///< 已逾期, 今日到期, 本周到期, 临期, 未到期

struct StatusDuty {
  DutyKind kind = DutyKind::kReport;
  DutyGroup group = DutyGroup::kLater;
  domain::DutyState state = domain::DutyState::kNotDue;
  std::string entry, entryName, unitId, unitName, person;
  std::string ref;  ///< document number, "R5" or the month
  base::CivilDate event, due;
  bool provisional = false;
  std::int64_t overdueWorkdays = 0;  ///< working days since the due day
  std::int64_t workdaysLeft = 0;     ///< working days after today up to the due day; 0 on the due day and after
  std::int64_t recordId = 0;         ///< the record that waits to be published; 0: none
  std::string explanation;
};

struct StatusQuery {
  std::string unit, person;                                      ///< empty = all
  std::optional<std::vector<std::string>> scope = std::nullopt;  ///< only these units (sorted); empty optional = all
};
struct StatusReport {
  base::CivilDate today, weekEnd;     ///< the week ends on Sunday
  std::vector<StatusDuty> duties;     ///< most urgent first
  std::vector<base::Error> warnings;  ///< QUAL-0012/0013 contradicted nil reports, QUAL-0017…0019 about responsibility
};
/// QUAL-0002 for an unknown unit, QUAL-0020 for a person in charge of nothing.
[[nodiscard]] base::Result<StatusReport> statusReport(Context& context, const StatusQuery& query);

}  // namespace medcredit::service
