// Credit repair in the store: statements about the conditions of a record, repairs that took effect, their publicity,
// training, batches and filings. Functions that write must run inside the caller's transaction. Dates are "YYYY-MM-DD".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// What an office stated about a record.
struct RepairFactRow {
  std::int64_t id = 0, recordId = 0;
  std::string fact;  ///< rectified, duties, effect, fraud, irreparable, kind, evidence
  std::string name;  ///< of a kind or of evidence
  std::int64_t amount = 0;
  std::string clause, statedOn, actor;
  base::Instant recordedAt;
};
base::Status insertRepairFact(Conn& conn, RepairFactRow& row);
/// The latest of each fact and name, by fact and name.
[[nodiscard]] base::Result<std::vector<RepairFactRow>> repairFactsOf(Conn& conn, std::int64_t recordId);

/// A repair that took effect.
struct RecordRepair {
  std::int64_t id = 0, recordId = 0, subjectId = 0, caseId = 0;
  std::string repairedOn, publicityBefore, revokedOn;
  std::optional<std::int64_t> revokedBy;  ///< case of the revocation
};
/// False when the case has repaired the record already.
base::Result<bool> insertRecordRepair(Conn& conn, RecordRepair repair);
/// Takes the repair of a record back; false when there was none in force.
base::Result<bool> revokeRecordRepair(Conn& conn, std::int64_t recordId, std::string_view on, std::int64_t byCase);
/// The repair in force; empty when the record is not repaired.
[[nodiscard]] base::Result<std::optional<RecordRepair>> repairOfRecord(Conn& conn, std::int64_t recordId);
/// All repairs of a subject, revoked ones too, oldest first.
[[nodiscard]] base::Result<std::vector<RecordRepair>> repairsOfSubject(Conn& conn, std::int64_t subjectId);
/// Repairs in force, newest first, with ids below `before` (0: from the newest).
[[nodiscard]] base::Result<std::vector<RecordRepair>> listRecordRepairs(Conn& conn, std::int64_t before,
                                                                        std::int64_t limit);

/// 修复公示 of one record.
struct RepairPublicityRow {
  std::int64_t id = 0, recordId = 0, caseId = 0;
  std::string startedOn, endsOn, endedOn, outcome;
};
base::Status insertRepairPublicity(Conn& conn, RepairPublicityRow row);
/// Ends what is open of a case; nothing happens when nothing is.
base::Status endRepairPublicity(Conn& conn, std::int64_t caseId, std::string_view on, std::string_view outcome);
/// Newest first, ids below `before` (0: from the newest). `open`: only what runs, its case being in that state.
[[nodiscard]] base::Result<std::vector<RepairPublicityRow>> listRepairPublicity(Conn& conn, bool open,
                                                                                std::int64_t before,
                                                                                std::int64_t limit);

struct RepairTraining {
  std::int64_t id = 0;
  std::string unitId, title, form, heldOn;
  std::int64_t hours = 0;
  std::string actor;
  base::Instant recordedAt;
};
struct RepairTrainee {
  std::int64_t trainingId = 0, subjectId = 0;
  std::optional<bool> attended;
  std::string certificate;
};
base::Status insertRepairTraining(Conn& conn, RepairTraining& training);
[[nodiscard]] base::Result<std::optional<RepairTraining>> repairTraining(Conn& conn, std::int64_t id);
/// Of a unit (empty: all), newest first.
[[nodiscard]] base::Result<std::vector<RepairTraining>> listRepairTrainings(Conn& conn, std::string_view unitId);
/// Invites; nothing happens when the subject was invited before.
base::Status inviteToTraining(Conn& conn, std::int64_t trainingId, std::int64_t subjectId);
base::Status noteAttendance(Conn& conn, const RepairTrainee& trainee, base::Instant at);
[[nodiscard]] base::Result<std::vector<RepairTrainee>> traineesOf(Conn& conn, std::int64_t trainingId);
[[nodiscard]] base::Result<std::vector<RepairTrainee>> trainingsOf(Conn& conn, std::int64_t subjectId);

struct RepairBatch {
  std::int64_t id = 0;
  std::string unitId, title, madeOn, actor;
  base::Instant recordedAt;
};
struct RepairBatchItem {
  std::int64_t batchId = 0, recordId = 0;
  std::optional<std::int64_t> caseId;  ///< empty: not taken in
  std::string refusal;                 ///< why not
};
base::Status insertRepairBatch(Conn& conn, RepairBatch& batch);
base::Status insertRepairBatchItem(Conn& conn, const RepairBatchItem& item);
[[nodiscard]] base::Result<std::optional<RepairBatch>> repairBatch(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<RepairBatchItem>> repairBatchItems(Conn& conn, std::int64_t batchId);

struct RepairFiling {
  std::int64_t id = 0, recordId = 0, caseId = 0;
  std::string filedOn, package;
};
/// Nothing happens when the case filed the record that day already.
base::Status insertRepairFiling(Conn& conn, RepairFiling filing);
[[nodiscard]] base::Result<std::vector<RepairFiling>> repairFilings(Conn& conn, std::int64_t caseId);

/// Which live negative records that are neither repaired nor released to look at.
struct RepairCandidates {
  std::string unitId;                   ///< empty: of all units
  std::string decidedFrom, decidedTo;   ///< inclusive; empty: open
  bool untold = false;                  ///< nobody was told of their first day yet
  std::int64_t after = 0, limit = 500;  ///< ids above `after`, ascending
};
[[nodiscard]] base::Result<std::vector<std::int64_t>> repairCandidates(Conn& conn, const RepairCandidates& wanted);
/// Source of the notice of the first day of a record: told once.
[[nodiscard]] std::string firstDaySource(std::int64_t recordId);
/// Live negative records of a subject, by id.
[[nodiscard]] base::Result<std::vector<std::int64_t>> negativeRecordsOf(Conn& conn, std::int64_t subjectId);

/// A channel that was told to remove a repaired record and has not said that it did.
struct RepairLeftover {
  std::int64_t jobId = 0, recordId = 0;
  std::string unitId, channel, createdOn, state, repairedOn;
};
[[nodiscard]] base::Result<std::vector<RepairLeftover>> repairLeftovers(Conn& conn);

}  // namespace medcredit::store
