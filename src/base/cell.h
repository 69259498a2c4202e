// A cell of a table as read from a file: text plus what the reader knows about it. Shared by readers and validators.
#pragma once

#include <string_view>

namespace medcredit::base {

/// What the reader knows about a cell beyond its text.
enum class CellKind : unsigned char {
  kText,
  kNumber,      ///< numeric cell of a workbook; text is its shortest exact decimal form
  kImprecise,   ///< number that has lost digits (more than 15 significant): an error in code fields
  kDateSerial,  ///< numeric cell with a date format; text is "YYYY-MM-DD"
  kFormula,     ///< formula; text is its cached value
  kErrorValue,  ///< #REF!, #N/A …
  kBoolean
};

/// View into the reader's buffer, valid until the next row is read.
struct CellView {
  std::string_view text;
  CellKind kind = CellKind::kText;
};

}  // namespace medcredit::base
