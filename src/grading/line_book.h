// Candidate lines of one subject and what becomes of them: once_per, max_times, repeat, rounding and caps (steps 9-11).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "grading/exact.h"
#include "grading/facts.h"
#include "grading/ledger.h"
#include "grading/program.h"

namespace medcredit::grading {

/// A record, aggregate or leaf that writes a line.
struct Candidate {
  std::uint32_t row = kNoRecord;  ///< row of the columns
  std::int32_t date = kNoDate;
  std::uint16_t line = 0;
  std::uint16_t group = 0;
  Reason reason = Reason::kNone;  ///< kUndated, kStatus or kUnless when it is zero from the start
  bool isPublic = true;
  bool broken = false;        ///< a broken sheet: the subject is undetermined if this one is counted
  std::int16_t status = -1;   ///< index in Program::statuses
  std::uint32_t decay = 0;    ///< index in CompiledLine::decay
  std::int32_t use = kMicro;  ///< use factor, millionths
  WordCode once = kNoWord;    ///< value of the once_per field
  std::uint32_t restsBegin = 0;
  std::uint32_t restsEnd = 0;
  Fraction raw{0, 1};  ///< not necessarily in lowest terms
};

/// What a pass makes of a candidate.
struct Settled {
  std::int64_t points = 0;    ///< after the cap
  std::int64_t uncapped = 0;  ///< rounded, before the cap
  std::uint32_t nth = 0;      ///< place among the lines of its rule that count
  Reason reason = Reason::kNone;
  bool left = false;  ///< left out of this pass
};

/// Which candidates a pass leaves out.
enum class Pass : std::uint8_t { kAll, kPublic, kDecisive };

class LineBook {
 public:
  explicit LineBook(const Program& program);

  void clear();
  std::vector<Candidate>& candidates() { return candidates_; }
  /// Puts the candidates into the order of the ledger: by line, then newest first.
  void sort(const FactColumns& facts);
  /// Runs a pass; kAll must be the first. False: numbers too large or (kAll only) a counted broken sheet, see failed().
  [[nodiscard]] bool settle(Pass pass, std::span<const Fraction> statusFactors);
  [[nodiscard]] Obstacle obstacle() const { return obstacle_; }
  [[nodiscard]] std::uint32_t failed() const { return failed_; }

  [[nodiscard]] const std::vector<Settled>& settled(Pass pass) const { return settled_[index(pass)]; }
  [[nodiscard]] std::int64_t sum(Pass pass) const { return sums_[index(pass)]; }
  [[nodiscard]] std::span<const std::int64_t> groupSums() const { return groupSums_; }
  /// True when the pass differs from kAll only by whole groups left out, so that no line changes.
  [[nodiscard]] bool onlyWholeGroups(Pass pass) const;
  [[nodiscard]] bool leavesOut(Pass pass) const;
  /// Factor of a settled line, millionths, half up; all but raw.
  [[nodiscard]] std::int64_t factorMicro(std::size_t at, std::span<const Fraction> statusFactors) const;
  [[nodiscard]] static std::int64_t rawMicro(const Candidate& candidate);

 private:
  [[nodiscard]] static std::size_t index(Pass pass) { return static_cast<std::size_t>(pass); }
  [[nodiscard]] bool isLeftOut(const Candidate& candidate, Pass pass) const;
  [[nodiscard]] bool keepHeaviest(std::vector<Settled>& out);
  [[nodiscard]] bool round(std::size_t at, std::vector<Settled>& out, std::span<const Fraction> statusFactors);
  [[nodiscard]] bool roundExactly(const Candidate& c, std::uint32_t nth, std::span<const Fraction> statusFactors,
                                  std::int64_t& points) const;
  /// What raw points of a line come to at a place of its decay and repeat: few different ones in a register, and each
  /// costs divisions.
  struct Known {
    std::int64_t raw = 0;  ///< 10^-4; with no status and no use factor
    std::int64_t points = 0;
    bool filled = false;
  };
  static constexpr std::size_t kKnownSlots = 4;
  void keepTables();
  [[nodiscard]] Known* knownFor(const Candidate& c, std::uint32_t nth);
  void capGroups(std::vector<Settled>& out);
  void capGroup(std::size_t group, std::vector<Settled>& out);
  [[nodiscard]] bool newer(std::uint32_t a, std::uint32_t b) const;

  const Program& program_;
  const FactColumns* facts_ = nullptr;
  bool anyOnce_ = false;
  std::vector<Candidate> candidates_;
  std::vector<Candidate> unordered_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys_;
  std::vector<Settled> settled_[3];
  std::int64_t sums_[3] = {0, 0, 0};
  std::vector<std::int64_t> groupSums_;
  std::vector<std::int64_t> positive_;
  std::vector<std::int64_t> negative_;
  std::vector<std::uint32_t> order_;
  int subjects_ = 0;
  std::vector<std::vector<Known>> known_;           ///< by line: decay × repeat × slots
  std::vector<std::vector<std::int64_t>> factors_;  ///< by line: decay × repeat, millionths
  Obstacle obstacle_ = Obstacle::kNone;
  std::uint32_t failed_ = 0;
};

}  // namespace medcredit::grading
