// Class of supervision of an institution: its credit grade together with the sector evaluation, by the combination rule
// of the profile (list supervision-classes; 吉林方案 七, R-EVAL-13).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

/// A sector evaluation that counts: the newest of its kind.
struct SectorResult {
  std::string fact, kind, kindLabel, outcome, on;
};
struct SupervisionClass {
  /// First part of the rule: the grade in force, else the result of the public comprehensive evaluation (公共信用综合评
  /// 价) as its label; empty: neither.
  std::string grade;
  std::string outcome;  ///< second part: the worst of the sector results; empty: none
  std::vector<SectorResult> sectors;
  std::string label;         ///< 优化监管, 常规监管 …; empty: no rule fits
  std::string rule, source;  ///< the row that decided and what it rests on
};
[[nodiscard]] base::Result<SupervisionClass> supervisionOf(Context& context, std::int64_t subjectId);

}  // namespace medcredit::service
