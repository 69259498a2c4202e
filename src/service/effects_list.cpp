// Effects of the procedures "list-entry" and "red-list", and of every step that takes somebody off a list (R-LIST-09).
#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "service/case_effects.h"
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
  std::vector<store::ListEntryRow> rows;
  MC_ASSIGN(auto own, store::listEntryOfCase(context.conn, call.caseId));
  if (own) {
    rows.push_back(std::move(*own));
  } else {
    for (const auto record : call.records) {
      store::ListFilter filter;
      filter.recordId = record;
      filter.state = "listed";
      MC_ASSIGN(auto some, store::listEntries(context.conn, filter));
      for (auto& one : some) rows.push_back(std::move(one));
    }
  }
  for (auto& row : rows) {
    if (row.state != "listed" && row.state != "proposed") continue;
    MC_TRY(removeEntry(context, std::move(row), causeOf(call)));
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
