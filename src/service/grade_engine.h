// The one place where the service floor touches the grading engine: facts of the register in, grades, ledgers and
// explanations out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "grading/model.h"
#include "grading/read.h"
#include "service/grade_facts.h"
#include "service/grade_models.h"

namespace medcredit::grading {
class Program;
struct Outcome;
}  // namespace medcredit::grading

namespace medcredit::service {

[[nodiscard]] std::vector<grading::ModelFinding> analyseModel(const grading::Model& model, base::CivilDate today);
[[nodiscard]] ModelTests testModel(const grading::Model& model, bool mutation);

/// One line of the ledger; numbers as texts with the decimals of the model.
struct GradeLine {
  std::string rule, group, record, raw, factor, points, reason, cite;
};
/// A grade with its ledger.
struct Grade {
  std::string level, score, publicScore, limitedBy, unratedBy;
  std::vector<std::string> guardedBy;
  std::vector<std::string> problems;  ///< why it is undetermined
  std::vector<GradeLine> lines;
  std::string ledger;  ///< the lines in compact form (grading/ledger.h), as kept with a decision
};
/// Ids of the facts that a kept ledger counted in favour; `facts` in the order that was graded.
[[nodiscard]] std::vector<std::string> countedInFavour(std::string_view ledger, const SubjectFacts& facts);

/// A line as told to people.
struct ToldLine {
  GradeLine line;
  std::string text;         ///< sentence for the inspector, with clause and calculation
  std::string subjectText;  ///< sentence for the subject
  std::string factorText;   ///< how the factor comes about
  std::string basis;        ///< titles of the sources with articles
  bool isPublic = true;
};
struct Distance {
  std::string level, points;
};
struct CalendarEntry {
  std::string on, score, level, why;
};
struct Route {
  std::string what, score, level;
};
/// Everything that can be said of a grade.
struct Told {
  Grade grade;
  std::string base;  ///< points everybody starts with
  std::vector<ToldLine> lines;
  std::string levelName, limitText, unratedText;
  std::optional<std::pair<std::string, std::string>> ifUpheld;  ///< score, level if what is pending succeeds
  std::vector<Distance> toNext;
  std::vector<CalendarEntry> calendar;  ///< over the next 24 months, without any act
  std::vector<Route> routes;
  std::string inspectionRate, summary, subjectSummary;
};

/// An edition compiled for a day. Thread-safe once made: grade() keeps its scratch inside the call.
class GradeEngine {
 public:
  GradeEngine(std::shared_ptr<const grading::Model> model, base::CivilDate asOf, base::CivilDate knownOn);
  ~GradeEngine();
  GradeEngine(GradeEngine&&) noexcept;
  GradeEngine& operator=(GradeEngine&&) noexcept;

  [[nodiscard]] Grade grade(const SubjectFacts& facts) const;
  /// The grade of an outcome of program() over the same facts, in their order.
  [[nodiscard]] Grade gradeOf(const grading::Outcome& outcome, const SubjectFacts& facts) const;
  [[nodiscard]] Told tell(const SubjectFacts& facts) const;
  /// First day on which the same facts give another grade without any act; empty: none within 24 months.
  [[nodiscard]] std::optional<base::CivilDate> nextChange(const SubjectFacts& facts) const;
  [[nodiscard]] const grading::Model& model() const;
  [[nodiscard]] const grading::Program& program() const;
  /// Further fields of facts the edition reads.
  [[nodiscard]] const std::vector<std::string>& fields() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace medcredit::service
