// Cases that bear on repair: talks (约谈), earlier applications, the one that runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/cases.h"
#include "workflow/repair.h"

namespace medcredit::service {

inline constexpr std::string_view kRepairProcedure = "repair";
inline constexpr std::string_view kRevocationProcedure = "repair-revocation";
inline constexpr std::string_view kTalkProcedure = "talk";

/// Talks the subject was invited to whose day has been noted: attended or not, agreed points carried out or not
/// (R-REP-09).
[[nodiscard]] base::Result<std::vector<workflow::Talk>> talksOf(Context& context, std::int64_t subjectId);
/// True when an application about the record was ended for fraud or concealment.
[[nodiscard]] base::Result<bool> caughtInFraud(Context& context, std::int64_t recordId);
/// The application about the record that is still open.
[[nodiscard]] base::Result<std::optional<store::CaseHead>> openRepairOf(Context& context, std::int64_t recordId);

}  // namespace medcredit::service
