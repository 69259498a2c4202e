// A text carried inside a PDF file: the signed content travels with the pages, so that whoever holds the file can check
// it without asking anybody. The pages stay byte for byte as they were; what is added follows them (ISO 32000-1, 7.5.6
// incremental update with an embedded file).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace medcredit::formats {

/// PAPR-0032 when `pages` is not a file this program wrote.
[[nodiscard]] base::Result<std::string> attachText(std::string_view pages, std::string_view name,
                                                   std::string_view text);

struct AttachedText {
  std::string pages;  ///< the file before anything was attached
  std::string text;
};
/// Empty unless the file is exactly what attachText makes of its parts: a byte changed, added or cut off anywhere in
/// what was added shows.
[[nodiscard]] std::optional<AttachedText> detachText(std::string_view file, std::string_view name);

}  // namespace medcredit::formats
