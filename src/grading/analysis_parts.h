// The parts of the static analysis and what they share; for analysis*.cpp only.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grading/analysis.h"
#include "grading/report.h"

namespace medcredit::grading {

/// What the parts of the analysis work with.
struct Analysis {
  const Model& model;
  const AnalysisOptions& options;
  Reporter& report;

  void note(const char* code, const Place& place, std::vector<base::ErrorArg> args = {}) const {
    report.add(ModelFinding::Severity::kNote, code, place, std::move(args));
  }
  void warn(const char* code, const Place& place, std::vector<base::ErrorArg> args = {}) const {
    report.add(ModelFinding::Severity::kWarning, code, place, std::move(args));
  }
  void error(const char* code, const Place& place, std::vector<base::ErrorArg> args = {}) const {
    report.add(ModelFinding::Severity::kError, code, place, std::move(args));
  }
  /// A warning in a draft, an error in a model in trial or in force.
  void byStatus(const char* code, const Place& place, std::vector<base::ErrorArg> args = {}) const;
};

void analyseLaw(const Analysis& analysis);       // analysis_law.cpp: basis of every value
void analyseParams(const Analysis& analysis);    // analysis_law.cpp: days without value, parameters nobody uses
void analyseReach(const Analysis& analysis);     // analysis_reach.cpp: spans, levels, caps
void analyseRules(const Analysis& analysis);     // analysis_rules.cpp: dead rules, decay, double counting, feeds
void analyseMonotony(const Analysis& analysis);  // analysis_monotony.cpp: more adverse facts must not raise a grade
void analyseLimits(const Analysis& analysis);    // analysis_limits.cpp: conflicts, exceptions, limits without effect
void analyseUse(const Analysis& analysis);       // analysis_use.cpp: privacy, inspection, measures, texts, tests

/// Least and greatest.
struct Range {
  Decimal4 low;
  Decimal4 high;
};

/// The value of a decimal or of its parameter on a day; empty when the parameter has none then.
[[nodiscard]] std::optional<Decimal4> decimalOn(const Model& model, std::optional<Decimal4> value,
                                                const std::optional<Reference>& param, base::CivilDate day);
[[nodiscard]] std::optional<Duration> durationOn(const Model& model, const DurationValue& value, base::CivilDate day);
[[nodiscard]] const WordTable* tableOn(const Model& model, const TableValue& value, base::CivilDate day);
[[nodiscard]] std::optional<Decimal4> capOn(const Model& model, const Group& group, base::CivilDate day);

/// Points of a rule for one record on a day, before every factor. With `words` (not null) only those of its field are
/// looked at. Empty when there is no value on that day or no such word.
[[nodiscard]] std::optional<Range> pointsOn(const Model& model, const Rule& rule, base::CivilDate day,
                                            const std::set<std::string>* words = nullptr);
/// The field whose words decide the points; empty when none does.
[[nodiscard]] std::string pointsField(const Model& model, const Rule& rule);
/// Points over all switch days; empty when there are none.
[[nodiscard]] std::optional<Range> pointsEver(const Model& model, const Rule& rule);

/// -1: can only take points, 1: can only give, 0: both or nothing.
[[nodiscard]] int signOf(const Range& range);

/// What an expression allows: empty result = it can never hold. Words a field may have when it holds, by field; a field
/// that is not in the map may have any. Only conjunctions are followed; `or` and `not` allow everything they might.
struct Allowed {
  bool possible = true;
  std::vector<std::pair<std::string, std::set<std::string>>> words;
  [[nodiscard]] const std::set<std::string>* of(std::string_view field) const;
};
[[nodiscard]] Allowed allowedBy(const Expression& expression);

/// Calls `visit` for every aggregate of a condition; `positive` is false under an odd number of `not`.
void forEachTest(const Condition& condition, bool positive,
                 const std::function<void(const AggregateTest&, bool positive)>& visit);
/// Record types a condition looks at.
[[nodiscard]] std::set<std::string> typesOf(const Condition& condition);
/// False when it is plain that the condition can never hold on the day.
[[nodiscard]] bool canHold(const Model& model, const Condition& condition, base::CivilDate day);

/// Record types for which a rule only takes points.
[[nodiscard]] std::set<std::string> adverseTypes(const Model& model);

/// "A、B、C".
[[nodiscard]] std::string joinWords(const std::vector<std::string>& words);

}  // namespace medcredit::grading
