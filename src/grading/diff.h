// The difference between two models, told like an amendment: what changes in the law register, in the dated values, in
// the rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grading/tree.h"

namespace medcredit::grading {

struct ModelChange {
  enum class Layer { kLaw, kParams, kStructure, kAbout };
  enum class Kind { kAdded, kRemoved, kChanged, kMoved };
  Layer layer = Layer::kStructure;
  Kind kind = Kind::kChanged;
  std::string path;               ///< "rules.N03.decay"
  std::string before;             ///< canonical form, cut for people; empty when added
  std::string after;              ///< likewise; empty when removed
  std::vector<std::string> cite;  ///< basis of the new form, or of the removed one
  Place place;                    ///< in the newer file; in the older one for what is gone
};

/// Differences of two effective trees, in the order of the newer file; status, tests and how the model was built
/// (`extends` …) are left out, as they are in the canonical form.
[[nodiscard]] std::vector<ModelChange> diffModels(const TreeNode& older, const TreeNode& newer);

[[nodiscard]] std::string_view layerWord(ModelChange::Layer layer);  ///< "law", "params", "structure", "about"
[[nodiscard]] std::string_view layerName(ModelChange::Layer layer);  ///< "依据", "数值", "规则", "名称"
[[nodiscard]] std::string_view changeWord(ModelChange::Kind kind);   ///< "added", "removed", "changed", "moved"

/// "rules.N03.decay：由 … 改为 …（依据 HN#16.3）".
[[nodiscard]] std::string amendmentText(const ModelChange& change);

}  // namespace medcredit::grading
