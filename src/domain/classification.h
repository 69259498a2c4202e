// Classification of information (R-CLASS-01…11): six classes, nature, and what each kind asks for before it counts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"
#include "domain/catalogue.h"
#include "domain/record.h"

namespace medcredit::domain {

/// Class and nature of one record; both are stored and shown.
struct Classified {
  InfoClass info = InfoClass::kBasic;
  Nature nature = Nature::kNeutral;
};

/// What 承诺履行状态 says about a commitment.
enum class Fulfilment { kOpen, kKept, kBroken };
/// Reads 已履行, 未履行, 违诺 … (blanks and width ignored). Words outside the two closed lists, such as 履行中 or
/// 部分履行, leave the outcome open: an unclear state never turns into a negative record.
[[nodiscard]] Fulfilment fulfilmentFromState(std::string_view state);

/// Class and nature a new record starts with.
/// An entry that carries 承诺履行状态 is decided per record: kept → good, broken → negative (海南办法 第十四条(三),
/// 第十六条(七)). Otherwise the class the entry itself states (`defaultInfoClass`, a name of infoClassName; empty or
/// unknown: none), otherwise by nature: 正面→good, 负面→negative, 中性→basic.
[[nodiscard]] Classified classifyRecord(const CatalogueEntry& entry, std::string_view fulfilmentState,
                                        std::string_view defaultInfoClass);

// ---- Local classes (R-CLASS-02, 03; X-07)
// ----------------------------------------------------------------------------

/// A local class and the one of the six it stands for. A mapping is reversible when every (class, nature, weight)
/// stands for one local word, so that both can be shown and neither is lost.
struct LocalClass {
  std::string local;  ///< 正面, 增信 …
  InfoClass info = InfoClass::kBasic;
  Nature nature = Nature::kNeutral;
  std::string weight;  ///< "light" for 不良
};
/// Local word → canonical; nullptr when the jurisdiction does not know the word.
[[nodiscard]] const LocalClass* fromLocal(std::span<const LocalClass> mapping, std::string_view local);
/// Canonical → local word; empty when none stands for it.
[[nodiscard]] std::string_view toLocal(std::span<const LocalClass> mapping, InfoClass info, std::string_view weight);
/// True when going there and back loses nothing.
[[nodiscard]] bool isReversible(std::span<const LocalClass> mapping);

// ---- What each class asks for (R-CLASS-04…06)
// ------------------------------------------------------------------------

/// Codes of the law a classification may name; filled from the jurisdiction's lists.
struct ClassLists {
  std::vector<std::string> goodKinds;       ///< 4, in the order of 海南办法 第十四条: first is the commendation
  std::vector<std::string> goodActivities;  ///< 7, asked for by the second good kind
  std::vector<std::string> negativeKinds;   ///< 19
  std::vector<std::string> otherKinds;      ///< 7: first is the self-inspection that needs a review
};

/// Level of the body that commends: GB/T 2260 level.
enum class IssuerLevel { kNational = 0, kProvince = 1, kCity = 2, kCounty = 3, kBelowCounty = 4 };
/// "national", "province", "city", "county", "below-county" or 国家级, 省级, 市级, 县级, 乡镇级.
[[nodiscard]] std::optional<IssuerLevel> issuerLevelFromText(std::string_view text);

/// A proposed class of a record.
struct ClassClaim {
  InfoClass info = InfoClass::kBasic;
  std::string_view kind;                   ///< code of the kind; asked for by good, negative and other information
  std::string_view activity;               ///< for public-benefit activities
  std::optional<IssuerLevel> issuerLevel;  ///< for commendations
};
/// RECD-0010 no kind given, RECD-0011 kind not in the list of the class, RECD-0012 a class without kinds got one,
/// RECD-0013 commendation below county level or without a level, RECD-0014 activity missing or unknown.
[[nodiscard]] base::Status checkClass(const ClassClaim& claim, const ClassLists& lists);

/// True for information that counts only after the authority reviewed it (self-inspection, R-CLASS-06).
[[nodiscard]] bool needsReview(InfoClass info, std::string_view kind, const ClassLists& lists);

// ---- Dishonesty (R-CLASS-07, 08)
// -------------------------------------------------------------------------------------

/// A proposed recognition as dishonest conduct.
struct DishonestyClaim {
  InfoClass info = InfoClass::kNegative;
  std::string_view level;  ///< code of the jurisdiction's scale (two or three levels)
  std::string_view ruleId;
  std::string_view clause;    ///< basis clause
  std::string_view listType;  ///< serious-dishonesty list; asked for by the highest level
};
/// `levels` from light to serious. RECD-0020 not negative, RECD-0021 rule, clause or level missing (names which),
/// RECD-0022 unknown level, RECD-0023 the highest level without a list type.
[[nodiscard]] base::Status checkDishonesty(const DishonestyClaim& claim, std::span<const std::string> levels);

// ---- Bad-practice points (R-CLASS-10)
// --------------------------------------------------------------------------------

struct PracticeScore {
  base::CivilDate on;
  base::Decimal6 points;
};
/// A scoring cycle: `months` long, counted from month/day of every year (默认值（依据未规定）: one calendar year).
struct ScoreCycle {
  int months = 12;
  int startMonth = 1;
  int startDay = 1;
  std::optional<base::Decimal6> threshold;  ///< alert from this sum on; empty: no alert
};
struct CycleSum {
  base::CivilDate from, to;  ///< both included
  base::Decimal6 points;
  bool alert = false;
};
/// Sum of the cycle that `on` lies in.
[[nodiscard]] CycleSum sumCycle(std::span<const PracticeScore> scores, const ScoreCycle& cycle, base::CivilDate on);

// ---- Complaints (R-CLASS-11)
// -----------------------------------------------------------------------------------------

enum class ComplaintState { kUnverified, kVerified, kUnfounded };
[[nodiscard]] std::string_view complaintStateName(ComplaintState s);   ///< "unverified" …
[[nodiscard]] std::string_view complaintStateLabel(ComplaintState s);  ///< 未核实, 属实, 不属实
[[nodiscard]] std::optional<ComplaintState> complaintStateFromName(std::string_view name);

struct Complaint {
  base::CivilDate receivedOn;
  ComplaintState state = ComplaintState::kUnverified;
  bool consequence = false;  ///< 造成不良后果或者社会影响
};
/// When complaints become negative information of item (十七): `count` verified ones within `months`
/// (默认值（依据未规定）: 3 in 12), or one verified with consequence.
struct ComplaintRule {
  int count = 3;
  int months = 12;
};
/// True when the complaints up to `on` meet the rule. Unverified and unfounded ones never count.
[[nodiscard]] bool complaintsAreNegative(std::span<const Complaint> complaints, const ComplaintRule& rule,
                                         base::CivilDate on);

}  // namespace medcredit::domain
