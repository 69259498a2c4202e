// What time does to cases: clocks near or over, steps the engine takes by itself, dates counted anew when a holiday
// table comes, notices and packages on their way. Everything is derived from what is stored, so it survives every
// restart and may run twice; what cannot be done is noted on the case and shown, never passed over.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

/// What one run did.
struct CasePass {
  std::int64_t looked = 0;     ///< cases
  std::int64_t changed = 0;    ///< of them
  std::int64_t recounted = 0;  ///< under a new holiday table
  std::int64_t failed = 0;     ///< noted on the case
  std::int64_t notices = 0, recalls = 0, papers = 0;
  bool clockInDoubt = false;
};
/// Lets time pass over every case that is due; with `all` also over those that hold a step back or failed before
/// (midnight). Then delivers notices and packages. Each case is a transaction of its own.
[[nodiscard]] base::Result<CasePass> passCases(Context& context, bool all);
/// True when passCases has something to do now; a cheap read.
[[nodiscard]] base::Result<bool> casesWaiting(Context& context);

/// Notices of the outbox to messages: to the accounts that speak for the subject, to the unit of a role, to the
/// operators. Delivered at least once, taken in once (unique source).
[[nodiscard]] base::Result<std::int64_t> deliverCaseNotices(Context& context, std::int64_t limit = 500);

/// Looks at the machine's clock: a jump of more than a day puts it in doubt. Returns whether it is.
[[nodiscard]] base::Result<bool> watchClock(Context& context);
/// The operator has looked at the clock: it is right now. CASE-0011 when it was not in doubt. Steps held back go ahead
/// with the next pass.
base::Status confirmClock(Context& context, const std::string& reason);

/// A merge of subjects or the end of one reaches its open cases. Inside the caller's transaction.
base::Status subjectMergedInCases(Context& context, std::int64_t loser, std::int64_t winner);
base::Status subjectEndedInCases(Context& context, std::int64_t subjectId, const std::string& reason);

}  // namespace medcredit::service
