// In-site messages: what is told to a person or to everybody of a unit, and who has read it. Functions that write must
// run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// One message. It goes to a user or to a unit; the other one is empty.
struct NoticeRow {
  std::int64_t id = 0;
  std::string user, unit;
  std::string kind;
  std::string text;    ///< Chinese, no personal data
  std::string object;  ///< what it is about
  std::string source;  ///< what it stands for; a second one of the same source is not written
  base::Instant createdAt;
  std::optional<base::Instant> readAt;  ///< by the reader asked for
};

/// Writes a message with the next id; false when there is one of its source already.
base::Result<bool> insertNotice(Conn& conn, NoticeRow notice);

/// Who reads: the messages to the user and to its unit ("" = none).
struct NoticeReader {
  std::string user, unit;
};
struct NoticeFilter {
  bool unread = false;
  std::int64_t before = 0;  ///< ids below this one; 0 = from the newest
  std::int64_t limit = 100;
  std::string kinds = {};  ///< only kinds that begin so: "case"; empty: all
};
/// Newest first.
[[nodiscard]] base::Result<std::vector<NoticeRow>> listNotices(Conn& conn, const NoticeReader& reader,
                                                               const NoticeFilter& filter);
/// Empty when there is none or it is not for this reader.
[[nodiscard]] base::Result<std::optional<NoticeRow>> getNotice(Conn& conn, const NoticeReader& reader, std::int64_t id);
[[nodiscard]] base::Result<std::int64_t> countUnreadNotices(Conn& conn, const NoticeReader& reader);
/// Notes that the user has read it; nothing happens when it had.
base::Status markNoticeRead(Conn& conn, std::int64_t id, std::string_view user, base::Instant at);

}  // namespace medcredit::store
