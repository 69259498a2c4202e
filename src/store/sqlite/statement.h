// Prepared SQLite statements with $n parameters, and the meaning of SQLite's result codes.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store::sqlite {

/// The failure behind a result code, as a STOR-* error with SQLite's own words as detail.
[[nodiscard]] base::Error toError(sqlite3* db, int code, std::string_view sql);

/// One prepared statement. Parameters are bound by their number, whatever order they stand in.
class Statement {
 public:
  /// Prepares the first statement of `sql`; STOR-0005 when it does not parse or when text is left over.
  [[nodiscard]] static base::Result<std::unique_ptr<Statement>> prepare(sqlite3* db, std::string_view sql);

  /// Binds without copying: the values must live until the statement is reset. STOR-0011 for a NUL byte in a text,
  /// STOR-0005 for a wrong number of values.
  base::Status bind(std::span<const Value> params);
  [[nodiscard]] int step() { return sqlite3_step(handle_.get()); }
  /// Frees cursors and bindings; the last error has been read by then.
  void reset();
  [[nodiscard]] sqlite3_stmt* handle() const { return handle_.get(); }
  [[nodiscard]] std::string_view sql() const;

  bool busy = false;  ///< between bind and reset: a nested use of the same text prepares its own statement

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* stmt) const { sqlite3_finalize(stmt); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  std::vector<int> valueOf_;  ///< parameter index of SQLite (from 0) -> index of the value bound to it
  std::size_t values_ = 0;    ///< number of values the text names
};

/// Current row of a stepped statement.
class StatementRow final : public Row {
 public:
  explicit StatementRow(sqlite3_stmt* stmt) : stmt_(stmt) {}
  [[nodiscard]] bool isNull(int column) const override { return sqlite3_column_type(stmt_, column) == SQLITE_NULL; }
  [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(stmt_, column); }
  [[nodiscard]] std::string_view text(int column) const override;
  [[nodiscard]] std::string_view blob(int column) const override;

 private:
  sqlite3_stmt* stmt_;
};

}  // namespace medcredit::store::sqlite
