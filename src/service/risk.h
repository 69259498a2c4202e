// Risk beside the grade, for supervision and risk prevention only (海南办法 第三十二条、第三十三条; R-REF-04, 06, 07).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "service/grade_facts.h"

namespace medcredit::service {

/// One fact that raises the risk.
struct RiskSignal {
  std::string label;
  int points = 0;
  std::string fact;
};

/// Additive: every signal named, points and levels from risk_signals.yaml and risk_levels.yaml.
struct Risk {
  std::string level;  ///< id in risk_levels.yaml
  std::string label;  ///< 低, 中, 高
  int points = 0;
  std::vector<RiskSignal> signals;
};
/// As of `moment`, which is today's and the same for all subjects: to be asked for once.
[[nodiscard]] base::Result<Risk> riskOf(Context& context, std::int64_t subjectId, const GradeMoment& moment);

/// How likely a subject is drawn for inspection: by its grade in force and its risk (R-REF-06).
struct DrawChance {
  std::string grade;  ///< empty: not graded
  Risk risk;
  int weight = 0;      ///< 0: no row of draw_weights.yaml fits
  std::string source;  ///< of the row
  /// Why it is inspected more until a case is closed (R-COMM-08); the weight is multiplied already.
  std::vector<std::string> raised;
};
[[nodiscard]] base::Result<DrawChance> drawChance(Context& context, std::int64_t subjectId);

struct Drawn {
  std::int64_t subjectId = 0;
  DrawChance chance;
};
/// Draws `count` of these subjects by their weights, in the order drawn; the same list and seed give the same draw. The
/// act is on the log. SAMP-0001…0003.
[[nodiscard]] base::Result<std::vector<Drawn>> drawForInspection(Context& context,
                                                                 const std::vector<std::int64_t>& subjects,
                                                                 std::size_t count, const std::string& seed);

}  // namespace medcredit::service
