// Request targets: split and decoded exactly once; anything doubtful is refused (HTTP-0001).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace medcredit::http {

struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};

/// HTTP-0001 for: not origin form, bad percent escape, NUL or control characters, invalid UTF-8, "." or ".." segments,
/// encoded slash or backslash, a query parameter given twice (HTTP-0002).
[[nodiscard]] base::Result<Target> parseTarget(std::string_view rawTarget);

}  // namespace medcredit::http
