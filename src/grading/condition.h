// Conditions and expressions of a model, parsed (docs/grading/language.md section 5).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "grading/values.h"

namespace medcredit::grading {

/// A constant in an expression. Equality compares decimals with decimals, dates with dates, everything else by bytes.
struct Literal {
  enum class Kind { kDecimal, kDate, kWord, kText };
  Kind kind = Kind::kWord;
  std::string text;      ///< as written, without quotes
  Decimal4 decimal;      ///< of kDecimal
  base::CivilDate date;  ///< of kDate
};

/// One node of a parsed `where`. A value type: children are held by value.
struct Expression {
  enum class Kind {
    kOr,       ///< any of `parts` (two or more)
    kAnd,      ///< all of `parts` (two or more)
    kNot,      ///< not `parts[0]`
    kCompare,  ///< field `op` literals[0]
    kIn,       ///< field in `literals`
    kBetween,  ///< literals[0] <= field <= literals[1]
    kTruth,    ///< a field alone: true when it is true, 1, yes or 是; `active` see language.md section 3
  };
  enum class Op { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };

  Kind kind = Kind::kTruth;
  Op op = Op::kEqual;
  std::string field;  ///< record field, or "subject.type" / "subject.kind" / "subject.region"
  std::vector<Literal> literals;
  std::vector<Expression> parts;
  Place place;
};

/// What a condition or an indicator looks at: records of some types that are visible, not excluded by status, inside
/// `last` / `in: period`, and satisfy `where`.
struct Aggregate {
  enum class Kind { kCount, kSum, kMax, kExists };
  Kind kind = Kind::kCount;
  std::vector<std::string> of;  ///< record types, at least one
  std::optional<Expression> where;
  std::optional<DurationValue> last;
  bool inPeriod = false;
  std::string clock;            ///< date field; empty: determined_on, else occurred_on, else ended_on
  std::string field = "value";  ///< of sum and max
  Place place;
};

struct Condition;

/// `count`/`sum`/`max`/`exists` with its bounds; `exists` and a missing bound mean at least 1.
struct AggregateTest {
  Aggregate aggregate;
  std::optional<Decimal4> atLeast;
  std::optional<Decimal4> atMost;
  std::optional<Reference> atLeastParam;  ///< then `atLeast` is empty and the bound is that of the parameter
  std::optional<Reference> atMostParam;   ///< likewise

  [[nodiscard]] bool hasLow() const { return atLeast || atLeastParam; }
  [[nodiscard]] bool hasHigh() const { return atMost || atMostParam; }
};
/// At least one visible record of the type, and every one has status `repaired`.
struct AllRepaired {
  std::string type;
};
/// The counted sheet has a critical item with value 0.
struct CriticalFailed {
  std::string sheet;
};
/// Weight of the subject's feeds, divided by the weight of all, is below the share.
struct FeedsBelow {
  Decimal4 share;
  std::optional<Reference> shareParam;  ///< then `share` says nothing
};
/// The subject is registered for less than the span, or nobody knows since when.
struct AgeBelow {
  DurationValue age;
};
/// An expression over subject fields.
struct SubjectWhere {
  Expression expression;
};
struct AllOf {
  std::vector<Condition> parts;
};
struct AnyOf {
  std::vector<Condition> parts;
};
struct NotOf {
  std::vector<Condition> parts;  ///< exactly one
};

struct Condition {
  std::variant<AggregateTest, AllRepaired, CriticalFailed, FeedsBelow, AgeBelow, SubjectWhere, AllOf, AnyOf, NotOf> is;
  Place place;
};

/// Why a text is no expression, and at which character of it (0-based).
struct ExpressionError {
  std::string detail;  ///< Chinese
  int offset = 0;
};

/// Parses the text of a `where`. `place` is the place of its first character; bounds: 2000 characters, 32 levels of
/// parentheses and `not`, 200 nodes.
[[nodiscard]] std::variant<Expression, ExpressionError> parseExpression(std::string_view text, Place place);

}  // namespace medcredit::grading
