// The workflow engine: pure functions from a case and what happens to it to the next case and what follows.
//
// Exactly once: a command carries a key and the version it was made for. The same key with the same content gives back
// the case unchanged (`replayed`); another content under the key and another version are refused. The store needs only
// a unique key on (case, version) and on (case, key) to keep the promise between processes.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "workday/calendar.h"
#include "workflow/case.h"

namespace medcredit::workflow {

/// What the engine is told about the world.
struct Environment {
  const ProcedureSet& law;
  const workday::Calendar& calendar;
  std::string_view calendarVersion;  ///< changes with every holiday table
  base::Instant now;
  bool clockInDoubt = false;  ///< ClockWatch: automatic steps wait, marks and reminders go out
};

/// Takes a command. WFLW-* refusals leave everything as it is.
[[nodiscard]] base::Result<Transition> apply(const CaseState& before, const Command& command, const Environment& env);

/// Lets time pass: every timer that is due fires, in order; held steps go ahead when nothing holds them any more.
/// Calling it twice, late or after the clock went back does nothing twice. WFLW-0001, WFLW-0002: the edition is not at
/// hand.
[[nodiscard]] base::Result<Transition> passTime(const CaseState& before, const Environment& env);

/// Next moment at which passTime has something to do; empty: never by itself. A held step has no moment of its own:
/// pass time over such cases when the clock is confirmed, when a table comes, and at every midnight.
[[nodiscard]] std::optional<base::Instant> nextMoment(const CaseState& state);

/// A holiday table came, or was changed: the due dates are counted anew, each change with its reason. A date told to a
/// person for that person's own duty only moves later; the authority's own duty takes the new date either way.
[[nodiscard]] base::Result<Transition> recount(const CaseState& before, const Environment& env);

/// Moment the day ends locally (24:00 Asia/Shanghai).
[[nodiscard]] base::Instant endOfDay(base::CivilDate day);
[[nodiscard]] base::Instant startOfDay(base::CivilDate day);

/// Last day of an obligation as counted now: working days with pauses and extension (海南办法 第四十一条、第四十二条).
[[nodiscard]] domain::DueDate countDue(const Obligation& obligation, const ProcedureSet& law,
                                       const workday::Calendar& calendar);
/// Worked explanation in Chinese.
[[nodiscard]] std::string explainObligation(const Obligation& obligation, const ProcedureSet& law,
                                            const workday::Calendar& calendar);

}  // namespace medcredit::workflow
