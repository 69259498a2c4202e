// The payload of a record version as it lies in the store: personal cells stand apart, sealed (R-SEC-04).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace medcredit::store {

/// End, behind the closing quote, of the JSON string that starts at `from`; the end of the text when it is not closed.
[[nodiscard]] std::size_t jsonStringEnd(std::string_view json, std::size_t from);

/// A payload (JSON array of strings in field order) cut in two: `open` has "" in the place of every personal cell,
/// `secret` holds one line "index:"text"" per personal cell that is filled; empty when none is.
struct SplitPayload {
  std::string open;
  std::string secret;
};
/// `personal`: ascending cell indexes.
[[nodiscard]] SplitPayload splitPayload(std::string_view payload, std::span<const int> personal);

/// A payload put together again.
struct JoinedPayload {
  std::string payload;
  std::vector<int> personal;  ///< cells that had been apart, ascending
};
[[nodiscard]] JoinedPayload joinPayload(std::string_view open, std::string_view secret);

}  // namespace medcredit::store
