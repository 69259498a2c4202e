// Runs the tests that stand in a model file (language.md section 10).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "grading/model.h"

namespace medcredit::grading {

/// A key of `expect` that was not met, or a fact that could not be read.
struct TestMismatch {
  std::string key;       ///< "score", "ledger.r4", "if_disputes_upheld.level"
  std::string expected;  ///< "~" for empty
  std::string actual;
  friend bool operator==(const TestMismatch&, const TestMismatch&) = default;
};

struct TestResult {
  std::string name;
  Place place;
  std::vector<TestMismatch> mismatches;
  [[nodiscard]] bool passed() const { return mismatches.empty(); }
};

[[nodiscard]] TestResult runModelTest(const Model& model, const ModelTest& test);
/// All tests of the model, in file order.
[[nodiscard]] std::vector<TestResult> runModelTests(const Model& model);

}  // namespace medcredit::grading
