// Publicity in the store: records as the publishing desk sees them, and one job per channel and act (R-DISC-03).
// Functions that write must run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// A record head joined with its subject and current version. Dates are "YYYY-MM-DD" or empty.
struct PublicityRow {
  std::int64_t recordId = 0, version = 0, subjectId = 0, entryVersion = 0;
  std::string entry, unitId, unitName, subjectName;
  std::string state;      ///< live, void, withdrawn
  std::string publicity;  ///< not_public, pending, published, ended, withdrawn, withheld
  std::string infoClass, scope, severity;
  std::string documentNo, decidedOn, receivedOn, publishDue, publishedOn, publicityUntil, reason;
  bool internalOnly = false;
  bool disputed = false;    ///< an objection is open: shown with the mark (R-OBJ-07)
  std::string payload;      ///< JSON array of the current version
  std::string entryDigest;  ///< digest of the entry version the payload was checked with
};

/// What to select; empty members do not restrict.
struct PublicityFilter {
  std::string entry, unitId, publicity, state;
  std::optional<std::int64_t> recordId, subjectId;
  std::optional<std::int64_t> after;   ///< records behind this id only
  std::string decidedFrom, decidedTo;  ///< inclusive
  bool newestFirst = false;            ///< greatest id first; `after` then means smaller ids
};

/// Streams the records in order of their id.
base::Status eachPublicityRow(Conn& conn, const PublicityFilter& filter,
                              const std::function<bool(const PublicityRow&)>& onRow);

/// New state of a record's publicity; empty optionals leave the column as it is, empty texts clear it.
struct PublicityChange {
  std::int64_t recordId = 0;
  std::string_view publicity;
  std::optional<std::string_view> publishDue, publishedOn, publicityUntil, reason;
};
base::Status changePublicity(Conn& conn, const PublicityChange& change);

/// One act towards one channel.
struct PublicationJob {
  std::int64_t id = 0, recordId = 0, version = 0;
  std::string channel;
  std::string act;  ///< add, correct, remove; track = wait for it to appear where another channel shares it (R-DUAL-08)
  std::string state;  ///< pending, sent, confirmed, rejected
  std::string createdOn, doneOn;
  std::string receipt;  ///< receipt number, or the receiver's reason when rejected
};

/// Stores the jobs and gives them their ids in order.
base::Status insertJobs(Conn& conn, std::vector<PublicationJob>& jobs);

struct PublicationFilter {
  std::string channel, state;
  std::optional<std::int64_t> recordId;
};
/// Jobs in order of their id.
[[nodiscard]] base::Result<std::vector<PublicationJob>> listPublicationJobs(Conn& conn,
                                                                            const PublicationFilter& filter);
[[nodiscard]] base::Result<std::optional<PublicationJob>> getPublicationJob(Conn& conn, std::int64_t id);
/// Sets the state; `doneOn` and `receipt` empty = NULL.
base::Status setJobState(Conn& conn, std::int64_t id, std::string_view state, std::string_view doneOn,
                         std::string_view receipt);

/// Records whose channels lag behind their facts: still public with a newer version than the channels were told of, or
/// no longer public while the channels were never told to remove them. With an id: that record or none.
base::Status eachLaggingRecord(Conn& conn, std::optional<std::int64_t> recordId,
                               const std::function<bool(std::int64_t recordId)>& onRow);

/// Records shown although `day`, the last one of their publicity, has come.
[[nodiscard]] base::Result<std::vector<std::int64_t>> publicityOver(Conn& conn, std::string_view day);

}  // namespace medcredit::store
