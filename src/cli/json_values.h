// Values of the JSON documents that commands print.
#pragma once

#include <boost/json.hpp>
#include <string>

namespace medcredit::cli {

/// Text or null when empty.
[[nodiscard]] inline boost::json::value textOrNull(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

}  // namespace medcredit::cli
