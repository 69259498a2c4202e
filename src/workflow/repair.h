// Eligibility for credit repair (信用修复): facts of one record, the rules of the jurisdiction and a day in; whether
// the subject may apply, every bar with its clause, and the first lawful day out. Pure.
//
// The regime is that in force on the day of the application (R-REP-04, R-REP-20), also for the steps that follow it;
// lengths of publicity come from the dated term rules of the jurisdiction. Months are calendar months clipped to the
// month's end, never moved by holidays.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "domain/subject.h"
#include "domain/terms.h"

namespace medcredit::workflow {

/// What a rule looks at.
enum class RepairTest {
  kShortestPublicity,  ///< shortest publicity of the severity not over (from the term rules)
  kSpecialPublicity,   ///< longer shortest publicity of a kind of record: `kind`, `months`
  kNoRepairKind,       ///< a kind of record that is shown to the end: `kind`
  kInterval,           ///< first `months` of publicity of a penalty, last repair less than `since` months ago; `joint`
  kRectification,      ///< conduct not corrected
  kOtherDishonesty,    ///< other dishonest acts during the period
  kTalkMissed,         ///< absent from a talk without reason
  kTalkPoints,         ///< points of a talk not carried out
  kFraud,              ///< fraud or concealment in the repair
  kIrreparable,        ///< law forbids repair
  kDuties,             ///< duties of the decision not done
  kEffectRemoved,      ///< bad effect not removed
  kCommitment,         ///< repair commitment not given
  kEvidence,           ///< a way of repair without its evidence: `evidence`, `minimum`
  kNotNeeded           ///< severity is not published as a rule: nothing to repair
};
[[nodiscard]] std::optional<RepairTest> repairTestFromName(std::string_view name);
[[nodiscard]] std::string_view repairTestName(RepairTest test);

/// One condition or bar.
struct RepairRule {
  std::string id;
  std::string clause;  ///< 第四十五条（一）
  std::string text;    ///< the law's own words
  RepairTest test = RepairTest::kIrreparable;
  std::vector<std::string> severities;         ///< empty: all
  std::optional<domain::SubjectKind> subject;  ///< empty: any
  std::optional<base::CivilDate> validFrom, validTo;
  std::string kind;       ///< of record, for kSpecialPublicity and kNoRepairKind
  std::string evidence;   ///< for kEvidence: 培训证明
  int minimum = 0;        ///< for kEvidence: hours, points; 0: it must only be there
  int months = 0;         ///< for kInterval and kSpecialPublicity
  int since = 0;          ///< for kInterval
  bool joint = false;     ///< kInterval read as one joint condition instead of two bars
  bool optional = false;  ///< kEvidence recorded but not demanded
  std::string source;
  bool isDefault = false;
};

/// A national regime of repair: from when to when, which severities it knows.
struct RepairRegime {
  std::string id, title, source;
  std::vector<std::string> severities;
  std::optional<base::CivilDate> validFrom, validTo;
  [[nodiscard]] bool inForce(base::CivilDate day) const {
    return (!validFrom || *validFrom <= day) && (!validTo || day <= *validTo);
  }
};

struct RepairRules {
  std::vector<RepairRegime> regimes;  ///< by validFrom, without gap
  std::vector<RepairRule> rules;
  std::vector<domain::TermRule> terms;  ///< of negative information
  std::vector<std::string> scale;       ///< severities the jurisdiction uses: general, serious
};

/// A talk (约谈) the subject was invited to.
struct Talk {
  base::CivilDate on;
  bool attended = false;
  bool excused = false;     ///< absent with an accepted reason
  bool pointsDone = false;  ///< what was agreed is carried out
};

/// What is known about one record of one subject.
struct RepairFacts {
  std::string severity;  ///< minor, general, serious; empty: not stated
  domain::SubjectKind subject = domain::SubjectKind::kOrganisation;
  base::CivilDate publicFrom;      ///< start of publicity
  bool penalty = true;             ///< an administrative penalty
  std::vector<std::string> kinds;  ///< special kinds the record belongs to
  bool rectified = false, dutiesDone = false, effectRemoved = false, commitmentGiven = false;
  bool fraud = false;
  std::vector<base::CivilDate> otherDishonesty;  ///< recognised since publicFrom
  std::optional<base::CivilDate> lastRepair;     ///< of the same subject
  std::vector<Talk> talks;
  std::string irreparableBy;                         ///< clause that forbids repair; empty: none
  std::map<std::string, int, std::less<>> evidence;  ///< name → amount (hours; 1 for a paper)
  /// Day of the application, whose rules hold for the whole case; empty: nobody has applied yet.
  std::optional<base::CivilDate> appliedOn;
};

/// Why not.
struct RepairBar {
  std::string rule, clause, text;        ///< text: one Chinese sentence with the facts
  std::optional<base::CivilDate> until;  ///< first day on which this bar alone no longer stands; empty: not by time
  std::string source;
  bool isDefault = false;
};

struct RepairEligibility {
  bool eligible = false;
  std::string regime;
  std::vector<RepairBar> bars;
  /// First day (today or later) on which no bar of time stands. Empty when no lapse of time helps: irreparable, nothing
  /// to repair, severity not stated.
  std::optional<base::CivilDate> firstLawfulDay;
  /// Day from which the record is no longer shown anyway; repair after it is without object.
  std::optional<base::CivilDate> publicityEnds;
};

[[nodiscard]] RepairEligibility repairEligibility(const RepairFacts& facts, const RepairRules& rules,
                                                  base::CivilDate on);

/// Chinese sentence for the subject: what stands in the way, what to do, from when.
[[nodiscard]] std::string explainEligibility(const RepairEligibility& answer);

}  // namespace medcredit::workflow
