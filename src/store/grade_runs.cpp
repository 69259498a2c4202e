#include "store/grade_runs.h"

#include <array>

#include "store/field_cipher.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

Value view(const std::string& text) { return Value{std::string_view(text)}; }
Value moment(const std::optional<base::Instant>& at) { return at ? Value{at->micros} : Value{nullptr}; }

constexpr std::string_view kRun =
    "SELECT id, kind, year, model_id, model, as_of, known_on, state, unpublished, label, facts_digest, law_digest, "
    "next_subject, summary, started_by, started_at, finished_at, reviewed_by, reviewed_at, published_by, published_at "
    "FROM grade_run ";

GradeRun readRun(const Row& row) {
  GradeRun run;
  run.id = row.integer(0);
  run.kind = row.str(1);
  run.year = row.integer(2);
  run.modelId = row.integer(3);
  run.model = row.str(4);
  run.asOf = row.str(5);
  run.knownOn = row.str(6);
  run.state = row.str(7);
  run.unpublished = row.integer(8) != 0;
  run.label = row.str(9);
  run.factsDigest = row.str(10);
  run.lawDigest = row.str(11);
  run.nextSubject = row.integer(12);
  run.summary = row.str(13);
  run.startedBy = row.str(14);
  run.startedAt = {row.integer(15)};
  run.finishedAt = momentOf(row, 16);
  run.reviewedBy = textOf(row, 17);
  run.reviewedAt = momentOf(row, 18);
  run.publishedBy = textOf(row, 19);
  run.publishedAt = momentOf(row, 20);
  return run;
}

std::string placeOfFacts(std::int64_t id) { return "grade_decision|facts|" + std::to_string(id); }

constexpr std::string_view kHead =
    "d.id, d.run_id, d.subject_id, d.subject_type, d.region, d.model_id, d.as_of, d.known_on, d.level, d.score, "
    "d.public_score, d.limited_by, d.unrated_by, d.facts_digest, d.previous, d.cause, d.cause_ref, d.decided_at";

GradeDecision readDecision(const Row& row) {
  GradeDecision one;
  one.id = row.integer(0);
  one.runId = row.integer(1);
  one.subjectId = row.integer(2);
  one.subjectType = row.str(3);
  one.region = row.str(4);
  one.modelId = row.integer(5);
  one.asOf = row.str(6);
  one.knownOn = row.str(7);
  one.level = row.str(8);
  one.score = row.str(9);
  one.publicScore = row.str(10);
  one.limitedBy = row.str(11);
  one.unratedBy = row.str(12);
  one.factsDigest = row.str(13);
  one.previous = intOf(row, 14);
  one.cause = row.str(15);
  one.causeRef = row.str(16);
  one.decidedAt = {row.integer(17)};
  return one;
}

GradeOverride readOverride(const Row& row) {
  return {row.integer(0), row.integer(1), row.str(2),       row.str(3),     row.str(4),
          row.str(5),     row.str(6),     {row.integer(7)}, textOf(row, 8), momentOf(row, 9)};
}

constexpr std::string_view kOverride =
    "SELECT id, decision_id, level, reason, clause, state, proposed_by, proposed_at, decided_by, decided_at FROM "
    "grade_override ";

}  // namespace

base::Status insertGradeRun(Conn& conn, GradeRun& one) {
  MC_ASSIGN(one.id, reserveIds(conn, "grade_run", 1));
  const std::array<Value, 16> params{Value{one.id},
                                     view(one.kind),
                                     Value{one.year},
                                     Value{one.modelId},
                                     view(one.model),
                                     view(one.asOf),
                                     view(one.knownOn),
                                     view(one.state),
                                     Value{std::int64_t{one.unpublished ? 1 : 0}},
                                     view(one.label),
                                     view(one.factsDigest),
                                     view(one.lawDigest),
                                     Value{one.nextSubject},
                                     view(one.summary),
                                     view(one.startedBy),
                                     Value{one.startedAt.micros}};
  return run(conn,
             "INSERT INTO grade_run (id, kind, year, model_id, model, as_of, known_on, state, unpublished, label, "
             "facts_digest, law_digest, next_subject, summary, started_by, started_at) "
             "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)",
             params);
}

base::Status updateGradeRun(Conn& conn, const GradeRun& one) {
  const std::array<Value, 10> params{Value{one.id},          view(one.state),        view(one.factsDigest),
                                     Value{one.nextSubject}, view(one.summary),      moment(one.finishedAt),
                                     orNull(one.reviewedBy), moment(one.reviewedAt), orNull(one.publishedBy),
                                     moment(one.publishedAt)};
  return run(conn,
             "UPDATE grade_run SET state = $2, facts_digest = $3, next_subject = $4, summary = $5, finished_at = $6, "
             "reviewed_by = $7, reviewed_at = $8, published_by = $9, published_at = $10 WHERE id = $1",
             params);
}

base::Result<std::optional<GradeRun>> gradeRun(Conn& conn, std::int64_t id) {
  return oneOf<GradeRun>(conn, std::string(kRun) + "WHERE id = $1", id, readRun);
}

base::Result<std::optional<GradeRun>> yearlyRun(Conn& conn, std::string_view model, std::int64_t year) {
  std::optional<GradeRun> found;
  const std::array<Value, 2> params{Value{model}, Value{year}};
  MC_TRY(conn.query(std::string(kRun) + "WHERE model = $1 AND year = $2 AND kind = 'yearly' AND state <> 'dropped'",
                    params, [&](const Row& row) {
                      found = readRun(row);
                      return false;
                    }));
  return found;
}

base::Result<std::vector<GradeRun>> listGradeRuns(Conn& conn, std::int64_t year, std::optional<std::int64_t> before,
                                                  std::int64_t limit) {
  const std::array<Value, 3> params{Value{before.value_or(INT64_MAX)}, Value{year}, Value{limit}};
  return listOf<GradeRun>(conn, std::string(kRun) + "WHERE id < $1 AND (year = $2 OR $2 = 0) ORDER BY id DESC LIMIT $3",
                          params, readRun);
}

base::Status insertGradeDecisions(Conn& conn, std::vector<GradeDecision>& decisions) {
  if (decisions.empty()) return {};
  MC_ASSIGN(auto id, reserveIds(conn, "grade_decision", static_cast<std::int64_t>(decisions.size())));
  std::vector<FieldCipher::Item> items;
  items.reserve(decisions.size());
  for (auto& one : decisions) {
    one.id = id++;
    items.push_back({0, one.facts, placeOfFacts(one.id)});
  }
  MC_ASSIGN(const auto sealed, conn.cipher().sealAll(conn, items));
  static constexpr auto kColumns = std::to_array<std::string_view>(
      {"id",       "run_id", "subject_id", "subject_type", "region",     "model_id",   "as_of",
       "known_on", "level",  "score",      "public_score", "limited_by", "unrated_by", "facts_digest",
       "facts",    "ledger", "previous",   "cause",        "cause_ref",  "decided_at", "changes_on"});
  return conn.insertRows("grade_decision", kColumns, decisions.size(), [&](std::size_t at, std::span<Value> row) {
    const auto& one = decisions[at];
    std::size_t i = 0;
    row[i++] = one.id;
    row[i++] = one.runId;
    row[i++] = one.subjectId;
    row[i++] = view(one.subjectType);
    row[i++] = view(one.region);
    row[i++] = one.modelId;
    row[i++] = view(one.asOf);
    row[i++] = view(one.knownOn);
    row[i++] = view(one.level);
    row[i++] = view(one.score);
    row[i++] = view(one.publicScore);
    row[i++] = view(one.limitedBy);
    row[i++] = view(one.unratedBy);
    row[i++] = view(one.factsDigest);
    row[i++] = BlobView{sealed[at]};
    row[i++] = BlobView{one.ledger};
    row[i++] = orNull(one.previous);
    row[i++] = view(one.cause);
    row[i++] = view(one.causeRef);
    row[i++] = one.decidedAt.micros;
    row[i++] = std::string_view();
  });
}

base::Result<std::optional<GradeDecision>> gradeDecision(Conn& conn, std::int64_t id) {
  MC_ASSIGN(auto found,
            oneOf<GradeDecision>(
                conn, "SELECT " + std::string(kHead) + ", d.facts, d.ledger FROM grade_decision d WHERE d.id = $1", id,
                [](const Row& row) {
                  auto one = readDecision(row);
                  one.facts = std::string(row.blob(18));
                  one.ledger = std::string(row.blob(19));
                  return one;
                }));
  if (found) {
    MC_ASSIGN(found->facts, conn.cipher().open(conn, found->facts, placeOfFacts(found->id)));
  }
  return found;
}

base::Status eachGradeDecision(Conn& conn, const GradeDecisionFilter& filter,
                               const std::function<bool(const GradeDecision&)>& onRow) {
  std::string sql = "SELECT " + std::string(kHead) + " FROM grade_decision d";
  if (filter.publishedOnly) sql += " JOIN grade_run r ON r.id = d.run_id";
  sql += " WHERE d.id > 0";
  std::vector<Value> params;
  const auto bind = [&](Value value) {
    params.push_back(value);
    return "$" + std::to_string(params.size());
  };
  if (filter.publishedOnly) sql += " AND r.state = 'published' AND r.unpublished = 0";
  if (filter.runId) sql += " AND d.run_id = " + bind(*filter.runId);
  if (filter.subjectId) sql += " AND d.subject_id = " + bind(*filter.subjectId);
  if (filter.level == "-") {
    sql += " AND d.level = ''";
  } else if (!filter.level.empty()) {
    sql += " AND d.level = " + bind(std::string_view(filter.level));
  }
  std::string regionEnd = filter.region + "~";
  if (!filter.region.empty()) {
    sql += " AND d.region >= " + bind(std::string_view(filter.region));
    sql += " AND d.region < " + bind(std::string_view(regionEnd));
  }
  if (!filter.subjectType.empty()) sql += " AND d.subject_type = " + bind(std::string_view(filter.subjectType));
  if (filter.latestOnly)
    sql +=
        " AND NOT EXISTS (SELECT 1 FROM grade_decision n WHERE n.subject_id = d.subject_id AND n.previous = d.id AND "
        "n.run_id = d.run_id)";
  if (filter.after) sql += std::string(" AND d.id ") + (filter.newestFirst ? "<" : ">") + " " + bind(*filter.after);
  sql += std::string(" ORDER BY d.id") + (filter.newestFirst ? " DESC" : "");
  if (filter.limit >= 0) sql += " LIMIT " + bind(filter.limit);
  return conn.query(sql, params, [&](const Row& row) { return onRow(readDecision(row)); });
}

base::Status setGradeChange(Conn& conn, std::int64_t decisionId, std::string_view changesOn) {
  const std::array<Value, 2> params{Value{decisionId}, Value{changesOn}};
  return run(conn, "UPDATE grade_decision SET changes_on = $2 WHERE id = $1", params);
}

base::Result<std::vector<GradeDecision>> changingDecisions(Conn& conn, std::string_view day, std::int64_t limit) {
  const std::string condition = day.empty() ? "d.changes_on = ''" : "d.changes_on > '-' AND d.changes_on <= $2";
  std::vector<Value> params{Value{limit}};
  if (!day.empty()) params.emplace_back(day);
  return listOf<GradeDecision>(
      conn,
      "SELECT " + std::string(kHead) + " FROM grade_decision d JOIN grade_run r ON r.id = d.run_id WHERE " + condition +
          " AND r.state = 'published' AND NOT EXISTS (SELECT 1 FROM grade_decision n WHERE n.previous = d.id) "
          "ORDER BY d.changes_on, d.id LIMIT $1",
      params, readDecision);
}

base::Result<std::vector<std::int64_t>> subjectsOfRun(Conn& conn, std::int64_t runId) {
  return listOf<std::int64_t>(conn, "SELECT DISTINCT subject_id FROM grade_decision WHERE run_id = $1 ORDER BY 1",
                              runId, [](const Row& row) { return row.integer(0); });
}

base::Status insertGradeOverride(Conn& conn, GradeOverride& value) {
  MC_ASSIGN(value.id, reserveIds(conn, "grade_override", 1));
  const std::array<Value, 8> params{
      Value{value.id},    Value{value.decisionId}, view(value.level),      view(value.reason),
      view(value.clause), view(value.state),       view(value.proposedBy), Value{value.proposedAt.micros}};
  return run(conn,
             "INSERT INTO grade_override (id, decision_id, level, reason, clause, state, proposed_by, proposed_at) "
             "VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
             params);
}

base::Status decideGradeOverride(Conn& conn, const GradeOverride& value) {
  const std::array<Value, 4> params{Value{value.id}, view(value.state), orNull(value.decidedBy),
                                    moment(value.decidedAt)};
  return run(conn, "UPDATE grade_override SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1", params);
}

base::Result<std::optional<GradeOverride>> gradeOverride(Conn& conn, std::int64_t id) {
  return oneOf<GradeOverride>(conn, std::string(kOverride) + "WHERE id = $1", id, readOverride);
}

base::Result<std::vector<GradeOverride>> gradeOverrides(Conn& conn, std::int64_t decisionId) {
  return listOf<GradeOverride>(conn, std::string(kOverride) + "WHERE decision_id = $1 OR $1 = 0 ORDER BY id",
                               decisionId, readOverride);
}

}  // namespace medcredit::store
