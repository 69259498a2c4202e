#include "store/sole_import.h"

#include <string>

namespace medcredit::store {

namespace {

/// The journal mode after asking for one; empty when the question itself failed.
std::string changeJournal(Conn& conn, std::string_view sql) {
  std::string mode;
  const auto asked = conn.query(sql, {}, [&](const Row& row) {
    mode = row.str(0);
    return true;
  });
  return asked.ok() ? mode : std::string();
}

}  // namespace

SoleImport::SoleImport(Conn& conn) {
  if (conn.engine() != Engine::kSqlite || conn.inTransaction()) return;
  // SQLite refuses at once, without waiting, when another connection has the log open. A journal that is truncated,
  // not removed: only then is the end of a commit itself on the disk.
  if (changeJournal(conn, "PRAGMA journal_mode = TRUNCATE") == "truncate") conn_ = &conn;
}

SoleImport::~SoleImport() {
  if (conn_ != nullptr) static_cast<void>(changeJournal(*conn_, "PRAGMA journal_mode = WAL"));
}

}  // namespace medcredit::store
