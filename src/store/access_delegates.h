// Who speaks for a subject, and until when (R-SUBJ-13). Rows are never removed: they are the history.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct DelegateRow {
  std::string userId, userName;
  std::int64_t subjectId = 0;
  std::string subjectName, basis, document;
  std::int64_t verifiedAt = 0;
  std::string verifiedBy;
  std::string from;               ///< YYYY-MM-DD
  std::optional<std::string> to;  ///< last day; empty: no end
  std::optional<std::int64_t> revokedAt;
};

/// STOR-0006 when the account has a row for the subject from this day already.
base::Status insertDelegate(Conn& conn, const DelegateRow& row);
/// All rows of an account, or of a subject; oldest first.
[[nodiscard]] base::Result<std::vector<DelegateRow>> delegatesOfUser(Conn& conn, std::string_view userId);
[[nodiscard]] base::Result<std::vector<DelegateRow>> delegatesOfSubject(Conn& conn, std::int64_t subjectId);
/// Subjects the account speaks for on that day, by id.
[[nodiscard]] base::Result<std::vector<std::int64_t>> subjectsSpokenFor(Conn& conn, std::string_view userId,
                                                                        std::string_view day);
/// Revokes what is in force or still to come; returns how many rows.
[[nodiscard]] base::Result<std::int64_t> revokeDelegate(Conn& conn, std::string_view userId, std::int64_t subjectId,
                                                        std::string_view day, std::int64_t at);

}  // namespace medcredit::store
