#include "store/repair.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kRepair =
    "SELECT id, record_id, subject_id, case_id, repaired_on, publicity_before, revoked_on, revoked_by FROM "
    "record_repair ";
constexpr std::string_view kTraining =
    "SELECT id, unit_id, title, form, held_on, hours, actor, recorded_at FROM repair_training ";
constexpr std::string_view kTrainee =
    "SELECT training_id, subject_id, attended, certificate FROM repair_training_person ";

Value view(const std::string& text) { return Value{std::string_view(text)}; }

RecordRepair readRepair(const Row& row) {
  return {row.integer(0), row.integer(1), row.integer(2), row.integer(3),
          row.str(4),     row.str(5),     textOf(row, 6), intOf(row, 7)};
}

RepairTraining readTraining(const Row& row) {
  return {row.integer(0), row.str(1), row.str(2), row.str(3), row.str(4), row.integer(5), row.str(6), {row.integer(7)}};
}

RepairTrainee readTrainee(const Row& row) {
  RepairTrainee out{row.integer(0), row.integer(1), std::nullopt, textOf(row, 3)};
  if (!row.isNull(2)) out.attended = row.integer(2) != 0;
  return out;
}

std::int64_t firstId(const Row& row) { return row.integer(0); }

}  // namespace

base::Status insertRepairFact(Conn& conn, RepairFactRow& row) {
  MC_ASSIGN(row.id, reserveIds(conn, "repair_fact", 1));
  const std::array<Value, 9> params{
      row.id,           row.recordId,       view(row.fact),  view(row.name),       row.amount,
      view(row.clause), view(row.statedOn), view(row.actor), row.recordedAt.micros};
  return run(conn,
             "INSERT INTO repair_fact (id, record_id, fact, name, amount, clause, stated_on, actor, recorded_at) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
             params);
}

base::Result<std::vector<RepairFactRow>> repairFactsOf(Conn& conn, std::int64_t recordId) {
  return listOf<RepairFactRow>(
      conn,
      "SELECT id, record_id, fact, name, amount, clause, stated_on, actor, recorded_at FROM repair_fact f WHERE "
      "record_id = $1 AND id = (SELECT MAX(id) FROM repair_fact l WHERE l.record_id = f.record_id AND l.fact = f.fact "
      "AND l.name = f.name) ORDER BY fact, name",
      recordId, [](const Row& row) {
        return RepairFactRow{row.integer(0), row.integer(1), row.str(2), row.str(3),      row.integer(4),
                             row.str(5),     row.str(6),     row.str(7), {row.integer(8)}};
      });
}

base::Result<bool> insertRecordRepair(Conn& conn, RecordRepair repair) {
  const std::array<Value, 2> key{repair.caseId, repair.recordId};
  bool known = false;
  MC_TRY(
      conn.query("SELECT 1 FROM record_repair WHERE case_id = $1 AND record_id = $2", key, [&](const Row& /*unused*/) {
        known = true;
        return false;
      }));
  if (known) return false;
  MC_ASSIGN(repair.id, reserveIds(conn, "record_repair", 1));
  const std::array<Value, 6> params{repair.id,     repair.recordId,         repair.subjectId,
                                    repair.caseId, view(repair.repairedOn), view(repair.publicityBefore)};
  MC_TRY(
      run(conn,
          "INSERT INTO record_repair (id, record_id, subject_id, case_id, repaired_on, publicity_before) VALUES ($1, "
          "$2, $3, $4, $5, $6)",
          params));
  return true;
}

base::Result<bool> revokeRecordRepair(Conn& conn, std::int64_t recordId, std::string_view on, std::int64_t byCase) {
  const std::array<Value, 3> params{recordId, on, byCase};
  MC_ASSIGN(const auto changed,
            conn.exec("UPDATE record_repair SET revoked_on = $2, revoked_by = $3 WHERE record_id = $1 AND revoked_on "
                      "IS NULL",
                      params));
  return changed > 0;
}

base::Result<std::optional<RecordRepair>> repairOfRecord(Conn& conn, std::int64_t recordId) {
  return oneOf<RecordRepair>(
      conn, std::string(kRepair) + "WHERE record_id = $1 AND revoked_on IS NULL ORDER BY id DESC LIMIT 1", recordId,
      readRepair);
}

base::Result<std::vector<RecordRepair>> repairsOfSubject(Conn& conn, std::int64_t subjectId) {
  return listOf<RecordRepair>(conn, std::string(kRepair) + "WHERE subject_id = $1 ORDER BY id", subjectId, readRepair);
}

base::Result<std::vector<RecordRepair>> listRecordRepairs(Conn& conn, std::int64_t before, std::int64_t limit) {
  const std::array<Value, 2> params{before, limit};
  return listOf<RecordRepair>(
      conn, std::string(kRepair) + "WHERE revoked_on IS NULL AND ($1 = 0 OR id < $1) ORDER BY id DESC LIMIT $2", params,
      readRepair);
}

base::Status insertRepairPublicity(Conn& conn, RepairPublicityRow row) {
  MC_ASSIGN(row.id, reserveIds(conn, "repair_publicity", 1));
  const std::array<Value, 5> params{row.id, row.caseId, row.recordId, view(row.startedOn), view(row.endsOn)};
  return run(conn,
             "INSERT INTO repair_publicity (id, case_id, record_id, started_on, ends_on) VALUES ($1, $2, $3, $4, $5)",
             params);
}

base::Status endRepairPublicity(Conn& conn, std::int64_t caseId, std::string_view on, std::string_view outcome) {
  const std::array<Value, 3> params{caseId, on, outcome};
  return run(conn, "UPDATE repair_publicity SET ended_on = $2, outcome = $3 WHERE case_id = $1 AND ended_on IS NULL",
             params);
}

base::Result<std::vector<RepairPublicityRow>> listRepairPublicity(Conn& conn, bool open, std::int64_t before,
                                                                  std::int64_t limit) {
  const std::array<Value, 3> params{std::int64_t{open ? 1 : 0}, before, limit};
  // A case that left the state, by withdrawal or objection, is no longer publicised.
  return listOf<RepairPublicityRow>(
      conn,
      "SELECT p.id, p.record_id, p.case_id, p.started_on, p.ends_on, p.ended_on, p.outcome FROM repair_publicity p "
      "JOIN "
      "case_file c ON c.id = p.case_id WHERE ($1 = 0 OR (p.ended_on IS NULL AND c.state = 'publicity')) AND ($2 = 0 OR "
      "p.id < $2) ORDER BY p.id DESC LIMIT $3",
      params, [](const Row& row) {
        return RepairPublicityRow{row.integer(0), row.integer(1), row.integer(2), row.str(3),
                                  row.str(4),     textOf(row, 5), textOf(row, 6)};
      });
}

base::Status insertRepairTraining(Conn& conn, RepairTraining& training) {
  MC_ASSIGN(training.id, reserveIds(conn, "repair_training", 1));
  const std::array<Value, 8> params{training.id,          view(training.unitId),     view(training.title),
                                    view(training.form),  view(training.heldOn),     training.hours,
                                    view(training.actor), training.recordedAt.micros};
  return run(conn,
             "INSERT INTO repair_training (id, unit_id, title, form, held_on, hours, actor, recorded_at) VALUES ($1, "
             "$2, $3, $4, $5, $6, $7, $8)",
             params);
}

base::Result<std::optional<RepairTraining>> repairTraining(Conn& conn, std::int64_t id) {
  return oneOf<RepairTraining>(conn, std::string(kTraining) + "WHERE id = $1", id, readTraining);
}

base::Result<std::vector<RepairTraining>> listRepairTrainings(Conn& conn, std::string_view unitId) {
  const std::array<Value, 1> params{unitId};
  return listOf<RepairTraining>(conn, std::string(kTraining) + "WHERE $1 = '' OR unit_id = $1 ORDER BY id DESC", params,
                                readTraining);
}

base::Status inviteToTraining(Conn& conn, std::int64_t trainingId, std::int64_t subjectId) {
  const std::array<Value, 2> params{trainingId, subjectId};
  return run(conn,
             "INSERT INTO repair_training_person (training_id, subject_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
             params);
}

base::Status noteAttendance(Conn& conn, const RepairTrainee& trainee, base::Instant at) {
  const std::array<Value, 5> params{trainee.trainingId, trainee.subjectId,
                                    std::int64_t{trainee.attended.value_or(false) ? 1 : 0}, orNull(trainee.certificate),
                                    at.micros};
  return run(conn,
             "UPDATE repair_training_person SET attended = $3, certificate = $4, noted_at = $5 WHERE training_id = $1 "
             "AND subject_id = $2",
             params);
}

base::Result<std::vector<RepairTrainee>> traineesOf(Conn& conn, std::int64_t trainingId) {
  return listOf<RepairTrainee>(conn, std::string(kTrainee) + "WHERE training_id = $1 ORDER BY subject_id", trainingId,
                               readTrainee);
}

base::Result<std::vector<RepairTrainee>> trainingsOf(Conn& conn, std::int64_t subjectId) {
  return listOf<RepairTrainee>(conn, std::string(kTrainee) + "WHERE subject_id = $1 ORDER BY training_id", subjectId,
                               readTrainee);
}

base::Status insertRepairBatch(Conn& conn, RepairBatch& batch) {
  MC_ASSIGN(batch.id, reserveIds(conn, "repair_batch", 1));
  const std::array<Value, 6> params{batch.id,           view(batch.unitId), view(batch.title),
                                    view(batch.madeOn), view(batch.actor),  batch.recordedAt.micros};
  return run(conn,
             "INSERT INTO repair_batch (id, unit_id, title, made_on, actor, recorded_at) VALUES ($1, $2, $3, $4, $5, "
             "$6)",
             params);
}

base::Status insertRepairBatchItem(Conn& conn, const RepairBatchItem& item) {
  const std::array<Value, 4> params{item.batchId, item.recordId, orNull(item.caseId), orNull(item.refusal)};
  return run(conn, "INSERT INTO repair_batch_item (batch_id, record_id, case_id, refusal) VALUES ($1, $2, $3, $4)",
             params);
}

base::Result<std::optional<RepairBatch>> repairBatch(Conn& conn, std::int64_t id) {
  return oneOf<RepairBatch>(
      conn, "SELECT id, unit_id, title, made_on, actor, recorded_at FROM repair_batch WHERE id = $1", id,
      [](const Row& row) {
        return RepairBatch{row.integer(0), row.str(1), row.str(2), row.str(3), row.str(4), {row.integer(5)}};
      });
}

base::Result<std::vector<RepairBatchItem>> repairBatchItems(Conn& conn, std::int64_t batchId) {
  return listOf<RepairBatchItem>(
      conn,
      "SELECT batch_id, record_id, case_id, refusal FROM repair_batch_item WHERE batch_id = $1 ORDER BY record_id",
      batchId, [](const Row& row) {
        return RepairBatchItem{row.integer(0), row.integer(1), intOf(row, 2), textOf(row, 3)};
      });
}

base::Status insertRepairFiling(Conn& conn, RepairFiling filing) {
  const std::array<Value, 3> key{filing.caseId, filing.recordId, view(filing.filedOn)};
  bool known = false;
  MC_TRY(conn.query("SELECT 1 FROM repair_filing WHERE case_id = $1 AND record_id = $2 AND filed_on = $3", key,
                    [&](const Row& /*unused*/) {
                      known = true;
                      return false;
                    }));
  if (known) return {};
  MC_ASSIGN(filing.id, reserveIds(conn, "repair_filing", 1));
  const std::array<Value, 5> params{filing.id, filing.caseId, filing.recordId, view(filing.filedOn),
                                    view(filing.package)};
  return run(conn, "INSERT INTO repair_filing (id, case_id, record_id, filed_on, package) VALUES ($1, $2, $3, $4, $5)",
             params);
}

base::Result<std::vector<RepairFiling>> repairFilings(Conn& conn, std::int64_t caseId) {
  const std::array<Value, 1> params{caseId};
  return listOf<RepairFiling>(
      conn, "SELECT id, record_id, case_id, filed_on, package FROM repair_filing WHERE case_id = $1 ORDER BY id",
      params, [](const Row& row) {
        return RepairFiling{row.integer(0), row.integer(1), row.integer(2), row.str(3), row.str(4)};
      });
}

std::string firstDaySource(std::int64_t recordId) { return "repair-first " + std::to_string(recordId); }

base::Result<std::vector<std::int64_t>> repairCandidates(Conn& conn, const RepairCandidates& wanted) {
  const std::array<Value, 6> params{std::string_view(wanted.unitId),
                                    wanted.after,
                                    wanted.limit,
                                    std::string_view(wanted.decidedFrom),
                                    std::string_view(wanted.decidedTo),
                                    std::int64_t{wanted.untold ? 1 : 0}};
  return listOf<std::int64_t>(
      conn,
      "SELECT r.id FROM record r WHERE r.state = 'live' AND r.info_class = 'negative' AND r.id > $2 AND ($1 = '' OR "
      "r.unit_id = $1) AND ($4 = '' OR r.decided_on >= $4) AND ($5 = '' OR r.decided_on <= $5) AND NOT EXISTS (SELECT "
      "1 FROM record_repair p WHERE p.record_id = r.id AND p.revoked_on IS NULL) AND NOT EXISTS (SELECT 1 FROM "
      "record_release e WHERE e.record_id = r.id) AND ($6 = 0 OR NOT EXISTS (SELECT 1 FROM notice n WHERE n.source = "
      "'repair-first ' || r.id)) ORDER BY r.id LIMIT $3",
      params, firstId);
}

base::Result<std::vector<std::int64_t>> negativeRecordsOf(Conn& conn, std::int64_t subjectId) {
  return listOf<std::int64_t>(
      conn, "SELECT id FROM record WHERE subject_id = $1 AND state = 'live' AND info_class = 'negative' ORDER BY id",
      subjectId, firstId);
}

base::Result<std::vector<RepairLeftover>> repairLeftovers(Conn& conn) {
  return listOf<RepairLeftover>(
      conn,
      "SELECT j.id, j.record_id, r.unit_id, j.channel, j.created_on, j.state, p.repaired_on FROM publication_job j "
      "JOIN "
      "record r ON r.id = j.record_id JOIN record_repair p ON p.record_id = r.id AND p.revoked_on IS NULL WHERE j.act "
      "= 'remove' AND j.state <> 'confirmed' AND j.created_on >= p.repaired_on ORDER BY j.id",
      std::span<const Value>{}, [](const Row& row) {
        return RepairLeftover{row.integer(0), row.integer(1), row.str(2), row.str(3),
                              row.str(4),     row.str(5),     row.str(6)};
      });
}

}  // namespace medcredit::store
