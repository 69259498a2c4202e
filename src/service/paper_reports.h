// Papers whose values are counted from the register: ledgers, statistics, summaries of grades, credit reports
// (R-DOC-08, 09, 10, 13). A report for the office is a draft first, may be corrected, and is kept as it was issued.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/papers.h"

namespace medcredit::service {

/// Months and the like: "2026-03".
struct ReportPeriod {
  base::CivilDate from, to;  ///< both inside
  std::string label;         ///< 2026年3月
};
/// "2026" a year, "2026-03" a month, "2026-Q1" a quarter, "2026-03-02" the week from that day; PAPR-0015 for anything
/// else.
[[nodiscard]] base::Result<ReportPeriod> reportPeriod(std::string_view text);

/// 双公示台账: every permit and penalty decided in the period, with the day it was published.
[[nodiscard]] base::Result<PaperOrder> dualLedger(Context& context, const ReportPeriod& period);
/// 双公示评估报告: published of decided, by class.
[[nodiscard]] base::Result<PaperOrder> dualAssessment(Context& context, const ReportPeriod& period);
/// 周统计表, 月通报, 季评估报告, 归集和应用情况报告 (`paper`): counts of every unit as in service/quality.h.
[[nodiscard]] base::Result<PaperOrder> collectionReport(Context& context, std::string_view paper,
                                                        const ReportPeriod& period);
/// 数据共享申请函: what other departments hold and the yearly evaluation needs, with the day of the yearly task
/// (yearly-departments). Empty where the jurisdiction has no such task.
[[nodiscard]] std::optional<PaperOrder> dataRequest(const Context& context, const ReportPeriod& period);
/// 分级评价结果汇总表 of a run: its decisions, and the sum of each grade at the foot. EVAL-0028 no such run.
[[nodiscard]] base::Result<PaperOrder> gradeSummary(Context& context, std::int64_t runId);
/// 信用报告: what the actor may see of the archive; `full` with what is not public, for the subject itself and those
/// who may read archives.
[[nodiscard]] base::Result<PaperOrder> creditReport(Context& context, std::int64_t subjectId, bool full,
                                                    std::string_view purpose);

/// Keeps a report as a draft; one for a paper, unit and period, counted anew while it is not issued. Own transaction.
[[nodiscard]] base::Result<store::PaperDraft> draftReport(Context& context, const PaperOrder& order,
                                                          std::string_view period);
/// Drafts of the last week, month and quarter that were over before `day`, where there are none yet
/// (周统计、月通报、季评估、 双公示台账与评估报告). Doing it twice, or late, makes nothing twice. Returns how many were
/// made.
[[nodiscard]] base::Result<int> draftReports(Context& context, base::CivilDate day);
/// Other words in a text field (意见). PAPR-0016 no such field, PAPR-0025 it is another version by now or issued.
base::Status editDraft(Context& context, std::int64_t id, int version, std::string_view field, std::string_view text);
/// Issues a draft as it stands. Own transaction.
[[nodiscard]] base::Result<IssuedPaper> issueDraft(Context& context, std::int64_t id);

}  // namespace medcredit::service
