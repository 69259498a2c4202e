// The changeable tree of a model file: what overlays work on and what the typed tree and the canonical form are made
// of.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/yaml.h"
#include "grading/values.h"

namespace medcredit::grading {

/// A node of the file.
struct TreeNode {
  enum class Kind { kNull, kScalar, kSequence, kMap };
  struct Member;

  Kind kind = Kind::kNull;
  bool quoted = false;
  std::string text;
  Place place;
  std::vector<TreeNode> items;
  std::vector<Member> members;

  [[nodiscard]] bool isNull() const { return kind == Kind::kNull; }
  [[nodiscard]] bool isScalar() const { return kind == Kind::kScalar; }
  [[nodiscard]] bool isSequence() const { return kind == Kind::kSequence; }
  [[nodiscard]] bool isMap() const { return kind == Kind::kMap; }

  [[nodiscard]] TreeNode* get(std::string_view key);  ///< member of a map; nullptr when missing
  [[nodiscard]] const TreeNode* get(std::string_view key) const;
  /// Item of a list whose member `id` is `id`; nullptr when missing.
  [[nodiscard]] TreeNode* byId(std::string_view id);
  [[nodiscard]] const TreeNode* byId(std::string_view id) const;
};

struct TreeNode::Member {
  std::string key;
  Place keyPlace;
  TreeNode value;
};

/// The tree of a checked YAML document as file number `source`.
[[nodiscard]] TreeNode treeOf(const base::YamlNode& yaml, int source);

/// JSON of a tree (language.md section 9): keys sorted by bytes, no blanks; plain scalars that read as decimals in
/// their shortest form, plain true and false as booleans, `~` as null, all else strings escaped as in RFC 8785.
[[nodiscard]] std::string canonicalJson(const TreeNode& node);

/// The canonical form of a model: its effective tree without `status`, `tests` and what built it (extends, replace …).
[[nodiscard]] std::string canonicalForm(const TreeNode& model);

/// One line for people: the canonical form of a value, cut to `most` characters.
[[nodiscard]] std::string briefText(const TreeNode& node, std::size_t most = 120);

}  // namespace medcredit::grading
