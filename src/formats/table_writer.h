// Writers of tables: XLSX (libxlsxwriter, constant memory) and CSV, with formula injection neutralised.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace medcredit::formats {

/// Cells that a spreadsheet would run as a formula (first character = + - @ tab CR LF or their full-width forms) get a
/// leading apostrophe; a cell that already begins with an apostrophe followed by such a character gets one more, so
/// that unprotect() restores every original exactly (exports round-trip).
[[nodiscard]] std::string protectFormula(std::string_view cell);
[[nodiscard]] std::string unprotectFormula(std::string_view cell);

/// Row-by-row writer. Writes to a temporary name beside the target; finish() flushes, fsyncs and renames.
/// Destroying an unfinished writer removes the temporary file.
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual base::Status row(std::span<const std::string> cells) = 0;
  virtual base::Status finish() = 0;
};
/// By the target's extension: ".csv" (UTF-8 with BOM, CRLF) or ".xlsx" (text cells). `header` is written first.
[[nodiscard]] base::Result<std::unique_ptr<TableWriter>> makeTableWriter(const std::filesystem::path& target,
                                                                         std::string_view sheetName,
                                                                         std::span<const std::string> header);

/// A blank collection template (R-COLL-04): typed text cells, drop-downs, one example row, a rules sheet.
struct TemplateColumn {
  std::string header;
  std::vector<std::string> choices;  ///< drop-down; empty for none
  bool required = false;             ///< header marked
  std::string example;
  std::string note;  ///< line of the rules sheet and input message
};
struct TemplateSpec {
  std::string title;  ///< entry heading, also the sheet name
  std::vector<TemplateColumn> columns;
  std::vector<std::string> rules;  ///< lines of the rules sheet
};
/// The example row's first cell begins with kExampleMark, so that an importer skips it.
inline constexpr std::string_view kExampleMark = "【示例】";
[[nodiscard]] base::Status writeTemplate(const TemplateSpec& spec, const std::filesystem::path& target);

}  // namespace medcredit::formats
