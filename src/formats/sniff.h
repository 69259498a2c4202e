// What a file really is, told from its bytes: a renamed file is named for what it is.
#pragma once

#include <string>

#include "base/result.h"
#include "formats/file_io.h"

namespace medcredit::formats {

enum class ContentKind { kZip, kJson, kText, kForeign };

struct Content {
  ContentKind kind = ContentKind::kText;
  std::string foreign;     ///< Chinese name of what it is, for kForeign
  bool encrypted = false;  ///< an office file protected by a password
};

[[nodiscard]] base::Result<Content> sniffContent(const FileBytes& file);

}  // namespace medcredit::formats
