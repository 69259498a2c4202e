#include "store/recalls.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kSelect =
    "SELECT id, record_id, case_id, receiver, way, act, follow_case, state, package, created_at, told_at, done_at, "
    "receipt, attempts FROM record_recall WHERE id > $1";

Recall readRecall(const Row& row) {
  Recall out;
  out.id = row.integer(0);
  out.recordId = row.integer(1);
  out.caseId = row.integer(2);
  out.receiver = row.str(3);
  out.way = row.str(4);
  out.act = row.str(5);
  out.followCase = intOf(row, 6);
  out.state = row.str(7);
  out.package = row.str(8);
  out.createdAt = {row.integer(9)};
  out.toldAt = momentOf(row, 10);
  out.doneAt = momentOf(row, 11);
  out.receipt = textOf(row, 12);
  out.attempts = row.integer(13);
  return out;
}

}  // namespace

base::Result<std::vector<Receiver>> receiversOf(Conn& conn, std::int64_t recordId, std::int64_t subjectId) {
  const std::array<Value, 2> params{recordId, subjectId};
  return listOf<Receiver>(
      conn,
      "SELECT DISTINCT receiver, way FROM ("
      "SELECT 'channel:' || channel AS receiver, 'publicity' AS way FROM publication_job WHERE record_id = $1 AND act "
      "<> 'track' UNION ALL "
      "SELECT 'user:' || e.actor, CASE e.action WHEN 'subject.share' THEN 'share' ELSE 'query' END FROM "
      "evidence_subject s JOIN evidence_entry e ON e.epoch = s.epoch AND e.seq = s.seq JOIN app_user u ON u.id = "
      "e.actor WHERE s.subject_id = $2 AND e.action IN ('subject.share', 'subject.query') UNION ALL "
      "SELECT 'user:' || e.actor, 'export' FROM evidence_subject s JOIN evidence_entry e ON e.epoch = s.epoch AND "
      "e.seq = s.seq WHERE s.subject_id = $2 AND e.action = 'export.download' UNION ALL "
      "SELECT 'system:' || g.target, 'grade' FROM grade_delivery g JOIN grade_decision d ON d.run_id = g.run_id WHERE "
      "d.subject_id = $2 AND (g.decision_id IS NULL OR g.decision_id = d.id)) r ORDER BY receiver, way",
      params, [](const Row& row) {
        return Receiver{row.str(0), row.str(1)};
      });
}

base::Result<std::int64_t> addRecall(Conn& conn, const Recall& recall) {
  const std::array<Value, 4> place{recall.recordId, recall.caseId, std::string_view(recall.receiver),
                                   std::string_view(recall.way)};
  bool known = false;
  MC_TRY(conn.query("SELECT 1 FROM record_recall WHERE record_id = $1 AND case_id = $2 AND receiver = $3 AND way = $4",
                    place, [&](const Row&) {
                      known = true;
                      return false;
                    }));
  if (known) return std::int64_t{0};
  MC_ASSIGN(const auto id, reserveIds(conn, "recall", 1));
  const std::array<Value, 8> row{id,
                                 recall.recordId,
                                 recall.caseId,
                                 std::string_view(recall.receiver),
                                 std::string_view(recall.way),
                                 std::string_view(recall.act),
                                 std::string_view(recall.package),
                                 recall.createdAt.micros};
  MC_TRY(
      conn.exec("INSERT INTO record_recall (id, record_id, case_id, receiver, way, act, state, package, created_at, "
                "attempts) VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, 0)",
                row));
  return id;
}

base::Status setRecallFollower(Conn& conn, std::int64_t id, std::int64_t followCase) {
  const std::array<Value, 2> row{id, followCase};
  return run(conn, "UPDATE record_recall SET follow_case = $2 WHERE id = $1", row);
}

base::Status recallTold(Conn& conn, std::int64_t id, base::Instant at) {
  const std::array<Value, 2> row{id, at.micros};
  return run(conn,
             "UPDATE record_recall SET attempts = attempts + 1, told_at = COALESCE(told_at, $2), state = CASE state "
             "WHEN 'open' THEN 'told' ELSE state END WHERE id = $1",
             row);
}

base::Result<bool> recallDone(Conn& conn, std::int64_t id, base::Instant at, std::string_view receipt) {
  const std::array<Value, 3> row{id, at.micros, orNull(receipt)};
  MC_ASSIGN(const auto changed,
            conn.exec("UPDATE record_recall SET state = 'done', done_at = $2, told_at = COALESCE(told_at, $2), receipt "
                      "= $3 WHERE id = $1 AND state <> 'done'",
                      row));
  return changed == 1;
}

base::Result<std::vector<Recall>> listRecalls(Conn& conn, const RecallFilter& filter) {
  std::vector<Value> params{Value(filter.after)};
  std::string where;
  const auto add = [&](std::string_view column, Value value) {
    params.push_back(value);
    where += " AND " + std::string(column) + " = $" + std::to_string(params.size());
  };
  if (filter.caseId) add("case_id", *filter.caseId);
  if (filter.recordId) add("record_id", *filter.recordId);
  if (filter.followCase) add("follow_case", *filter.followCase);
  if (!filter.state.empty()) add("state", std::string_view(filter.state));
  if (!filter.receiver.empty()) add("receiver", std::string_view(filter.receiver));
  if (filter.open) where += " AND state <> 'done'";
  if (filter.units) {
    if (filter.units->empty()) return std::vector<Recall>{};
    std::string names;
    for (const auto& unit : *filter.units) {
      params.emplace_back(std::string_view(unit));
      names += (names.empty() ? "$" : ", $") + std::to_string(params.size());
    }
    where += " AND record_id IN (SELECT id FROM record WHERE unit_id IN (" + names + "))";
  }
  if (filter.dueAt) {
    params.emplace_back(filter.dueAt->micros);
    where += " AND (state = 'open' OR (state = 'told' AND told_at + attempts * 86400000000 <= $" +
             std::to_string(params.size()) + "))";
  }
  params.emplace_back(filter.limit);
  return listOf<Recall>(conn, std::string(kSelect) + where + " ORDER BY id LIMIT $" + std::to_string(params.size()),
                        params, readRecall);
}

}  // namespace medcredit::store
