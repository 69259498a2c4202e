// Values a paper takes from the register itself: who the subject is, what the record says, when it may be repaired.
#pragma once

#include <string_view>

#include "base/result.h"
#include "jurisdiction/paper_law.h"
#include "service/papers.h"

namespace medcredit::service {

/// The values given, the facts the template asks for, and what its fields name as their source.
[[nodiscard]] base::Result<papers::Values> paperValues(Context& context, const jurisdiction::PaperTemplate& paper,
                                                       const PaperOrder& order);

}  // namespace medcredit::service
