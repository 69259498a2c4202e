// A case as text: canonical JSON, the same bytes for the same case, and a strict reader that takes nothing it did not
// write. What is stored of a case is this text (ADR 0029).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "workflow/case.h"

namespace medcredit::workflow {

[[nodiscard]] std::string caseText(const CaseState& state);

/// WFLW-0036 when the text is not a case, has unknown or missing members, or is of another form.
[[nodiscard]] base::Result<CaseState> readCaseText(std::string_view text);

/// Names of the enumerations as they are stored: "deadline", "period"; "authority", "person".
[[nodiscard]] std::string_view clockKindName(StateClock::Kind kind);
[[nodiscard]] std::string_view dutyName(Duty duty);

}  // namespace medcredit::workflow
