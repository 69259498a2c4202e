// A query taken apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace medcredit::search {

struct Query {
  std::string typed;                  ///< as typed
  std::u16string text;                ///< folded
  std::vector<std::u16string> words;  ///< folded, split at blanks
  std::size_t core = 0;               ///< length without the legal form at its end (有限公司 …)
  std::string letters;                ///< upper-case Latin letters when the query is nothing else
};

[[nodiscard]] Query readQuery(std::string_view typed);

}  // namespace medcredit::search
