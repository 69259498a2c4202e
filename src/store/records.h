// Records and their versions: bulk paths for imports, single acts for manual entry and corrections.
//
// A record is a head (what lists and clocks ask for) and its append-only versions (the facts). Heads change, versions
// never do; every function that writes must run inside the caller's transaction.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// XXH3-128 of the canonical natural key text (R-COLL-20), big-endian.
using NaturalKey = std::array<char, 16>;
[[nodiscard]] inline std::string_view bytesOf(const NaturalKey& key) { return {key.data(), key.size()}; }
[[nodiscard]] NaturalKey hashNaturalKey(std::string_view canonicalText);

/// Id of a catalogue entry version; created on first use (R-CAT-01: old records stay bound to their version).
struct EntryVersionDef {
  std::string_view entry;
  std::string_view digest;
  std::string_view definition;  ///< JSON: ordered fields
};
[[nodiscard]] base::Result<std::int64_t> ensureEntryVersion(Conn& conn, const EntryVersionDef& def, base::Instant now);
/// Id of an entry version by digest; empty when it was never used.
[[nodiscard]] base::Result<std::optional<std::int64_t>> findEntryVersion(Conn& conn, std::string_view digest);
/// Definition JSON of an entry version; empty text when there is no such id.
[[nodiscard]] base::Result<std::string> entryVersionDefinition(Conn& conn, std::int64_t id);

/// What an import must know about a record that is already there.
struct ExistingRecord {
  std::int64_t id = 0;
  std::int64_t subjectId = 0;
  std::int64_t version = 0;
  std::int64_t entryVersion = 0;
  std::string state;   ///< live, void, withdrawn
  std::string unitId;  ///< supplying unit
  std::string publicity;
  std::string payload;  ///< of the current version
};
/// Calls `onRow(index of the key, record)` for every key that is already taken. Keys must be distinct.
base::Status findByNaturalKey(Conn& conn, std::span<const NaturalKey> keys,
                              const std::function<void(std::size_t, const ExistingRecord&)>& onRow);

/// Derived columns of a head. Empty texts are stored as NULL where the column allows it.
struct RecordFacts {
  std::string_view infoClass, nature, scope, channel;
  std::string_view documentNo, decidedOn, receivedOn, dueOn;
  bool dueProvisional = false;
  std::string_view publicity, publishDue, publicityReason;
  std::string_view severity, kindCode, endedOn, moment;
  bool continuing = false;
  bool internalOnly = false;
};

/// A version to be appended.
struct NewVersion {
  std::int64_t recordId = 0;
  std::int64_t version = 1;
  std::string_view kind;   ///< domain::versionKindName
  std::string_view cause;  ///< 错报, 重报更新 …; empty = NULL
  std::int64_t entryVersion = 0;
  std::optional<std::int64_t> batchId;
  std::optional<std::int64_t> fileRow;
  base::Instant knownAt;
  std::string_view trueFrom;  ///< "" = NULL
  std::string_view actor;
  std::string_view collectingUnit;  ///< "" = NULL
  std::string_view consent;         ///< "" = NULL
  std::string_view payload;  ///< without its personal cells (splitPayload); in full or shortened by PayloadPacker
  std::string_view secret;   ///< the personal cells, in clear: sealed when written (R-SEC-04)
  std::int64_t person = 0;   ///< subject whose key seals them; 0 = the site's, for organisations
};

/// A record to be created together with its first version.
struct NewRecord {
  std::int64_t id = 0;
  std::int64_t subjectId = 0;
  std::string_view entry;
  std::string_view unitId;
  NaturalKey naturalKey{};
  RecordFacts facts;
};

/// The natural key of a record.
struct RecordKey {
  NaturalKey key{};
  std::int64_t recordId = 0;
};
/// Inserts heads with their keys. With `later` the keys are added to it instead and must be handed to
/// insertRecordKeys() before the transaction ends: sorted, a whole import's keys cost a fraction of single ones.
base::Status insertRecords(Conn& conn, std::span<const NewRecord> records, std::vector<RecordKey>* later = nullptr);
/// Sorts and inserts keys; STOR-0006 when one is taken already.
base::Status insertRecordKeys(Conn& conn, std::vector<RecordKey>& keys);
/// Versions with a row of their own; first versions of an import go through FirstVersions (version_blocks.h).
base::Status insertVersions(Conn& conn, std::span<const NewVersion> versions);

/// Moves a head to its new version and the facts derived from it. What an act of its own decided stays: subject,
/// receipt, channel, a class set by hand; publicity once published; severity and kind unless new ones are given.
struct HeadUpdate {
  std::int64_t recordId = 0;
  std::int64_t version = 0;
  std::string_view state;
  RecordFacts facts;
  /// A correction may show that another subject or another decision was meant; empty: as before.
  std::optional<std::int64_t> subjectId = std::nullopt;
  std::optional<NaturalKey> naturalKey = std::nullopt;
};
base::Status updateHead(Conn& conn, const HeadUpdate& update);

/// Only state, version and publicity of a head (void, withdrawal): a published record is taken down.
base::Status retireHead(Conn& conn, std::int64_t recordId, std::int64_t version, std::string_view state);

/// A head as read back.
struct RecordHead {
  std::int64_t id = 0, subjectId = 0, version = 0;
  std::string entry, unitId, state, infoClass, nature, scope, channel, documentNo, decidedOn, receivedOn, dueOn;
  std::string publicity, publishDue, publishedOn, publicityUntil, publicityReason, severity, kindCode, endedOn, moment;
  bool dueProvisional = false, continuing = false, internalOnly = false, disputed = false;
  NaturalKey naturalKey{};
};
/// Empty when there is no such record.
[[nodiscard]] base::Result<std::optional<RecordHead>> getRecord(Conn& conn, std::int64_t id);

/// A version as read back, with its source (R-COLL-01).
struct RecordVersion {
  std::int64_t version = 0, entryVersion = 0;
  std::string kind, cause, trueFrom, actor, collectingUnit, consent, payload;
  std::vector<int> personal;  ///< cells of the payload that are kept sealed
  std::optional<std::int64_t> batchId, fileRow;
  std::string fileName;  ///< of the batch; empty for manual entry
  base::Instant knownAt;
};
/// All versions of a record, oldest first.
[[nodiscard]] base::Result<std::vector<RecordVersion>> recordVersions(Conn& conn, std::int64_t recordId);

}  // namespace medcredit::store
