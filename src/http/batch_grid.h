// Rows of a batch for the import page: which columns the file had, where the findings stand, and what was sent in the
// rows that need a look. The file itself as it goes back stands here too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "http/handlers.h"
#include "store/batches.h"

namespace medcredit::http {

/// The annotated return of the job that brought the batch in.
struct AnnotatedReturn {
  std::int64_t jobId = 0;
  std::filesystem::path path;  ///< of the plain form, which lies sealed beside it; empty when there is none
};
[[nodiscard]] base::Result<AnnotatedReturn> annotatedReturn(HandlerContext& context, std::int64_t batchId);
/// A copy of it in clear, to be sent or read and then removed; ACCS-0401 when it is no longer there.
[[nodiscard]] base::Result<std::filesystem::path> openReturn(HandlerContext& context, std::int64_t batchId,
                                                             const AnnotatedReturn& kept);

/// Writes down that somebody looked at a batch: "batch.findings", "batch.rows" …
base::Status noteBatchRead(HandlerContext& context, const store::Batch& batch, std::string action);

/// getBatchGrid, getBatchRows. They repeat what was sent in clear: for those who enter (collect.enter).
void addBatchGrid(AreaRoutes& routes);

}  // namespace medcredit::http
