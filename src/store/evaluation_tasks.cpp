#include "store/evaluation_tasks.h"

#include <array>

#include "store/field_cipher.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

Value view(const std::string& text) { return Value{std::string_view(text)}; }
Value moment(const std::optional<base::Instant>& at) { return at ? Value{at->micros} : Value{nullptr}; }

constexpr std::string_view kEvaluator =
    "SELECT id, kind, name, account, unit_id, agreement, valid_from, valid_to, ended_on, end_reason, actor, at FROM "
    "evaluator ";

EvaluatorRow readEvaluator(const Row& row) {
  return {row.integer(0), row.str(1), row.str(2),     row.str(3),     row.str(4),  row.str(5),
          row.str(6),     row.str(7), textOf(row, 8), textOf(row, 9), row.str(10), {row.integer(11)}};
}

constexpr std::string_view kTask =
    "SELECT id, evaluator_id, unit_id, title, kind, basis, data, due_on, state, reason, given_by, given_at FROM "
    "evaluation_task ";

EvaluationTaskRow readTask(const Row& row) {
  return {row.integer(0), row.integer(1), row.str(2), row.str(3),     row.str(4),  row.str(5),
          row.str(6),     row.str(7),     row.str(8), textOf(row, 9), row.str(10), {row.integer(11)}};
}

constexpr std::string_view kResult =
    "SELECT task_id, subject_id, state, outcome, value_micro, sealed, submitted_by, submitted_at, decided_by, "
    "decided_at, reason, fact_id FROM evaluation_result ";

EvaluationResultRow readResult(const Row& row) {
  return {row.integer(0), row.integer(1),   row.str(2),     textOf(row, 3),   intOf(row, 4),   blobOf(row, 5),
          textOf(row, 6), momentOf(row, 7), textOf(row, 8), momentOf(row, 9), textOf(row, 10), intOf(row, 11)};
}

std::string placeOf(std::int64_t task, std::int64_t subject) {
  return "evaluation_result|sealed|" + std::to_string(task) + "/" + std::to_string(subject);
}

base::Status opened(Conn& conn, EvaluationResultRow& row) {
  if (row.detail.empty()) return {};
  MC_ASSIGN(row.detail, conn.cipher().open(conn, row.detail, placeOf(row.taskId, row.subjectId)));
  return {};
}

}  // namespace

base::Status insertEvaluator(Conn& conn, EvaluatorRow& row) {
  MC_ASSIGN(row.id, reserveIds(conn, "evaluator", 1));
  const std::array<Value, 10> params{Value{row.id},    view(row.kind),      view(row.name),      view(row.account),
                                     view(row.unitId), view(row.agreement), view(row.validFrom), view(row.validTo),
                                     view(row.actor),  Value{row.at.micros}};
  return run(conn,
             "INSERT INTO evaluator (id, kind, name, account, unit_id, agreement, valid_from, valid_to, actor, at) "
             "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
             params);
}

base::Status endEvaluator(Conn& conn, std::int64_t id, std::string_view endedOn, std::string_view reason) {
  const std::array<Value, 3> params{Value{id}, Value{endedOn}, Value{reason}};
  return run(conn, "UPDATE evaluator SET ended_on = $2, end_reason = $3 WHERE id = $1", params);
}

base::Result<std::optional<EvaluatorRow>> evaluator(Conn& conn, std::int64_t id) {
  return oneOf<EvaluatorRow>(conn, std::string(kEvaluator) + "WHERE id = $1", id, readEvaluator);
}

base::Result<std::vector<EvaluatorRow>> listEvaluators(Conn& conn) {
  return listOf<EvaluatorRow>(conn, std::string(kEvaluator) + "ORDER BY id DESC", {}, readEvaluator);
}

base::Result<std::vector<EvaluatorRow>> evaluatorsOf(Conn& conn, std::string_view account) {
  const std::array<Value, 1> params{Value{account}};
  return listOf<EvaluatorRow>(conn, std::string(kEvaluator) + "WHERE account = $1 ORDER BY id", params, readEvaluator);
}

base::Status insertEvaluationTask(Conn& conn, EvaluationTaskRow& row) {
  MC_ASSIGN(row.id, reserveIds(conn, "evaluation_task", 1));
  const std::array<Value, 11> params{Value{row.id},   Value{row.evaluatorId}, view(row.unitId),         view(row.title),
                                     view(row.kind),  view(row.basis),        view(row.data),           view(row.dueOn),
                                     view(row.state), view(row.givenBy),      Value{row.givenAt.micros}};
  return run(conn,
             "INSERT INTO evaluation_task (id, evaluator_id, unit_id, title, kind, basis, data, due_on, state, "
             "given_by, given_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
             params);
}

base::Status setEvaluationTask(Conn& conn, std::int64_t id, std::string_view state, std::string_view reason) {
  const std::array<Value, 3> params{Value{id}, Value{state}, orNull(reason)};
  return run(conn, "UPDATE evaluation_task SET state = $2, reason = $3 WHERE id = $1", params);
}

base::Result<std::optional<EvaluationTaskRow>> evaluationTask(Conn& conn, std::int64_t id) {
  return oneOf<EvaluationTaskRow>(conn, std::string(kTask) + "WHERE id = $1", id, readTask);
}

base::Result<std::vector<EvaluationTaskRow>> listEvaluationTasks(Conn& conn, const EvaluationTaskFilter& filter) {
  std::string sql(kTask);
  std::vector<Value> params;
  const auto bind = [&](Value value) {
    params.push_back(value);
    return "$" + std::to_string(params.size());
  };
  const auto among = [&](const auto& list, const char* column, auto valueOf) {
    if (list.empty()) {
      sql += " AND 1 = 0";
      return;
    }
    sql += std::string(" AND ") + column + " IN (";
    for (std::size_t i = 0; i < list.size(); ++i) sql += (i == 0 ? "" : ", ") + bind(valueOf(list[i]));
    sql += ")";
  };
  sql += "WHERE id < " + bind(filter.before.value_or(INT64_MAX));
  if (filter.units) among(*filter.units, "unit_id", [](const std::string& text) { return view(text); });
  if (filter.evaluatorIds) among(*filter.evaluatorIds, "evaluator_id", [](std::int64_t id) { return Value{id}; });
  sql += " ORDER BY id DESC LIMIT " + bind(filter.limit);
  return listOf<EvaluationTaskRow>(conn, sql, params, readTask);
}

base::Status insertEvaluationResults(Conn& conn, std::int64_t taskId, const std::vector<std::int64_t>& subjects) {
  static constexpr auto kColumns = std::to_array<std::string_view>({"task_id", "subject_id", "state"});
  return conn.insertRows("evaluation_result", kColumns, subjects.size(), [&](std::size_t at, std::span<Value> out) {
    out[0] = taskId;
    out[1] = subjects[at];
    out[2] = std::string_view("open");
  });
}

base::Status setEvaluationResult(Conn& conn, const EvaluationResultRow& row) {
  std::string sealed;
  if (!row.detail.empty()) {
    MC_ASSIGN(sealed, conn.cipher().seal(conn, row.subjectId, row.detail, placeOf(row.taskId, row.subjectId)));
  }
  const std::array<Value, 12> params{Value{row.taskId},       Value{row.subjectId},    view(row.state),
                                     orNull(row.outcome),     orNull(row.valueMicro),  blobOrNull(sealed),
                                     orNull(row.submittedBy), moment(row.submittedAt), orNull(row.decidedBy),
                                     moment(row.decidedAt),   orNull(row.reason),      orNull(row.factId)};
  return run(conn,
             "UPDATE evaluation_result SET state = $3, outcome = $4, value_micro = $5, sealed = $6, submitted_by = "
             "$7, submitted_at = $8, decided_by = $9, decided_at = $10, reason = $11, fact_id = $12 WHERE task_id = $1 "
             "AND subject_id = $2",
             params);
}

base::Result<std::optional<EvaluationResultRow>> evaluationResult(Conn& conn, std::int64_t taskId,
                                                                  std::int64_t subjectId) {
  std::optional<EvaluationResultRow> found;
  const std::array<Value, 2> params{Value{taskId}, Value{subjectId}};
  MC_TRY(conn.query(std::string(kResult) + "WHERE task_id = $1 AND subject_id = $2", params, [&](const Row& row) {
    found = readResult(row);
    return false;
  }));
  if (found) MC_TRY(opened(conn, *found));
  return found;
}

base::Result<std::vector<EvaluationResultRow>> evaluationResults(Conn& conn, std::int64_t taskId) {
  MC_ASSIGN(auto rows, listOf<EvaluationResultRow>(
                           conn, std::string(kResult) + "WHERE task_id = $1 ORDER BY subject_id", taskId, readResult));
  for (auto& row : rows) MC_TRY(opened(conn, row));
  return rows;
}

}  // namespace medcredit::store
