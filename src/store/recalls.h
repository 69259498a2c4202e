// Who received what about a record, and who has been told to take a withdrawal or a correction in. One row per receiver
// and case: nobody is left out, and doing it twice adds nothing. Writing functions run inside the caller's transaction.
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

/// Somebody outside who got something about a record.
struct Receiver {
  std::string receiver;  ///< "channel:credit-china", "user:U7", "system:hospital-his"
  std::string way;       ///< publicity, query, share, export, grade, platform
  friend bool operator==(const Receiver&, const Receiver&) = default;
};
/// All that ever received the record or its subject by publicity, answers to queries, exports and grades; sorted.
[[nodiscard]] base::Result<std::vector<Receiver>> receiversOf(Conn& conn, std::int64_t recordId,
                                                              std::int64_t subjectId);

struct Recall {
  std::int64_t id = 0, recordId = 0, caseId = 0;
  std::string receiver, way, act;          ///< correct, remove
  std::optional<std::int64_t> followCase;  ///< the case that follows this receiver
  std::string state;                       ///< open, told, done
  std::string package;                     ///< what is sent: JSON, no personal data
  base::Instant createdAt;
  std::optional<base::Instant> toldAt, doneAt;
  std::string receipt;
  std::int64_t attempts = 0;
};
/// Adds a row unless the receiver has one of this case; gives its id, 0 when it was there.
[[nodiscard]] base::Result<std::int64_t> addRecall(Conn& conn, const Recall& recall);
base::Status setRecallFollower(Conn& conn, std::int64_t id, std::int64_t followCase);
/// The package went out once more; the first time counts.
base::Status recallTold(Conn& conn, std::int64_t id, base::Instant at);
/// The receiver has it: false when it was known or the row does not exist, which is no mistake.
[[nodiscard]] base::Result<bool> recallDone(Conn& conn, std::int64_t id, base::Instant at, std::string_view receipt);

struct RecallFilter {
  std::optional<std::int64_t> caseId, recordId, followCase;
  std::string state, receiver;
  bool open = false;                              ///< only without the receiver's word
  std::optional<std::vector<std::string>> units;  ///< of the record; an empty list shows nothing
  /// Not handed over yet, or handed over and without an answer for a day since each attempt.
  std::optional<base::Instant> dueAt;
  std::int64_t after = 0, limit = 500;
};
/// By id.
[[nodiscard]] base::Result<std::vector<Recall>> listRecalls(Conn& conn, const RecallFilter& filter);

}  // namespace medcredit::store
