// PostgreSQL's binary forms of the three value types, for parameters, arrays and COPY; and the text forms of results.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store::postgres {

inline constexpr Oid kUnknownOid = 0;
inline constexpr Oid kByteaOid = 17;
inline constexpr Oid kInt8Oid = 20;
inline constexpr Oid kTextOid = 25;

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

/// The failure behind a server answer, as a STOR-* error. `result` may be null (connection lost).
[[nodiscard]] base::Error toError(PGconn* conn, const PGresult* result, std::string_view sql);
/// STOR-0011 when the text holds a NUL byte, which the server would refuse.
[[nodiscard]] base::Status checkText(std::string_view text);

void appendInt16(std::string& out, std::int16_t value);
void appendInt32(std::string& out, std::int32_t value);
void appendInt64(std::string& out, std::int64_t value);

/// Type by which a value is sent; unknown for NULL, so that the server infers it.
[[nodiscard]] Oid oidOf(const Value& value);

/// Parameters of one call in the form libpq wants; the views of `values` must outlive it.
class Parameters {
 public:
  [[nodiscard]] base::Status set(std::span<const Value> values);
  /// One parameter: an array in binary form, typed by a cast in the SQL text.
  void setArray(std::string_view binary);
  [[nodiscard]] int count() const { return static_cast<int>(oids_.size()); }
  [[nodiscard]] const Oid* oids() const { return oids_.data(); }
  [[nodiscard]] const char* const* data() const { return data_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }

 private:
  std::vector<Oid> oids_;
  std::vector<const char*> data_;
  std::vector<int> lengths_, formats_;
  std::string numbers_;
};

/// One-dimensional array in binary form. STOR-0005 when the keys are not of one type.
[[nodiscard]] base::Result<std::string> arrayOf(std::span<const Value> keys);

/// Appends one COPY field of a column of type `column`; STOR-0005 when the value has another type.
base::Status appendField(std::string& out, const Value& value, Oid column);

/// A row of a text-format result.
class ResultRow final : public Row {
 public:
  /// `offset` columns at the left are not shown.
  ResultRow(const PGresult* result, int row, int offset = 0) : result_(result), row_(row), offset_(offset) {}
  [[nodiscard]] bool isNull(int column) const override { return PQgetisnull(result_, row_, column + offset_) != 0; }
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] std::string_view text(int column) const override;
  [[nodiscard]] std::string_view blob(int column) const override;

 private:
  const PGresult* result_;
  int row_;
  int offset_;
  mutable std::vector<std::unique_ptr<std::string>> decoded_;  ///< bytes of blob columns already read
};

}  // namespace medcredit::store::postgres
