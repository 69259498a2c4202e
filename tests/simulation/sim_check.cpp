// The invariants of due process (1 to 8), and 9: everything exactly once.
#include <algorithm>
#include <array>

#include "simulation/sim_world.h"

namespace medcredit::workflow::test {

namespace {

template <class List>
std::int64_t countAction(const List& list, std::string_view action) {
  return std::count_if(list.begin(), list.end(), [action](const AuditEntry& entry) { return entry.action == action; });
}

bool audited(const Transition& transition, std::string_view action) {
  return countAction(transition.audit, action) > 0;
}

std::int64_t told(const Transition& transition, std::string_view kind) {
  return std::count_if(transition.notices.begin(), transition.notices.end(),
                       [kind](const Notice& notice) { return notice.kind == kind; });
}

bool brings(const Transition& transition, std::string_view effect) {
  return std::any_of(transition.effects.begin(), transition.effects.end(),
                     [effect](const Effect& e) { return e.effect == effect; });
}

}  // namespace

void World::wrong(int invariant, const Held& held, const std::string& text) {
  violations_.push_back({invariant, "seed " + std::to_string(seed_) + ", " + law_.jurisdiction + ", case " +
                                        held.state.id + " (" + held.state.procedure + ", " + held.state.state + "), " +
                                        wall().iso() + ": invariant " + std::to_string(invariant) + ": " + text});
}

/// New marks come at the right time, with audit entry and notice; none vanishes without a reason.
void World::checkMarks(const Held& held, const Transition& transition) {
  std::int64_t marks = 0;
  const bool reasoned = audited(transition, "holiday-table") || audited(transition, "correct-clock");
  for (const auto& after : transition.state.obligations) {
    const auto before = std::find_if(held.state.obligations.begin(), held.state.obligations.end(),
                                     [&](const Obligation& o) { return o.id == after.id; });
    const bool was = before != held.state.obligations.end() && before->overdue;
    if (after.overdue && !was) {
      ++marks;
      ++figures_.overdue;
      sure(wall() >= endOfDay(bruteDue(after, law_.jurisdiction, brute_)), 3, held, "overdue before the day had ended");
      sure(after.overdue->at == wall() || sabotage_ != Sabotage::kNone, 3, held, "the mark bears another time");
    }
    if (before != held.state.obligations.end() && before->open() && after.open()) {
      sure(!was || after.overdue || reasoned, 7, held, "an overdue mark went away by itself");
      sure(!before->soonMark || after.soonMark || reasoned || after.extension != before->extension ||
               after.pauses != before->pauses,
           7, held, "a reminder was forgotten and may be repeated");
    }
    if (before != held.state.obligations.end()) {
      sure(before->open() || after == *before, 7, held, "a closed clock came back");
    }
    if (after.held) ++figures_.held;
  }
  sure(countAction(transition.audit, "overdue") == marks, 1, held, "audit entries and overdue marks differ");
  sure(told(transition, "overdue") >= marks, 1, held, "an overdue mark without notice");
}

void World::checkTransition(const Held& held, const Transition& transition) {
  const CaseState& after = transition.state;
  checkMarks(held, transition);
  sure(after.version == static_cast<std::int64_t>(after.history.size()) && after.version > held.state.version, 9, held,
       "versions and history differ");
  const State* was = law_.find(held.state.procedure)->state(held.state.state);
  sure(was == nullptr || !was->final || after.state == held.state.state, 7, held, "a finished case went on");
  for (const auto& row : after.history) {
    if (row.version <= held.state.version || row.role != kSystem) continue;
    const Step* step = law_.find(held.state.procedure)->step(row.step);
    sure(step == nullptr || !watch_.inDoubt(), 7, held, "an automatic step while the clock is in doubt");
  }
  if (audited(transition, "holiday-table")) {
    for (const auto& obligation : after.obligations) {
      const bool counted =
          !obligation.open() || obligation.paused() || obligation.givenDay || obligation.calendar == calendarVersion_;
      sure(counted, 8, held, "not counted with the new table");
      const auto before = std::find_if(held.state.obligations.begin(), held.state.obligations.end(),
                                       [&](const Obligation& o) { return o.id == obligation.id; });
      if (before == held.state.obligations.end() || before->due == obligation.due) continue;
      sure(told(transition, "due-changed") > 0, 8, held, "a due date changed without a word");
      sure(obligation.duty != Duty::kPerson || obligation.due > before->due, 8, held,
           "a date promised to a person was taken back");
    }
  }
  checkRepair(held, transition);
  checkSealing(held, transition);
}

void World::checkExtension(const Held& held, const Transition& transition) {
  ++figures_.extensions;
  for (const auto& after : transition.state.obligations) {
    const auto before = std::find_if(held.state.obligations.begin(), held.state.obligations.end(),
                                     [&](const Obligation& o) { return o.id == after.id; });
    if (before == held.state.obligations.end() || after.extension.empty()) continue;
    if (!after.open() || after.paused()) continue;
    Obligation first = after;
    first.extension.clear();
    sure(before->extension.empty(), 4, held, "extended a second time");
    sure(before->asked.has_value(), 4, held, "extended without being asked");
    sure(!before->overdue, 4, held, "extended after it was overdue");
    sure(wall() < endOfDay(bruteDue(first, law_.jurisdiction, brute_)), 4, held, "extended after the due moment");
  }
}

/// Publicity of five whole working days lies before every effect (第四十四条（四）).
void World::checkRepair(const Held& held, const Transition& transition) {
  if (audited(transition, "publicity-over")) {
    const Obligation* last = nullptr;
    for (const auto& obligation : transition.state.obligations) {
      if (obligation.clock == "repair-publicity") last = &obligation;
    }
    int days = 0;
    const CivilDate today = wall().shanghaiDate();
    for (CivilDate day = last->start.plusDays(1); day < today; day = day.plusDays(1)) days += brute_.works(day) ? 1 : 0;
    sure(days >= 5, 5, held, "publicity ended before five working days were over");
  }
  if (!brings(transition, "record-repaired")) return;
  ++figures_.repaired;
  sure(transition.state.took("publicity-over"), 5, held, "repaired without publicity");
}

/// Expiry: all channels in one step, not before the midnight (第二十六条).
void World::checkSealing(const Held& held, const Transition& transition) {
  if (held.state.procedure != "sealing" || transition.state.state != "sealed") return;
  ++figures_.sealed;
  static constexpr auto kChannels = std::to_array<std::string_view>(
      {"publicity-end", "sharing-end", "query-end", "evaluation-end", "list-exit", "measures-lift", "seal"});
  for (const auto channel : kChannels) {
    sure(brings(transition, channel), 6, held, "a channel was left open at expiry");
  }
  const auto& last = transition.state.obligations.back();
  sure(last.givenDay && wall() >= endOfDay(*last.givenDay), 6, held, "sealed before the midnight");
}

void World::checkOpen(Held& held, const Obligation& obligation) {
  if (obligation.paused()) {
    sure(!obligation.timer && !obligation.overdue, 1, held, "a clock that stands still runs");
    sure(held.state.current() != nullptr, 1, held, "a paused case waits for nothing");
    return;
  }
  const CivilDate counted = bruteDue(obligation, law_.jurisdiction, brute_);
  const bool timed = obligation.timer && obligation.timer->at > wall();
  const bool marked = obligation.overdue || obligation.held;
  sure(timed != marked, 1, held, "an open clock has not exactly one of timer and mark");
  auto& promise = held.promised[obligation.id];
  const bool same = promise.due != CivilDate() && promise.pauses == obligation.pauses.size() &&
                    promise.extension == obligation.extension;
  const bool person = obligation.duty == Duty::kPerson;
  promise = {obligation.pauses.size(), obligation.extension, person && same ? std::max(promise.due, counted) : counted};
  sure(obligation.due == promise.due, 2, held, "the due date differs from the count by hand");
  sure(obligation.givenDay || obligation.calendar == calendarVersion_, 8, held, "counted with an old table");
  const bool over = wall() >= endOfDay(obligation.due);
  sure(!over || marked, 3, held, "overdue and not marked");
  if (held.state.procedure == "sealing") {
    sure(!over || watch_.inDoubt(), 6, held, "still in use after the last day");
  }
}

void World::checkCase(Held& held) {
  for (const auto& obligation : held.state.obligations) {
    if (obligation.open()) checkOpen(held, obligation);
  }
  const State* now = law_.find(held.state.procedure)->state(held.state.state);
  if (now == nullptr || !now->clock) return;
  sure(held.state.current() != nullptr, 1, held, "a state with a clock has no running clock");
}

void World::checkAll() {
  if (killed_) return;
  for (const auto number : live_) checkCase(cases_[number]);
}

}  // namespace medcredit::workflow::test
