// The closed archive (转档保存, 移除; R-RET-09…13): when its time of use is over a record is kept but serves nothing,
// in every way at one midnight. Only those with the permission read it, with a reason. Errors: SEAL-*.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "service/record.h"
#include "store/seals.h"

namespace medcredit::service {

/// Permission to read the closed archive.
inline constexpr std::string_view kReadSealed = "archive.sealed";

/// Puts a record into the closed archive inside the caller's transaction: publicity and lists end, channels are told.
/// Nothing happens to one that is in it already.
base::Status sealRecord(Context& context, const store::RecordSeal& seal);
/// Everything whose time of use is over today.
[[nodiscard]] base::Result<std::vector<std::int64_t>> sealExpired(Context& context);

/// What was still shown although its limit lay before `day` is taken down and reported (R-RET-11).
[[nodiscard]] base::Result<std::vector<store::Overshown>> takeDownOvershown(Context& context, base::CivilDate day);

/// ACCS-0401 when there is no such record in the units the actor may see, sealed or not.
base::Status requireInScope(Context& context, std::int64_t recordId);

/// SEAL-0001 without the permission, SEAL-0002 without a reason, SEAL-0003 not in the closed archive. Every reading is
/// in the log with its reason.
[[nodiscard]] base::Result<RecordDetails> readSealed(Context& context, std::int64_t recordId,
                                                     const std::string& reason);
/// True when a sealed record is closed to the actor (everybody: it is read through readSealed only).
[[nodiscard]] base::Result<bool> closedTo(Context& context, std::int64_t recordId);

}  // namespace medcredit::service
