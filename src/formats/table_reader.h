// Streaming readers of tables: CSV, XLSX, JSON behind one interface. One file in formats/ per format.
// Memory is bounded whatever the file size. Nothing here knows a credit term: cells only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/cell.h"
#include "base/result.h"

namespace medcredit::formats {

struct TableInfo {
  std::string format;    ///< "csv", "xlsx", "json"
  std::string encoding;  ///< "UTF-8", "GBK", …; empty for xlsx
  std::string sheet;     ///< sheet name for xlsx
};

/// Hard limits; a file beyond them is refused with FILE-002x before memory is used.
struct ReadLimits {
  std::int64_t maxRows = 1048576;
  int maxColumns = 16384;
  std::size_t maxCellBytes = 32768 * 4;          ///< a cell of 1 MB is refused with FILE-0022
  std::uint64_t maxUnpackedBytes = 4ULL << 30U;  ///< zip bomb guard, on bytes produced
  double maxRatio = 200.0;                       ///< unpacked/packed, checked after the first 16 MiB produced
};

/// Forward-only reader over the rows of the (first non-empty visible) sheet.
class TableReader {
 public:
  virtual ~TableReader() = default;
  [[nodiscard]] virtual const TableInfo& info() const = 0;
  /// Reads the next row into `cells` (reused). False at the end. Blank rows are returned with zero cells filled in;
  /// `rowNumber` is the file's own 1-based row number.
  [[nodiscard]] virtual base::Result<bool> next(std::vector<base::CellView>& cells, std::int64_t& rowNumber) = 0;
  /// Bytes consumed / total, for progress.
  [[nodiscard]] virtual double progress() const = 0;
};

/// Opens a file by its content (magic bytes), not its name: zip with xl/workbook.xml is XLSX, '{' or '[' JSON, the rest
/// CSV if it decodes. Old binary .xls, PDF, images and other zips fail with FILE-0003 naming what the file really is.
[[nodiscard]] base::Result<std::unique_ptr<TableReader>> openTable(const std::filesystem::path& path,
                                                                   const ReadLimits& limits = {});

}  // namespace medcredit::formats
