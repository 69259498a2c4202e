// What follows from grades: deliveries, uses, answers of subjects, items to grade again, commendations, surveys.
// Functions that write must run inside the caller's transaction.
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

struct GradeDelivery {
  std::int64_t id = 0, runId = 0;
  std::optional<std::int64_t> decisionId;  ///< empty: the package of the whole run
  std::string target, state;               ///< pending, sent, confirmed, failed
  std::int64_t attempts = 0;
  base::Instant nextAt;
  std::optional<base::Instant> doneAt;
  std::string receipt, error;
};
base::Status insertGradeDeliveries(Conn& conn, std::vector<GradeDelivery>& rows);
base::Status updateGradeDelivery(Conn& conn, const GradeDelivery& row);
[[nodiscard]] base::Result<std::optional<GradeDelivery>> gradeDelivery(Conn& conn, std::int64_t id);
struct DeliveryFilter {
  std::optional<std::int64_t> runId;
  std::string target, state;
  std::optional<base::Instant> due;  ///< next attempt at or before
  std::optional<std::int64_t> after;
  std::int64_t limit = 200;
};
/// By id.
[[nodiscard]] base::Result<std::vector<GradeDelivery>> listGradeDeliveries(Conn& conn, const DeliveryFilter& filter);
struct DeliveryCount {
  std::string target, state;
  std::int64_t count = 0;
};
[[nodiscard]] base::Result<std::vector<DeliveryCount>> countGradeDeliveries(Conn& conn, std::int64_t runId);

struct GradeUse {
  std::int64_t id = 0, decisionId = 0, subjectId = 0;
  std::string useCode, matter, effect, actor;
  base::Instant at;
};
base::Status insertGradeUse(Conn& conn, GradeUse& use);
[[nodiscard]] base::Result<std::vector<GradeUse>> gradeUsesOf(Conn& conn, std::int64_t subjectId);

struct GradeAnswer {
  std::int64_t id = 0, decisionId = 0, subjectId = 0;
  std::string text, actor;
  base::Instant at;
  std::string reply, repliedBy;
  std::optional<base::Instant> repliedAt;
};
base::Status insertGradeAnswer(Conn& conn, GradeAnswer& answer);
base::Status replyGradeAnswer(Conn& conn, const GradeAnswer& answer);
[[nodiscard]] base::Result<std::optional<GradeAnswer>> gradeAnswer(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<GradeAnswer>> gradeAnswersOf(Conn& conn, std::int64_t decisionId);
/// Answers of a run without a reply.
[[nodiscard]] base::Result<std::int64_t> openGradeAnswers(Conn& conn, std::int64_t runId);

struct GradeAgain {
  std::int64_t id = 0, subjectId = 0;
  std::string cause, causeRef;
  base::Instant foundAt;
  std::string state;
  std::optional<std::int64_t> decisionId;
};
/// False when the item is there already.
base::Result<bool> insertGradeAgain(Conn& conn, const GradeAgain& item);
base::Status closeGradeAgain(Conn& conn, std::int64_t subjectId, std::optional<std::int64_t> decisionId);
[[nodiscard]] base::Result<std::vector<GradeAgain>> listGradeAgain(Conn& conn, std::string_view state,
                                                                   std::int64_t limit);

struct GradeCommendation {
  std::int64_t id = 0, runId = 0;
  std::string subjects;  ///< JSON array of subject ids
  std::string text, state, draftedBy;
  base::Instant draftedAt;
  std::string approvedBy;
  std::optional<base::Instant> approvedAt;
};
base::Status insertGradeCommendation(Conn& conn, GradeCommendation& row);
base::Status approveGradeCommendation(Conn& conn, const GradeCommendation& row);
[[nodiscard]] base::Result<std::optional<GradeCommendation>> gradeCommendationOf(Conn& conn, std::int64_t runId);

struct GradeSurvey {
  std::int64_t id = 0, year = 0;
  std::string title, questions, openedBy;
  base::Instant openedAt;
  std::optional<base::Instant> closedAt;
};
base::Status insertGradeSurvey(Conn& conn, GradeSurvey& survey);
base::Status closeGradeSurvey(Conn& conn, std::int64_t id, base::Instant at);
[[nodiscard]] base::Result<std::vector<GradeSurvey>> listGradeSurveys(Conn& conn);
struct GradeSurveyAnswer {
  std::int64_t surveyId = 0, subjectId = 0;
  std::string answers, remark;
  base::Instant at;
};
/// STOR-0006 when the subject has answered.
base::Status insertGradeSurveyAnswer(Conn& conn, const GradeSurveyAnswer& answer);
[[nodiscard]] base::Result<std::vector<GradeSurveyAnswer>> gradeSurveyAnswers(Conn& conn, std::int64_t surveyId);

}  // namespace medcredit::store
