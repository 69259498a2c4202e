// Collection (归集): files into records, batches and their rounds (R-COLL-04, 19, 20).
//
// One import is one transaction: the batch is in completely or not at all. Whoever was interrupted runs the same
// command again; a file that is already in changes nothing and says so.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "service/file_digest.h"
#include "store/batches.h"

namespace medcredit::service {

/// Findings kept with a batch and printed; counts by code are always complete.
inline constexpr std::size_t kMaxStoredFindings = 10000;
/// Cells marked in the annotated return.
inline constexpr std::size_t kMaxMarks = 200000;
/// Rows judged and stored at a time.
inline constexpr std::size_t kChunkRows = 2048;

struct ImportRequest {
  std::filesystem::path file;
  const FileDigest* digest = nullptr;              ///< of `file`, when it was begun before; must outlive the import
  std::string entry;                               ///< catalogue entry code
  std::string unit;                                ///< supplying unit
  std::optional<base::CivilDate> received;         ///< day of arrival; today when empty
  bool dryRun = false;                             ///< judge only, store nothing
  bool allOrNothing = false;                       ///< one rejected row keeps the whole file out (COLL-0015)
  std::optional<std::filesystem::path> annotated;  ///< where to write the annotated return
  std::function<void(double)> onProgress;          ///< 0 … 1; may be empty
};

/// What an import did. `counts.rows` = accepted + rejected + duplicates; updated rows are accepted rows.
struct ImportReport {
  std::optional<std::int64_t> batchId;  ///< empty for a dry run
  std::string format, encoding, sheet;
  std::int64_t headerRow = 0;
  store::BatchCounts counts;
  std::int64_t judged = 0;     ///< rows that were not already in unchanged
  std::int64_t unchanged = 0;  ///< rows already in, as sent before
  std::int64_t late = 0;       ///< accepted rows that arrived after their report clock
  std::int64_t skipped = 0;    ///< blank and example rows
  std::optional<std::int64_t> roundOf;
  std::int64_t resolved = 0;                   ///< earlier rejected rows that this file put right
  bool alreadyStored = false;                  ///< the same file is already in: nothing was changed
  std::vector<store::StoredFinding> findings;  ///< at most kMaxStoredFindings; column 0-based, -1 for the row
  std::int64_t findingsTotal = 0;
  std::vector<std::pair<std::string, std::int64_t>> findingCounts;  ///< by code, complete
};

/// Imports one file. Failures leave the store untouched: FILE-* (form of the file), COLL-0001 … COLL-0015.
[[nodiscard]] base::Result<ImportReport> importFile(Context& context, const ImportRequest& request);

/// A batch with what became of it.
struct BatchDetails {
  store::Batch batch;
  std::vector<std::pair<std::string, std::int64_t>> findingCounts;  ///< of the stored findings
  std::vector<store::StoredFinding> findings;
  std::vector<std::int64_t> laterRounds;  ///< batches that correct this one
  std::int64_t openRejections = 0;        ///< rejected rows nobody has put right yet
};
[[nodiscard]] base::Result<BatchDetails> showBatch(Context& context, std::int64_t id);
[[nodiscard]] base::Result<std::vector<store::Batch>> listBatches(Context& context, const store::BatchFilter& filter);

/// What a withdrawal did.
struct BatchWithdrawal {
  std::int64_t withdrawn = 0;  ///< records the batch had created
  std::int64_t restored = 0;   ///< records that returned to the facts before the batch
  std::int64_t untouched = 0;  ///< records a later report stands on
};
/// Takes a batch back until publication: COLL-0040 unknown, COLL-0041 withdrawn before, COLL-0042 published.
[[nodiscard]] base::Result<BatchWithdrawal> withdrawBatch(Context& context, std::int64_t id, const std::string& reason);

}  // namespace medcredit::service
