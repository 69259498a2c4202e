// Findings as JSON and as text, the same for files, batches and manual entry.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "store/batches.h"

namespace medcredit::cli {

/// code, severity, row, column, field, value, message, basis, suggestion. `row` is the file's own row number, `column`
/// the 1-based column of the file; both null where the finding concerns no row or no single cell.
[[nodiscard]] boost::json::object findingJson(const store::StoredFinding& finding);
[[nodiscard]] boost::json::array findingsJson(const std::vector<store::StoredFinding>& findings);

/// "第5行D列 行政处罚决定书文号 [COLL-0101 错误] … 建议：…".
[[nodiscard]] std::string findingLine(const store::StoredFinding& finding);
/// At most `limit` lines, then how many more there are.
[[nodiscard]] std::string findingLines(const std::vector<store::StoredFinding>& findings, std::int64_t total,
                                       std::size_t limit);

/// Counts by code with the text of each code: {"COLL-0101": 3}.
[[nodiscard]] boost::json::object countsJson(const std::vector<std::pair<std::string, std::int64_t>>& counts);

}  // namespace medcredit::cli
