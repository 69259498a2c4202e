// The refusals shared by all readers: one place where a limit becomes an error.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "formats/table_reader.h"

namespace medcredit::formats {

/// FILE-0020: a row number beyond the limit.
[[nodiscard]] inline base::Error tooManyRows(const ReadLimits& limits) {
  return base::fail("FILE-0020", {{"limit", std::to_string(limits.maxRows)}});
}
/// FILE-0021: a row with too many columns.
[[nodiscard]] inline base::Error tooManyColumns(const ReadLimits& limits, std::int64_t row) {
  return base::fail("FILE-0021", {{"row", std::to_string(row)}, {"limit", std::to_string(limits.maxColumns)}});
}
/// FILE-0022: a cell with too much text. `column` is 0-based, shown 1-based.
[[nodiscard]] inline base::Error cellTooLong(const ReadLimits& limits, std::int64_t row, std::size_t column) {
  return base::fail("FILE-0022", {{"row", std::to_string(row)},
                                  {"column", std::to_string(column + 1)},
                                  {"limit", std::to_string(limits.maxCellBytes)}});
}
/// FILE-0014: a row whose cells together exceed what is held in memory at once.
inline constexpr std::size_t kMaxRowBytes = 32U << 20U;
[[nodiscard]] inline base::Error rowTooLong(std::int64_t row) {
  return base::fail("FILE-0014", {{"row", std::to_string(row)}, {"limit", std::to_string(kMaxRowBytes)}});
}

}  // namespace medcredit::formats
