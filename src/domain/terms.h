// Terms of a record: record period (记录期限), use term (可应用期) and publicity term (公示期), each with its own clock
// (R-RET-01…05, R-CLASS-09, X-05, X-06). Pure: facts and rules in, spans and answers out.
//
// Starts and ends. A span runs from `from` and ends *before* `end`: a five-year record period from 2020-03-01 has end
// 2025-03-01, so the record still counts on 2025-02-28 and is released on 2025-03-01. Something valid to 2024-12-31 has
// end 2025-01-01.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/record.h"

namespace medcredit::domain {

/// Label shown with every value the law does not give.
inline constexpr std::string_view kDefaultLabel = "默认值（依据未规定）";

/// A length of time of the law.
struct Duration {
  enum class Kind {
    kSpan,       ///< months and days
    kUnlimited,  ///< 长期
    kUntilEnd    ///< until the organisation ends or the person dies
  };
  Kind kind = Kind::kSpan;
  int months = 0;
  int days = 0;

  /// First day after the span that starts on `start`: months first (clipped to month end), then days. Spans only.
  [[nodiscard]] base::CivilDate after(base::CivilDate start) const;
  [[nodiscard]] std::string str() const;    ///< "P5Y", "P1Y6M", "P30D", "unlimited", "until-end"
  [[nodiscard]] std::string label() const;  ///< 5年, 1年6个月, 30日, 长期, 至主体终止或死亡
};
/// ISO 8601 durations in whole years, months, weeks and days (upper case, no time part), "unlimited" or "until-end".
/// RECD-0001 on anything else, also on zero length.
[[nodiscard]] base::Result<Duration> parseDuration(std::string_view text);

/// Retention, use and publicity terms by class and severity (R-RET, R-DUAL-12): data, dated.
struct TermRule {
  std::string id;
  InfoClass info = InfoClass::kBasic;
  std::string severity;                                    ///< minor / general / serious; empty = any
  std::optional<base::CivilDate> validFrom, validTo;       ///< regime in force at the start event
  std::string retention, use, publicityMin, publicityMax;  ///< ISO 8601 durations "P5Y", "unlimited", "until-end"
  std::string source;
  bool isDefault = false;
};

/// Rule for a class and severity in force on a day: the one for that severity before the one for any; among several the
/// later regime. nullptr when there is none.
[[nodiscard]] const TermRule* findTermRule(std::span<const TermRule> rules, InfoClass info, std::string_view severity,
                                           base::CivilDate on);

/// What is known about one record when its terms are asked for.
struct TermFacts {
  InfoClass info = InfoClass::kBasic;
  std::string_view severity;
  base::CivilDate recognisedOn;                       ///< recognition, decision or (where neither is known) receipt
  bool continuing = false;                            ///< conduct still goes on; its clock has not started (R-CLASS-09)
  std::optional<base::CivilDate> endedOn;             ///< end of continuing conduct
  std::optional<base::CivilDate> revokedOn;           ///< revoked, cancelled, void: no use from that day on
  std::optional<base::CivilDate> subjectEndedOn;      ///< organisation terminated or person deceased
  std::optional<base::CivilDate> validFrom, validTo;  ///< own validity period, both days included
  std::string_view retentionOverride;                 ///< duration set by a statute; empty for none
  std::string_view overrideStatute;
  bool internalOnly = false;  ///< R-CAT-12
  /// Suggested by the penalty's class data; decides the publicity term where `severity` is empty, nothing else.
  std::string_view proposedSeverity = {};
  bool counts = true;  ///< false: not yet verified or reviewed (R-CLASS-06, 11), so it never enters an evaluation
};

/// One clock of a record.
struct TermSpan {
  base::CivilDate from;
  std::optional<base::CivilDate> end;  ///< first day outside; empty: open
  std::string why;                     ///< rule in Chinese with its basis or the default label
  bool isDefault = false;
  [[nodiscard]] bool contains(base::CivilDate day) const { return day >= from && (!end || day < *end); }
};

/// The three clocks side by side.
struct RecordTerms {
  TermSpan retention;
  TermSpan use;
  /// Longest publicity; `end` empty where no maximum is set. Meaningful for records that are public at all.
  TermSpan publicity;
  std::optional<base::CivilDate> publicityNotBefore;  ///< earliest day it may come off (最短公示期)
};
[[nodiscard]] RecordTerms termsOf(const TermFacts& facts, std::span<const TermRule> rules);

/// Days, both included.
struct DayRange {
  base::CivilDate from, to;
};
/// Start events (end of the conduct, else recognition) of negative information of a severity whose time of use is over
/// on `day`, ascending; the empty severity stands for every one that no rule names. A record with a record period of
/// its own (statute, catalogue entry) may be over earlier.
[[nodiscard]] std::vector<DayRange> spentStarts(std::span<const TermRule> rules, std::string_view severity,
                                                base::CivilDate day);

/// The four uses of 海南办法 第二十六条.
enum class Use { kDisclosure, kSharing, kEvaluation, kResultUse };
inline constexpr std::array<Use, 4> kUses = {Use::kDisclosure, Use::kSharing, Use::kEvaluation, Use::kResultUse};
[[nodiscard]] std::string_view useName(Use u);   ///< "disclosure", "sharing", "evaluation", "result-use"
[[nodiscard]] std::string_view useLabel(Use u);  ///< 披露, 共享互认, 信用评价, 评价结果运用

/// May the record be put to this use on that day, and why not.
struct Applicability {
  bool applies = false;
  std::string reason;  ///< Chinese; empty when it applies
};
[[nodiscard]] Applicability applies(const TermFacts& facts, std::span<const TermRule> rules, Use use,
                                    base::CivilDate on);
/// The same with terms that termsOf gave for these facts.
[[nodiscard]] Applicability applies(const TermFacts& facts, const RecordTerms& terms, Use use, base::CivilDate on);

}  // namespace medcredit::domain
