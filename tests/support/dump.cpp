#include "support/dump.h"

#include <vector>

#include "support/store_fixture.h"

namespace medcredit::test {

namespace {

std::vector<std::string> column(store::Conn& conn, const std::string& sql) {
  std::vector<std::string> texts;
  must(conn.query(sql, {}, [&](const store::Row& row) {
    texts.push_back(row.str(0));
    return true;
  }));
  return texts;
}

}  // namespace

std::string dumpStore(store::Conn& conn) {
  const bool sqlite = conn.engine() == store::Engine::kSqlite;
  const auto tables = column(
      conn, sqlite
                ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
                : "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY "
                  "relname");
  std::string dump;
  for (const auto& table : tables) {
    if (table == "evidence_detail" || table == "evidence_node" || table == "evidence_head") continue;  // salted
    auto columns = column(conn, sqlite ? "SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid"
                                       : "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('" + table +
                                             "') AND attnum > 0 ORDER BY attnum");
    std::string list;
    if (table == "evidence_entry") std::erase(columns, "leaf");
    // Envelopes of the same value differ each time.
    std::erase(columns, "sealed");
    if (table == "batch_row") std::erase(columns, "cells");
    if (table == "subject_key") std::erase(columns, "wrapped");
    for (const auto& name : columns) list += (list.empty() ? "" : ", ") + name;
    const std::string filter = table == "meta" ? " WHERE key <> 'key_fingerprint'" : "";  // each store has its own keys
    must(conn.query("SELECT " + list + " FROM " + table + filter + " ORDER BY " + list, {}, [&](const store::Row& row) {
      dump += table;
      for (int i = 0; i < static_cast<int>(columns.size()); ++i) dump += row.isNull(i) ? "|~" : "|" + row.str(i);
      dump += '\n';
      return true;
    }));
  }
  return dump;
}

}  // namespace medcredit::test
