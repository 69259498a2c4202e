#include "store/grade_facts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "store/field_cipher.h"
#include "store/flow.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

Value view(const std::string& text) { return Value{std::string_view(text)}; }

std::string placeOf(std::int64_t id) { return "grade_fact|sealed|" + std::to_string(id); }

constexpr std::int64_t kBatchPage = 5000;
constexpr std::string_view kFact =
    "SELECT id, subject_id, kind, channel, occurred_on, determined_on, ended_on, severity, outcome, value_micro, "
    "is_public, sealed, actor, recorded_at FROM grade_fact ";

GradeFact readFact(const Row& row) {
  GradeFact fact;
  fact.id = row.integer(0);
  fact.subjectId = row.integer(1);
  fact.kind = row.str(2);
  fact.channel = row.str(3);
  fact.occurredOn = textOf(row, 4);
  fact.determinedOn = textOf(row, 5);
  fact.endedOn = textOf(row, 6);
  fact.severity = textOf(row, 7);
  fact.outcome = textOf(row, 8);
  fact.valueMicro = intOf(row, 9);
  fact.isPublic = row.integer(10) != 0;
  fact.detail = std::string(row.blob(11));  // sealed as yet
  fact.actor = row.str(12);
  fact.recordedAt = {row.integer(13)};
  return fact;
}

base::Result<std::vector<GradeFact>> opened(Conn& conn, std::vector<GradeFact> facts) {
  for (auto& fact : facts) {
    MC_ASSIGN(fact.detail, conn.cipher().open(conn, fact.detail, placeOf(fact.id)));
  }
  return facts;
}

}  // namespace

base::Status insertGradeFact(Conn& conn, GradeFact& fact) {
  MC_ASSIGN(fact.id, reserveIds(conn, "grade_fact", 1));
  MC_ASSIGN(const std::string sealed, conn.cipher().seal(conn, fact.subjectId, fact.detail, placeOf(fact.id)));
  const std::array<Value, 14> params{Value{fact.id},
                                     Value{fact.subjectId},
                                     view(fact.kind),
                                     view(fact.channel),
                                     orNull(fact.occurredOn),
                                     orNull(fact.determinedOn),
                                     orNull(fact.endedOn),
                                     orNull(fact.severity),
                                     orNull(fact.outcome),
                                     orNull(fact.valueMicro),
                                     Value{std::int64_t{fact.isPublic ? 1 : 0}},
                                     Value{BlobView{sealed}},
                                     view(fact.actor),
                                     Value{fact.recordedAt.micros}};
  return run(conn,
             "INSERT INTO grade_fact (id, subject_id, kind, channel, occurred_on, determined_on, ended_on, severity, "
             "outcome, value_micro, is_public, sealed, actor, recorded_at) "
             "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)",
             params);
}

base::Result<std::optional<GradeFact>> gradeFact(Conn& conn, std::int64_t id) {
  MC_ASSIGN(auto found, oneOf<GradeFact>(conn, std::string(kFact) + "WHERE id = $1", id, readFact));
  if (found) {
    MC_ASSIGN(found->detail, conn.cipher().open(conn, found->detail, placeOf(found->id)));
  }
  return found;
}

base::Result<std::vector<GradeFact>> gradeFactsOf(Conn& conn, std::int64_t subjectId) {
  MC_ASSIGN(auto facts,
            listOf<GradeFact>(conn, std::string(kFact) + "WHERE subject_id = $1 ORDER BY id", subjectId, readFact));
  return opened(conn, std::move(facts));
}

base::Result<std::vector<GradeFact>> listGradeFacts(Conn& conn, const std::vector<std::string>& kinds,
                                                    std::optional<std::int64_t> before, std::int64_t limit) {
  std::string sql(kFact);
  std::vector<Value> params;
  const auto bind = [&](Value value) {
    params.push_back(value);
    return "$" + std::to_string(params.size());
  };
  sql += "WHERE id < " + bind(before.value_or(INT64_MAX));
  if (!kinds.empty()) {
    sql += " AND kind IN (";
    for (std::size_t i = 0; i < kinds.size(); ++i) sql += (i == 0 ? "" : ", ") + bind(std::string_view(kinds[i]));
    sql += ")";
  }
  sql += " ORDER BY id DESC LIMIT " + bind(limit);
  MC_ASSIGN(auto facts, listOf<GradeFact>(conn, sql, params, readFact));
  return opened(conn, std::move(facts));
}

base::Status insertGradeFactStep(Conn& conn, const GradeFactStep& step) {
  MC_ASSIGN(const auto id, reserveIds(conn, "grade_fact_step", 1));
  const std::array<Value, 8> params{Value{id},         Value{step.factId},    view(step.step),  view(step.effectiveOn),
                                    view(step.reason), orNull(step.recordId), view(step.actor), Value{step.at.micros}};
  return run(conn,
             "INSERT INTO grade_fact_step (id, fact_id, step, effective_on, reason, record_id, actor, at) "
             "VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
             params);
}

base::Result<std::vector<GradeFactStep>> gradeFactSteps(Conn& conn, std::int64_t factId) {
  return listOf<GradeFactStep>(conn,
                               "SELECT id, fact_id, step, effective_on, reason, record_id, actor, at FROM "
                               "grade_fact_step WHERE fact_id = $1 ORDER BY id",
                               factId, [](const Row& row) {
                                 return GradeFactStep{row.integer(0), row.integer(1), row.str(2), row.str(3),
                                                      row.str(4),     intOf(row, 5),  row.str(6), {row.integer(7)}};
                               });
}

base::Status insertGradeMark(Conn& conn, GradeMark& mark) {
  MC_ASSIGN(mark.id, reserveIds(conn, "grade_mark", 1));
  const std::array<Value, 9> params{Value{mark.id},      Value{mark.subjectId}, view(mark.fact),
                                    view(mark.status),   view(mark.statusOn),   view(mark.cause),
                                    view(mark.causeRef), view(mark.actor),      Value{mark.at.micros}};
  return run(conn,
             "INSERT INTO grade_mark (id, subject_id, fact, status, status_on, cause, cause_ref, actor, at) "
             "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
             params);
}

base::Result<std::vector<GradeMark>> gradeMarksOf(Conn& conn, std::int64_t subjectId) {
  return listOf<GradeMark>(conn,
                           "SELECT id, subject_id, fact, status, status_on, cause, cause_ref, actor, at FROM "
                           "grade_mark WHERE subject_id = $1 ORDER BY id",
                           subjectId, [](const Row& row) {
                             return GradeMark{row.integer(0), row.integer(1), row.str(2), row.str(3),      row.str(4),
                                              row.str(5),     row.str(6),     row.str(7), {row.integer(8)}};
                           });
}

base::Status putGradeFeed(Conn& conn, const GradeFeedRow& row) {
  const std::array<Value, 6> params{view(row.feed),  view(row.unitId), view(row.period),
                                    view(row.state), view(row.actor),  Value{row.at.micros}};
  return run(conn,
             "INSERT INTO grade_feed (feed, unit_id, period, state, actor, at) VALUES ($1,$2,$3,$4,$5,$6) "
             "ON CONFLICT (feed, unit_id, period) DO UPDATE SET state = $4, actor = $5, at = $6",
             params);
}

base::Result<std::vector<GradeFeedRow>> gradeFeeds(Conn& conn, std::string_view period) {
  const std::array<Value, 1> params{Value{period}};
  return listOf<GradeFeedRow>(
      conn, "SELECT feed, unit_id, period, state, actor, at FROM grade_feed WHERE period = $1 ORDER BY feed, unit_id",
      params, [](const Row& row) {
        return GradeFeedRow{row.str(0), row.str(1), row.str(2), row.str(3), row.str(4), {row.integer(5)}};
      });
}

base::Result<std::vector<std::string>> entriesDelivered(Conn& conn, base::CivilDate first, base::CivilDate last,
                                                        base::Instant knownUntil) {
  const std::string from = first.iso();
  const std::string to = last.iso();
  const std::string firstMonth = from.substr(0, 7);
  const std::string lastMonth = to.substr(0, 7);
  const std::string received = knownUntil.micros == INT64_MAX ? "9999-12-31" : knownUntil.shanghaiDate().iso();
  const std::array<Value, 6> params{view(from),       view(to),        view(received),
                                    view(firstMonth), view(lastMonth), Value{knownUntil.micros}};
  return listOf<std::string>(
      conn,
      "SELECT entry FROM record WHERE state = 'live' AND COALESCE(decided_on, received_on) >= $1 AND "
      "COALESCE(decided_on, received_on) <= $2 AND received_on <= $3 "
      "UNION SELECT entry FROM nil_report WHERE period >= $4 AND period <= $5 AND recorded_at <= $6 ORDER BY 1",
      params, [](const Row& row) { return row.str(0); });
}

base::Result<std::vector<std::int64_t>> subjectsWithScores(Conn& conn, std::string_view from, std::string_view to) {
  const std::array<Value, 2> params{Value{from}, Value{to}};
  return listOf<std::int64_t>(
      conn,
      "SELECT DISTINCT subject_id FROM practice_score WHERE scored_on >= $1 AND scored_on <= $2 "
      "ORDER BY subject_id",
      params, [](const Row& row) { return row.integer(0); });
}

base::Result<std::vector<std::int64_t>> subjectsTouched(Conn& conn, const LogPosition& from) {
  std::set<std::int64_t> records, batches, facts, subjects;
  const auto collect = [&](std::string_view object) {
    std::int64_t id = 0;
    if (object.size() < 2) return;
    const auto [end, ec] = std::from_chars(object.data() + 1, object.data() + object.size(), id);
    if (ec != std::errc() || end != object.data() + object.size()) return;
    if (object.front() == 'R') records.insert(id);
    if (object.front() == 'B') batches.insert(id);
    if (object.front() == 'F') facts.insert(id);
    if (object.front() == 'S') subjects.insert(id);
  };
  const std::array<Value, 2> params{Value{from.epoch}, Value{from.size}};
  MC_TRY(conn.query(
      "SELECT DISTINCT object FROM evidence_entry WHERE (epoch > $1 OR (epoch = $1 AND seq >= $2)) AND action NOT LIKE "
      "'%.read' AND action NOT LIKE '%.search' ORDER BY object",
      params, [&](const Row& row) {
        collect(row.text(0));
        return true;
      }));
  const auto owners = [&](const std::set<std::int64_t>& ids, std::string_view sql) -> base::Status {
    for (const auto id : ids) {
      const std::array<Value, 1> key{Value{id}};
      MC_TRY(conn.query(sql, key, [&](const Row& row) {
        subjects.insert(row.integer(0));
        return false;
      }));
    }
    return {};
  };
  MC_TRY(owners(records, "SELECT subject_id FROM record WHERE id = $1"));
  MC_TRY(owners(facts, "SELECT subject_id FROM grade_fact WHERE id = $1"));
  for (const auto id : batches) {
    RecordFilter filter;
    filter.batchId = id;
    filter.limit = kBatchPage;
    for (bool more = true; more;) {
      MC_ASSIGN(const auto lines, listRecords(conn, filter));
      for (const auto& line : lines) {
        subjects.insert(line.subjectId);
        filter.before = line.id;
      }
      more = static_cast<std::int64_t>(lines.size()) == kBatchPage;
    }
  }
  return std::vector<std::int64_t>(subjects.begin(), subjects.end());
}

base::Result<std::vector<std::int64_t>> runsPublished(Conn& conn, const LogPosition& from) {
  std::vector<std::int64_t> out;
  const std::array<Value, 2> params{Value{from.epoch}, Value{from.size}};
  MC_TRY(
      conn.query("SELECT object FROM evidence_entry WHERE (epoch > $1 OR (epoch = $1 AND seq >= $2)) AND action = "
                 "'grade-run.publish' ORDER BY epoch, seq",
                 params, [&](const Row& row) {
                   const auto object = row.text(0);
                   std::int64_t id = 0;
                   if (object.size() > 1 &&
                       std::from_chars(object.data() + 1, object.data() + object.size(), id).ec == std::errc()) {
                     out.push_back(id);
                   }
                   return true;
                 }));
  return out;
}

}  // namespace medcredit::store
