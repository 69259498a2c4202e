// What a reform would do to a register: the same facts graded by two editions, and the movement between them.
//
// Pure functions over facts: the register may come from files (offline.h) or from a snapshot (feed Simulation subject
// by subject).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "grading/evaluate.h"
#include "grading/offline.h"
#include "grading/overlay.h"

namespace medcredit::grading {

/// How many subjects of one region or type stand at each level, before and after.
struct GroupShare {
  std::uint64_t subjects = 0;
  std::vector<std::uint64_t> before;  ///< by level index, as ReformEffect::matrix
  std::vector<std::uint64_t> after;
  std::uint64_t movedDown = 0;
  std::uint64_t movedUp = 0;
};

/// A subject whose level changes, and the line that moved it most.
struct Mover {
  std::string subject;
  int from = -1;
  int to = -1;
  std::int64_t scoreFrom = 0;
  std::int64_t scoreTo = 0;
  std::string line;   ///< rule whose points differ most; empty: none (a limit or band)
  std::string limit;  ///< limit that decides the new level; empty: none
};

struct ReformEffect {
  std::vector<std::string> levels;                 ///< columns: order, then the unrated level, then "" (none)
  std::vector<std::vector<std::uint64_t>> matrix;  ///< [from][to]
  std::uint64_t subjects = 0;                      ///< in scope of either edition
  std::uint64_t movedDown = 0;                     ///< to a worse level; to and from unrated is no movement
  std::uint64_t movedUp = 0;
  std::map<std::string, GroupShare> byRegion;
  std::map<std::string, GroupShare> byType;
  std::int64_t inspectionsBefore = 0;  ///< sum of rates, 10^-4
  std::int64_t inspectionsAfter = 0;
  std::uint64_t decidedByUnpublished = 0;  ///< final level differs from that of the public score, after
  std::uint64_t decidedByUnpublishedBefore = 0;
  Int128 scoreSumBefore = 0;  ///< 10^-4, of the graded
  Int128 scoreSumAfter = 0;
  std::uint64_t gradedBefore = 0;
  std::uint64_t gradedAfter = 0;
  std::vector<Mover> movers;  ///< the first kMovers in the order of the register
  static constexpr std::size_t kMovers = 1000;

  /// Population stability index of the level shares, for people only (binary floating point; decides nothing).
  [[nodiscard]] double stability() const;
};

/// Collects the effect subject by subject. Parts made by several threads are joined in order.
class Simulation {
 public:
  Simulation(const Program& before, const Program& after);
  void add(const Subject& subject, const Outcome& before, const Outcome& after);
  void join(Simulation&& other);
  [[nodiscard]] const ReformEffect& effect() const { return effect_; }
  [[nodiscard]] ReformEffect&& take() { return std::move(effect_); }

 private:
  [[nodiscard]] std::size_t column(const Program& program, int level) const;
  [[nodiscard]] bool unpublished(const Program& program, const Outcome& outcome) const;

  const Program* before_;
  const Program* after_;
  ReformEffect effect_;
};

/// Grades the register by both editions and joins the movement. Facts stay in the register. Its FactNeeds must cover
/// both (FactNeeds::add).
[[nodiscard]] base::Result<ReformEffect> simulateReform(const Model& before, const Model& after, base::CivilDate asOf,
                                                        std::optional<base::CivilDate> knownOn, Register& source,
                                                        unsigned threads);

struct GateResult {
  std::string text;
  bool passed = false;
  std::string value;  ///< what was measured, at most six decimals
  std::string bound;  ///< what was asked, the baseline multiplied in
};
/// Evaluates the gates exactly (fractions of counts).
[[nodiscard]] std::vector<GateResult> evaluateGates(const std::vector<Gate>& gates, const ReformEffect& effect);

/// One number of the new edition changed by ±10 %, and what becomes of the level shares.
struct Sensitivity {
  std::string path;                   ///< "params.penalty.general"
  int percent = 10;                   ///< +10 or -10
  std::uint64_t moved = 0;            ///< subjects whose level differs from the new edition's
  std::vector<std::uint64_t> levels;  ///< as ReformEffect::levels
};
/// An edition with one of its numbers changed.
struct ChangedNumber {
  std::string path;
  int percent = 10;
  Model model;
};
/// Every parameter, points value, weight, cap and band in force on the day, each by +10 % and by -10 %: numbers rounded
/// to the decimals of the model, durations to whole months or days. What rounding leaves as it is is not among them.
[[nodiscard]] std::vector<ChangedNumber> changedNumbers(const Model& model, base::CivilDate asOf);
/// What the movement from the edition to the changed one says of the number.
[[nodiscard]] Sensitivity sensitivityOf(const ChangedNumber& number, const ReformEffect& effect);
/// One what-if per number and sign: give it a register of a size that this is worth.
[[nodiscard]] base::Result<std::vector<Sensitivity>> sensitivity(const Model& model, base::CivilDate asOf,
                                                                 std::optional<base::CivilDate> knownOn,
                                                                 Register& source, unsigned threads);

}  // namespace medcredit::grading
