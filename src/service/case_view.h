// A case as people read it: what was done by whom and why, how the clocks run and why they end when they end, what may
// be done next. Somebody may be told less: an agent of the subject sees offices and roles, not the names of officers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/cases.h"

namespace medcredit::service {

struct CaseEvent {
  std::int64_t version = 0;
  base::Instant at;
  std::string step, title;             ///< Chinese
  std::string office, role, roleName;  ///< who: unit, role of the procedure
  std::string actor;                   ///< account; empty for the subject's side looking at officers
  std::string reason;
};

struct CaseClock {
  std::string clock, title;
  bool period = false;  ///< 公示期、等待期; else a deadline
  std::string duty;     ///< authority, person
  base::CivilDate start, due;
  int daysLeft = 0;  ///< natural days until the last day; negative: over
  bool open = false, paused = false, overdue = false, provisional = false, held = false, extended = false,
       extensionAsked = false;
  std::string closedOn;
  std::string explanation;  ///< Chinese arithmetic
  std::string source;
};

/// A step the actor may take now.
struct CaseAction {
  std::string step, title;
  bool needsReason = false;
  bool needsUntil = false;               ///< a last day must be given
  std::vector<workflow::Paper> papers;   ///< to be handed in
  std::vector<std::string> attachments;  ///< evidence by name
  std::optional<base::Error> refused;    ///< why not now
};

struct CaseView {
  store::CaseHead head;
  std::string procedureTitle, stateTitle, outcome, waits;
  std::string subjectName;
  std::vector<std::string> records;
  std::string ground, groundLabel, clause;
  std::vector<std::pair<std::string, std::string>> units;  ///< label of the slot's role, name of the unit
  std::vector<CaseEvent> timeline;
  std::vector<CaseClock> clocks;
  std::vector<CaseAction> actions;
  std::vector<std::string> extensionActs;  ///< ask, approve, refuse
  bool mayRecuse = false;
  std::vector<store::CasePaperRow> papers;
  std::vector<std::string> paperNames;  ///< beside papers
  std::vector<store::CaseNoticeRow> notices;
  std::vector<store::CaseUpload> files;
};
/// ACCS-0401 outside the scope; the look is evidence before it returns.
[[nodiscard]] base::Result<CaseView> showCase(Context& context, std::int64_t id);

/// One line of a list.
struct CaseLine {
  store::CaseHead head;
  std::string procedureTitle, stateTitle, subjectName;
  std::optional<int> daysLeft;
  std::string urgency;  ///< overdue, today, soon, running, none, done
};
[[nodiscard]] base::Result<std::vector<CaseLine>> listCases(Context& context, const store::CaseFilter& filter);
/// Narrows a list to what waits for the actor: cases in a state in which a role it may play has a step to take now. The
/// end of a period is nobody's step; withdrawing is not waited for.
[[nodiscard]] base::Result<store::CaseFilter> waitingForActor(Context& context, store::CaseFilter filter);
/// Open cases of the actor's scope by urgency.
struct CaseLoad {
  std::int64_t open = 0, overdue = 0, today = 0, soon = 0;
};
[[nodiscard]] base::Result<CaseLoad> countCases(Context& context);

/// A file to be handed in with a step. COLL-0016, COLL-0080…0084, CASE-0012 an identity number in its name.
[[nodiscard]] base::Result<store::CaseUpload> addCaseFile(Context& context, const std::filesystem::path& file,
                                                          const std::string& name);
struct CaseFileContent {
  store::CaseUpload info;
  std::string bytes;
};
/// A file of a case the actor may see; ACCS-0401 otherwise.
[[nodiscard]] base::Result<CaseFileContent> readCaseFile(Context& context, std::int64_t caseId, std::int64_t fileId);

}  // namespace medcredit::service
