#include "service/status.h"

#include <algorithm>
#include <set>

#include "service/publish.h"
#include "service/register.h"

namespace medcredit::service {

namespace {

using base::CivilDate;

// Months looked back for open monthly duties; older ones are history, not a to-do (默认值（依据未规定）).
constexpr int kMonthsBack = 12;

DutyGroup groupOf(CivilDate due, CivilDate near, CivilDate today, CivilDate weekEnd) {
  if (due < today) return DutyGroup::kOverdue;
  if (due == today) return DutyGroup::kToday;
  if (due <= weekEnd) return DutyGroup::kWeek;
  return near <= today ? DutyGroup::kNearDue : DutyGroup::kLater;
}

class Collector {
 public:
  Collector(Context& context, const StatusQuery& query, std::vector<store::DutyUnit> units)
      : context_(context), query_(query), units_(std::move(units)) {
    report_.today = context.clock.today();
    report_.weekEnd = report_.today.plusDays(7 - report_.today.weekday());
  }
  base::Result<StatusReport> run();

 private:
  [[nodiscard]] bool wanted(const store::DutyUnit& unit) const;
  [[nodiscard]] const store::DutyUnit* unit(std::string_view id) const;
  void add(StatusDuty duty, const domain::Deadline* clock);
  base::Status addReports();
  base::Status addPublications();
  base::Status addMonthly();
  base::Status addMonthlyOf(const store::DutyUnit& unit, const domain::CatalogueEntry& entry,
                            const domain::Deadline& clock);
  base::Status addWarnings();

  Context& context_;
  const StatusQuery& query_;
  std::vector<store::DutyUnit> units_;
  StatusReport report_;
};

bool Collector::wanted(const store::DutyUnit& candidate) const {
  const bool inScope = !query_.scope || std::binary_search(query_.scope->begin(), query_.scope->end(), candidate.id);
  return inScope && (query_.unit.empty() || candidate.id == query_.unit) &&
         (query_.person.empty() || candidate.person == query_.person);
}

const store::DutyUnit* Collector::unit(std::string_view id) const {
  const auto it =
      std::find_if(units_.begin(), units_.end(), [&](const store::DutyUnit& candidate) { return candidate.id == id; });
  return it != units_.end() ? &*it : nullptr;
}

/// Completes a duty (unit, entry, group, explanation) and keeps it when it is asked for.
void Collector::add(StatusDuty duty, const domain::Deadline* clock) {
  const auto* owner = unit(duty.unitId);
  if (owner == nullptr || !wanted(*owner)) return;
  duty.unitName = owner->name;
  duty.person = owner->person;
  if (const auto* entry = context_.law.entry(duty.entry)) duty.entryName = entry->name;
  auto near = duty.due;
  if (clock != nullptr) {
    near = domain::nearDueFrom(*clock, duty.event, context_.law.calendar);
    duty.explanation = domain::explainDue(*clock, duty.event, context_.law.calendar);
  }
  duty.group = groupOf(duty.due, near, report_.today, report_.weekEnd);
  duty.state = domain::dutyState(duty.due, near, std::nullopt, report_.today);
  if (duty.group == DutyGroup::kOverdue) {
    duty.overdueWorkdays = context_.law.calendar.between(duty.due, report_.today).workdays;
  } else {
    duty.workdaysLeft = context_.law.calendar.between(report_.today, duty.due).workdays;
  }
  report_.duties.push_back(std::move(duty));
}

base::Status Collector::addReports() {
  MC_ASSIGN(const auto missing, missingDecisions(context_, {query_.unit, "", "", ""}));
  for (const auto& row : missing) {
    const auto* entry = context_.law.entry(row.entry);
    StatusDuty duty;
    duty.kind = DutyKind::kReport;
    duty.entry = row.entry;
    duty.unitId = row.unitId;
    duty.ref = row.documentNo;
    duty.event = CivilDate::parseIso(row.decidedOn).value_or(report_.today);
    duty.due = CivilDate::parseIso(row.dueOn).value_or(duty.event);
    duty.provisional = row.dueProvisional;
    add(std::move(duty), entry != nullptr ? context_.law.clock(entry->reportClock) : nullptr);
  }
  return {};
}

base::Status Collector::addPublications() {
  MC_ASSIGN(const auto waiting, publishDue(context_, {report_.today, "", query_.unit}));
  for (const auto& record : waiting) {
    const auto* entry = context_.law.entry(record.entry);
    StatusDuty duty;
    duty.kind = DutyKind::kPublish;
    duty.entry = record.entry;
    duty.unitId = record.unitId;
    duty.recordId = record.recordId;
    duty.ref = publicId('R', record.recordId) + (record.documentNo.empty() ? "" : " " + record.documentNo);
    duty.event = record.decidedOn;
    duty.due = record.due;
    duty.provisional = record.provisional;
    const auto& clock = entry->publicityClock.empty() ? entry->reportClock : entry->publicityClock;
    add(std::move(duty), context_.law.clock(clock));
  }
  return {};
}

base::Status Collector::addMonthlyOf(const store::DutyUnit& owner, const domain::CatalogueEntry& entry,
                                     const domain::Deadline& clock) {
  MC_ASSIGN(const auto reported, store::periodsWithRecords(context_.conn, entry.code, owner.id));
  MC_ASSIGN(const auto nil, store::listNilReports(context_.conn, owner.id, entry.code));
  std::set<std::string> closed(reported.begin(), reported.end());
  for (const auto& report : nil) closed.insert(report.period);
  const auto firstOf = [](CivilDate day) { return day.plusDays(1 - day.day()); };
  const auto thisMonth = firstOf(report_.today);
  auto month = std::max(firstOf(owner.createdAt.shanghaiDate()), thisMonth.plusMonths(-kMonthsBack));
  for (; month <= thisMonth; month = month.plusMonths(1)) {
    const auto period = month.iso().substr(0, 7);
    if (closed.contains(period)) continue;
    const auto due = domain::computeDue(clock, month, context_.law.calendar);
    StatusDuty duty;
    duty.kind = DutyKind::kMonthly;
    duty.entry = entry.code;
    duty.unitId = owner.id;
    duty.ref = period;
    duty.event = month;
    duty.due = due.date;
    duty.provisional = due.provisional;
    add(std::move(duty), &clock);
  }
  return {};
}

base::Status Collector::addMonthly() {
  for (const auto& owner : units_) {
    if (!wanted(owner)) continue;
    for (const auto& code : owner.entries) {
      const auto* entry = context_.law.entry(code);
      const auto* clock = entry != nullptr ? context_.law.clock(entry->reportClock) : nullptr;
      if (clock == nullptr || clock->unit != domain::DeadlineUnit::kMonthEnd) continue;
      MC_TRY(addMonthlyOf(owner, *entry, *clock));
    }
  }
  return {};
}

base::Status Collector::addWarnings() {
  for (const auto& owner : units_) {
    if (!wanted(owner)) continue;
    if (owner.person.empty()) {
      report_.warnings.push_back(base::fail("QUAL-0017", {{"unit", owner.name}}, owner.id));
    }
    if (owner.entries.empty()) {
      report_.warnings.push_back(base::fail("QUAL-0018", {{"unit", owner.name}}, owner.id));
    }
  }
  for (const auto& entry : context_.law.catalogue) {
    if (!entry.officesOpenEnded || !query_.unit.empty() || !query_.person.empty()) continue;
    const auto owners = std::count_if(units_.begin(), units_.end(), [&](const store::DutyUnit& candidate) {
      return std::find(candidate.entries.begin(), candidate.entries.end(), entry.code) != candidate.entries.end();
    });
    // Named offices of the catalogue are not enough: the others meant by 等相关科室 must be named too (R-CAT-07).
    if (static_cast<std::size_t>(owners) > entry.offices.size()) continue;
    report_.warnings.push_back(base::fail("QUAL-0019", {{"offices", entry.officesText}}, entry.code));
  }
  MC_ASSIGN(auto challenges, contradictedNilReports(context_, query_.unit));
  for (auto& challenge : challenges) {
    const auto* owner = unit(challenge.arg("unit"));
    if (!query_.scope || (owner != nullptr && wanted(*owner))) report_.warnings.push_back(std::move(challenge));
  }
  return {};
}

base::Result<StatusReport> Collector::run() {
  MC_TRY(addReports());
  MC_TRY(addPublications());
  MC_TRY(addMonthly());
  MC_TRY(addWarnings());
  std::stable_sort(report_.duties.begin(), report_.duties.end(), [](const StatusDuty& a, const StatusDuty& b) {
    return a.due != b.due ? a.due < b.due : a.unitId < b.unitId;
  });
  return std::move(report_);
}

}  // namespace

std::string_view dutyKindName(DutyKind kind) {
  switch (kind) {
    case DutyKind::kReport:
      return "report";
    case DutyKind::kPublish:
      return "publish";
    case DutyKind::kMonthly:
      break;
  }
  return "monthly";
}

std::string_view dutyKindLabel(DutyKind kind) {
  switch (kind) {
    case DutyKind::kReport:
      return "报送";
    case DutyKind::kPublish:
      return "公示";
    case DutyKind::kMonthly:
      break;
  }
  return "月度报送";
}

std::string_view dutyGroupName(DutyGroup group) {
  switch (group) {
    case DutyGroup::kOverdue:
      return "overdue";
    case DutyGroup::kToday:
      return "today";
    case DutyGroup::kWeek:
      return "week";
    case DutyGroup::kNearDue:
      return "near_due";
    case DutyGroup::kLater:
      break;
  }
  return "later";
}

std::string_view dutyGroupLabel(DutyGroup group) {
  switch (group) {
    case DutyGroup::kOverdue:
      return "已逾期";
    case DutyGroup::kToday:
      return "今日到期";
    case DutyGroup::kWeek:
      return "本周到期";
    case DutyGroup::kNearDue:
      return "临期";
    case DutyGroup::kLater:
      break;
  }
  return "未到期";
}

base::Result<StatusReport> statusReport(Context& context, const StatusQuery& query) {
  MC_TRY(requireEntryAndUnit(context, "", query.unit));
  MC_ASSIGN(auto units, store::dutyUnits(context.conn, context.clock.today()));
  const bool inCharge =
      std::any_of(units.begin(), units.end(), [&](const store::DutyUnit& unit) { return unit.person == query.person; });
  if (!query.person.empty() && !inCharge) return base::fail("QUAL-0020", {{"person", query.person}});
  return Collector(context, query, std::move(units)).run();
}

}  // namespace medcredit::service
