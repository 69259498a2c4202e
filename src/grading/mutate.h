// How strong the tests of a model are: the share of small wrong changes of the model that they notice.
//
// Each mutant is the model with one number, sign, window, decay, condition, status effect, cap, band or clause changed.
// A mutant is caught when some test of the file gives another result than expected. Mutants that cannot change any
// grade (the changed value is used by no rule, two bounds coincide) are left out when they are provably equal in the
// compiled program; others that survive are reported with their place.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "grading/model.h"

namespace medcredit::grading {

struct Mutant {
  std::string path;    ///< "rules.N03.points.general"
  std::string change;  ///< Chinese: "-8 改为 8"
  Place place;
  bool caught = false;
};

struct MutationReport {
  std::vector<Mutant> mutants;
  std::size_t caught = 0;
  std::size_t tests = 0;      ///< tests of the file
  std::size_t generated = 0;  ///< edge cases generated beside them
  /// Share caught, per mille; 0 without mutants.
  [[nodiscard]] int permille() const { return mutants.empty() ? 0 : static_cast<int>(caught * 1000 / mutants.size()); }
};

/// Runs the tests of the model over all mutants. `withEdges`: the generated edge cases count as tests
/// too, expecting what the unchanged model gives.
[[nodiscard]] MutationReport mutateModel(const Model& model, bool withEdges = false);

/// The generated cases: each band edge and one unit beside it, each window edge and the day beside it, the day before
/// and of each change of a parameter or lifecycle row, each cap reached and passed, each word of a table, an empty
/// subject. Expectations are those of the model itself: they pin it, they do not judge it.
[[nodiscard]] std::vector<ModelTest> edgeCases(const Model& model);

/// The fewest generated cases (greedily) with which the tests of the file would catch `wanted` per mille of the
/// mutants, or as many as they can. A proposal: what they expect must be confirmed by somebody else than the model, a
/// person or the second evaluator, before they become tests of the file.
[[nodiscard]] std::vector<ModelTest> proposeTests(const Model& model, int wanted);

/// A test as it stands in a model file, as one item of `tests`.
[[nodiscard]] std::string testText(const ModelTest& test);

}  // namespace medcredit::grading
