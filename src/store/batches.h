// Batches (批次): one import of one file, its rejected and duplicate rows, its findings, its fix rounds (订正轮次).
// Functions that write must run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"
#include "store/records.h"

namespace medcredit::store {

/// Counts of a batch; `rows` = judged data rows including duplicates.
struct BatchCounts {
  std::int64_t rows = 0, accepted = 0, updated = 0, rejected = 0, duplicates = 0, warnings = 0;
};

/// A batch as stored.
struct Batch {
  std::int64_t id = 0;
  std::string unitId, entry;
  std::int64_t entryVersion = 0;
  std::string fileName, fileDigest, format, encoding;
  std::int64_t headerRow = 0;
  std::string receivedOn;
  base::Instant createdAt;
  std::string actor;
  std::string state;  ///< stored, withdrawn
  std::optional<std::int64_t> roundOf;
  BatchCounts counts;
};

base::Status insertBatch(Conn& conn, const Batch& batch);
/// What is known of a batch once its rows are in.
struct BatchOutcome {
  BatchCounts counts;
  std::string_view fileDigest;  ///< SM3, hexadecimal
  std::optional<std::int64_t> roundOf;
};
base::Status finishBatch(Conn& conn, std::int64_t id, const BatchOutcome& outcome);
/// Notes the rows stored so far, after each chunk. It also keeps the pages that finishBatch() changes in SQLite's
/// cache: written out early and changed at the end, they would make it work out the checksums of its whole log once
/// more.
base::Status noteBatchRows(Conn& conn, std::int64_t id, std::int64_t rows);

[[nodiscard]] base::Result<std::optional<Batch>> getBatch(Conn& conn, std::int64_t id);
/// The stored (not withdrawn) batch of the same file for the same entry and unit; the latest when there are several.
[[nodiscard]] base::Result<std::optional<Batch>> findBatchByFile(Conn& conn, std::string_view digest,
                                                                 std::string_view entry, std::string_view unitId);
struct BatchFilter {
  std::string unitId, entry;  ///< empty = all
};
/// Batches in order of arrival.
[[nodiscard]] base::Result<std::vector<Batch>> listBatches(Conn& conn, const BatchFilter& filter);
/// Batches that are fix rounds of `id`, directly.
[[nodiscard]] base::Result<std::vector<std::int64_t>> roundsOf(Conn& conn, std::int64_t id);

/// A row that did not become a record version.
struct BatchRow {
  std::int64_t fileRow = 0;
  std::string_view outcome;  ///< rejected, duplicate
  std::optional<NaturalKey> naturalKey;
  std::string_view documentNo, decidedOn, dueOn;  ///< "" = NULL
  std::string_view cells;                         ///< JSON array of what was sent
};
base::Status insertBatchRows(Conn& conn, std::int64_t batchId, std::span<const BatchRow> rows);

/// A finding as stored with its batch.
struct StoredFinding {
  std::int64_t seq = 0, fileRow = 0, fileColumn = -1;
  std::string code, severity, field, value, message, basis, suggestion;
};
base::Status insertFindings(Conn& conn, std::int64_t batchId, std::span<const StoredFinding> findings);
base::Status eachFinding(Conn& conn, std::int64_t batchId, const std::function<bool(const StoredFinding&)>& onFinding);
/// Where a finding stands, without the parts that repeat what was sent.
struct FindingPlace {
  std::int64_t fileRow = 0, fileColumn = -1;
  std::string_view code, severity, field;
};
/// Places of all findings by file row.
base::Status eachFindingPlace(Conn& conn, std::int64_t batchId,
                              const std::function<void(const FindingPlace&)>& onPlace);
/// Findings in these file rows (ascending), by file row.
[[nodiscard]] base::Result<std::vector<StoredFinding>> findingsOfRows(Conn& conn, std::int64_t batchId,
                                                                      std::span<const std::int64_t> fileRows);
/// What became of a row of the file.
struct SentRow {
  std::int64_t fileRow = 0;
  std::string outcome;                   ///< rejected, duplicate, accepted
  bool resolved = false;                 ///< rejected, and put right by a later batch
  std::string cells;                     ///< JSON array of what was sent; only of rejected rows
  std::optional<std::int64_t> recordId;  ///< of accepted rows
};
/// The rows of a batch among these file rows (ascending), ascending.
[[nodiscard]] base::Result<std::vector<SentRow>> sentRows(Conn& conn, std::int64_t batchId,
                                                          std::span<const std::int64_t> fileRows);
/// Number of stored findings of a batch by code, ordered by code.
[[nodiscard]] base::Result<std::vector<std::pair<std::string, std::int64_t>>> findingCounts(Conn& conn,
                                                                                            std::int64_t batchId);

/// File rows of a batch that were rejected and are not yet resolved, ascending.
[[nodiscard]] base::Result<std::vector<std::int64_t>> openRejections(Conn& conn, std::int64_t batchId);
/// True when any earlier batch of this entry and unit has an open rejected row.
[[nodiscard]] base::Result<bool> hasOpenRejections(Conn& conn, std::string_view entry, std::string_view unitId);
/// The open rejected rows of `batchId` in these file rows are resolved by `resolvedBy`; returns how many there were.
base::Result<std::int64_t> resolveRows(Conn& conn, std::int64_t batchId, std::span<const std::int64_t> fileRows,
                                       std::int64_t resolvedBy);
/// Open rejected rows of earlier batches of the same entry and unit with these natural keys are resolved by
/// `resolvedBy`; `onBatch` is told the batch of each such row. Returns how many there were.
base::Result<std::int64_t> resolveRowsByKey(Conn& conn, std::string_view entry, std::string_view unitId,
                                            std::span<const NaturalKey> keys, std::int64_t resolvedBy,
                                            const std::function<void(std::int64_t)>& onBatch);

/// Records that a batch brought in or changed and that are, or were, published.
[[nodiscard]] base::Result<std::int64_t> publishedOfBatch(Conn& conn, std::int64_t batchId);

/// A record that a batch changed (not created) and that still stands as the batch left it.
struct BatchChange {
  std::int64_t recordId = 0, version = 0;  ///< current version, written by the batch
  std::int64_t previousEntryVersion = 0;
  std::string previousTrueFrom, previousPayload;  ///< the facts before
  std::vector<int> previousPersonal;              ///< cells of them that are kept sealed
  std::int64_t subjectId = 0;
};
[[nodiscard]] base::Result<std::vector<BatchChange>> changesOfBatch(Conn& conn, std::int64_t batchId);
struct WithdrawalAct {
  base::Instant now;
  std::string_view today;  ///< the record no longer holds from this day
  std::string_view actor, cause;
};
/// Gives every record that the batch created and nobody changed since a withdrawal version; returns how many.
base::Result<std::int64_t> withdrawCreated(Conn& conn, std::int64_t batchId, const WithdrawalAct& act);
/// Marks the batch withdrawn; rows it had resolved are open again.
base::Status markWithdrawn(Conn& conn, std::int64_t batchId);

}  // namespace medcredit::store
