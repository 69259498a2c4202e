// What the repositories share between C++ values and columns: empty and NULL, statements for their effect, rows as
// lists. For the .cpp files of this room only.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/conn.h"

namespace medcredit::store {

/// Empty text is NULL. The text must outlive the call it is bound for.
[[nodiscard]] inline Value orNull(std::string_view text) { return text.empty() ? Value(nullptr) : Value(text); }
[[nodiscard]] inline Value orNull(const std::optional<std::int64_t>& number) {
  return number ? Value(*number) : Value(nullptr);
}
[[nodiscard]] inline Value blobOrNull(std::string_view bytes) {
  return bytes.empty() ? Value(nullptr) : Value(BlobView{bytes});
}
/// The moment 0 means "not known" and is NULL.
[[nodiscard]] inline Value momentOrNull(base::Instant at) { return at.micros == 0 ? Value(nullptr) : Value(at.micros); }

/// Text of a nullable column, empty for NULL.
[[nodiscard]] inline std::string textOf(const Row& row, int column) {
  return row.isNull(column) ? std::string() : row.str(column);
}
[[nodiscard]] inline std::string blobOf(const Row& row, int column) {
  return row.isNull(column) ? std::string() : std::string(row.blob(column));
}
[[nodiscard]] inline std::optional<std::int64_t> intOf(const Row& row, int column) {
  return row.isNull(column) ? std::nullopt : std::optional(row.integer(column));
}
[[nodiscard]] inline std::optional<base::Instant> momentOf(const Row& row, int column) {
  return row.isNull(column) ? std::nullopt : std::optional(base::Instant{row.integer(column)});
}

/// Runs a statement whose number of rows does not matter.
inline base::Status run(Conn& conn, std::string_view sql, std::span<const Value> params) {
  MC_TRY(conn.exec(sql, params));
  return {};
}

/// All rows of a query, each read by `read(row)`.
template <class T, class Read>
base::Result<std::vector<T>> listOf(Conn& conn, std::string_view sql, std::span<const Value> params, Read read) {
  std::vector<T> out;
  MC_TRY(conn.query(sql, params, [&](const Row& row) {
    out.push_back(read(row));
    return true;
  }));
  return out;
}
/// As above with one id as $1.
template <class T, class Read, std::same_as<std::int64_t> Id>
base::Result<std::vector<T>> listOf(Conn& conn, std::string_view sql, Id id, Read read) {
  const std::array<Value, 1> params{Value{id}};
  return listOf<T>(conn, sql, params, std::move(read));
}
/// The first row of a query with one id as $1, or nothing.
template <class T, class Read>
base::Result<std::optional<T>> oneOf(Conn& conn, std::string_view sql, std::int64_t id, Read read) {
  std::optional<T> found;
  const std::array<Value, 1> params{Value{id}};
  MC_TRY(conn.query(sql, params, [&](const Row& row) {
    found = read(row);
    return false;
  }));
  return found;
}

}  // namespace medcredit::store
