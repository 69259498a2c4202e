// 批量修复 (R-REP-14): the office gathers every general penalty that may be repaired now; each is a case of its own and
// decided for itself, the list keeps them together. Errors are REPR-002x.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/repair.h"

namespace medcredit::service {

/// A record that may go into a batch.
struct BatchCandidate {
  std::int64_t recordId = 0, subjectId = 0;
  std::string subjectName, entryName, documentNo, decidedOn;
};
/// General penalties of a unit past their shortest publicity, corrected and with their duties done as the unit stated.
[[nodiscard]] base::Result<std::vector<BatchCandidate>> batchCandidates(Context& context, std::string_view unit);

/// Opens a case for each record, of all candidates when `records` is empty; what cannot be taken in stands in the list
/// with its reason. REPR-0021 where only the subject may apply, REPR-0022 nothing to gather.
[[nodiscard]] base::Result<std::int64_t> makeRepairBatch(Context& context, std::string_view unit,
                                                         std::string_view title,
                                                         const std::vector<std::int64_t>& records);

/// A line of the result list.
struct BatchLine {
  store::RepairBatchItem item;
  std::string subjectName, documentNo, decidedOn;
  std::string caseNumber, stateTitle;  ///< empty when it was not taken in
};
struct BatchList {
  store::RepairBatch batch;
  std::vector<BatchLine> lines;
};
/// REPR-0020.
[[nodiscard]] base::Result<BatchList> repairBatchList(Context& context, std::int64_t id);
/// The list as CSV, UTF-8 with a mark for spreadsheets.
[[nodiscard]] std::string repairBatchCsv(const BatchList& list);

}  // namespace medcredit::service
