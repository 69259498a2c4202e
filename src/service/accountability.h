// Accountability (责任追究, R-SEC-12): a breach found in the evidence log is followed from its entry to its closure.
// The eight acts and the three measures are the code lists accountability-acts and accountability-measures of the law.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/accountability.h"

namespace medcredit::service {

struct NewCase {
  std::int64_t act = 0;        ///< 1..8
  std::string unitId, person;  ///< whom it concerns; at least the unit
  std::string evidence;        ///< entry of the log: "41" or "1/41"
};
/// Opens a case from a finding. EVID-0070 no such act, STOR-0021 no such unit, EVID-0050/0051 no such entry.
[[nodiscard]] base::Result<std::int64_t> openCase(Context& context, const NewCase& wanted);

struct CaseClosing {
  std::string measure;  ///< order 责令改正, discipline 处分, criminal 追究刑事责任
  std::string closing;  ///< how it ended
};
/// EVID-0071 no such measure, EVID-0072 closed before, EVID-0073 no text, EVID-0074 no such case.
base::Status closeCase(Context& context, std::int64_t id, const CaseClosing& wanted);

struct CaseCounts {
  std::string unitId;
  std::int64_t open = 0, closed = 0;
};
struct CaseReport {
  std::vector<store::AccountabilityCase> cases;
  std::vector<CaseCounts> counts;  ///< by unit
};
[[nodiscard]] base::Result<CaseReport> listCases(Context& context);

}  // namespace medcredit::service
