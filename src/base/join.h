// Texts one after the other, for messages and lists.
#pragma once

#include <string>
#include <string_view>

namespace medcredit::base {

/// "甲、乙": the texts of a range with `between` after everything that is not empty.
template <class Texts>
[[nodiscard]] std::string join(const Texts& texts, std::string_view between = "、") {
  std::string out;
  for (const auto& text : texts) {
    if (!out.empty()) out += between;
    out += text;
  }
  return out;
}

}  // namespace medcredit::base
