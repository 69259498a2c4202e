// Regular self-check of an office (R-COLL-16): the named person gets the list of what is missing, stale or suspect,
// each with the day by which it is to be put right; reminders are recorded with their receiver.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

/// Why an item stands on the list.
enum class CheckKind {
  kMissing,     ///< a decision of the register never arrived
  kStale,       ///< a month without data or nil report, past its due day
  kRejected,    ///< a rejected row nobody has put right
  kSuspect,     ///< a nil report that records contradict, or a batch with warnings
  kUnreviewed,  ///< a record that waits for its review
  kReturned,    ///< a record that was sent back
  kEvidence     ///< a record without the evidence its kind should carry
};
[[nodiscard]] std::string_view checkKindName(CheckKind kind);  ///< "missing", "stale" …
[[nodiscard]] std::string_view checkKindLabel(
    CheckKind kind);  ///< 缺报, 未更新, 退回行未订正, 存疑, 待审核, 已退回, 缺证据材料

struct CheckItem {
  CheckKind kind = CheckKind::kMissing;
  std::string entry, ref;  ///< ref: document number, "R5", "B3:12", "B3" or a month
  std::string detail;      ///< Chinese
  std::string dueOn;       ///< to be put right by this day
};
/// Items of one kind shown at most; `counts` are complete up to this bound too.
inline constexpr std::size_t kMaxCheckItems = 500;

struct SelfCheck {
  std::string unitId, unitName;
  std::string person;  ///< named person in charge; empty when there is none (a gap of its own)
  std::string month;   ///< YYYY-MM
  std::string dueOn;   ///< end of the month: default value where the law names no day
  std::string dueBasis;
  std::vector<CheckItem> items;
};
/// ACCS-0401 for a unit outside the scope.
[[nodiscard]] base::Result<SelfCheck> selfCheck(Context& context, std::string_view unitId);

/// Records a reminder to the person in charge and returns its name. COLL-0097 nobody is in charge, COLL-0098 nothing
/// to remind of.
[[nodiscard]] base::Result<std::string> remindOffice(Context& context, std::string_view unitId,
                                                     const std::string& note);

}  // namespace medcredit::service
