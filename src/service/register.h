// What should have arrived: the decision register (决定台账, R-COLL-02), nil reports (零报告, R-COLL-23) and the power
// and responsibility list (权责清单, R-CAT-06). Errors are QUAL-*.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/duties.h"

namespace medcredit::service {

struct RegisterRequest {
  std::filesystem::path file;
  std::string entry, unit;
};
struct RegisterOutcome {
  std::int64_t rows = 0, added = 0, duplicates = 0;
  std::vector<std::string> duplicateNumbers;  ///< numbers that were there already, in the file's order
  std::vector<base::Error> problems;          ///< bad rows; when there is one, nothing was stored
};
/// Loads a decision register: columns for the document number and the decision date, found by the entry's own field
/// names or the usual headings. All or nothing. QUAL-0001 unknown entry, QUAL-0002 unknown unit, QUAL-0003 no such
/// column, QUAL-0004 ambiguous column, QUAL-0005 no rows; row problems QUAL-0006 number missing, QUAL-0007 no date,
/// QUAL-0008 date in the future, QUAL-0009 the same number with another date.
[[nodiscard]] base::Result<RegisterOutcome> importRegister(Context& context, const RegisterRequest& request);

/// Register decisions that have not arrived at all: neither as a record nor as a rejected row. Numbers are compared by
/// base::headerKey, since 〔〕, [] and () are written at will.
[[nodiscard]] base::Result<std::vector<store::RegisterRow>> missingDecisions(Context& context,
                                                                             const store::DutyFilter& filter);

/// Rejected rows nobody has put right: neither by a linked fix round nor by a later report of the same document number,
/// which is how a row with a wrong credit code comes back when it is typed anew.
[[nodiscard]] base::Result<std::vector<store::ReceivedRow>> openRejections(Context& context,
                                                                           const store::DutyFilter& filter);

/// A month "YYYY-MM"; empty when the text is none.
struct Month {
  base::CivilDate first, last;
  [[nodiscard]] std::string str() const { return first.iso().substr(0, 7); }
};
[[nodiscard]] std::optional<Month> parseMonth(std::string_view text);

struct NilReportRequest {
  std::string entry, unit, period;
};
/// Files a nil report. False when the same one was there already. Refused: QUAL-0010 period is no month, QUAL-0011
/// month not begun yet, QUAL-0012 records of that month exist, QUAL-0013 the register knows decisions of that month.
base::Result<bool> fileNilReport(Context& context, const NilReportRequest& request);
/// Nil reports that records or register decisions loaded later contradict: QUAL-0012 / QUAL-0013 as warnings.
[[nodiscard]] base::Result<std::vector<base::Error>> contradictedNilReports(Context& context, std::string_view unit);

struct ItemsOutcome {
  std::int64_t rows = 0, added = 0, updated = 0;
  std::vector<base::Error> problems;  ///< QUAL-0014 … 0016; when there is one, nothing was stored
};
/// Loads the power and responsibility list: columns 事项编码, 事项名称, 类型, 科室, 目录条目.
[[nodiscard]] base::Result<ItemsOutcome> importItems(Context& context, const std::filesystem::path& file);
/// Items that no catalogue entry stands behind (R-CAT-06).
[[nodiscard]] base::Result<std::vector<store::PowerItem>> itemGaps(Context& context);

/// QUAL-0001 / QUAL-0002 unless both are known; empty texts are not checked.
base::Status requireEntryAndUnit(Context& context, std::string_view entry, std::string_view unit);

}  // namespace medcredit::service
