// Forms to be signed by hand (信用修复申请书 …), filled in with what the register knows: nothing is stored (R-DOC-03).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "papers/document.h"
#include "service/context.h"

namespace medcredit::service {

struct FormOrder {
  std::string paper;
  std::optional<std::int64_t> recordId;
};
struct BlankForm {
  papers::Document document;
  std::optional<std::int64_t> subjectId;
};
/// PAPR-0010 unless it is a form; ACCS-0401 for a record the actor may not see: a subject sees its own.
[[nodiscard]] base::Result<BlankForm> blankForm(Context& context, const FormOrder& order);
[[nodiscard]] base::Result<std::string> formFile(Context& context, const BlankForm& form);
[[nodiscard]] std::string formPage(const BlankForm& form);

}  // namespace medcredit::service
