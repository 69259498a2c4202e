// The typed tree of a grading model (CGM 1): what docs/grading/language.md defines, after reading and before compiling.
//
// A Model comes out of readModel (read.h) only when the reader found no error: every reference names a parameter of the
// right kind, every citation a source, every group, level, sheet and type exists. Values live here as written and
// dated; choosing the value of a day is the engine's work (Param::on). All parts are values: a Model may be copied and
// kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.h"
#include "grading/condition.h"
#include "grading/values.h"

namespace medcredit::grading {

enum class ModelStatus { kDraft, kTrial, kInForce, kWithdrawn };

/// Who is graded: kind and type match and, if given, the region starts with one of `regions`.
struct SubjectScope {
  std::string kind;
  std::vector<std::string> types;
  std::vector<std::string> regions;
  Place place;
};

struct Period {
  enum class Kind { kCalendarYear, kCustom, kRolling };
  Kind kind = Kind::kCalendarYear;
  MonthDay from;                            ///< of kCustom: first day of the year
  Duration last;                            ///< of kRolling
  std::optional<MonthDay> generateOn;       ///< grades are made (01-20)
  std::optional<MonthDay> publishBy;        ///< summary table is out (01-25)
  std::optional<MonthDay> externalFeedsBy;  ///< data of others is in (01-10)
  Place place;
};

struct Arithmetic {
  enum class Round { kHalfUp, kHalfEven, kDown };  ///< half_up: half away from zero; down: towards zero
  int decimals = 2;                                ///< 0…4
  Round round = Round::kHalfUp;
};

/// Rank of a source of law, strongest first.
enum class LawRank {
  kLaw,
  kAdministrativeRegulation,
  kStateCouncil,
  kMinistryRule,
  kProvincialRegulation,
  kProvincialRule,
  kProvincialNormative,
  kCityNormative,
  kCountyPlan,
  kStandard,
  kInternal,
};
[[nodiscard]] std::string_view rankName(LawRank rank);  ///< "省级规范性文件"

/// An entry of the law register.
struct LawSource {
  std::string id;
  std::string title;
  LawRank rank = LawRank::kInternal;
  std::optional<base::CivilDate> validFrom;  ///< empty: not confirmed
  std::optional<base::CivilDate> validTo;    ///< last day in force; empty: open
  std::optional<Duration> term;              ///< trial term; ends the validity when `from` is known and `to` is not
  std::string note;
  std::optional<base::CivilDate> confirmedOn;
  std::string supersededBy;  ///< id of the source that replaced it; empty: none
  /// Article → its text or fingerprint, in file order; may be empty.
  std::vector<std::pair<std::string, std::string>> articles;
  Place place;

  /// Last day in force by `to`, else by `from` + `term`; empty: open or unknown.
  [[nodiscard]] std::optional<base::CivilDate> lastDay() const;
};

/// A dated value: a decimal, a duration, or a table (by the words of `Param::by`, or by level).
struct ParamValue {
  base::CivilDate from;
  std::variant<Decimal4, Duration, WordTable> v;
  Citations cite;
  Place place;
};

struct Param {
  enum class Kind { kDecimal, kDuration, kTable };
  std::string name;
  std::string unit;
  std::string by;  ///< record field of a table by words; empty otherwise
  Kind kind = Kind::kDecimal;
  std::vector<ParamValue> values;  ///< ascending by date, at least one
  Place place;

  /// The value of a day: that of the latest date not after it; nullptr before the first.
  [[nodiscard]] const ParamValue* on(base::CivilDate day) const;
};

struct Levels {
  std::string scheme;
  std::vector<std::string> order;                          ///< best … worst, at least two
  std::vector<std::pair<std::string, std::string>> names;  ///< level (or unrated word) → name
  TableValue bands;                    ///< level → lowest score, inclusive; reserved levels may lack one
  std::optional<std::string> unrated;  ///< level of the unrated; empty: the scheme has none
  std::vector<std::string> reserved;   ///< levels no score reaches on purpose
  Citations cite;
  Place place;

  /// Index in `order`; -1 when it is none (the unrated level too).
  [[nodiscard]] int index(std::string_view level) const;
  /// "守信", or the level itself when it has no name.
  [[nodiscard]] std::string_view nameOf(std::string_view level) const;
};

struct Feed {
  std::string source;
  Decimal4 weight;  ///< > 0
  Place place;
};

struct UnratedRule {
  std::string id;
  Condition when;
  std::string say;
  Citations cite;
  Place place;
};

enum class Effect { kCount, kExclude, kFactor };

struct StatusEffect {
  Effect effect = Effect::kCount;
  Decimal4 factor = Decimal4::whole(1);  ///< of kFactor
};

/// What a record status does to a record. Before `from` the row `before` holds (none: count).
struct LifecycleRow {
  std::string status;
  StatusEffect now;
  std::optional<base::CivilDate> from;
  std::optional<StatusEffect> before;
  std::optional<Effect> alternative;  ///< kCount or kExclude: effect if the pending objection or repair succeeds
  Citations cite;
  Citations beforeCite;
  Place place;

  /// The effect on a day.
  [[nodiscard]] StatusEffect on(base::CivilDate asOf) const;
};

struct Group {
  std::string id;
  std::string title;                  ///< empty: none
  std::optional<Decimal4> cap;        ///< positive: bounds the positive lines; negative: the negative ones
  std::optional<Reference> capParam;  ///< then `cap` is empty and the cap is the parameter's
  bool isPublic = true;
  bool decisive = true;
  Citations cite;
  Place place;
};

/// Which records count by their date. All given parts must hold; none given: every record does.
struct Window {
  bool inPeriod = false;
  std::optional<DurationValue> last;
  std::optional<base::CivilDate> after;
  bool continuingFromEnd = false;  ///< the date is `ended_on` when the record has one
  Place place;
};

struct LinearDecay {
  DurationValue length;
  Duration::Unit unit = Duration::Unit::kMonths;
};
struct StepDecay {
  std::vector<std::pair<Duration, Decimal4>> steps;  ///< ascending by duration, all of one unit
};
struct HalfLifeDecay {
  DurationValue length;
  Duration::Unit unit = Duration::Unit::kMonths;
};
using Decay = std::variant<std::monostate, LinearDecay, StepDecay, HalfLifeDecay>;

enum class Per { kOnce, kValue, kDay, kItem };

/// A rule: points per record of a type, or (`when` set) one line for a condition.
struct Rule {
  std::string id;
  std::string of;                 ///< record type; empty for an aggregate rule
  std::optional<Condition> when;  ///< `if` of an aggregate rule
  std::string group;
  PointsValue points;  ///< always a decimal or a decimal parameter in an aggregate rule
  std::string clock;   ///< date field; empty: determined_on, else occurred_on, else ended_on
  Window window;
  Per per = Per::kOnce;
  Decimal4 weight = Decimal4::whole(1);
  std::optional<Reference> weightParam;  ///< then `weight` says nothing
  Decay decay;
  std::optional<Decimal4> useFactor;
  std::vector<Decimal4> repeat;  ///< empty: no damping
  std::optional<Expression> where;
  std::optional<int> maxTimes;
  std::string oncePer;  ///< field; empty: none
  std::optional<Condition> unless;
  Citations cite;
  std::string say;
  Place place;
  int position = 0;  ///< 0-based place among the rules

  [[nodiscard]] bool isAggregate() const { return when.has_value(); }
};

struct SheetItem {
  std::string id;
  Decimal4 full;
  bool critical = false;
  Place place;
};

struct ScoreSheet {
  std::string id;
  std::string of;
  std::vector<SheetItem> items;
  bool normalise = false;                               ///< `applicable`
  std::vector<std::pair<Decimal4, Decimal4>> toPoints;  ///< threshold → points, thresholds strictly falling
  std::string positiveGroup;                            ///< of points ≥ 0
  std::string negativeGroup;                            ///< of points < 0; the same unless written x_or_y
  std::string clock;
  Window window;  ///< default `{in: period}`
  Citations cite;
  std::string say;
  Place place;
};

/// `{latest: {of, field}}`.
struct LatestValue {
  std::string of;
  std::string field = "value";
  Place place;
};

struct IntervalRow {
  std::optional<Decimal4> from;  ///< included; empty: open
  std::optional<Decimal4> to;    ///< excluded; empty: open
  Decimal4 points;
};
struct IntervalScoring {
  std::vector<IntervalRow> rows;
};
struct ThresholdScoring {
  Decimal4 atLeast;
  Decimal4 points;
  Decimal4 otherwise;
};
struct LinearScoring {
  Decimal4 from;  ///< scores 0
  Decimal4 to;    ///< scores 100
};
struct RatioScoring {
  Aggregate to;
};
struct CumulativeScoring {
  Decimal4 start;
  Decimal4 each;
};
struct BooleanScoring {
  Decimal4 ifTrue;
  Decimal4 ifFalse;
};

struct IndicatorLeaf {
  std::string id;
  std::string title;
  Decimal4 weight;
  Citations cite;
  std::variant<Aggregate, LatestValue> value;
  std::variant<IntervalScoring, ThresholdScoring, LinearScoring, RatioScoring, CumulativeScoring, BooleanScoring>
      scoring;
  Place place;
};

/// A node of the first level: either one leaf itself, or a title over leaves.
struct IndicatorNode {
  std::string id;
  std::string title;
  Decimal4 weight;
  Citations cite;
  bool isLeaf = false;                ///< then `leaves` holds the node itself
  std::vector<IndicatorLeaf> leaves;  ///< weights sum to 100 unless isLeaf
  Place place;
};

struct Indicators {
  std::string group;
  Decimal4 full;
  std::vector<IndicatorNode> nodes;  ///< weights sum to 100
  Place place;
};

struct Limit {
  enum class Kind { kForce, kBest, kWorst };
  std::string id;
  Kind kind = Kind::kBest;
  std::string level;
  Condition when;
  std::optional<Condition> unless;
  std::vector<std::string> over;  ///< limits this one overrides
  Citations cite;
  std::string say;
  Place place;
};

struct Use {
  std::optional<TableValue> inspectionRate;  ///< level → share 0…1
  /// Level → measures, in file order.
  std::vector<std::pair<std::string, std::vector<std::string>>> incentives;
  bool publishLevel = true;
  std::string publishLedger;  ///< "public", "subject_only", "internal"; empty: not stated
  std::vector<std::string> hiddenGroups;
  Place place;
};

enum class Transition { kOld, kNew, kMoreFavourable };

/// A field of a test record as text; `items` of a score sheet as in CSV: "S1=20;S2=30;S3=;S4=17".
struct TestRecord {
  std::string id;
  std::string of;
  std::vector<std::pair<std::string, std::string>> fields;  ///< all fields but id and of, in file order
  Place place;
};

struct TestSubject {
  std::string kind;  ///< the model's when left out
  std::string type;
  std::string region;
  std::optional<base::CivilDate> registeredOn;
  std::vector<std::string> feeds;
};

/// What a test expects. An outer optional that is empty is not asked; an inner one that is empty must be empty (`~`).
template <class T>
using Expected = std::optional<std::optional<T>>;

struct TestExpectation {
  Expected<Decimal4> score;
  Expected<std::string> level;
  Expected<Decimal4> publicScore;
  std::optional<std::vector<std::string>> guardedBy;
  Expected<std::string> limitedBy;
  Expected<std::string> unratedBy;
  /// Id of a record, aggregate rule or indicator leaf → points.
  std::vector<std::pair<std::string, Decimal4>> ledger;
  std::vector<std::string> noLine;  ///< ids given as `~`: no line in the ledger
  bool emptyLedger = false;         ///< `ledger: ~`
  Expected<Decimal4> upheldScore;   ///< if_disputes_upheld.score; `if_disputes_upheld: ~` empties both
  Expected<std::string> upheldLevel;
  std::vector<std::pair<std::string, Decimal4>> toNextLevel;
  bool emptyToNext = false;  ///< `to_next_level: ~`
  Expected<Decimal4> inspectionRate;
};

struct ModelTest {
  std::string name;
  base::CivilDate asOf;
  std::optional<base::CivilDate> knownOn;
  TestSubject subject;
  std::vector<TestRecord> records;
  TestExpectation expect;
  Place place;
};

struct Model {
  std::vector<std::string> sources;  ///< names of the files; [0] the model itself, then its bases
  std::string model;
  std::string title;
  std::string edition;
  ModelStatus status = ModelStatus::kDraft;
  std::string extends;  ///< "model@edition" of the base; empty: none
  SubjectScope subject;
  Period period;
  std::string zone;
  std::string workdays;
  Arithmetic arith;
  std::vector<LawSource> law;
  std::vector<Param> params;
  Levels levels;
  std::vector<Feed> feeds;
  std::vector<UnratedRule> unratedIf;
  std::vector<LifecycleRow> lifecycle;
  std::vector<Group> groups;
  std::vector<ScoreSheet> scores;
  std::optional<Indicators> indicators;
  std::vector<Rule> rules;
  std::vector<Limit> limits;
  Use use;
  Transition transition = Transition::kMoreFavourable;
  std::vector<ModelTest> tests;

  std::string canonical;  ///< canonical form, JSON (language.md section 9)
  std::string identity;   ///< SM3 of `canonical`, 64 lower-case hex digits

  [[nodiscard]] const LawSource* findLaw(std::string_view id) const;
  [[nodiscard]] const Param* findParam(std::string_view name) const;
  [[nodiscard]] const Group* findGroup(std::string_view id) const;
  [[nodiscard]] const ScoreSheet* findSheet(std::string_view id) const;
  [[nodiscard]] const LifecycleRow* findLifecycle(std::string_view status) const;
};

[[nodiscard]] std::string_view statusWord(ModelStatus status);  ///< "draft", "trial", "in_force", "withdrawn"
[[nodiscard]] std::string_view statusName(ModelStatus status);  ///< "草案", "试行", "生效", "已撤回"

}  // namespace medcredit::grading
