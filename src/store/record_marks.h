// What is decided about a record after it arrived: class changes, dishonesty, review, statute, release; and the
// registers beside it: bad-practice points, complaints, list types. Writing functions run inside the caller's
// transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// One version of a record with its head, as the archive reads it.
struct ArchiveRow {
  std::int64_t recordId = 0, subjectId = 0, version = 0;
  std::string entry, unitId, unitName, state, infoClass, nature, channel, documentNo, decidedOn, receivedOn, publicity,
      publicityUntil, severity, kindCode, endedOn, moment;
  bool continuing = false, internalOnly = false;
  std::string versionKind, trueFrom, actor, payload, fileName;
  std::int64_t entryVersion = 0;  ///< the definition that the payload was checked with
  base::Instant knownAt;
  std::optional<std::int64_t> batchId, fileRow;
  /// What else there is about the record; most records have nothing, so nobody need look.
  bool reclassified = false, dishonest = false, reviewed = false, underStatute = false, released = false,
       complained = false, disputed = false, repaired = false;
};
class PayloadTexts;
/// Versions of the subject's records known up to `knownUntil`, by record and version. `texts`: see PayloadReader.
base::Status archiveOf(Conn& conn, std::int64_t subjectId, base::Instant knownUntil,
                       const std::function<void(ArchiveRow)>& onRow, PayloadTexts* texts = nullptr);
/// As above for one record, all versions.
base::Status archiveOfRecord(Conn& conn, std::int64_t recordId, const std::function<void(ArchiveRow)>& onRow);
/// Live records not yet released whose record period may be over: decided (or ended, or received) up to `until`, of an
/// ended subject, or under a statute or a recognition of their own. Ascending; the caller judges each.
[[nodiscard]] base::Result<std::vector<std::int64_t>> releaseCandidates(Conn& conn, std::string_view until);

struct ClassChange {
  std::int64_t recordId = 0;
  base::Instant at;
  std::string fromClass, toClass, fromNature, toNature, fromKind, toKind, detail, reason, actor;
};
/// Keeps the change and rewrites the head.
base::Status insertClassChange(Conn& conn, const ClassChange& change, std::string_view severity);
[[nodiscard]] base::Result<std::vector<ClassChange>> classChanges(Conn& conn, std::int64_t recordId);

/// End of continuing conduct (`endedOn` empty: still going on).
base::Status setConduct(Conn& conn, std::int64_t recordId, bool continuing, std::string_view endedOn);
base::Status setMoment(Conn& conn, std::int64_t recordId, std::string_view moment);
/// Takes a record that waits for publicity off the public way, with the reason.
base::Status setNotPublic(Conn& conn, std::int64_t recordId, std::string_view publicity, std::string_view reason);
/// Marks a record internal-only; its publicity becomes `publicity` (not_public).
base::Status setInternal(Conn& conn, std::int64_t recordId, bool internalOnly, std::string_view publicity,
                         std::string_view reason);

struct Dishonesty {
  std::int64_t recordId = 0;
  base::Instant recordedAt;
  std::string recognisedOn, level, ruleId, clause, listType, actor;
};
base::Status insertDishonesty(Conn& conn, const Dishonesty& mark);
/// The latest recognition; empty when there is none.
[[nodiscard]] base::Result<std::optional<Dishonesty>> dishonestyOf(Conn& conn, std::int64_t recordId);

struct Review {
  std::int64_t recordId = 0;
  std::string reviewer, reviewedOn, opinion, actor;
  base::Instant recordedAt;
};
base::Status insertReview(Conn& conn, const Review& review);
[[nodiscard]] base::Result<std::optional<Review>> reviewOf(Conn& conn, std::int64_t recordId);

struct RetentionOverride {
  std::int64_t recordId = 0;
  std::string retention, statute, actor;
  base::Instant recordedAt;
};
/// A later statute replaces the earlier one; the journal keeps both.
base::Status putRetentionOverride(Conn& conn, const RetentionOverride& value);
[[nodiscard]] base::Result<std::optional<RetentionOverride>> retentionOverrideOf(Conn& conn, std::int64_t recordId);

base::Status insertRelease(Conn& conn, std::int64_t recordId, std::string_view on, std::string_view reason,
                           base::Instant now);
/// Day of release; empty when the record is not released.
[[nodiscard]] base::Result<std::string> releasedOn(Conn& conn, std::int64_t recordId);

struct ScoreRow {
  std::int64_t id = 0, subjectId = 0, pointsMicro = 0;
  std::string scoredOn, item, basis, actor;
  base::Instant recordedAt;
};
[[nodiscard]] base::Result<std::int64_t> insertScore(Conn& conn, const ScoreRow& score);
[[nodiscard]] base::Result<std::vector<ScoreRow>> scoresOf(Conn& conn, std::int64_t subjectId);

struct ComplaintRow {
  std::int64_t id = 0, subjectId = 0;
  std::string receivedOn, channel, matter, state, decidedOn, actor;
  bool consequence = false;
  std::optional<std::int64_t> recordId;
  base::Instant recordedAt;
};
[[nodiscard]] base::Result<std::int64_t> insertComplaint(Conn& conn, const ComplaintRow& complaint);
[[nodiscard]] base::Result<std::optional<ComplaintRow>> getComplaint(Conn& conn, std::int64_t id);
base::Status decideComplaint(Conn& conn, std::int64_t id, std::string_view state, std::string_view on,
                             bool consequence);
[[nodiscard]] base::Result<std::vector<ComplaintRow>> complaintsOf(Conn& conn, std::int64_t subjectId);

struct ListType {
  std::string id, name, basisDocument, actor;
  base::Instant createdAt;
};
base::Status insertListType(Conn& conn, const ListType& type);
[[nodiscard]] base::Result<std::vector<ListType>> listTypes(Conn& conn);

/// One line of a count: how many live records carry the code(s).
struct CodeCount {
  std::string code, level;
  std::int64_t count = 0;
};
/// Live negative (or other) records by kind code.
[[nodiscard]] base::Result<std::vector<CodeCount>> countByKind(Conn& conn, std::string_view infoClass);
/// Live records by collection moment and region of the supplying unit (R-CAT-11); `level` holds the region.
[[nodiscard]] base::Result<std::vector<CodeCount>> countByMoment(Conn& conn);

}  // namespace medcredit::store
