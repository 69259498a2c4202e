// Bringing back data on staff and enterprises (R-COLL-21): approvals, filings and cancellations from the provincial
// exchange platform and the provincial population-health platform fill the base database. Errors are SUBJ-* per row.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

/// One row that was not taken.
struct FeedProblem {
  std::int64_t row = 0;
  base::Error error;
};
/// What a run did, by event kind: 新增审批, 备案, 注销.
struct FeedRun {
  struct Count {
    std::int64_t applied = 0, known = 0, failed = 0;
  };
  std::int64_t rows = 0;
  std::int64_t created = 0;  ///< subjects that were not known before
  Count approved, filed, cancelled;
  std::int64_t unknown = 0;  ///< rows whose event is none of the three
  std::vector<FeedProblem> problems;
};
/// Columns: 事件, 主体类型, 名称, 代码, 日期, 来源 (来源 may be missing). Every good row is applied in a transaction of
/// its own; bad rows are told and change nothing; a row that is in already changes nothing. The cancelled registration
/// of a person is kept as a filing, since it does not end the person. QUAL-0003 … 0005 and FILE-* as for registers.
[[nodiscard]] base::Result<FeedRun> importSubjectFeed(Context& context, const std::filesystem::path& file);

}  // namespace medcredit::service
