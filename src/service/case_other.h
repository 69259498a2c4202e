// A step of one case that brings about a step of another, in the same transaction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/case_effects.h"

namespace medcredit::service {

/// Takes a step of another case as the unit that answers for it, with the reason of this one. A case that has moved on
/// stays as it is: false.
[[nodiscard]] base::Result<bool> stepOther(const EffectCall& call, std::int64_t caseId, std::string_view step,
                                           std::string_view role, const std::string& evidence);

}  // namespace medcredit::service
