// A new or changed holiday table (invariant 8).
#include <algorithm>

#include "workflow/engine.h"
#include "workflow/work.h"

namespace medcredit::workflow {

namespace {

/// What a recount does to one obligation.
struct Change {
  base::CivilDate was;
  bool confirmed = false;  ///< provisional before, no longer
  bool unmarked = false;   ///< an overdue mark no longer holds
};

bool concerns(const Obligation& obligation, const Environment& env) {
  return obligation.open() && !obligation.paused() && !obligation.givenDay &&
         obligation.calendar != env.calendarVersion;
}

Change recountOne(Work& work, Obligation& obligation) {
  Change change;
  change.was = obligation.due;
  const bool provisional = obligation.provisional;
  work.count(obligation);
  // What was promised to a person for that person's own duty only moves later.
  if (obligation.duty == Duty::kPerson) obligation.due = std::max(obligation.due, change.was);
  change.confirmed = provisional && !obligation.provisional;
  if (work.env().now < endOfDay(obligation.due)) {
    change.unmarked = obligation.overdue.has_value();
    obligation.overdue.reset();
    obligation.held = false;
  }
  if (obligation.due > change.was) obligation.soonMark.reset();
  if (!obligation.held) work.arm(obligation);
  return change;
}

void tellChange(Work& work, const Obligation& obligation, const Change& change) {
  const State* opened = work.procedure().state(obligation.openedIn);
  if (opened == nullptr || !opened->clock) return;
  if (obligation.due != change.was) {
    const std::string text = "节假日安排变化，" + nameOf(obligation, work.env().law) + "，原为" + change.was.iso() +
                             (change.unmarked ? "；原逾期标记撤回" : "");
    work.tell(*opened->clock, "due-changed", text);
    if (opened->clock->duty != Duty::kPerson) work.notice("person", "due-changed", text);
  } else if (change.confirmed) {
    work.tell(*opened->clock, "due-confirmed", "节假日安排已公布，" + nameOf(obligation, work.env().law) + "确定");
  }
}

}  // namespace

base::Result<Transition> recount(const CaseState& before, const Environment& env) {
  MC_ASSIGN(const Procedure* procedure, procedureOf(before, env));
  Transition same;
  same.state = before;
  const bool any = std::any_of(before.obligations.begin(), before.obligations.end(),
                               [&](const Obligation& o) { return concerns(o, env); });
  if (!any) return same;
  Work work(before, *procedure, env);
  Actor actor;
  actor.id = actor.role = std::string(kSystem);
  work.row("holiday-table", actor, {}, {}, "按节假日安排" + std::string(env.calendarVersion) + "重新计算期限");
  for (auto& obligation : work.state().obligations) {
    if (!concerns(obligation, env)) continue;
    const Change change = recountOne(work, obligation);
    tellChange(work, obligation, change);
  }
  work.pass();
  return work.finish();
}

}  // namespace medcredit::workflow
