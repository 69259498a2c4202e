// Outside appraisals and fault responsibility (R-QUAL-08, R-QUAL-09): the rates of quality under the titles of those
// who appraise, and from every number the records behind it, the person in charge at the time and the reminders sent.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "service/publish_output.h"
#include "service/quality.h"
#include "store/notices.h"

namespace medcredit::service {

/// 营商环境测评, 法治政府建设考核, 政务诚信监测.
struct AppraisalPurpose {
  std::string_view id, label;
};
[[nodiscard]] const std::vector<AppraisalPurpose>& appraisalPurposes();
/// Their definitions of indicators are not given: the same rates stand under each title. 默认值（依据未规定）.
[[nodiscard]] std::string_view appraisalNote();

/// Rates of one month.
struct AppraisalRow {
  std::string month;  ///< "2026-03"
  QualityCounts counts;
};
struct AppraisalQuery {
  std::string from, to;                                          ///< months, inclusive
  std::optional<std::vector<std::string>> scope = std::nullopt;  ///< only these units (sorted); empty optional = all
};
/// QUAL-0030 when the months are none, or more than five years.
[[nodiscard]] base::Result<std::vector<AppraisalRow>> appraisalRows(Context& context, const AppraisalQuery& query);
/// One table with the rates by month under each of the three titles; CSV or XLSX, manifest beside it.
[[nodiscard]] base::Result<WrittenFile> writeAppraisal(Context& context, const AppraisalQuery& query,
                                                       const std::filesystem::path& target);

/// One thing that went wrong, with who answers for it.
struct Fault {
  QualityRecord record;  ///< list: late, concealed, wrong, unqualified
  std::string unitName;
  std::string person;                       ///< in charge of the unit on the day; empty: nobody was named
  std::string day;                          ///< the day that counts: when it was due, else when it arrived
  std::vector<store::NoticeRow> reminders;  ///< sent to the unit from the due day on
};
struct FaultQuery {
  std::string from, to, unit, entry, list;                       ///< as QualityQuery; list empty: all four
  std::optional<std::vector<std::string>> scope = std::nullopt;  ///< only these units (sorted); empty optional = all
};
[[nodiscard]] base::Result<std::vector<Fault>> faults(Context& context, const FaultQuery& query);

}  // namespace medcredit::service
