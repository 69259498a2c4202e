// Drafts: what somebody was typing survives the end of the session (idle timeout with draft kept). A draft is its
// author's alone, encrypted at rest, and no record of anything.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"

namespace medcredit::service::access {

struct Draft {
  std::string content;  ///< one JSON document
  base::Instant savedAt;
};
/// ACCS-0511 malformed key (1 … 64 letters, digits, - _ .), ACCS-0912 more than 50 drafts.
base::Status saveDraft(Context& context, const std::string& key, const std::string& content);
/// ACCS-0401 none under this key.
[[nodiscard]] base::Result<Draft> getDraft(Context& context, const std::string& key);
base::Status removeDraft(Context& context, const std::string& key);

}  // namespace medcredit::service::access
