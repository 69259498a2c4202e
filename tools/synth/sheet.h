// Writes tables the way offices send them: title rows over the header, dates as serials or text, codes as numbers, GBK
// or UTF-16.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace medcredit::synth {

enum class CellStyle { kText, kNumber, kDateSerial };

struct Cell {
  std::string text;
  CellStyle style = CellStyle::kText;
};

enum class FileStyle {
  kXlsx,        ///< header in row 1
  kXlsxTitled,  ///< two merged title rows above the header
  kCsvUtf8Bom,
  kCsvGbk,
  kCsvUtf16
};

struct Sheet {
  std::string title;  ///< shown in the merged title row
  std::string subtitle;
  std::vector<std::string> header;
  std::vector<std::vector<Cell>> rows;
};

/// Row number of the header in the written file.
[[nodiscard]] int headerRow(FileStyle style);
/// Throws std::runtime_error when the file cannot be written.
void writeSheet(const Sheet& sheet, FileStyle style, const std::filesystem::path& target);
void writeBytes(const std::string& bytes, const std::filesystem::path& target);

}  // namespace medcredit::synth
