// The release file of a what-if: what was measured, as JSON and for people, and the signature over it. Inside of
// grade_reform.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "grading/backtest.h"
#include "grading/overlay.h"
#include "grading/simulate.h"
#include "service/grade_reform.h"

namespace medcredit::service {

/// Every number of the reform's edition moved by a tenth, over every `stride`-th subject.
struct ReformSweep {
  std::size_t stride = 1;
  std::uint64_t subjects = 0;
  std::vector<grading::Sensitivity> numbers;
};
/// Both editions, with the values of the day, on the facts of a year before, and what followed until the day.
struct ReformBackTest {
  base::CivilDate asOf;
  grading::BackTestResult before, after;
};
struct ReformMeasured {
  const grading::ReformResult& read;
  base::CivilDate asOf;
  const grading::ReformEffect& effect;
  const std::vector<ReformGate>& gates;
  ReformSweep sweep;
  ReformBackTest backTest;
};

/// The document, signed with the key of the site: its last member `signature` covers the bytes of all the others.
[[nodiscard]] base::Result<std::string> signedRelease(Context& context, const ReformMeasured& measured);
[[nodiscard]] std::string releaseText(const ReformMeasured& measured);

}  // namespace medcredit::service
