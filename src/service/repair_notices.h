// 两书同达: with a penalty goes the notice how and from when it may be repaired (信用修复告知书), once for each record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

/// So many notices go out in the transaction that publishes; the daily look issues the rest.
inline constexpr std::size_t kNoticesAtOnce = 50;
/// So many the daily look issues; the rest waits for the next day, so that a register published at once keeps no night
/// busy (默认值，依据未规定).
inline constexpr std::int64_t kNoticesADay = 1000;
/// What was published longer ago gets no notice by itself: it came with the stock of another system.
inline constexpr int kNoticeDays = 31;

/// Issues the notice of a live, published penalty and tells the subject, or the office that serves it on paper. Inside
/// the caller's transaction. True when it is new; false for anything else than a penalty, or where it is there already,
/// or cannot be filled (which the log says).
[[nodiscard]] base::Result<bool> issueRepairNotice(Context& context, std::int64_t recordId);
/// As above for the first kNoticesAtOnce of what was just published.
base::Status issueRepairNotices(Context& context, std::span<const std::int64_t> records);
/// The daily look at one record: issues what was left, in a transaction of its own.
[[nodiscard]] base::Result<bool> lateRepairNotice(Context& context, std::int64_t recordId, base::CivilDate day);

}  // namespace medcredit::service
