// Cases (办件): objection, repair, commitment, lists … all go the same way. A command is checked against scope and
// permission, the engine decides (workflow/engine.h), and the outcome is stored whole with its effects, notices, papers
// and evidence entry in one transaction. Errors: WFLW-* of the engine, CASE-* of this file, ACCS-0401 for what is
// outside the scope.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "store/cases.h"
#include "workflow/case.h"
#include "workflow/engine.h"

namespace medcredit::service {

/// The procedures in force; CASE-0001 when none are loaded.
[[nodiscard]] base::Result<const workflow::ProcedureSet*> procedures(const Context& context);
/// What the engine is told: law, holiday tables, now, and whether the machine's clock is in doubt.
struct CaseWorld {
  const workflow::ProcedureSet& law;
  const workday::Calendar& calendar;
  std::string calendarVersion;
  base::Instant now;
  bool clockInDoubt = false;
  /// Views into this value.
  [[nodiscard]] workflow::Environment environment() const {
    return {law, calendar, calendarVersion, now, clockInDoubt};
  }
};
[[nodiscard]] base::Result<CaseWorld> caseWorld(Context& context);
/// Changes with every holiday table.
[[nodiscard]] std::string calendarVersion(const Context& context);

/// What is handed in with a step.
struct CaseInput {
  std::string reason, ground, clause, clock;
  std::vector<std::string> papers;           ///< ids of the procedure's papers
  std::vector<std::string> attachments;      ///< evidence by its Chinese name
  std::map<std::string, std::string> files;  ///< evidence → id of an uploaded file ("F7"); counts as attachment
  std::optional<base::CivilDate> from, until;
  std::optional<workflow::RepairFacts> repair;  ///< by service/repair, never by the caller of the API
};

/// Opens a case with its first step.
struct OpenCase {
  std::string procedure;
  std::int64_t subjectId = 0;  ///< 0: that of the first record
  std::vector<std::int64_t> records;
  std::string step;                          ///< empty: the only opening step the actor may take
  std::map<std::string, std::string> units;  ///< slots that do not follow from the records: receiver
  std::string key;                           ///< of the command: the same opens one case
  CaseInput input;
};
struct CaseDone {
  std::int64_t caseId = 0;
  std::int64_t version = 0;
  bool replayed = false;
  workflow::Transition transition;
};
/// CASE-0002 unknown procedure, CASE-0003 no record or subject, CASE-0004 records of several subjects or units,
/// CASE-0005 no unit for a slot, CASE-0006 such a case is open already for the record.
[[nodiscard]] base::Result<CaseDone> openCase(Context& context, const OpenCase& request);

/// One command on a case that is there.
struct StepCase {
  std::int64_t caseId = 0;
  std::int64_t version = 0;  ///< compare-and-set
  std::string key;
  workflow::Command::Kind kind = workflow::Command::Kind::kStep;
  std::string step;    ///< for kStep
  std::string target;  ///< for kSubjectMerged
  CaseInput input;
};
[[nodiscard]] base::Result<CaseDone> stepCase(Context& context, const StepCase& request);

/// As the engine itself: opens a case that follows from another one, inside the caller's transaction. `key` makes it
/// once. The actor is the unit that has to act, named by `actingUnit`.
[[nodiscard]] base::Result<std::int64_t> openFollowing(Context& context, const OpenCase& request,
                                                       const std::string& role, const std::string& actingUnit);

/// Stores a transition with everything that follows. Inside the caller's transaction.
base::Status storeTransition(Context& context, const workflow::Procedure& procedure, const workflow::CaseState& before,
                             const workflow::Transition& transition, const workflow::Command* command,
                             const store::CaseHead& head);

/// The case as kept, without looking at who asks; CASE-0007 when there is none.
struct KeptCase {
  store::CaseHead head;
  workflow::CaseState state;
};
[[nodiscard]] base::Result<KeptCase> keptCase(Context& context, std::int64_t id);
/// As above for one the actor may see; ACCS-0401 otherwise.
[[nodiscard]] base::Result<KeptCase> requireCase(Context& context, std::int64_t id);

/// Who acts, as the procedure sees it: the first of `roles` the actor may play in the case. Empty role: none.
[[nodiscard]] base::Result<workflow::Actor> caseActor(Context& context, const workflow::Procedure& procedure,
                                                      const workflow::CaseState& state,
                                                      const std::vector<std::string>& roles);

/// Narrows a list to what the actor may see.
[[nodiscard]] base::Result<store::CaseFilter> visibleCases(Context& context, store::CaseFilter filter);

}  // namespace medcredit::service
