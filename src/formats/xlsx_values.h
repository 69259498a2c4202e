// Numbers and dates of a workbook as text: what the person who typed them saw.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/cell.h"
#include "base/result.h"
#include "formats/zip_archive.h"

namespace medcredit::formats {

/// How the number format of a style shows a number.
enum class NumberStyle : unsigned char { kNumber, kDate, kTime };

/// What a format code shows: year, month or day make a date; hours, minutes or seconds alone a time of day.
[[nodiscard]] NumberStyle numberStyleOf(std::string_view formatCode);

/// One entry per cell style (cellXfs index).
[[nodiscard]] base::Result<std::vector<NumberStyle>> readNumberStyles(const ZipArchive& archive, std::string_view part);

/// A cell's text and kind.
struct CellText {
  std::string text;
  base::CellKind kind = base::CellKind::kNumber;
};

/// True when `raw` is already the shortest plain decimal with at most 15 significant digits: the common case.
[[nodiscard]] bool isPlainNumber(std::string_view raw);
/// Plain decimal form. A spreadsheet number has 15 significant digits: more digits of a fraction are noise of binary
/// arithmetic (0.30000000000000004 was typed as 0.3) and rounded away; an integer of 16 digits or more has lost some
/// and is kImprecise. Text that is no number is kErrorValue.
[[nodiscard]] CellText numberText(std::string_view raw);
/// Serial day number as "YYYY-MM-DD", with " HH:MM:SS" when it has a time of day. Serial 60 of the 1900 system is the
/// day that never was: "1900-02-29", for the validator to refuse. Serials outside the calendar stay numbers.
[[nodiscard]] CellText dateText(std::string_view raw, NumberStyle style, bool date1904);

}  // namespace medcredit::formats
