#include "store/grade_after.h"

#include <array>

#include "store/field_cipher.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

Value view(const std::string& text) { return Value{std::string_view(text)}; }
Value moment(const std::optional<base::Instant>& at) { return at ? Value{at->micros} : Value{nullptr}; }

constexpr std::string_view kDelivery =
    "SELECT id, run_id, decision_id, target, state, attempts, next_at, done_at, receipt, error FROM grade_delivery ";

GradeDelivery readDelivery(const Row& row) {
  return {row.integer(0), row.integer(1),   intOf(row, 2),    row.str(3),     row.str(4),
          row.integer(5), {row.integer(6)}, momentOf(row, 7), textOf(row, 8), textOf(row, 9)};
}

std::string placeOfAnswer(std::int64_t id) { return "grade_answer|sealed|" + std::to_string(id); }
std::string placeOfSurvey(std::int64_t survey, std::int64_t subject) {
  return "grade_survey_answer|sealed|" + std::to_string(survey) + "/" + std::to_string(subject);
}

constexpr std::string_view kAnswer =
    "SELECT id, decision_id, subject_id, sealed, actor, at, reply, replied_by, replied_at FROM grade_answer ";

GradeAnswer readAnswer(const Row& row) {
  return {row.integer(0),   row.integer(1), row.integer(2), std::string(row.blob(3)), row.str(4),
          {row.integer(5)}, textOf(row, 6), textOf(row, 7), momentOf(row, 8)};
}

}  // namespace

base::Status insertGradeDeliveries(Conn& conn, std::vector<GradeDelivery>& rows) {
  if (rows.empty()) return {};
  MC_ASSIGN(auto id, reserveIds(conn, "grade_delivery", static_cast<std::int64_t>(rows.size())));
  for (auto& row : rows) row.id = id++;
  static constexpr auto kColumns =
      std::to_array<std::string_view>({"id", "run_id", "decision_id", "target", "state", "attempts", "next_at"});
  return conn.insertRows("grade_delivery", kColumns, rows.size(), [&](std::size_t at, std::span<Value> out) {
    const auto& row = rows[at];
    out[0] = row.id;
    out[1] = row.runId;
    out[2] = orNull(row.decisionId);
    out[3] = view(row.target);
    out[4] = view(row.state);
    out[5] = row.attempts;
    out[6] = row.nextAt.micros;
  });
}

base::Status updateGradeDelivery(Conn& conn, const GradeDelivery& row) {
  const std::array<Value, 7> params{
      Value{row.id},      view(row.state),     Value{row.attempts}, Value{row.nextAt.micros},
      moment(row.doneAt), orNull(row.receipt), orNull(row.error)};
  return run(
      conn,
      "UPDATE grade_delivery SET state = $2, attempts = $3, next_at = $4, done_at = $5, receipt = $6, error = $7 "
      "WHERE id = $1",
      params);
}

base::Result<std::optional<GradeDelivery>> gradeDelivery(Conn& conn, std::int64_t id) {
  return oneOf<GradeDelivery>(conn, std::string(kDelivery) + "WHERE id = $1", id, readDelivery);
}

base::Result<std::vector<GradeDelivery>> listGradeDeliveries(Conn& conn, const DeliveryFilter& filter) {
  std::string sql(kDelivery);
  std::vector<Value> params;
  const auto bind = [&](Value value) {
    params.push_back(value);
    return "$" + std::to_string(params.size());
  };
  sql += "WHERE id > " + bind(filter.after.value_or(0));
  if (filter.runId) sql += " AND run_id = " + bind(*filter.runId);
  if (!filter.target.empty()) sql += " AND target = " + bind(std::string_view(filter.target));
  if (!filter.state.empty()) sql += " AND state = " + bind(std::string_view(filter.state));
  if (filter.due) sql += " AND next_at <= " + bind(filter.due->micros);
  sql += " ORDER BY id";
  if (filter.limit >= 0) sql += " LIMIT " + bind(filter.limit);
  return listOf<GradeDelivery>(conn, sql, params, readDelivery);
}

base::Result<std::vector<DeliveryCount>> countGradeDeliveries(Conn& conn, std::int64_t runId) {
  return listOf<DeliveryCount>(conn,
                               "SELECT target, state, count(*) FROM grade_delivery WHERE run_id = $1 GROUP BY target, "
                               "state ORDER BY target, state",
                               runId, [](const Row& row) {
                                 return DeliveryCount{row.str(0), row.str(1), row.integer(2)};
                               });
}

base::Status insertGradeUse(Conn& conn, GradeUse& use) {
  MC_ASSIGN(use.id, reserveIds(conn, "grade_use", 1));
  const std::array<Value, 8> params{Value{use.id},     Value{use.decisionId}, Value{use.subjectId},
                                    view(use.useCode), view(use.matter),      view(use.effect),
                                    view(use.actor),   Value{use.at.micros}};
  return run(conn,
             "INSERT INTO grade_use (id, decision_id, subject_id, use_code, matter, effect, actor, at) "
             "VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
             params);
}

base::Result<std::vector<GradeUse>> gradeUsesOf(Conn& conn, std::int64_t subjectId) {
  return listOf<GradeUse>(conn,
                          "SELECT id, decision_id, subject_id, use_code, matter, effect, actor, at FROM grade_use "
                          "WHERE subject_id = $1 ORDER BY id",
                          subjectId, [](const Row& row) {
                            return GradeUse{row.integer(0), row.integer(1), row.integer(2), row.str(3),
                                            row.str(4),     row.str(5),     row.str(6),     {row.integer(7)}};
                          });
}

base::Status insertGradeAnswer(Conn& conn, GradeAnswer& answer) {
  MC_ASSIGN(answer.id, reserveIds(conn, "grade_answer", 1));
  MC_ASSIGN(const std::string sealed,
            conn.cipher().seal(conn, answer.subjectId, answer.text, placeOfAnswer(answer.id)));
  const std::array<Value, 6> params{Value{answer.id},        Value{answer.decisionId}, Value{answer.subjectId},
                                    Value{BlobView{sealed}}, view(answer.actor),       Value{answer.at.micros}};
  return run(conn,
             "INSERT INTO grade_answer (id, decision_id, subject_id, sealed, actor, at) VALUES ($1,$2,$3,$4,$5,$6)",
             params);
}

base::Status replyGradeAnswer(Conn& conn, const GradeAnswer& answer) {
  const std::array<Value, 4> params{Value{answer.id}, orNull(answer.reply), orNull(answer.repliedBy),
                                    moment(answer.repliedAt)};
  return run(conn, "UPDATE grade_answer SET reply = $2, replied_by = $3, replied_at = $4 WHERE id = $1", params);
}

base::Result<std::optional<GradeAnswer>> gradeAnswer(Conn& conn, std::int64_t id) {
  MC_ASSIGN(auto found, oneOf<GradeAnswer>(conn, std::string(kAnswer) + "WHERE id = $1", id, readAnswer));
  if (found) {
    MC_ASSIGN(found->text, conn.cipher().open(conn, found->text, placeOfAnswer(found->id)));
  }
  return found;
}

base::Result<std::vector<GradeAnswer>> gradeAnswersOf(Conn& conn, std::int64_t decisionId) {
  MC_ASSIGN(auto list, listOf<GradeAnswer>(conn, std::string(kAnswer) + "WHERE decision_id = $1 ORDER BY id",
                                           decisionId, readAnswer));
  for (auto& one : list) {
    MC_ASSIGN(one.text, conn.cipher().open(conn, one.text, placeOfAnswer(one.id)));
  }
  return list;
}

base::Result<std::int64_t> openGradeAnswers(Conn& conn, std::int64_t runId) {
  std::int64_t count = 0;
  const std::array<Value, 1> params{Value{runId}};
  MC_TRY(conn.query(
      "SELECT count(*) FROM grade_answer a JOIN grade_decision d ON d.id = a.decision_id WHERE d.run_id = $1 AND "
      "a.reply IS NULL",
      params, [&](const Row& row) {
        count = row.integer(0);
        return false;
      }));
  return count;
}

base::Result<bool> insertGradeAgain(Conn& conn, const GradeAgain& item) {
  MC_ASSIGN(const auto id, reserveIds(conn, "grade_again", 1));
  const std::array<Value, 6> params{Value{id},           Value{item.subjectId},      view(item.cause),
                                    view(item.causeRef), Value{item.foundAt.micros}, view(item.state)};
  MC_ASSIGN(const auto rows,
            conn.exec("INSERT INTO grade_again (id, subject_id, cause, cause_ref, found_at, state) "
                      "VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT (subject_id, cause, cause_ref) DO NOTHING",
                      params));
  return rows > 0;
}

base::Status closeGradeAgain(Conn& conn, std::int64_t subjectId, std::optional<std::int64_t> decisionId) {
  const std::array<Value, 2> params{Value{subjectId}, orNull(decisionId)};
  return run(conn, "UPDATE grade_again SET state = 'done', decision_id = $2 WHERE subject_id = $1 AND state = 'open'",
             params);
}

base::Result<std::vector<GradeAgain>> listGradeAgain(Conn& conn, std::string_view state, std::int64_t limit) {
  const std::array<Value, 2> params{Value{state}, Value{limit}};
  return listOf<GradeAgain>(conn,
                            "SELECT id, subject_id, cause, cause_ref, found_at, state, decision_id FROM grade_again "
                            "WHERE state = $1 OR $1 = '' ORDER BY id DESC LIMIT $2",
                            params, [](const Row& row) {
                              return GradeAgain{row.integer(0),   row.integer(1), row.str(2),   row.str(3),
                                                {row.integer(4)}, row.str(5),     intOf(row, 6)};
                            });
}

base::Status insertGradeCommendation(Conn& conn, GradeCommendation& row) {
  MC_ASSIGN(row.id, reserveIds(conn, "grade_commendation", 1));
  const std::array<Value, 7> params{Value{row.id},   Value{row.runId},    view(row.subjects),         view(row.text),
                                    view(row.state), view(row.draftedBy), Value{row.draftedAt.micros}};
  return run(conn,
             "INSERT INTO grade_commendation (id, run_id, subjects, text, state, drafted_by, drafted_at) "
             "VALUES ($1,$2,$3,$4,$5,$6,$7)",
             params);
}

base::Status approveGradeCommendation(Conn& conn, const GradeCommendation& row) {
  const std::array<Value, 4> params{Value{row.id}, view(row.state), orNull(row.approvedBy), moment(row.approvedAt)};
  return run(conn, "UPDATE grade_commendation SET state = $2, approved_by = $3, approved_at = $4 WHERE id = $1",
             params);
}

base::Result<std::optional<GradeCommendation>> gradeCommendationOf(Conn& conn, std::int64_t runId) {
  return oneOf<GradeCommendation>(conn,
                                  "SELECT id, run_id, subjects, text, state, drafted_by, drafted_at, approved_by, "
                                  "approved_at FROM grade_commendation WHERE run_id = $1",
                                  runId, [](const Row& row) {
                                    return GradeCommendation{row.integer(0),   row.integer(1), row.str(2),
                                                             row.str(3),       row.str(4),     row.str(5),
                                                             {row.integer(6)}, textOf(row, 7), momentOf(row, 8)};
                                  });
}

base::Status insertGradeSurvey(Conn& conn, GradeSurvey& survey) {
  MC_ASSIGN(survey.id, reserveIds(conn, "grade_survey", 1));
  const std::array<Value, 6> params{Value{survey.id},       Value{survey.year},    view(survey.title),
                                    view(survey.questions), view(survey.openedBy), Value{survey.openedAt.micros}};
  return run(conn,
             "INSERT INTO grade_survey (id, year, title, questions, opened_by, opened_at) VALUES ($1,$2,$3,$4,$5,$6)",
             params);
}

base::Status closeGradeSurvey(Conn& conn, std::int64_t id, base::Instant at) {
  const std::array<Value, 2> params{Value{id}, Value{at.micros}};
  return run(conn, "UPDATE grade_survey SET closed_at = $2 WHERE id = $1", params);
}

base::Result<std::vector<GradeSurvey>> listGradeSurveys(Conn& conn) {
  return listOf<GradeSurvey>(conn,
                             "SELECT id, year, title, questions, opened_by, opened_at, closed_at FROM grade_survey "
                             "ORDER BY id DESC",
                             std::span<const Value>{}, [](const Row& row) {
                               return GradeSurvey{row.integer(0), row.integer(1),   row.str(2),      row.str(3),
                                                  row.str(4),     {row.integer(5)}, momentOf(row, 6)};
                             });
}

base::Status insertGradeSurveyAnswer(Conn& conn, const GradeSurveyAnswer& answer) {
  std::string sealed;
  if (!answer.remark.empty()) {
    MC_ASSIGN(sealed, conn.cipher().seal(conn, answer.subjectId, answer.remark,
                                         placeOfSurvey(answer.surveyId, answer.subjectId)));
  }
  const std::array<Value, 5> params{Value{answer.surveyId}, Value{answer.subjectId}, view(answer.answers),
                                    blobOrNull(sealed), Value{answer.at.micros}};
  return run(conn,
             "INSERT INTO grade_survey_answer (survey_id, subject_id, answers, sealed, at) VALUES ($1,$2,$3,$4,$5)",
             params);
}

base::Result<std::vector<GradeSurveyAnswer>> gradeSurveyAnswers(Conn& conn, std::int64_t surveyId) {
  MC_ASSIGN(
      auto list,
      listOf<GradeSurveyAnswer>(
          conn,
          "SELECT survey_id, subject_id, answers, sealed, at FROM grade_survey_answer WHERE "
          "survey_id = $1 ORDER BY subject_id",
          surveyId, [](const Row& row) {
            return GradeSurveyAnswer{row.integer(0), row.integer(1), row.str(2), blobOf(row, 3), {row.integer(4)}};
          }));
  for (auto& one : list) {
    if (one.remark.empty()) continue;
    MC_ASSIGN(one.remark, conn.cipher().open(conn, one.remark, placeOfSurvey(one.surveyId, one.subjectId)));
  }
  return list;
}

}  // namespace medcredit::store
