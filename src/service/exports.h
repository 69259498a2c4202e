// Bulk exports under control (R-SEC-08): purpose and reason, approval by another person above a limit, masked by the
// disclosure policy, a watermark in every row, a limit per day, and evidence in the access log of every subject
// exported.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

struct ExportDemand {
  std::string entry;           ///< catalogue entry
  std::string unit;            ///< one unit; empty: all within the scope
  std::string purpose;         ///< from the list
  std::string reason;          ///< why it is needed
  std::string format = "csv";  ///< csv or xlsx
};
struct BulkExport {
  std::int64_t id = 0;
  ExportDemand demand;
  std::int64_t rows = 0;  ///< counted when asked for
  std::string state;      ///< open, approved, refused, used
  std::string requestedBy, requestedAt, decidedBy, decidedAt, decision;
  bool needsApproval = false;
};
/// Counts the rows the actor could export. Up to the limit (profile key export.rows.limit) the export is approved at
/// once, above it waits for another person. ACCS-0401, ACCS-0202 unit or entry outside scope, DISC-0201 purpose,
/// DISC-0308 reason.
[[nodiscard]] base::Result<BulkExport> requestExport(Context& context, const ExportDemand& demand);
/// ACCS-0401 unknown or outside scope, DISC-0206 own export, DISC-0902 not open.
[[nodiscard]] base::Result<BulkExport> decideExport(Context& context, std::int64_t id, bool approve,
                                                    const std::string& reason);
/// Exports the actor asked for, or may decide. Newest first.
[[nodiscard]] base::Result<std::vector<BulkExport>> listBulkExports(Context& context,
                                                                    std::optional<std::int64_t> before,
                                                                    std::int64_t limit);

/// A finished export file.
struct ExportFile {
  std::filesystem::path path;
  std::string name;  ///< for the browser
  std::int64_t rows = 0;
};
/// Writes the file into `folder`; once per export, by who asked for it. ACCS-0401 not the actor's own, DISC-0204 not
/// approved yet, DISC-0902 refused or used before, DISC-0205 more than allowed today.
[[nodiscard]] base::Result<ExportFile> writeExport(Context& context, std::int64_t id,
                                                   const std::filesystem::path& folder);

}  // namespace medcredit::service
