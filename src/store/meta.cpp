#include "store/meta.h"

#include <array>

namespace medcredit::store {

base::Result<std::optional<std::string>> findMeta(Conn& conn, std::string_view key) {
  std::optional<std::string> value;
  const std::array<Value, 1> params{key};
  MC_TRY(conn.query("SELECT value FROM meta WHERE key = $1", params, [&](const Row& row) {
    value = row.str(0);
    return false;
  }));
  return value;
}

base::Result<std::string> getMeta(Conn& conn, std::string_view key) {
  MC_ASSIGN(auto value, findMeta(conn, key));
  if (!value) return base::fail("STOR-0010", {{"key", std::string(key)}});
  return std::move(*value);
}

base::Status setMeta(Conn& conn, std::string_view key, std::string_view value) {
  const std::array<Value, 2> params{key, value};
  MC_TRY(conn.exec(
      "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", params));
  return {};
}

}  // namespace medcredit::store
