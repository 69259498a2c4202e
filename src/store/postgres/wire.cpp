#include "store/postgres/wire.h"

#include <charconv>
#include <optional>

namespace medcredit::store::postgres {

namespace {

template <class T>
void appendBigEndian(std::string& out, T value) {
  for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU));
  }
}

/// Bytes of a text or blob value; empty optional for other kinds.
std::optional<std::string_view> bytesOf(const Value& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return *text;
  if (const auto* blob = std::get_if<BlobView>(&value)) return blob->bytes;
  return std::nullopt;
}

int hexDigit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

}  // namespace

void appendInt16(std::string& out, std::int16_t value) { appendBigEndian(out, static_cast<std::uint16_t>(value)); }
void appendInt32(std::string& out, std::int32_t value) { appendBigEndian(out, static_cast<std::uint32_t>(value)); }
void appendInt64(std::string& out, std::int64_t value) { appendBigEndian(out, static_cast<std::uint64_t>(value)); }

base::Error toError(PGconn* conn, const PGresult* result, std::string_view sql) {
  const char* stateText = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string_view state = stateText != nullptr ? stateText : "";
  std::string detail = result != nullptr ? PQresultErrorMessage(result) : PQerrorMessage(conn);
  while (!detail.empty() && detail.back() == '\n') detail.pop_back();
  const std::string_view cls = state.substr(0, 2);
  // 57P01..57P03: the server is being stopped or restarted.
  if (PQstatus(conn) == CONNECTION_BAD || cls == "08" || state.starts_with("57P")) {
    return base::fail("STOR-0013", {{"detail", std::move(detail)}});
  }
  if (cls == "53" || cls == "58") return base::fail("STOR-0002", {{"detail", std::move(detail)}});
  if (state == "55P03" || state == "57014" || cls == "40") {
    return base::fail("STOR-0003", {{"detail", std::move(detail)}});
  }
  if (cls == "XX") return base::fail("STOR-0004", {{"detail", std::move(detail)}});
  if (cls == "23") return base::fail("STOR-0006", {{"detail", std::move(detail)}});
  if (state == "22021") return base::fail("STOR-0011", {{"detail", std::move(detail)}, {"value", ""}});
  return base::fail("STOR-0005", {{"detail", std::move(detail)}, {"sql", std::string(sql)}});
}

base::Status checkText(std::string_view text) {
  const auto nul = text.find('\0');
  if (nul == std::string_view::npos) return {};
  return base::fail("STOR-0011", {{"detail", "NUL"}, {"value", std::string(text.substr(0, nul))}});
}

Oid oidOf(const Value& value) {
  if (std::holds_alternative<std::int64_t>(value)) return kInt8Oid;
  if (std::holds_alternative<std::string_view>(value)) return kTextOid;
  return std::holds_alternative<BlobView>(value) ? kByteaOid : kUnknownOid;
}

base::Status Parameters::set(std::span<const Value> values) {
  numbers_.reserve(values.size() * sizeof(std::int64_t));  // no move afterwards: data_ points into it
  for (const Value& value : values) {
    const char* bytes = nullptr;
    std::size_t length = 0;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      const std::size_t at = numbers_.size();
      appendInt64(numbers_, *number);
      bytes = numbers_.data() + at;
      length = sizeof(std::int64_t);
    } else if (const auto text = bytesOf(value)) {
      if (std::holds_alternative<std::string_view>(value)) MC_TRY(checkText(*text));
      bytes = text->empty() ? "" : text->data();
      length = text->size();
    }
    oids_.push_back(oidOf(value));
    data_.push_back(bytes);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(1);
  }
  return {};
}

void Parameters::setArray(std::string_view binary) {
  oids_.push_back(kUnknownOid);
  data_.push_back(binary.data());
  lengths_.push_back(static_cast<int>(binary.size()));
  formats_.push_back(1);
}

base::Result<std::string> arrayOf(std::span<const Value> keys) {
  const Oid type = keys.empty() ? kTextOid : oidOf(keys.front());
  std::string out;
  appendInt32(out, keys.empty() ? 0 : 1);  // dimensions
  appendInt32(out, 0);                     // no NULL elements
  appendInt32(out, static_cast<std::int32_t>(type));
  if (keys.empty()) return out;
  appendInt32(out, static_cast<std::int32_t>(keys.size()));
  appendInt32(out, 1);  // lower bound
  for (const Value& key : keys) MC_TRY(appendField(out, key, type));
  return out;
}

base::Status appendField(std::string& out, const Value& value, Oid column) {
  const Oid type = oidOf(value);
  if (type == kUnknownOid) {
    appendInt32(out, -1);
    return {};
  }
  if (type != column) {
    return base::fail("STOR-0005", {{"detail", "value of type " + std::to_string(type) + " for a column of type " +
                                                   std::to_string(column)},
                                    {"sql", "COPY"}});
  }
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    appendInt32(out, sizeof(std::int64_t));
    appendInt64(out, *number);
    return {};
  }
  const std::string_view bytes = *bytesOf(value);
  if (type == kTextOid) MC_TRY(checkText(bytes));
  appendInt32(out, static_cast<std::int32_t>(bytes.size()));
  out += bytes;
  return {};
}

std::int64_t ResultRow::integer(int column) const {
  const std::string_view digits = text(column);
  if (digits == "t") return 1;
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string_view ResultRow::text(int column) const {
  const int at = column + offset_;
  return {PQgetvalue(result_, row_, at), static_cast<std::size_t>(PQgetlength(result_, row_, at))};
}

std::string_view ResultRow::blob(int column) const {
  if (isNull(column)) return {};
  const auto index = static_cast<std::size_t>(column);
  if (decoded_.size() <= index) decoded_.resize(index + 1);
  if (!decoded_[index]) {
    const std::string_view hex = text(column).substr(2);  // "\x…"
    auto bytes = std::make_unique<std::string>(hex.size() / 2, '\0');
    for (std::size_t i = 0; i < bytes->size(); ++i) {
      (*bytes)[i] = static_cast<char>(hexDigit(hex[2 * i]) * 16 + hexDigit(hex[2 * i + 1]));
    }
    decoded_[index] = std::move(bytes);
  }
  return *decoded_[index];
}

}  // namespace medcredit::store::postgres
