// Reading of checked YAML into values: every key is asked for once, the rest is unknown and refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/yaml.h"
#include "jurisdiction/jurisdiction.h"

namespace medcredit::jurisdiction {

/// Label of every value the law does not give.
inline constexpr std::string_view kDefaultLabel = "默认值（依据未规定）";

/// Collects what is wrong without stopping at the first.
class Problems {
 public:
  void error(std::string code, std::string place, std::vector<base::ErrorArg> args = {});
  void warn(std::string code, std::string place, std::vector<base::ErrorArg> args = {});
  void error(const base::Error& failure);
  [[nodiscard]] bool hasErrors() const;
  /// Errors first, each group in the order found.
  [[nodiscard]] std::vector<ProfileProblem> sorted() const;

 private:
  std::vector<ProfileProblem> list_;
};

/// Reads the members of one map. Call finish() last: it reports keys nobody asked for (PROF-0020).
class MapReader {
 public:
  /// `object` names the thing read, for messages: "条目 XK-ORG".
  MapReader(const base::YamlNode& node, std::string object, Problems& problems);

  [[nodiscard]] std::optional<base::YamlNode> node(std::string_view key);
  [[nodiscard]] std::string text(std::string_view key);                ///< "" when missing
  [[nodiscard]] std::string required(std::string_view key);            ///< PROF-0021 when missing or empty
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);  ///< list of scalars, or one scalar
  [[nodiscard]] bool flag(std::string_view key);                       ///< true/false, 是/否; false when missing
  [[nodiscard]] int integer(std::string_view key, int fallback);       ///< PROF-0023 when no whole number
  [[nodiscard]] std::optional<base::CivilDate> date(std::string_view key);
  [[nodiscard]] std::string source();  ///< "source", or "default" with its label; PROF-0030 when neither is there

  /// Place of a member, or of the map when it is missing.
  [[nodiscard]] std::string place(std::string_view key) const;
  [[nodiscard]] std::string place() const { return node_.place(); }
  [[nodiscard]] bool has(std::string_view key) const { return node_.get(key).has_value(); }
  void badValue(std::string_view key, std::string value, std::string expected);
  void finish();

 private:
  base::YamlNode node_;
  std::string object_;
  Problems& problems_;
  std::vector<std::string_view> asked_;
};

/// Names a value by a function such as domain::natureFromLabel; PROF-0023 with `expected` when it is unknown.
template <class E, class From>
E named(MapReader& reader, std::string_view key, From from, std::string expected, E fallback) {
  const std::string text = reader.text(key);
  if (text.empty()) return fallback;
  if (const auto value = from(text)) return *value;
  reader.badValue(key, text, std::move(expected));
  return fallback;
}

}  // namespace medcredit::jurisdiction
