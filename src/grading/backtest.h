// Back-test of an edition: the levels it would have given on an earlier day, against what happened after it. An edition
// whose worse levels do not show the greater share of later violations sorts by nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grading/evaluate.h"

namespace medcredit::grading {

struct BackTestLevel {
  std::string level;
  std::uint64_t subjects = 0;
  std::uint64_t violated = 0;
};

struct BackTestResult {
  std::vector<BackTestLevel> levels;  ///< best first; the unrated level and "" (none) last
  std::size_t graded = 0;             ///< the first so many of them are grades

  /// No worse level has a smaller share than a better one; levels without subjects are passed over.
  [[nodiscard]] bool monotonic() const;
  /// Of all pairs of one who violated and one who did not, the share in which the former stood worse less the share in
  /// which it stood better, over graded subjects, in millionths; empty when there is no such pair.
  [[nodiscard]] std::optional<std::int64_t> giniMicro() const;
};

/// Collects subject by subject. Parts made by several threads are joined.
class BackTest {
 public:
  explicit BackTest(const Program& program);
  void add(const Outcome& outcome, bool violated);
  void join(const BackTest& other);
  [[nodiscard]] const BackTestResult& result() const { return result_; }

 private:
  BackTestResult result_;
};

/// A fact of severity `general` or `serious`, dated (determined_on, else occurred_on, else ended_on) after the first
/// day and until the last, that was not revoked.
[[nodiscard]] bool violatesBetween(const FactColumns& facts, const Words& words, FactRange range, std::int32_t after,
                                   std::int32_t until);

/// The edition as if its dated values of the day had always held: what a back-test tries on earlier facts.
[[nodiscard]] Model withValuesOf(const Model& model, base::CivilDate day);

}  // namespace medcredit::grading
