#include "store/sqlite/statement.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace medcredit::store::sqlite {

base::Error toError(sqlite3* db, int code, std::string_view sql) {
  std::string detail = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return base::fail("STOR-0002", {{"detail", std::move(detail)}});
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return base::fail("STOR-0003", {{"detail", std::move(detail)}});
    case SQLITE_INTERRUPT:
      return base::fail("STOR-0016");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return base::fail("STOR-0004", {{"detail", std::move(detail)}});
    case SQLITE_CONSTRAINT:
      // A value of the wrong type in a STRICT table is a bug of ours, not a conflict of data.
      if (code != SQLITE_CONSTRAINT_DATATYPE) return base::fail("STOR-0006", {{"detail", std::move(detail)}});
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: {
      const char* file = db != nullptr ? sqlite3_db_filename(db, "main") : nullptr;
      return base::fail("STOR-0001", {{"where", file != nullptr ? file : ""}, {"detail", std::move(detail)}});
    }
    default:
      break;
  }
  return base::fail("STOR-0005", {{"detail", std::move(detail)}, {"sql", std::string(sql)}});
}

base::Result<std::unique_ptr<Statement>> Statement::prepare(sqlite3* db, std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const int code =
      sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, &tail);
  auto statement = std::make_unique<Statement>();
  statement->handle_.reset(raw);
  if (code != SQLITE_OK) return toError(db, code, sql);
  const std::string_view rest(tail, static_cast<std::size_t>(sql.data() + sql.size() - tail));
  if (raw == nullptr || rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    return base::fail("STOR-0005", {{"detail", "exactly one statement expected"}, {"sql", std::string(sql)}});
  }
  const int parameters = sqlite3_bind_parameter_count(raw);
  for (int i = 1; i <= parameters; ++i) {
    const char* name = sqlite3_bind_parameter_name(raw, i);
    const std::string_view digits = name != nullptr ? std::string_view(name).substr(1) : std::string_view();
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (number < 1) return base::fail("STOR-0005", {{"detail", "parameters are $1, $2 …"}, {"sql", std::string(sql)}});
    statement->valueOf_.push_back(number - 1);
    statement->values_ = std::max(statement->values_, static_cast<std::size_t>(number));
  }
  return statement;
}

base::Status Statement::bind(std::span<const Value> params) {
  if (params.size() != values_) {
    return base::fail("STOR-0005", {{"detail", std::to_string(values_) + " parameters expected, " +
                                                   std::to_string(params.size()) + " given"},
                                    {"sql", std::string(sql())}});
  }
  busy = true;
  sqlite3_stmt* stmt = handle_.get();
  for (std::size_t i = 0; i < valueOf_.size(); ++i) {
    const Value& value = params[static_cast<std::size_t>(valueOf_[i])];
    const int at = static_cast<int>(i) + 1;
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      code = sqlite3_bind_int64(stmt, at, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      if (text->find('\0') != std::string_view::npos) {
        return base::fail("STOR-0011", {{"detail", "NUL"}, {"value", std::string(text->substr(0, text->find('\0')))}});
      }
      code = sqlite3_bind_text64(stmt, at, text->empty() ? "" : text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    } else if (const auto* blob = std::get_if<BlobView>(&value)) {
      // A null pointer would bind NULL; an empty blob is a value.
      code = sqlite3_bind_blob64(stmt, at, blob->bytes.empty() ? "" : blob->bytes.data(), blob->bytes.size(),
                                 SQLITE_STATIC);
    } else {
      code = sqlite3_bind_null(stmt, at);
    }
    if (code != SQLITE_OK) return toError(sqlite3_db_handle(stmt), code, sql());
  }
  return {};
}

void Statement::reset() {
  sqlite3_reset(handle_.get());
  sqlite3_clear_bindings(handle_.get());
  busy = false;
}

std::string_view Statement::sql() const {
  const char* text = sqlite3_sql(handle_.get());
  return text != nullptr ? text : "";
}

std::string_view StatementRow::text(int column) const {
  const auto* bytes = sqlite3_column_text(stmt_, column);
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(stmt_, column))};
}

std::string_view StatementRow::blob(int column) const {
  const void* bytes = sqlite3_column_blob(stmt_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(stmt_, column))};
}

}  // namespace medcredit::store::sqlite
