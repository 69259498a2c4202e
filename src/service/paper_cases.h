// The papers a step of a case makes: template "<procedure>-<paper>", issued in the transaction of the step.
#pragma once

#include "base/result.h"
#include "service/context.h"
#include "store/cases.h"
#include "workflow/case.h"
#include "workflow/procedure.h"

namespace medcredit::service {

/// Issues what the transition ordered and notes the numbers with the case. Papers whose template the jurisdiction does
/// not have stay ordered without a number. Inside the caller's transaction.
base::Status issueCasePapers(Context& context, const workflow::Procedure& procedure,
                             const workflow::Transition& transition, const workflow::Command* command,
                             const store::CaseHead& head);

/// Id of the template of a procedure's paper.
[[nodiscard]] std::string casePaperTemplate(std::string_view procedure, std::string_view paper);

}  // namespace medcredit::service
