// The risk of subjects as of the last look (R-REF-04), and who is to be looked at. Functions that write must run inside
// the caller's transaction.
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

struct RiskRow {
  std::int64_t subjectId = 0;
  std::string level;
  std::int64_t points = 0;
  std::string signals;  ///< JSON array of {label, points, fact}
  std::string lookedOn, sinceOn;
  std::string before;  ///< the level before; empty: none
};
/// Inserts or replaces.
base::Status putRisk(Conn& conn, const RiskRow& row);
[[nodiscard]] base::Result<std::optional<RiskRow>> riskRow(Conn& conn, std::int64_t subjectId);
/// Of that level (empty: every one), most points first, then by subject; behind `skip` rows.
[[nodiscard]] base::Result<std::vector<RiskRow>> listRisks(Conn& conn, std::string_view level, std::int64_t skip,
                                                           std::int64_t limit);

/// Subjects with anything a signal of risk rests on since that day, and those looked at before; ascending.
[[nodiscard]] base::Result<std::vector<std::int64_t>> subjectsAtRisk(Conn& conn, base::CivilDate since);

}  // namespace medcredit::store
