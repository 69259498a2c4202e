// The annotated return: the sender's own workbook with marked cells, comments and one error column (features A4).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace medcredit::formats {

/// One mark on a cell; column -1 marks the row (error column only).
struct CellMark {
  std::int64_t row = 0;  ///< the file's own row number, 1-based
  int column = -1;       ///< 0-based
  bool warning = false;  ///< yellow instead of red
  std::string text;      ///< comment text (Chinese)
};

struct AnnotateRequest {
  std::filesystem::path source;  ///< the file as sent
  std::filesystem::path target;  ///< .xlsx (default) or .csv for a CSV source
  std::int64_t headerRow = 1;    ///< row that holds the headers; the error column's header is written there
  std::string errorHeader;  ///< e.g. "医信校验结果【B12】"; an existing column with the same prefix is reused
  std::string errorHeaderPrefix;  ///< "医信校验结果"
  std::vector<CellMark> marks;    ///< sorted by row, column
};

/// XLSX source: the package is edited, not rewritten: same sheets, order, widths and formats; marked cells get a fill
/// on top of their own style, a comment each; the error column carries the texts of its row. CSV or JSON source: an
/// equal table with text cells is written. Never overwrites the source; writes to a temporary name and renames.
[[nodiscard]] base::Status writeAnnotated(const AnnotateRequest& request);

}  // namespace medcredit::formats
