// Reading single values out of the tree, each with its finding when it is not what the language asks for.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grading/model.h"
#include "grading/report.h"
#include "grading/tree.h"

namespace medcredit::grading {

/// A mapping with a fixed set of keys. Unknown keys are reported when it is made.
class Fields {
 public:
  /// `path` names it in messages ("rules.N03.window"). When `node` is no mapping that is reported and ok() is false.
  Fields(TreeNode& node, std::string path, std::initializer_list<std::string_view> keys, Reporter& report);

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] TreeNode* find(std::string_view key) const;  ///< nullptr when missing
  [[nodiscard]] TreeNode* need(std::string_view key) const;  ///< as find, and reports what is missing
  [[nodiscard]] std::string path(std::string_view key) const { return path_ + "." + std::string(key); }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const Place& place() const { return node_.place; }
  /// Exactly one of the keys must stand; its index, or -1 after a report. With `optional` none is fine (-1).
  [[nodiscard]] int oneOf(std::span<const std::string_view> keys, bool optional = false) const;
  [[nodiscard]] int oneOf(std::initializer_list<std::string_view> keys, bool optional = false) const {
    return oneOf(std::span(keys.begin(), keys.size()), optional);
  }

 private:
  TreeNode& node_;
  std::string path_;
  Reporter& report_;
  bool ok_ = false;
};

/// Reads values; every function returns false after a report and leaves `out` alone then.
class ValueReader {
 public:
  explicit ValueReader(Reporter& report) : report_(report) {}

  bool text(TreeNode& node, const std::string& path, std::string& out);
  bool word(TreeNode& node, const std::string& path, std::string& out);
  bool decimal(TreeNode& node, const std::string& path, Decimal4& out, Decimal4 low, Decimal4 high);
  bool decimal(TreeNode& node, const std::string& path, Decimal4& out);
  bool integer(TreeNode& node, const std::string& path, int& out, int low, int high);
  bool boolean(TreeNode& node, const std::string& path, bool& out);
  bool date(TreeNode& node, const std::string& path, base::CivilDate& out);
  bool dateOrNone(TreeNode& node, const std::string& path, std::optional<base::CivilDate>& out);
  bool duration(TreeNode& node, const std::string& path, Duration& out);
  bool monthDay(TreeNode& node, const std::string& path, MonthDay& out);
  bool isList(const TreeNode& node, const std::string& path, std::size_t most, bool mayBeEmpty);
  bool isMap(const TreeNode& node, const std::string& path, std::size_t most);
  bool words(TreeNode& node, const std::string& path, std::vector<std::string>& out, bool mayBeEmpty = false);
  bool table(TreeNode& node, const std::string& path, WordTable& out);
  bool expression(TreeNode& node, const std::string& path, Expression& out);
  /// `$name`; false without a report when the scalar is no reference at all, after a report when its name is bad.
  bool reference(const TreeNode& node, Reference& out);
  [[nodiscard]] static bool looksLikeReference(const TreeNode& node) {
    return node.isScalar() && !node.quoted && node.text.starts_with('$');
  }

  /// One of the words of `choices`.
  template <class T>
  bool choice(TreeNode& node, const std::string& path, T& out,
              std::initializer_list<std::pair<std::string_view, T>> choices) {
    if (!isScalar(node, path, "一个词")) return false;
    std::string known;
    for (const auto& [word, value] : choices) {
      if (node.text == word) {
        out = value;
        return true;
      }
      known += (known.empty() ? "" : "、") + std::string(word);
    }
    refuseChoice(node, path, known);
    return false;
  }

  bool isScalar(const TreeNode& node, const std::string& path, const char* wanted);
  void wrongType(const TreeNode& node, const std::string& path, const char* wanted);

 private:
  void refuseChoice(const TreeNode& node, const std::string& path, const std::string& known);

  Reporter& report_;
};

/// Letters, digits, `_ . -`, beginning with a letter, at most 64 characters.
[[nodiscard]] bool isWordText(std::string_view text);

}  // namespace medcredit::grading
