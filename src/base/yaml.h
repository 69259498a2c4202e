// Strict YAML: the tree is read by yaml-cpp; a strict subset is enforced on top.
//
// Refused, each with file:line:column: duplicate keys (PROF-0002), anchors and aliases (PROF-0003), plain scalars that
// a YAML 1.1 reader would turn into booleans or sexagesimals (yes/no/on/off/12:30 unquoted) (PROF-0004), tags, several
// documents, tabs, unquoted text over several lines, files above 8 MiB, nesting above 32 (PROF-0005), syntax errors
// (PROF-0001), files that cannot be read (PROF-0006).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace medcredit::base {

/// A read-only node of a checked tree. Cheap to copy; keeps its document alive.
class YamlNode {
 public:
  enum class Kind { kNull, kScalar, kSequence, kMap };

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool isNull() const { return kind() == Kind::kNull; }
  [[nodiscard]] bool isScalar() const { return kind() == Kind::kScalar; }
  [[nodiscard]] bool isSequence() const { return kind() == Kind::kSequence; }
  [[nodiscard]] bool isMap() const { return kind() == Kind::kMap; }

  [[nodiscard]] const std::string& text() const;             ///< scalar text as written; empty for other kinds
  [[nodiscard]] bool quoted() const;                         ///< scalar stood in quotes
  [[nodiscard]] const std::vector<YamlNode>& items() const;  ///< sequence items; empty otherwise
  /// Map members in file order; empty otherwise.
  [[nodiscard]] const std::vector<std::pair<YamlNode, YamlNode>>& members() const;
  /// Member of a map by key; empty when missing.
  [[nodiscard]] std::optional<YamlNode> get(std::string_view key) const;

  [[nodiscard]] int line() const;           ///< 1-based
  [[nodiscard]] int column() const;         ///< 1-based
  [[nodiscard]] std::string place() const;  ///< "path:line:column"

  struct Data;
  explicit YamlNode(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

 private:
  std::shared_ptr<const Data> data_;
};

[[nodiscard]] Result<YamlNode> readYamlFile(const std::filesystem::path& path);
/// `singleLetters`: unquoted y and n are read as the texts they are in YAML 1.2 (and in the usual readers of YAML 1.1).
[[nodiscard]] Result<YamlNode> readYamlText(std::string_view text, std::string sourceName, bool singleLetters = false);

}  // namespace medcredit::base
