// Small tables that offices keep in their own way (decision registers, item lists, receipts): columns are found by any
// of their usual headings, title rows above the header are skipped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/cell.h"
#include "base/result.h"

namespace medcredit::service {

struct NamedColumn {
  std::string name;                 ///< as told to the user when it is missing
  std::vector<std::string> labels;  ///< accepted headings, compared by base::headerKey
  bool required = false;
};

struct NamedCell {
  std::string text;  ///< cleaned
  base::CellKind kind = base::CellKind::kText;
};

/// One row; `cells[i]` belongs to column i of the request, empty when the file has no such column.
struct NamedRow {
  std::int64_t row = 0;  ///< the file's own row number
  std::vector<NamedCell> cells;
};

/// Reads the whole table. QUAL-0003 when a required column is missing in the first 20 rows, QUAL-0004 when two headings
/// name the same column, FILE-* when the file cannot be read. Blank rows are left out.
[[nodiscard]] base::Result<std::vector<NamedRow>> readNamedTable(const std::filesystem::path& path,
                                                                 const std::vector<NamedColumn>& columns);

}  // namespace medcredit::service
