// The values a grading model is written with: decimals, durations, days of the year, places and citations.
//
// docs/grading/language.md section 1. All of them are exact; no binary floating point enters a model or a grade.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"

namespace medcredit::grading {

/// Where something stands in the files of a model. With `extends` a model has several files: `source` is the index into
/// Model::sources.
struct Place {
  int source = 0;
  int line = 0;    ///< 1-based; 0 when it stands nowhere (a default)
  int column = 0;  ///< 1-based, in characters
};

/// An exact decimal with four fractional digits: points, weights, factors, shares.
struct Decimal4 {
  std::int64_t units = 0;  ///< value * 10,000

  static constexpr std::int64_t kOne = 10'000;
  /// Largest magnitude a model may write: below 10^9.
  static constexpr std::int64_t kLimit = 1'000'000'000 * kOne;

  /// "85", "-0.5": optional minus, digits without leading zeros, at most 4 decimals, |v| < 10^9. Empty on anything else
  /// (plus sign, exponent, ".5", "010", "1.").
  [[nodiscard]] static std::optional<Decimal4> parse(std::string_view text);
  [[nodiscard]] static constexpr Decimal4 whole(std::int64_t value) { return {value * kOne}; }
  [[nodiscard]] std::string str() const;  ///< shortest form: "0.25", "12", "-3.5"
  friend constexpr auto operator<=>(Decimal4, Decimal4) = default;
};

/// A span of calendar months or of days; never seconds. Years are written P5Y and held as 60 months.
struct Duration {
  enum class Unit { kMonths, kDays };
  int count = 0;  ///< > 0
  Unit unit = Unit::kMonths;

  /// "P24M", "P5Y", "P365D": one unit, no leading zeros, 1…1200 months or 1…36500 days. Empty on anything else.
  [[nodiscard]] static std::optional<Duration> parse(std::string_view text);
  [[nodiscard]] std::string str() const;                              ///< "P60M" or "P365D"
  [[nodiscard]] base::CivilDate addedTo(base::CivilDate date) const;  ///< months clip to the end of the month
  friend constexpr bool operator==(const Duration&, const Duration&) = default;
};

/// A day of every year, written "01-20". 29 February is refused: it is not in every year.
struct MonthDay {
  int month = 1;
  int day = 1;
  [[nodiscard]] static std::optional<MonthDay> parse(std::string_view text);
  [[nodiscard]] std::string str() const;  ///< "01-20"
  [[nodiscard]] base::CivilDate in(int year) const;
  friend constexpr auto operator<=>(const MonthDay&, const MonthDay&) = default;
};

/// `HN#16.3`: a source of the law register and, optionally, its article.
struct Citation {
  std::string law;
  std::string article;  ///< empty when the whole source is cited
  Place place;
  [[nodiscard]] std::string str() const { return article.empty() ? law : law + "#" + article; }
};
using Citations = std::vector<Citation>;

/// `$name`: the value of a parameter on the day of the grade.
struct Reference {
  std::string name;
  Place place;
};

/// A duration written out or taken from a parameter.
struct DurationValue {
  std::variant<Duration, Reference> is;
  Place place;
};

/// One row of a mapping word → decimal (severity → points, level → lowest score, level → rate).
struct WordValue {
  std::string word;
  Decimal4 value;
  Place place;
};
/// Rows in file order; words are unique.
using WordTable = std::vector<WordValue>;

/// The row of a word; nullptr when there is none.
[[nodiscard]] const WordValue* findWord(const WordTable& table, std::string_view word);

/// Mapping from the words of a record field to points.
struct PointsByWord {
  std::string field;  ///< "severity"
  WordTable words;
};

/// Points of a rule: fixed, of a parameter (a decimal, or a table with `by`), or by the words of a field.
struct PointsValue {
  std::variant<Decimal4, Reference, PointsByWord> is;
  Place place;
};

/// A table by level, written out or taken from a parameter (bands, inspection rates).
struct TableValue {
  std::variant<WordTable, Reference> is;
  Place place;
};

}  // namespace medcredit::grading
