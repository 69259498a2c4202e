// Grades one subject: the program applied to its facts, in the fixed order (program.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grading/facts.h"
#include "grading/ledger.h"
#include "grading/program.h"

namespace medcredit::grading {

/// What a run supposes beside the facts.
struct Supposition {
  bool upheld = false;               ///< every record whose status has an `alternative` takes it (language.md step 16)
  std::uint32_t record = kNoRecord;  ///< one record, row relative to the subject …
  int status = -1;                   ///< … has this status (index in Program::statuses), or
  bool recordUpheld = false;         ///< … its alternative
};

/// The grade of a subject. Reused from subject to subject: copy what is to be kept.
struct Outcome {
  Standing standing = Standing::kGraded;
  int unratedRule = -1;  ///< index in Program::unrated, of kUnrated
  Obstacle obstacle = Obstacle::kNone;
  std::uint32_t obstacleRecord = kNoRecord;  ///< row, relative to the subject
  int obstacleLine = -1;                     ///< index in Program::lines
  int level = -1;                            ///< index in Levels::order; order.size() the unrated level; -1 none
  std::int64_t score = 0;                    ///< 10^-4; of kGraded
  std::optional<std::int64_t> publicScore;
  std::int64_t decisiveScore = 0;  ///< without the groups that are not decisive
  int bandLevel = -1;              ///< level of step 14, before limits
  int limitedBy = -1;              ///< index in Program::limits
  bool pending = false;            ///< some record has a status with an alternative
  std::vector<int> guardedBy;      ///< indices in Program::groups
  std::vector<int> metLimits;      ///< met and not overridden, in file order
  std::vector<LedgerLine> lines;
  std::vector<std::uint32_t> rests;  ///< records of aggregate lines

  /// The better of the two scores of step 14: what the distance to a level is measured from.
  [[nodiscard]] std::int64_t bestScore() const { return decisiveScore > score ? decisiveScore : score; }
};

/// "M1", "undetermined", "out_of_scope", "" when graded.
[[nodiscard]] std::string_view unratedWord(const Program& program, const Outcome& outcome);

/// Grades subject after subject without allocating. One per thread; `program` and `words` must outlive it and `words`
/// must not gain words while it is used.
class Evaluator {
 public:
  Evaluator(const Program& program, const Words& words);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  /// The columns the ranges of evaluate() point into.
  void use(const FactColumns& facts);
  [[nodiscard]] const Outcome& evaluate(const Subject& subject, FactRange range, const Supposition& supposition = {});

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

/// One subject at a time, for callers that are not in a hurry.
[[nodiscard]] Outcome evaluateSubject(const Program& program, const Subject& subject, const FactColumns& facts,
                                      const Words& words, FactRange range, const Supposition& supposition = {});

}  // namespace medcredit::grading
