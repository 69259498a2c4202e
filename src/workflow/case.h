// A case and what may be asked of it, as values: the engine takes a case and a command and gives back the next case
// with everything that follows, or a refusal. Nothing here reads a clock, a store or a network.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "workflow/procedure.h"
#include "workflow/repair.h"

namespace medcredit::workflow {

/// The one moment an open obligation waits for. Part of the case, so it survives every restart.
struct Timer {
  enum class Kind { kSoon, kEnd };
  base::Instant at;  ///< local midnight (Asia/Shanghai)
  Kind kind = Kind::kEnd;
  friend bool operator==(const Timer&, const Timer&) = default;
};

/// Days on which a clock stands still: those after `from` up to and including `to`.
struct Pause {
  base::CivilDate from;
  std::optional<base::CivilDate> to;
  friend bool operator==(const Pause&, const Pause&) = default;
};

struct OverdueMark {
  base::Instant at;
  bool inDoubt = false;  ///< set while the machine's clock was in doubt
  friend bool operator==(const OverdueMark&, const OverdueMark&) = default;
};

struct ExtensionAsk {
  std::string actor, reason;
  base::Instant at;
  friend bool operator==(const ExtensionAsk&, const ExtensionAsk&) = default;
};

/// One running or closed clock of a case.
struct Obligation {
  int id = 0;
  std::string clock;  ///< id in clocks.yaml; empty for a given day
  StateClock::Kind kind = StateClock::Kind::kDeadline;
  Duty duty = Duty::kAuthority;
  std::string openedIn;                     ///< state
  base::CivilDate start;                    ///< day of the event, not counted
  std::optional<base::CivilDate> givenDay;  ///< kClockOfDate
  std::vector<Pause> pauses;
  std::string extension;  ///< clock of the granted extension; empty: none
  std::optional<ExtensionAsk> asked;
  base::CivilDate due;       ///< last day, ends at 24:00
  bool provisional = false;  ///< counted over a year without an official table
  std::string calendar;      ///< version of the holiday tables it was counted with
  std::optional<base::Instant> soonMark;
  std::optional<OverdueMark> overdue;
  bool held = false;  ///< the step at the end is due but waits: clock in doubt or day provisional
  std::optional<Timer> timer;
  std::optional<base::CivilDate> closedOn;
  friend bool operator==(const Obligation&, const Obligation&) = default;

  [[nodiscard]] bool open() const { return !closedOn; }
  [[nodiscard]] bool paused() const { return open() && !pauses.empty() && !pauses.back().to; }
  [[nodiscard]] bool late() const { return closedOn && kind == StateClock::Kind::kDeadline && *closedOn > due; }
};

/// What was done, in order. The key makes a repeated command harmless.
struct HistoryRow {
  std::int64_t version = 0;               ///< of the case after it
  std::string step;                       ///< step id, or "extension-ask", "holiday-table" …
  std::string actor, role, key, content;  ///< content: SM3 of the command
  base::Instant at;
  friend bool operator==(const HistoryRow&, const HistoryRow&) = default;
};

struct CaseState {
  std::string id, procedure, edition, jurisdiction;
  std::string subject;                       ///< internal id
  std::vector<std::string> formerSubjects;   ///< merged into it while the case was open
  std::vector<std::string> records;          ///< what it is about
  std::map<std::string, std::string> units;  ///< slot of a role → unit: provider, manager, recogniser
  std::string state{kNew};
  std::int64_t version = 0;
  std::string openedBy;
  std::string ground, clause;
  std::string clock;  ///< the one named at opening (kClockOfCase)
  std::vector<Obligation> obligations;
  std::vector<std::string> recused;  ///< officers who declared an interest
  std::vector<HistoryRow> history;
  friend bool operator==(const CaseState&, const CaseState&) = default;

  [[nodiscard]] const Obligation* current() const;  ///< the open, running one; nullptr: none
  [[nodiscard]] bool took(std::string_view step) const;
};

/// Who acts.
struct Actor {
  std::string id, role, unit;
  std::string subject;                 ///< for the party "subject": whom the account stands for
  bool agent = false;                  ///< acts for the subject under a power of attorney
  std::vector<std::string> interests;  ///< subjects the person has an interest in
};

struct Command {
  enum class Kind {
    kStep,
    kAskExtension,
    kApproveExtension,
    kRefuseExtension,
    kRecuse,         ///< the officer declares an interest and is out of the case
    kSubjectMerged,  ///< the subject is now `target`
    kSubjectEnded,   ///< 终止、死亡
    kCorrectClock    ///< the machine's clock was wrong: marks set meanwhile are taken back
  };
  Kind kind = Kind::kStep;
  std::string key;                   ///< idempotency key: the same key and content is done once
  std::int64_t expectedVersion = 0;  ///< compare-and-set
  Actor actor;
  std::string step;
  std::string reason;
  std::string ground, clause;
  std::vector<std::string> papers;
  std::vector<std::string> attachments;
  std::string clock;                     ///< for kClockOfCase, at opening
  std::optional<base::CivilDate> from;   ///< day of the event where it is not today: the decision, the information
  std::optional<base::CivilDate> until;  ///< for kClockOfDate: last day
  std::optional<RepairFacts> repair;
  std::string target;  ///< surviving subject
};

/// Power of attorney an agent must attach (R-OBJ-08).
inline constexpr std::string_view kPowerOfAttorney = "授权委托书";

/// Things that leave the case. Keys are unique over all cases, so a repeated delivery is recognised.
struct Notice {
  std::string key;
  std::string to;    ///< role of the procedure, "person" or "operator"
  std::string kind;  ///< step, soon, overdue, due-changed, due-confirmed, extension, withdrawn, subject
  std::string text;  ///< Chinese
};
struct Effect {
  std::string key, effect;
};
struct PaperOrder {
  std::string key, paper;
};
struct AuditEntry {
  base::Instant at;
  std::string actor, action, detail;
};

/// Outcome of a command or of time passing. To be stored together or not at all.
struct Transition {
  CaseState state;
  bool replayed = false;  ///< the key was applied before; nothing new follows
  std::vector<Effect> effects;
  std::vector<Notice> notices;
  std::vector<PaperOrder> papers;
  std::vector<AuditEntry> audit;
  [[nodiscard]] bool changed() const { return !audit.empty(); }
};

}  // namespace medcredit::workflow
