// Rows from C++ as a table: `INSERT INTO t SELECT c0, c1 … FROM mc_rows` stores thousands of rows with one run of one
// statement. Cursors of the table and its indexes are opened once, values are read where they lie; a statement per row
// costs more than the row itself.
#pragma once

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store::sqlite {

/// What `mc_rows` shows on one connection. Must outlive the connection.
class RowFeed {
 public:
  static constexpr std::size_t kMaxColumns = 40;

  /// Registers the table on a connection; an SQLite result code.
  [[nodiscard]] int attach(sqlite3* db);
  /// Shows `count` rows (at least one) of `columns` values each; `fill` must live until the statement has run.
  void show(std::size_t columns, std::size_t count, const RowFill& fill);
  /// Columns that have one value in all rows shown are better bound than read row by row.
  [[nodiscard]] bool isFixed(std::size_t column) const { return fixed_.at(column); }
  [[nodiscard]] const Value& fixedValue(std::size_t column) const { return first_.at(column); }
  /// Why the last statement was refused by the rows themselves: STOR-0011 for a NUL byte in a text.
  [[nodiscard]] const std::optional<base::Error>& error() const { return error_; }

 private:
  friend struct RowFeedModule;

  void toRow(std::size_t index);
  [[nodiscard]] int column(sqlite3_context* to, std::size_t column);

  void findFixed();

  std::array<Value, kMaxColumns> row_, first_;
  std::array<std::string, kMaxColumns> texts_;  ///< of the first row
  std::array<bool, kMaxColumns> fixed_{};
  std::size_t columns_ = 0, count_ = 0, at_ = 0;
  const RowFill* fill_ = nullptr;
  std::optional<base::Error> error_;
};

}  // namespace medcredit::store::sqlite
