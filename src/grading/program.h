// A model compiled for one day: parameters and lifecycle resolved, windows turned into first days, decay tabulated by
// age.
//
// The order of evaluation is fixed (docs/grading/language.md section 8):
//
// | step | what                                            | where                                    |
// |------|-------------------------------------------------|------------------------------------------|
// | 1    | scope                                           | Evaluator::inScope                       |
// | 2    | facts known and dated, versions, status known   | Evaluator::gatherRecords                 |
// | 3    | coverage (`unrated_if`)                         | Evaluator::evaluate                      |
// | 4    | status effect                                   | Evaluator::addRecordLine                 |
// | 5    | window                                          | Evaluator::addRecordLine                 |
// | 6    | raw points                                      | Evaluator::rawPoints                     |
// | 7    | weight                                          | tabulated with 8                         |
// | 8    | decay, use                                      | CompiledLine::decayIndex, ::useFactor    |
// | 9    | once_per, max_times, repeat                     | LineBook::settle                         |
// | 10   | round the line, once                            | LineBook::settle                         |
// | 11   | cap                                             | LineBook::capGroup                       |
// | 12   | sum, invariant score = base + Σ ledger          | LineBook::settle, Evaluator::assertSum   |
// | 13   | band                                            | Program::levelOf                         |
// | 14   | non-decisive groups                             | Evaluator::bandLevel                     |
// | 15   | limits                                          | Evaluator::applyLimits                   |
// | 16   | contingent                                      | outlook.h                                |
// | 17   | distance, calendar, routes                      | outlook.h                                |
// | 18   | texts                                           | explain.h                                |
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grading/exact.h"
#include "grading/facts.h"
#include "grading/model.h"

namespace medcredit::grading {

/// Where a field of a record or subject stands.
struct FieldRef {
  enum class Kind : std::uint8_t {
    kDate,
    kValue,
    kWord,
    kType,
    kStatus,
    kRecordId,
    kSubjectType,
    kSubjectKind,
    kSubjectRegion
  };
  Kind kind = Kind::kWord;
  int index = 0;  ///< date column, or index in Program::fields
};

/// The date a rule or condition looks at.
struct ClockRef {
  enum class Kind : std::uint8_t { kDefault, kColumn, kWord };
  Kind kind = Kind::kDefault;
  int index = 0;  ///< date column, or index in Program::fields (a further date field, written as text)
};

/// An expression with its fields resolved.
struct CompiledExpression {
  Expression::Kind kind = Expression::Kind::kTruth;
  Expression::Op op = Expression::Op::kEqual;
  FieldRef field;
  bool active = false;  ///< the field `active` alone
  std::vector<Literal> literals;
  std::vector<CompiledExpression> parts;
};

/// What the first day of a window follows from: the narrower of a span and the period, not before a fixed day.
struct WindowSpan {
  std::optional<Duration> last;
  bool inPeriod = false;
  std::int32_t after = INT32_MIN;

  /// kNoDate: no bound.
  [[nodiscard]] std::int32_t firstDay(std::int32_t asOf, std::int32_t periodFrom) const;
};

struct CompiledAggregate {
  Aggregate::Kind kind = Aggregate::Kind::kCount;
  std::vector<int> types;  ///< indices in Program::types
  std::uint64_t mask = 0;  ///< their bits (Program::typeBit)
  std::optional<CompiledExpression> where;
  WindowSpan span;
  std::int32_t from = kNoDate;  ///< first day counted; kNoDate: any, also without date
  ClockRef clock;
  FieldRef field;
};

struct CompiledCondition {
  enum class Kind : std::uint8_t {
    kAggregate,
    kAllRepaired,
    kCriticalFailed,
    kFeedsBelow,
    kAgeBelow,
    kWhere,
    kAll,
    kAny,
    kNot
  };
  Kind kind = Kind::kAggregate;
  CompiledAggregate aggregate;
  std::optional<std::int64_t> atLeast;
  std::optional<std::int64_t> atMost;
  int type = -1;                     ///< kAllRepaired
  int sheet = -1;                    ///< kCriticalFailed: index in Program::lines
  Decimal4 share;                    ///< kFeedsBelow
  std::optional<Duration> age;       ///< kAgeBelow
  std::int32_t bornAfter = kNoDate;  ///< kAgeBelow: registered on this day or later
  CompiledExpression where;
  std::vector<CompiledCondition> parts;
};

/// Points by the words of a field, or one number.
struct CompiledPoints {
  std::optional<std::int64_t> fixed;
  FieldRef by;
  std::vector<std::pair<std::string, std::int64_t>> words;
};

/// A scoring leaf; its weights, multiplied out, are the factor of its line (`CompiledLine::decay`).
struct CompiledLeaf {
  const IndicatorLeaf* leaf = nullptr;
  std::optional<CompiledAggregate> aggregate;
  int latestType = -1;
  FieldRef latestField;
  std::optional<CompiledAggregate> ratioTo;
};

/// What may write lines into the ledger: a rule, a score sheet or an indicator leaf.
struct CompiledLine {
  enum class Kind : std::uint8_t { kRecord, kAggregate, kSheet, kLeaf };
  Kind kind = Kind::kRecord;
  const Rule* rule = nullptr;
  const ScoreSheet* sheet = nullptr;
  CompiledLeaf leaf;
  std::string id;
  std::string cite;  ///< citations joined by ';'
  int group = 0;
  int negativeGroup = 0;  ///< of points below zero
  int type = -1;
  ClockRef clock;
  std::optional<CompiledExpression> where;
  WindowSpan span;
  std::int32_t from = kNoDate;  ///< first day inside the window; kNoDate: all
  bool continuing = false;
  CompiledPoints points;
  Per per = Per::kOnce;
  FieldRef items;
  std::vector<std::uint32_t> decayOfAge;  ///< age in days → index in decay; beyond the end the last stands
  std::vector<Fraction> decay;            ///< weight × decay; of a leaf weights / 100 … × full / 100
  std::optional<Decimal4> useFactor;
  FieldRef uses;
  std::vector<Fraction> repeat;
  std::optional<int> maxTimes;
  int onceKey = -1;  ///< lines with the same number share their `once_per` field
  FieldRef onceField;
  std::optional<CompiledCondition> when;
  std::optional<CompiledCondition> unless;

  [[nodiscard]] std::uint32_t decayIndex(std::int32_t ageDays) const {
    if (decayOfAge.empty()) return 0;
    const auto at = static_cast<std::size_t>(ageDays < 0 ? 0 : ageDays);
    return decayOfAge[at < decayOfAge.size() ? at : decayOfAge.size() - 1];
  }
};

struct CompiledStatus {
  std::string word;
  Effect effect = Effect::kCount;
  Fraction factor;
  bool hasAlternative = false;
  Effect alternative = Effect::kCount;
};

struct CompiledGroup {
  std::string id;
  std::optional<std::int64_t> cap;
  bool isPublic = true;
  bool decisive = true;
};

struct CompiledLimit {
  const Limit* limit = nullptr;
  int level = 0;
  CompiledCondition when;
  std::optional<CompiledCondition> unless;
  std::vector<int> overriddenBy;  ///< limits that name this one in `over`
};

struct CompiledUnrated {
  const UnratedRule* rule = nullptr;
  CompiledCondition when;
};

/// A model compiled for a day. Holds pointers into the model, which must outlive it.
class Program {
 public:
  /// `knownOn` empty: everything is known.
  Program(const Model& model, base::CivilDate asOf, std::optional<base::CivilDate> knownOn);

  const Model* model = nullptr;
  std::int32_t asOf = 0;
  std::int32_t knownOn = 0;    ///< the greatest day when everything is known
  std::int32_t statusDay = 0;  ///< a status holds from `status_on` ≤ this day
  std::int32_t periodFrom = 0;
  std::int32_t periodTo = 0;
  std::string missing;  ///< a parameter without value on the day: every subject is undetermined; empty: none
  std::int64_t base = 0;
  static constexpr std::int64_t kNoBand = INT64_MAX;
  std::vector<std::int64_t> bands;  ///< lowest score by index in Levels::order; kNoBand: no score reaches the level
  std::vector<std::optional<std::int64_t>> inspectionRate;  ///< by level index; [order.size()] the unrated level
  std::vector<std::string> fields;                          ///< word columns the program reads
  std::vector<std::string> types;                           ///< record types the model names
  std::vector<std::vector<int>> linesOfType;                ///< type → record rules and sheets
  std::vector<CompiledLine> lines;  ///< rules, then sheets, then leaves: the order of the ledger
  std::vector<CompiledGroup> groups;
  std::vector<CompiledStatus> statuses;  ///< of the lifecycle
  std::vector<CompiledUnrated> unrated;
  std::vector<CompiledLimit> limits;
  std::vector<int> limitOrder;  ///< overriding limits before those they override
  std::int64_t feedWeight = 0;
  bool hidesGroups = false;  ///< some group is not public
  bool hasNonDecisive = false;
  bool hasAlternatives = false;
  std::int64_t lineUnit = 1;  ///< 10^(4 - decimals): a line is a multiple of it
  bool moves = false;         ///< moveTo() has been called: nothing may be kept between subjects

  /// Makes this the program of another day between the same dated values (parameters, lifecycle), but for decay by age:
  /// that is the caller's (grade_days.h).
  void moveTo(std::int32_t day);

  [[nodiscard]] static std::uint64_t typeBit(int type) { return std::uint64_t{1} << (type < 63 ? type : 63); }
  /// Level of a score: the first whose band it reaches; the worst with a band takes everything below.
  [[nodiscard]] int levelOf(std::int64_t score) const;
  /// "A"; the unrated word for order.size(); "" for -1.
  [[nodiscard]] std::string_view levelName(int level) const;
  /// Level of subjects that get no grade: index of the unrated level, -1 when the scheme has none.
  [[nodiscard]] int unratedLevel() const;
};

/// First day d with asOf < d + span: what `last: span` still holds.
[[nodiscard]] std::int32_t firstDayWithin(const Duration& span, std::int32_t asOf);
/// Whole calendar months from `date` to `asOf`: the greatest m with date + m months ≤ asOf; 0 for later dates.
[[nodiscard]] int wholeMonths(std::int32_t date, std::int32_t asOf);
/// First and last day of the period that holds the day.
struct PeriodDays {
  std::int32_t from = 0;
  std::int32_t to = 0;
};
[[nodiscard]] PeriodDays periodAround(const Period& period, std::int32_t asOf);

}  // namespace medcredit::grading
