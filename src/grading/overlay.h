// Overlays: `extends` of a model (replace / add / remove) and reforms (set / add / remove), applied to the tree before
// typing. Nothing is shadowed silently: what is replaced must exist, what is added must not (language.md sections 2,
// 11).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "grading/report.h"
#include "grading/tree.h"

namespace medcredit::grading {

/// "hainan.medical-credit.institution@2026.1" → name and edition; empty when it is not of that form.
struct ModelName {
  std::string model;
  std::string edition;
  [[nodiscard]] std::string str() const { return model + "@" + edition; }
};
[[nodiscard]] std::optional<ModelName> parseModelName(std::string_view text);

/// Reads the file and, along `extends`, its bases (at most 8, no cycle) and returns the effective tree. Empty when it
/// cannot be made; the report says why.
[[nodiscard]] std::optional<TreeNode> effectiveTree(std::string_view text, std::string sourceName,
                                                    const BaseLoader& loader, Reporter& report);

/// A measure of a simulated reform.
struct GateMetric {
  enum class Kind { kShare, kMaxBy, kExpectedInspections, kDecidedByUnpublished, kMeanScore };
  enum class Of { kLevel, kMovedDown, kMovedUp };
  Kind kind = Kind::kShare;
  Of of = Of::kLevel;  ///< of kShare and kMaxBy
  std::string level;   ///< of Of::kLevel
  std::string by;      ///< of kMaxBy: "region" or "type"
};

/// A gate of a reform: `metric op bound`, the bound a number or a multiple of today's value.
struct Gate {
  enum class Op { kLess, kLessEqual, kGreater, kGreaterEqual, kEqual };
  GateMetric metric;
  Op op = Op::kLessEqual;
  Decimal4 bound;
  bool timesBaseline = false;
  std::string text;  ///< as written
  Place place;
};

/// Parses one gate; a Chinese reason otherwise.
[[nodiscard]] std::variant<Gate, std::string> parseGate(std::string_view text, Place place);

struct Reform {
  std::string name;
  ModelName base;
  std::string reason;
  std::vector<Gate> accept;
};

struct ReformResult {
  std::optional<Reform> reform;
  std::optional<Model> baseModel;
  std::optional<TreeNode> baseTree;  ///< effective tree of the base
  std::optional<TreeNode> tree;      ///< the same with the reform applied
  std::optional<Model> model;        ///< the base with the reform applied; `edition` is the reform's name, no tests
  std::vector<std::string> changes;  ///< paths touched, in file order
  ModelFindings findings;
};

/// Reads a reform file and applies it to its base, which `loader` finds. Models are set when there is no error.
[[nodiscard]] ReformResult readReform(std::string_view text, std::string sourceName, const BaseLoader& loader);

/// True when the text is a reform file and no model (its first key is `reform`).
[[nodiscard]] bool isReformText(std::string_view text);

}  // namespace medcredit::grading
