// Lists are paged by the key of the last item shown, never by offset. The cursor carries that key, sealed with a keyed
// digest and bound to the operation and its filters, so that it can neither be made up nor used elsewhere.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/api.h"

namespace medcredit::http {

inline constexpr std::size_t kDefaultPage = 50;
inline constexpr std::size_t kLargestPage = 200;

/// What a page starts after; an empty key is the first page.
struct Page {
  std::size_t limit = kDefaultPage;
  std::vector<std::string> after;  ///< the key the list is ordered by, as texts
};

/// Reads `limit` (1 … 200) and `cursor`; HTTP-0022 in `query` for a cursor that is not ours or was given for other
/// filters. Fetch limit + 1 rows after `after`.
[[nodiscard]] Page readPage(QueryInput& query, const Request& request, const HandlerContext& context);
/// Cursor for the page after the item with this key.
[[nodiscard]] std::string nextCursor(const Request& request, const HandlerContext& context,
                                     const std::vector<std::string>& key);

}  // namespace medcredit::http
