// The risk monitoring model at work (R-REF-04, R-REF-07): looked at each night, kept beside the grade, shown with its
// reasons, used for supervision and risk prevention only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "service/risk.h"
#include "store/risks.h"

namespace medcredit::service {

/// What a nightly look at the risks did.
struct RisksRefreshed {
  std::int64_t looked = 0, raised = 0, lowered = 0;
};
/// Works out the risk of everybody a signal may rest on; who has none keeps the lowest level. The grade is not touched.
[[nodiscard]] base::Result<RisksRefreshed> refreshRisks(Context& context);

/// A subject with its risk as of the last look.
struct WatchedRisk {
  std::int64_t subjectId = 0;
  std::string name, level, label, lookedOn, sinceOn, before;
  std::int64_t points = 0;
  std::vector<RiskSignal> signals;
};
/// Of a level (empty: every one), most points first; institutions, and natural persons in scope. `skip` rows are passed
/// over. EVAL-0115 for a declared purpose that is none of the two.
[[nodiscard]] base::Result<std::vector<WatchedRisk>> watchedRisks(Context& context, std::string_view level,
                                                                  std::int64_t skip, std::int64_t limit);

/// Reference and internal information serves supervision and risk prevention alone (list reference-purposes): another
/// declared purpose is refused. EVAL-0115.
[[nodiscard]] base::Status requireReferencePurpose(const Context& context);

}  // namespace medcredit::service
