// The procedures of a jurisdiction of the source tree, loaded once per process.
#pragma once

#include <string>

#include "workflow/procedure.h"

namespace medcredit::test {

/// Throws when they cannot be loaded.
[[nodiscard]] const workflow::ProcedureSet* proceduresOf(const std::string& jurisdictionId);

}  // namespace medcredit::test
