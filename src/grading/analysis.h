// Static analysis of a model: everything that can be said about it before anything runs (design: nothing that lapsed,
// nothing uncited, no level out of reach, no dead rule, no private fact that decides …).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "grading/read.h"

namespace medcredit::grading {

struct AnalysisOptions {
  base::CivilDate today;  ///< freshness of the law register and today's rules are judged on this day
  /// Types of subjects the jurisdiction knows of the model's kind; empty: not asked (analyseSisters).
  std::vector<std::string> subjectTypes;
};

/// Findings on one readable model, sorted by place. Faults a draft may still have are warnings in a draft and errors in
/// a model in trial or in force.
[[nodiscard]] ModelFindings analyse(const Model& model, const AnalysisOptions& options);

/// Findings between the models of a jurisdiction: scopes that overlap, types of subjects nobody grades.
[[nodiscard]] ModelFindings analyseSisters(std::span<const Model> models, const AnalysisOptions& options);

/// Reading and analysis together: what `medcredit model check` shows. `model` is set when reading found no error.
[[nodiscard]] ReadResult checkModel(std::string_view text, std::string sourceName, const BaseLoader& loader,
                                    const AnalysisOptions& options);

/// The scores a model can give on a day: base plus what its lines can add and take at most. Empty bounds: no limit.
struct ScoreSpan {
  std::optional<Decimal4> low;
  std::optional<Decimal4> high;
};
[[nodiscard]] ScoreSpan scoreSpan(const Model& model, base::CivilDate day);

/// Days on which something of the model changes (parameters, life cycle), ascending; the first is its first day.
[[nodiscard]] std::vector<base::CivilDate> switchDays(const Model& model);

}  // namespace medcredit::grading
