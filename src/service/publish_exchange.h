// Exchange with channels by file (R-INTG-01, 04, 13): what waits is written as a package, receipts come back line by
// line. Works without any connector; what would have been sent can always be looked at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "service/publish_output.h"
#include "store/publicity.h"

namespace medcredit::service {

/// One waiting or past message, for `publish jobs`.
struct QueuedJob {
  store::PublicationJob job;
  std::string entry, documentNo, channelName;
};
/// Messages in the order in which they are to be sent; empty channel or state = all. PUBL-0010 unknown channel.
[[nodiscard]] base::Result<std::vector<QueuedJob>> listQueue(Context& context, std::string_view channel,
                                                             std::string_view state);

struct PackageRequest {
  std::string channel;           ///< id or name
  std::filesystem::path folder;  ///< created when missing
  bool resend = false;           ///< also what was sent or rejected and never confirmed
};
struct PackageResult {
  std::int64_t number = 0;                          ///< running number of packages; 0 when there was nothing to send
  std::vector<WrittenFile> files;                   ///< one file per entry
  std::vector<std::filesystem::path> receiptForms;  ///< to be filled in by the receiver, one per file
  std::int64_t messages = 0;
};
/// Writes the messages of a channel in order and marks them sent. Columns: 流水号, 操作 (add / correct / remove),
/// 记录号, 版本, then the upload columns of the entry; a removal carries no facts. Tracking items are never sent.
/// PUBL-0025 for a channel that gets its data through another one.
[[nodiscard]] base::Result<PackageResult> writePackage(Context& context, const PackageRequest& request);

struct ReceiptOutcome {
  std::int64_t confirmed = 0, rejected = 0, unchanged = 0;
  std::vector<base::Error> problems;  ///< lines not taken: PUBL-0013…0015, with their row as place
};
/// Takes receipts in: columns 流水号, 结果, 回执号, 原因. Good lines count even when others are bad; taking the same
/// file in twice changes nothing. QUAL-0003 / QUAL-0004 when the columns cannot be told.
[[nodiscard]] base::Result<ReceiptOutcome> takeReceipts(Context& context, const std::filesystem::path& file);

}  // namespace medcredit::service
