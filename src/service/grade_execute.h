// The part of a run that grades: everybody in scope, chunk after chunk, on several threads, the same result whatever
// their number. Facts come from the snapshot of the run's day; natural persons, who are in none, from the register.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "grading/model.h"
#include "service/context.h"
#include "service/grade_facts.h"
#include "service/grade_runs.h"
#include "store/grade_models.h"
#include "store/grade_runs.h"

namespace medcredit::service {

struct Execution {
  const store::GradeModel& edition;
  std::shared_ptr<const grading::Model> model;
  GradeMoment moment;
  std::map<std::int64_t, store::GradeDecision> before = {};  ///< decision of the year before, by subject
  std::filesystem::path snapshot = {};                       ///< empty: made for this run alone
  unsigned threads = 0;                                      ///< 0: one per core
};
/// Grades from the run's next subject on; each chunk is one transaction. A run that broke off goes on where it stopped.
base::Status executeRun(Context& context, store::GradeRun& run, const Execution& execution,
                        const RunProgress& progress);

/// Whether the model's scope takes the subject in.
[[nodiscard]] bool inModelScope(const grading::Model& model, std::string_view kind, std::string_view type,
                                std::string_view region);
/// Whether what the model grades are natural persons.
[[nodiscard]] bool gradesPersons(const jurisdiction::Jurisdiction& law, const grading::Model& model);

}  // namespace medcredit::service
