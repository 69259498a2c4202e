// Storing judged rows, a chunk at a time: what is new, what is known, what changed, what must go back (R-COLL-20).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/cell.h"
#include "base/date.h"
#include "base/result.h"
#include "domain/finding.h"
#include "service/collect_findings.h"
#include "service/collect_intake.h"
#include "service/collect_keys.h"
#include "store/batches.h"
#include "store/conn.h"
#include "store/payloads.h"
#include "store/subjects.h"

namespace medcredit::service {

/// What became of a row.
enum class RowOutcome {
  kPending,
  kRejected,
  kRepeat,     ///< the same row stands further up in the file
  kUnchanged,  ///< already in, as sent
  kNew,
  kUpdated  ///< a new version of a record that is in
};

/// A judged row with its raw cells and findings; both are ranges of the chunk.
struct ChunkRow {
  IntakeRow intake;
  RowOutcome outcome = RowOutcome::kPending;
  std::string_view stored;     ///< the payload as it goes into the store
  std::string_view secret;     ///< its personal cells
  const char* sent = nullptr;  ///< what the cells of the row are cut from
  std::size_t cellsFrom = 0, cellsTo = 0;
  std::size_t findingsFrom = 0, findingsTo = 0;
  std::vector<domain::Finding> late;  ///< findings made while storing
  // Known record, for kUnchanged and kUpdated.
  std::int64_t recordId = 0, version = 0, subjectId = 0;
};

/// A cell as sent: where it lies in the text of its row.
struct SentCell {
  std::uint32_t at = 0, size = 0;
};

/// Rows judged together. Reused, so that a long file does not allocate per row.
struct Chunk {
  TextArena arena;
  std::vector<ChunkRow> rows;  ///< `used` of them are filled
  std::size_t used = 0;
  std::vector<SentCell> cells;
  std::vector<domain::Finding> findings;
  double progress = 0;  ///< of the reader behind the last row

  ChunkRow& append();
  /// Keeps the cells of a row: it may yet have to go back to its sender.
  void keepCells(ChunkRow& row, std::span<const base::CellView> sent);
  [[nodiscard]] std::vector<base::CellView> cellsOf(const ChunkRow& row) const;
  void clear();
  [[nodiscard]] std::span<ChunkRow> filled() { return {rows.data(), used}; }

 private:
  std::string joined_;
};

/// Everything that is the same for all rows of a batch.
struct BatchSetup {
  std::int64_t batchId = 0;
  const domain::CatalogueEntry* entry = nullptr;
  std::int64_t entryVersion = 0;
  std::string definition;  ///< of the entry version
  std::string unitId, collectingUnit, actor;
  base::Instant now;
  std::optional<std::int64_t> roundOf;
  bool resolvesEarlier = false;  ///< earlier batches of the unit and entry have open rejected rows
  int nameColumn = -1;           ///< file column of the subject's name
};

/// Writes the rows of one batch inside the caller's transaction.
class BatchWriter {
 public:
  /// `packer` made the stored forms of the rows.
  BatchWriter(store::Conn& conn, BatchSetup setup, store::PayloadPacker& packer, FindingLog& log)
      : conn_(conn), setup_(std::move(setup)), packer_(packer), log_(log) {}

  base::Status store(Chunk& chunk);
  /// After the last chunk: the natural keys of all new records.
  base::Status finish() { return store::insertRecordKeys(conn_, newKeys_); }

  [[nodiscard]] const store::BatchCounts& counts() const { return counts_; }
  [[nodiscard]] std::int64_t unchanged() const { return unchanged_; }
  [[nodiscard]] std::int64_t late() const { return late_; }
  [[nodiscard]] std::int64_t resolved() const { return resolved_; }
  [[nodiscard]] std::optional<std::int64_t> roundOf() const { return setup_.roundOf; }
  [[nodiscard]] bool changedPublished() const { return changedPublished_; }

 private:
  /// A row further up, packed: a large file has one of these for each of its rows.
  struct Seen {
    std::uint32_t fileRow = 0;
    std::array<std::uint32_t, 2> payloadHash{};
  };
  struct KnownSubject {
    std::int64_t id = 0;
    std::int32_t disagrees = -1;  ///< index into registeredNames_
    bool conflict = false;
  };

  struct Nothing {};

  base::Status learnKeys(const Chunk& first);
  void markRepeats(Chunk& chunk);
  base::Status matchExisting(Chunk& chunk);
  base::Status judgeExisting(ChunkRow& row, const store::ExistingRecord& existing);
  base::Status findSubjects(Chunk& chunk);
  void applySubject(ChunkRow& row, const KnownSubject& subject);
  base::Status insertNew(Chunk& chunk);
  base::Status insertUpdates(Chunk& chunk);
  base::Status insertOthers(Chunk& chunk);
  base::Status resolveEarlier(Chunk& chunk);
  void finishRows(Chunk& chunk);
  void reject(ChunkRow& row, std::string code, std::vector<base::ErrorArg> args);
  [[nodiscard]] domain::Finding finding(const ChunkRow& row, std::string code, domain::Severity severity,
                                        std::vector<base::ErrorArg> args) const;
  [[nodiscard]] store::NewVersion versionOf(const ChunkRow& row) const;

  store::Conn& conn_;
  BatchSetup setup_;
  store::PayloadPacker& packer_;
  FindingLog& log_;
  store::BatchCounts counts_;
  std::int64_t unchanged_ = 0, late_ = 0, resolved_ = 0;
  bool changedPublished_ = false;
  KeyMap<Seen> seen_;
  bool started_ = false, knowsKeys_ = false;  ///< with knowsKeys_, no key is in the store but those of storedKeys_
  KeyMap<Nothing> storedKeys_;
  std::vector<store::RecordKey> newKeys_;
  KeyMap<KnownSubject> subjects_;
  std::vector<std::string> registeredNames_;
  std::string cells_;  ///< JSON of the rows that become no record, for one chunk
};

}  // namespace medcredit::service
