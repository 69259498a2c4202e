// Cases (办件) in the store: the case itself as one sealed value, and beside it what lists, timers and deliveries ask
// for. A transition is written whole inside the caller's transaction: version compare-and-set, each version once, each
// key once, each effect, notice and paper once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// Head of a case. Dates are "YYYY-MM-DD" or empty.
struct CaseHead {
  std::int64_t id = 0;
  std::string number;  ///< for people: "objection-2026-000001"
  std::string procedure, jurisdiction, edition;
  std::int64_t subjectId = 0;
  std::string state;
  bool final = false;
  std::int64_t version = 0;
  std::string openedBy;
  base::Instant openedAt, updatedAt;
  std::string calendar;                     ///< version of the holiday tables
  std::optional<base::Instant> nextMoment;  ///< when time has something to do
  std::string dueOn;                        ///< of the running clock
  bool held = false;                        ///< a step is due but waits
  std::string failed;                       ///< code why time could not pass over it; empty: it could
};

/// One version of a case: what was done.
struct CaseStepRow {
  std::int64_t version = 0;
  std::string step, actor, role, key;
  base::Instant at;
  std::string detail;  ///< the reason, in clear
};

/// A clock of a case as lists and statistics see it.
struct CaseObligationRow {
  std::int64_t caseId = 0;
  std::int64_t no = 0;
  std::string clock, kind, duty, openedIn, startOn, dueOn, closedOn;
  bool provisional = false, paused = false, held = false;
  std::optional<base::Instant> overdueAt;
};

struct CaseNoticeRow {
  std::string key;
  std::int64_t caseId = 0;
  std::string recipient, kind, text;
  base::Instant createdAt;
  std::int64_t attempts = 0;
  std::optional<base::Instant> deliveredAt;
};

struct CasePaperRow {
  std::string key;
  std::int64_t caseId = 0;
  std::string paper, number;  ///< number empty: not issued yet
  base::Instant orderedAt;
};

/// Everything one transition writes.
struct CaseWrite {
  CaseHead head;
  std::int64_t before = 0;  ///< version it was made from; 0 opens the case
  std::string content;      ///< canonical JSON, in clear: sealed here
  std::int64_t person = 0;  ///< subject whose key seals it; 0: the key of the site, for organisations
  std::vector<CaseStepRow> steps;
  std::vector<CaseObligationRow> obligations;                ///< all of the case
  std::vector<std::pair<std::string, std::string>> units;    ///< slot, unit: all of the case
  std::vector<std::int64_t> records;                         ///< all of the case
  std::vector<std::pair<std::string, std::string>> effects;  ///< key, effect
  std::vector<CaseNoticeRow> notices;
  std::vector<CasePaperRow> papers;
};
/// False when the case is no longer at the version `before`: nothing was written. STOR-0006 when a key is taken.
[[nodiscard]] base::Result<bool> writeCase(Conn& conn, const CaseWrite& write);

/// A case as kept.
struct StoredCase {
  CaseHead head;
  std::string content;  ///< canonical JSON, in clear
};
[[nodiscard]] base::Result<std::optional<StoredCase>> getCase(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<CaseStepRow>> caseSteps(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<CaseNoticeRow>> caseNotices(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<CasePaperRow>> casePapers(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<std::int64_t>> caseRecords(Conn& conn, std::int64_t id);
/// Has this effect of a case been carried out?
[[nodiscard]] base::Result<std::vector<std::pair<std::string, std::string>>> caseEffects(Conn& conn, std::int64_t id);

/// The case that this account opened with this key; empty: none.
[[nodiscard]] base::Result<std::optional<std::int64_t>> caseOpenedWith(Conn& conn, std::string_view actor,
                                                                       std::string_view key);

/// A state of a procedure in which the unit of a slot has to act; empty slot: somebody else than a unit.
struct CaseWait {
  std::string procedure, state, slot;
};
/// What to list; empty members do not restrict.
struct CaseFilter {
  std::optional<std::vector<std::string>> units;      ///< any slot; an empty list shows nothing
  std::optional<std::vector<std::int64_t>> subjects;  ///< an empty list shows nothing
  std::string openedBy;                               ///< only those this account opened
  std::string procedure, state;
  std::optional<std::int64_t> recordId, subjectId;
  std::optional<bool> final;
  std::string lateOn;                  ///< open, with a last day before this one
  std::optional<std::int64_t> before;  ///< ids below this one: the next page
  std::int64_t limit = 50;
  bool byUrgency = false;  ///< open ones by their last day first; `before` does not apply
  /// Only those that stand in one of these states, the slot held by `waitingUnit`; an empty list shows nothing.
  std::optional<std::vector<CaseWait>> waits;
  std::string waitingUnit;  ///< empty: whichever unit holds the slot
};
/// Newest first, or by urgency.
[[nodiscard]] base::Result<std::vector<CaseHead>> listCases(Conn& conn, const CaseFilter& filter);
/// Clocks of a case.
[[nodiscard]] base::Result<std::vector<CaseObligationRow>> caseObligations(Conn& conn, std::int64_t id);

/// Cases over which time must pass: their moment has come, they hold a step back, or they were counted with other
/// holiday tables. By id, behind `after`.
struct CaseWork {
  base::Instant now;
  std::string calendar;  ///< version in force; empty: do not look
  bool held = false;     ///< also those that hold a step back, or failed before
  std::int64_t after = 0;
  std::int64_t limit = 200;
};
[[nodiscard]] base::Result<std::vector<std::int64_t>> casesToPass(Conn& conn, const CaseWork& work);
/// Notes why time could not pass over a case; empty code: it could again.
base::Status setCaseFailed(Conn& conn, std::int64_t id, std::string_view code);
/// Notes that a case without clocks to recount was looked at under these tables.
base::Status setCaseCalendar(Conn& conn, std::int64_t id, std::string_view calendar);
/// Cases over which time could not pass.
[[nodiscard]] base::Result<std::vector<CaseHead>> failedCases(Conn& conn, std::int64_t limit);

/// Notices to be delivered now, oldest first.
[[nodiscard]] base::Result<std::vector<CaseNoticeRow>> dueNotices(Conn& conn, base::Instant now, std::int64_t limit);
base::Status noticeDelivered(Conn& conn, std::string_view key, base::Instant at);
base::Status noticeTried(Conn& conn, std::string_view key, base::Instant next);
/// Notices that nobody has taken in since `before`.
[[nodiscard]] base::Result<std::int64_t> stuckNotices(Conn& conn, base::Instant before);

/// Papers without a number, oldest first.
[[nodiscard]] base::Result<std::vector<CasePaperRow>> papersWithoutNumber(Conn& conn, std::int64_t limit);
base::Status setPaperNumber(Conn& conn, std::string_view key, std::string_view number);

/// A file handed in with a step; until one takes it, it belongs to nobody but its sender.
struct CaseUpload {
  std::int64_t id = 0;
  std::optional<std::int64_t> caseId, version;
  std::string label, name, media;
  std::int64_t size = 0;
  std::string digest, addedBy;
  base::Instant addedAt;
};
base::Status insertUpload(Conn& conn, const CaseUpload& upload, std::string_view sealed);
/// Gives an upload of this account to a version of a case; false when there is none that is still free.
[[nodiscard]] base::Result<bool> takeUpload(Conn& conn, std::int64_t id, std::int64_t caseId, std::int64_t version,
                                            std::string_view label, std::string_view addedBy);
[[nodiscard]] base::Result<std::vector<CaseUpload>> caseUploads(Conn& conn, std::int64_t caseId);
struct CaseUploadContent {
  CaseUpload info;
  std::string sealed;
};
[[nodiscard]] base::Result<std::optional<CaseUploadContent>> uploadContent(Conn& conn, std::int64_t id);

/// What a case says about a record: "disputed", "measures-held" and the words other areas need. Set twice counts once.
base::Status setRecordMark(Conn& conn, std::int64_t recordId, std::string_view mark, std::int64_t caseId,
                           base::Instant at);
/// Lifts the mark of one case; others of the same kind stay.
base::Status liftRecordMark(Conn& conn, std::int64_t recordId, std::string_view mark, std::int64_t caseId,
                            base::Instant at);
/// True while any case holds the mark on the record.
[[nodiscard]] base::Result<bool> hasRecordMark(Conn& conn, std::int64_t recordId, std::string_view mark);
struct RecordMark {
  std::int64_t recordId = 0;
  std::string mark;
  std::int64_t caseId = 0;
  base::Instant setAt;
  std::optional<base::Instant> liftedAt;
};
/// All marks a record ever had, oldest first.
[[nodiscard]] base::Result<std::vector<RecordMark>> recordMarks(Conn& conn, std::int64_t recordId);

/// The machine's clock as it was last seen.
struct ClockSeen {
  std::optional<base::Instant> last;
  bool inDoubt = false;
};
[[nodiscard]] base::Result<ClockSeen> clockSeen(Conn& conn);
base::Status keepClockSeen(Conn& conn, const ClockSeen& seen);

}  // namespace medcredit::store
