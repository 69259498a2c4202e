// Procedures as data: the states a case may be in, the steps that lead from one to another, who may take them, what
// they need, the clocks that run meanwhile, and what follows. One jurisdiction has one set, read from
// `procedures/*.yaml` over its inheritance chain; a case keeps the edition it was opened under (profile value
// rule.transition).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/deadline.h"
#include "jurisdiction/jurisdiction.h"
#include "workflow/repair.h"

namespace medcredit::workflow {

/// State every case is in before its opening step.
inline constexpr std::string_view kNew = "new";
/// Clock of a state named by the opening command: one of the jurisdiction's clocks.
inline constexpr std::string_view kClockOfCase = "@case";
/// Clock of a state that ends on a day given with the step: end of a validity, of a record period, of a promise.
inline constexpr std::string_view kClockOfDate = "@date";
/// Role of steps the engine takes by itself when a clock ends.
inline constexpr std::string_view kSystem = "system";

/// To which side a role belongs.
enum class Party {
  kSubject,   ///< the subject of the case or its agent
  kPublic,    ///< anybody: a third party that reports an error
  kAuthority  ///< an officer of one of the units of the case
};

/// Who may act, with the unit of the case the officer must belong to (谁认定、谁修复).
struct Role {
  std::string id, label, source;
  Party party = Party::kAuthority;
  std::string unit;   ///< slot of CaseState::units; empty: any unit
  bool head = false;  ///< 负责人: gets the overdue notices of the unit too
};

/// Whose duty a running clock is. A date told to a person is never taken back from that person (invariant 8).
enum class Duty { kAuthority, kPerson };

/// 延期: once, asked for before the first due moment and approved before it.
struct Extension {
  std::string clock;  ///< length of the extension
  std::vector<std::string> askedBy, approvedBy;
  std::string paper;  ///< made when granted
  std::string source;
};

/// The clock that runs while a case is in a state. It goes on through states that name the same clock.
struct StateClock {
  enum class Kind {
    kDeadline,  ///< something must be done by then
    kPeriod     ///< nothing may go on before then (公示期): steps out of the state wait unless they are `early`
  };
  std::string clock;  ///< id in clocks.yaml, kClockOfCase or kClockOfDate
  Kind kind = Kind::kDeadline;
  Duty duty = Duty::kAuthority;
  std::vector<std::string> notify;  ///< roles told when it is near or over
  std::string onEnd;                ///< step the engine takes when it ends; empty: the overdue mark only
  bool adverse = false;             ///< that step harms the person: never on a day that is only provisional
  int atLeast = 0;                  ///< shortest length the law allows (公示期限不少于 5 个工作日); 0: none
  std::optional<Extension> extension;
};

struct State {
  std::string id, title, source;
  std::optional<StateClock> clock;
  std::string pauses;  ///< clock that stands still while the case is here (补正)
  std::string waits;   ///< why a state without a clock may last: shown to everybody
  bool final = false;
  std::string outcome;  ///< of a final state, Chinese
};

/// A step: one transition of a case.
struct Step {
  std::string id, title, source;
  std::vector<std::string> from;
  std::string to;
  std::vector<std::string> by;
  std::vector<std::string> papers;       ///< papers handed in with the step (ids of Procedure::papers)
  std::vector<std::string> attachments;  ///< evidence by its Chinese name: 整改情况证明
  std::vector<std::string> after;        ///< one of these steps must have been taken before: 听取陈述申辩
  std::vector<std::string> notSameAs;    ///< four eyes: not by a person who took one of these steps
  std::vector<std::string> issues;       ///< papers made by the step
  std::vector<std::string> effects;      ///< words of effects.h
  std::vector<std::string> notify;       ///< roles told
  bool reasons = false;                  ///< a written reason is needed
  bool early = false;                    ///< may be taken before the end of a period
  bool eligible = false;                 ///< repair eligibility is computed and must hold on the day
  bool withdrawal = false;               ///< 撤回 by the one who asked
  bool restarts = false;                 ///< the clock starts afresh even where the state goes on with the same one

  [[nodiscard]] bool automatic() const { return by.size() == 1 && by.front() == kSystem; }
};

/// Situation a case may rest on: the five grounds of an objection.
struct Ground {
  std::string id, label, source;
  bool clause = false;  ///< other by law: the clause must be written out
};

struct Paper {
  std::string id, label, source;
};

struct Procedure {
  std::string id, title, source;
  std::vector<std::string> definedIn;  ///< jurisdictions whose files make it up, ancestors first
  std::vector<Role> roles;
  std::vector<Ground> grounds;
  std::vector<Paper> papers;
  std::vector<State> states;
  std::vector<Step> steps;
  std::string subjectEnd;        ///< step taken when the subject ends (终止、死亡); empty: the case goes on
  std::string subjectEndSource;  ///< why
  std::string edition;           ///< SM3 over all of it with the clocks it names

  [[nodiscard]] const Role* role(std::string_view id) const;
  [[nodiscard]] const Ground* ground(std::string_view id) const;
  [[nodiscard]] const Paper* paper(std::string_view id) const;
  [[nodiscard]] const State* state(std::string_view id) const;
  [[nodiscard]] const Step* step(std::string_view id) const;
};

/// Everything the engine needs of one jurisdiction.
struct ProcedureSet {
  std::string jurisdiction;
  std::vector<Procedure> procedures;
  std::map<std::string, domain::Deadline, std::less<>> clocks;
  RepairRules repair;

  [[nodiscard]] const Procedure* find(std::string_view id) const;
  [[nodiscard]] const domain::Deadline* clock(std::string_view id) const;
};

/// Reads and checks the procedures of `law` from the folders of its chain. The first error wins; checkProcedures gives
/// all. PROF-0020…0030 as for every data file (file:line:column), PROC-* for procedures that cannot work.
[[nodiscard]] base::Result<std::shared_ptr<const ProcedureSet>> loadProcedures(
    const jurisdiction::Jurisdiction& law, const std::vector<std::filesystem::path>& roots);
[[nodiscard]] std::vector<jurisdiction::ProfileProblem> checkProcedures(
    const jurisdiction::Jurisdiction& law, const std::vector<std::filesystem::path>& roots);

}  // namespace medcredit::workflow
