#include "store/sole_import.h"

#include <string>

namespace medcredit::store {

namespace {

/// Pages kept while an import appends. More would only be memory to fill: new pages are soon left behind.
constexpr std::string_view kAppending = "PRAGMA cache_size = -16384";

/// First value of an answer; empty when there is none or the question failed.
std::string ask(Conn& conn, std::string_view sql) {
  std::string answer;
  const auto asked = conn.query(sql, {}, [&](const Row& row) {
    answer = row.str(0);
    return true;
  });
  return asked.ok() ? answer : std::string();
}

}  // namespace

SoleImport::SoleImport(Conn& conn) {
  if (conn.engine() != Engine::kSqlite || conn.inTransaction()) return;
  // SQLite refuses at once, without waiting, when another connection has the log open. A journal that is truncated,
  // not removed: only then is the end of a commit itself on the disk.
  if (ask(conn, "PRAGMA journal_mode = TRUNCATE") != "truncate") return;
  conn_ = &conn;
  pages_ = ask(conn, "PRAGMA cache_size");
  ask(conn, kAppending);
}

SoleImport::~SoleImport() {
  if (conn_ == nullptr) return;
  ask(*conn_, "PRAGMA cache_size = " + pages_);
  ask(*conn_, "PRAGMA journal_mode = WAL");
}

}  // namespace medcredit::store
