// The calendar of grading (R-EVAL-07, 08, 09): what the scheduler does each day, and the summary table.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "service/grade_runs.h"

namespace medcredit::service {

/// What a day of the calendar brought.
struct GradeDay {
  std::vector<std::int64_t> runs;   ///< made or finished
  std::vector<std::string> alerts;  ///< Chinese; told in-site as well
  Refreshed refreshed;
};
/// On the day sources are due: gaps are told. On the day of the run: every model in use grades the year before, once; a
/// run that broke off goes on. From then on: who has changed is graded again. After the day of publication: late.
/// `snapshot`: facts of the register (grade_snapshot.h), brought up to date; that of the year's last day is made ready
/// before the run. Empty: none is kept.
[[nodiscard]] base::Result<GradeDay> gradeDay(Context& context, base::CivilDate day, const RunProgress& progress = {},
                                              const std::filesystem::path& snapshot = {});

/// 分级评价结果汇总表: exactly the subjects of the run, CSV or XLSX by the target's extension. Runs that are kept
/// inside have none: EVAL-0023.
base::Status writeSummaryTable(Context& context, std::int64_t runId, const std::filesystem::path& target);

/// Replication pack of a run: model.yaml, subjects.csv, facts.csv without personal data (document numbers and texts
/// left out), expected.csv, schema.md. `medcredit grade offline` and the second evaluator give expected.csv from it.
base::Status writePack(Context& context, std::int64_t runId, const std::filesystem::path& folder);

}  // namespace medcredit::service
