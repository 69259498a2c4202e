// Effects of the procedures "list-entry" and "red-list", and of every step that takes somebody off a list (R-LIST-09).
#include <array>

#include "service/case_effects.h"
#include "service/case_other.h"
#include "service/list_entries.h"
#include "store/cases.h"

namespace medcredit::service {

namespace {

constexpr std::string_view kMeasuresMark = "measures-apply";

/// Why one leaves the list, by the step that took one off.
std::string causeOf(const EffectCall& call) {
  const std::string step = call.after.history.empty() ? std::string() : call.after.history.back().step;
  if (step == "expire") return "有效期满";
  if (step == "exit-repair") return "信用修复";
  if (step == "exit-objection") return "异议成立";
  if (step == "exit-correction") return "信息更正";
  if (step == "revoke") return "不再符合条件";
  if (step == "end") return "主体终止";
  return call.procedure.title;
}

/// The step of the listing's own case that follows from the end of another one; empty: none.
struct WayOut {
  std::string_view step, evidence, cause;
};
WayOut wayOut(const EffectCall& call) {
  if (call.procedure.id == "objection") return {"exit-objection", "异议处理结果", "异议成立"};
  if (call.procedure.id == "repair") return {"exit-repair", "信用修复结果", "信用修复"};
  if (call.procedure.id == "correction") return {"exit-correction", "更正记录", "信息更正"};
  return {{}, {}, {}};
}

/// Takes the entry off by its own case, or where that has no such step, by itself.
base::Status leaveByOther(const EffectCall& call, store::ListEntryRow row) {
  const auto way = wayOut(call);
  if (row.caseId && !way.step.empty()) {
    MC_ASSIGN(const bool taken, stepOther(call, *row.caseId, way.step, "recogniser", std::string(way.evidence)));
    if (taken) return {};
  }
  return removeEntry(call.context, std::move(row), way.cause.empty() ? call.procedure.title : std::string(way.cause));
}

/// What the measures rest on is the entry; the mark says so on the records of the case.
base::Status applyMeasures(const EffectCall& call) {
  for (const auto id : call.records) {
    MC_TRY(store::setRecordMark(call.context.conn, id, kMeasuresMark, call.caseId, call.context.clock.now()));
  }
  return {};
}

}  // namespace

base::Status enterList(const EffectCall& call) {
  auto& context = call.context;
  MC_ASSIGN(auto row, store::listEntryOfCase(context.conn, call.caseId));
  if (!row) return base::fail("LIST-0013", {}, call.after.id);
  MC_ASSIGN(const auto list, creditList(context, row->list));
  const auto today = context.clock.today();
  row->state = "listed";
  row->recognisedOn = today.iso();
  row->validFrom = today.iso();
  row->enteredOn = today.iso();
  const auto* clock = call.after.current();
  if (clock != nullptr && clock->givenDay) row->validTo = clock->givenDay->iso();
  if (!list.term.empty()) {
    MC_ASSIGN(const auto term, domain::parseDuration(list.term));
    if (base::CivilDate::parseIso(row->validTo) > term.after(today).plusDays(-1)) {
      return base::fail("LIST-0009", {{"list", list.name}, {"term", term.label()}}, "until");
    }
  }
  MC_TRY(store::setListEntry(context.conn, *row));
  return tellPlatforms(context, *row, list, "add");
}

base::Status leaveList(const EffectCall& call) {
  auto& context = call.context;
  MC_ASSIGN(auto own, store::listEntryOfCase(context.conn, call.caseId));
  if (own) {
    const bool on = own->state == "listed" || own->state == "proposed";
    return on ? removeEntry(context, std::move(*own), causeOf(call)) : base::Status();
  }
  for (const auto record : call.records) {
    store::ListFilter filter;
    filter.recordId = record;
    filter.state = "listed";
    MC_ASSIGN(auto rows, store::listEntries(context.conn, filter));
    for (auto& row : rows) MC_TRY(leaveByOther(call, std::move(row)));
  }
  return {};
}

namespace {

constexpr auto kHandlers = std::to_array<EffectHandler>({
    {"list-enter", enterList},
    {"list-exit", leaveList},
    {"measures-apply", applyMeasures},
});

}  // namespace

std::span<const EffectHandler> listEffects() { return kHandlers; }

}  // namespace medcredit::service
