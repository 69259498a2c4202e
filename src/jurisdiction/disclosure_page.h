// The disclosure policy as a page (docs/manual/disclosure.md).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jurisdiction/jurisdiction.h"

namespace medcredit::jurisdiction {

/// Who may see what, for what purpose and on what basis, for each of the jurisdictions. Markdown.
[[nodiscard]] std::string renderDisclosurePage(const std::vector<std::shared_ptr<const Jurisdiction>>& laws);

}  // namespace medcredit::jurisdiction
