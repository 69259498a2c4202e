// The method of a model in plain language, one page per type of subject: what is counted, how many points, how they
// fade, what caps and limits there are, what the levels mean and where to object. Generated, never written by hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "grading/model.h"

namespace medcredit::grading {

struct MethodLine {
  std::string text;               ///< one Chinese sentence
  std::string id;                 ///< rule, limit, level … it tells of; empty: none
  std::vector<std::string> cite;  ///< "HN#16.3"
};

struct MethodSection {
  std::string
      key;  ///< "scope", "levels", "data", "points", "sheets", "states", "groups", "limits", "use", "rights", "law"
  std::string heading;  ///< Chinese
  std::vector<MethodLine> lines;
};

struct MethodPage {
  std::string model;
  std::string title;
  std::string edition;
  std::string identity;
  std::string status;    ///< Chinese
  std::string type;      ///< word of the type of subject
  std::string typeName;  ///< "医院"; the word when it has no name
  std::string day;       ///< the values are those of this day
  std::string notice;    ///< set for models that are no official standard
  std::vector<MethodSection> sections;
};

/// The page of one type of subject with the values of a day.
[[nodiscard]] MethodPage methodPage(const Model& model, std::string_view type, base::CivilDate day);

/// The page as text for people.
[[nodiscard]] std::string methodText(const MethodPage& page);

/// Chinese name of a word the models use (types of subjects and records, severities, fields); the word itself
/// otherwise.
[[nodiscard]] std::string_view wordName(std::string_view word);

/// "P24M" as "24 个月", "P5Y" as "5 年", "P365D" as "365 日".
[[nodiscard]] std::string durationName(const Duration& duration);

/// A condition in words: "近 12 个月内行政处罚（严重程度为一般、严重）达到 1 条".
[[nodiscard]] std::string conditionName(const Model& model, const Condition& condition, base::CivilDate day);

}  // namespace medcredit::grading
