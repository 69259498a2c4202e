// What the areas of grading send: models, runs, decisions, explanations.
#pragma once

#include <boost/json/fwd.hpp>

#include "service/grade_entry.h"
#include "service/grade_models.h"
#include "service/grade_runs.h"

namespace medcredit::http {

class AreaRoutes;
struct HandlerContext;

/// The trace of a look at the grading of a subject; `what`: read, explain, points, risk.
base::Status noteGradeRead(HandlerContext& context, std::int64_t subject, const char* what);
/// The subject the caller speaks for; ACCS-0401 when there is none.
[[nodiscard]] base::Result<std::int64_t> ownSubject(const HandlerContext& context);
/// Facts entered by hand, uses, deliveries, surveys: the second file of the area of grades.
void addGradeEntryRoutes(AreaRoutes& routes);

/// For whom an explanation is told: the subject and outsiders do not see what is not public.
enum class GradeAudience { kStaff, kSubject };

[[nodiscard]] boost::json::object gradeModelView(const store::GradeModel& row);
[[nodiscard]] boost::json::object modelFindingView(const grading::ModelFinding& finding);
[[nodiscard]] boost::json::object modelCheckView(const service::ModelCheck& check);
[[nodiscard]] boost::json::object gradeRunView(const store::GradeRun& run);
[[nodiscard]] boost::json::object gradeReviewView(const service::RunReview& review);
[[nodiscard]] boost::json::object gapView(const service::FeedGap& gap);
[[nodiscard]] boost::json::object decisionView(const service::DecisionView& view, GradeAudience audience);
[[nodiscard]] boost::json::object explanationView(const service::Explanation& explanation, GradeAudience audience);
[[nodiscard]] boost::json::object factView(const service::FactView& view);
/// The method of an edition in plain language, one page per type of subject, with the values of a day.
[[nodiscard]] boost::json::object methodView(const grading::Model& model, const store::GradeModel& row,
                                             base::CivilDate day);

}  // namespace medcredit::http
