// What the store knows about one record when repair is asked for: the facts the rules of repair look at
// (workflow/repair.h), each from the register, from statements of the offices, or from what is handed in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "service/record_view.h"
#include "workflow/repair.h"

namespace medcredit::service {

/// Facts an office states about a record (store::RepairFactRow::fact).
inline constexpr std::string_view kRectified = "rectified";      ///< 失信行为已纠正
inline constexpr std::string_view kDutiesDone = "duties";        ///< 决定所定义务已履行
inline constexpr std::string_view kEffectRemoved = "effect";     ///< 不良影响已消除
inline constexpr std::string_view kFraud = "fraud";              ///< 弄虚作假、故意隐瞒
inline constexpr std::string_view kIrreparable = "irreparable";  ///< 依法不可修复: needs the clause
inline constexpr std::string_view kSpecialKind = "kind";         ///< a kind the rules name: 特定安全领域 …
inline constexpr std::string_view kEvidence = "evidence";        ///< a way of repair: name and amount

/// Handed in with an application: name of the paper or attachment, the case in `clause`. Written by the engine's steps.
inline constexpr std::string_view kHandedIn = "handed";

/// The repair commitment among the papers of the procedure.
inline constexpr std::string_view kCommitmentId = "commitment", kCommitmentName = "信用修复承诺书";

/// Marks on a record (store::setRecordMark).
inline constexpr std::string_view kRepairedMark = "repaired", kMeasuresLiftedMark = "measures-lifted",
                                  kMeasuresMark = "measures-apply";

/// Code list of conduct that law forbids to repair: code of the negative kind, label: the clause (R-REP-19).
inline constexpr std::string_view kIrreparableList = "irreparable-conduct";

/// What is asked about a record.
struct RepairAsk {
  std::int64_t recordId = 0;
  /// Records of the same application: they are no "other dishonesty" of one another.
  std::vector<std::int64_t> together;
  /// Names of papers and attachments handed in so far. What they show counts unless an office stated the contrary.
  std::vector<std::string> handedIn;
  bool commitment = false;  ///< 信用修复承诺书 handed in
  /// Everything the subject can bring by itself is taken as brought: what is left bars for other reasons.
  bool allBrought = false;
  std::optional<base::CivilDate> appliedOn;
};

/// A record with its facts.
struct RepairRecord {
  RecordView view;
  std::string subjectName;
  domain::SubjectKind subjectKind = domain::SubjectKind::kOrganisation;
  workflow::RepairFacts facts;
};
/// Empty for a record that is not a live negative one. ACCS-0401 when there is no such record.
[[nodiscard]] base::Result<std::optional<RepairRecord>> repairRecord(Context& context,
                                                                     const workflow::RepairRules& rules,
                                                                     const RepairAsk& ask);

/// Names of attachments by which a subject shows a condition itself.
[[nodiscard]] std::string_view proofOf(workflow::RepairTest test);

}  // namespace medcredit::service
