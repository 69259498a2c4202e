// Credit repair (信用修复, 海南办法 第四十三条至第四十五条; 信用修复管理办法): what the subject and the office are told
// about each adverse record, what offices state, training, the notice on the first possible day. An application itself
// is a case (service/cases.h); what its steps bring about is in effects_repair.cpp. Free of charge: nothing here takes
// money. Errors are REPR-*.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "service/repair_facts.h"
#include "store/cases.h"
#include "store/repair.h"
#include "workflow/repair.h"

namespace medcredit::service {

/// One adverse record as its subject sees it under repair.
struct RepairState {
  RepairRecord record;
  /// What bars although everything the subject can bring were brought: time, law, conduct.
  workflow::RepairEligibility answer;
  /// What is still to be shown or handed in; each has its clause.
  std::vector<workflow::RepairBar> toBring;
  std::vector<std::string> papers;  ///< 信用修复申请书 … with the attachments that show the conditions
  std::string text;                 ///< Chinese, whole
  std::optional<store::RecordRepair> repaired;
  std::optional<store::CaseHead> open;  ///< the application that runs
  std::string unitName;                 ///< who recognised it and repairs it (谁认定、谁修复)

  [[nodiscard]] bool mayApply() const { return answer.eligible && !repaired && !open; }
};

/// The rules of the law in force; WFLW-0001 where cases are not worked.
[[nodiscard]] base::Result<const workflow::RepairRules*> repairRules(const Context& context);

/// State of one record; REPR-0001 when it is no live negative one. The caller has checked who may see it.
[[nodiscard]] base::Result<RepairState> repairState(Context& context, std::int64_t recordId);
/// All adverse records of a subject with those merged into it, by id.
[[nodiscard]] base::Result<std::vector<RepairState>> repairStates(Context& context, std::int64_t subjectId);

/// What the grade becomes when the records are repaired (R-REP, grading routes). Empty: the subject has no grade.
struct RepairOutlook {
  std::string level, levelName, score, ifLevel, ifLevelName, ifScore;
};
[[nodiscard]] base::Result<std::optional<RepairOutlook>> repairOutlook(Context& context, std::int64_t subjectId,
                                                                       const std::vector<std::int64_t>& records);

/// The facts an application, a verification or the implementation is judged by: of several records the first that
/// stands in the way, with the record.
struct RepairJudged {
  std::int64_t recordId = 0;
  workflow::RepairFacts facts;
};
struct RepairQuestion {
  std::vector<std::int64_t> records;
  std::vector<std::string> papers, attachments;  ///< ids of papers and names of evidence handed in with the step
  /// The running case, whose earlier papers count and whose day decides the rules; 0: it is being opened.
  std::int64_t caseId = 0;
};
/// REPR-0001 for a record that is no live negative one, REPR-0031 for one that is repaired.
[[nodiscard]] base::Result<RepairJudged> repairFacts(Context& context, const RepairQuestion& question);

struct RepairStatement {
  std::int64_t recordId = 0;
  std::string fact, name;
  std::int64_t amount = 1;  ///< 0: it is not so
  std::string clause, reason;
};
/// Notes what an office states. REPR-0002 unknown fact, REPR-0003 no clause, REPR-0004 no name, REPR-0005 negative
/// amount, REPR-0006 no reason; COLL-0050, COLL-0054.
base::Status stateRepairFact(Context& context, const RepairStatement& statement);

struct NewTraining {
  std::string title, form;
  base::CivilDate heldOn;
  std::int64_t hours = 0;
  std::vector<std::int64_t> invited;
};
/// 组织信用修复培训. REPR-0011 incomplete, SUBJ-0030 unknown subject.
[[nodiscard]] base::Result<std::int64_t> addTraining(Context& context, std::string_view unit,
                                                     const NewTraining& request);
/// Attendance with the number of the certificate. REPR-0010, REPR-0012 not invited, REPR-0013 certificate without
/// attendance or the other way round.
base::Status noteTraining(Context& context, const store::RepairTrainee& trainee);

/// Kind of the messages about repair (service/notices.h).
inline constexpr std::string_view kNoticeRepair = "repair";

/// Channels that were told to remove a repaired record and have not said so in time (R-REP-18), as of a day.
[[nodiscard]] base::Result<std::vector<store::RepairLeftover>> overdueLeftovers(Context& context, base::CivilDate day);

/// What the daily look did.
struct RepairDay {
  std::int64_t looked = 0, told = 0, leftovers = 0, notices = 0;
};
/// Tells, once for each record, that its first lawful day has come (R-REP-17), issues the notices of what was published
/// lately (两书同达), and the offices of channels that still
/// show a repaired record (R-REP-18). Doing it twice changes nothing.
[[nodiscard]] base::Result<RepairDay> repairDay(Context& context, base::CivilDate day);

}  // namespace medcredit::service
