// What follows from a grade: deliveries to the business systems and the platforms above (R-EVAL-15, 16), uses with
// their effect (R-EVAL-17, 18), the commendation of the best (R-EVAL-19), answers of subjects, the survey (R-EVAL-23).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/grade_after.h"
#include "store/grade_runs.h"

namespace medcredit::service {

/// Queues, inside the caller's transaction, one delivery per business system and decision and one package per platform
/// above. Runs that are kept inside deliver nothing.
base::Status queueDeliveries(Context& context, const store::GradeRun& run);
/// The grade as a system receives it.
struct DeliveryContent {
  store::GradeDelivery delivery;
  std::string json;
};
/// Deliveries a system fetches: pending ones of its target, oldest first. EVAL-0040 unknown target.
[[nodiscard]] base::Result<std::vector<DeliveryContent>> takeDeliveries(Context& context, std::string_view target,
                                                                        std::int64_t limit);
/// Receipt of a system, or its reason when it failed: then it is due again after a doubled pause, and failed for good
/// after six attempts. EVAL-0041 unknown delivery, EVAL-0042 confirmed before.
base::Status endDelivery(Context& context, std::int64_t id, bool ok, std::string_view receiptOrError);
/// Failed deliveries go back into the queue; returns how many.
[[nodiscard]] base::Result<std::int64_t> retryDeliveries(Context& context, std::int64_t runId);

/// Draft, inside the caller's transaction, that names exactly the subjects of the best commended level of a yearly run.
base::Status draftCommendation(Context& context, const store::GradeRun& run);
/// EVAL-0043 no draft, EVAL-0044 approved before or by the drafter. Each subject gets a fact of good information.
base::Status approveCommendation(Context& context, std::int64_t runId);

struct UseRequest {
  std::int64_t subjectId = 0;
  std::string use;     ///< code of the list grade-uses
  std::string matter;  ///< what it was used for
};
struct UseResult {
  std::int64_t useId = 0, decisionId = 0;
  std::string level, levelName, effect, effectText, clause, asOf;
};
/// Looks the grade in force up for a use and notes which decision was used. EVAL-0045 unknown use, EVAL-0046 no matter,
/// EVAL-0047 the subject has no published grade.
[[nodiscard]] base::Result<UseResult> useGrade(Context& context, const UseRequest& request);

/// EVAL-0027 unknown decision or of somebody else, EVAL-0048 not open for answers, EVAL-0049 no text.
[[nodiscard]] base::Result<std::int64_t> answerGrade(Context& context, std::int64_t decisionId, std::string_view text);
/// EVAL-0050 unknown answer or replied before.
base::Status replyAnswer(Context& context, std::int64_t answerId, std::string_view text);

struct NewSurvey {
  std::int64_t year = 0;
  std::string title;
  std::vector<std::string> questions;
};
/// EVAL-0051 no title or questions.
[[nodiscard]] base::Result<std::int64_t> openSurvey(Context& context, const NewSurvey& request);
/// Marks 1 … 5, one per question. EVAL-0052 unknown or closed, EVAL-0053 wrong marks, EVAL-0054 answered before.
base::Status answerSurvey(Context& context, std::int64_t surveyId, std::int64_t subjectId,
                          const std::vector<std::int64_t>& marks, std::string_view remark);
base::Status closeSurvey(Context& context, std::int64_t surveyId);
struct SurveyReport {
  store::GradeSurvey survey;
  std::vector<std::string> questions;
  std::int64_t answers = 0;
  std::vector<std::string> means;  ///< per question, two decimals; empty without answers
  std::vector<std::string> remarks;
};
[[nodiscard]] base::Result<SurveyReport> surveyReport(Context& context, std::int64_t surveyId);

}  // namespace medcredit::service
