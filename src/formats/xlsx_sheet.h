// The rows of one worksheet part.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/cell.h"
#include "base/result.h"
#include "formats/table_reader.h"
#include "formats/xlsx_strings.h"
#include "formats/xlsx_values.h"
#include "formats/xml_stream.h"

namespace medcredit::formats {

/// What the cells of all sheets of a workbook refer to.
struct SheetContext {
  ReadLimits limits;
  bool date1904 = false;
  SharedStrings strings;
  std::vector<NumberStyle> styles;
};

/// 0-based column of a reference such as "AB12" (lower case accepted); `digits` receives the rest. -1 when malformed or
/// beyond six letters.
[[nodiscard]] int parseColumn(std::string_view reference, std::string_view& digits);
/// "AB" for 27.
[[nodiscard]] std::string columnName(int column);

/// Pulls rows out of a sheet's XML. Fails with FILE-0020, -0021, -0022, -0033 (cells out of order), -0034 (shared
/// string that does not exist) and the codes of XmlStream.
class SheetRows {
 public:
  SheetRows(const SheetContext& context, std::unique_ptr<ZipStream> source, std::string part, std::size_t blockBytes);

  /// The next row; views are valid until the next call. False at the end.
  [[nodiscard]] base::Result<bool> next(std::vector<base::CellView>& cells, std::int64_t& rowNumber);
  [[nodiscard]] double progress() { return stream_.pump().progress(); }

  // Events of XmlStream.
  void start(const char* name, const char** attributes);
  void end(const char* name);
  void text(std::string_view piece);

 private:
  enum class Type : unsigned char { kNumber, kShared, kInline, kString, kBoolean, kError, kDate };
  struct Cell {
    std::string_view shared;  ///< text that lives elsewhere; otherwise [from, from + length) of the row's arena
    std::size_t from = 0;
    std::size_t length = 0;
    base::CellKind kind = base::CellKind::kText;
  };

  void startRow(const char** attributes);
  void startCell(const char** attributes);
  void endCell();
  void place(std::string_view shared, base::CellKind kind);
  void placeNumber();
  void placeShared();

  const SheetContext& context_;
  XmlStream<SheetRows> stream_;
  std::vector<Cell> row_;
  std::string arena_;          ///< texts of the row's cells that are not shared
  std::size_t valueFrom_ = 0;  ///< start of the current cell's text in the arena
  std::string rowText_;        ///< row number as text, to compare references with
  std::int64_t rowNumber_ = 0;
  int column_ = -1;
  unsigned style_ = 0;
  Type type_ = Type::kNumber;
  bool formula_ = false;
  int depth_ = 0;
  bool inData_ = false;
  bool inRow_ = false;
  bool inCell_ = false;
  bool inValue_ = false;
  bool rowReady_ = false;
  TextCollector inline_;
};

}  // namespace medcredit::formats
