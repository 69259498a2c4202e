// Unfinished input kept for its author. Functions that write run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct DraftRow {
  std::string content;  ///< envelope
  std::int64_t savedAt = 0;
};
base::Status putDraft(Conn& conn, std::string_view userId, std::string_view key, const DraftRow& draft);
[[nodiscard]] base::Result<std::optional<DraftRow>> findDraft(Conn& conn, std::string_view userId,
                                                              std::string_view key);
/// Drafts of the account, this one aside.
[[nodiscard]] base::Result<std::int64_t> countDrafts(Conn& conn, std::string_view userId, std::string_view exceptKey);
base::Status removeDraft(Conn& conn, std::string_view userId, std::string_view key);

}  // namespace medcredit::store
