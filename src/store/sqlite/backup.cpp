#include "store/sqlite/backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>

#include "store/sqlite/statement.h"

namespace medcredit::store::sqlite {

namespace {

struct CloseDb {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Db = std::unique_ptr<sqlite3, CloseDb>;

base::Result<Db> openDb(const std::string& name, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Db db(raw);
  if (code != SQLITE_OK) return toError(raw, code, "open");
  sqlite3_busy_timeout(raw, 30'000);
  return db;
}

base::Status gather(sqlite3* db, std::string_view sql, std::string_view good, std::vector<std::string>& problems) {
  MC_ASSIGN(const auto statement, Statement::prepare(db, sql));
  int code = statement->step();
  for (; code == SQLITE_ROW; code = statement->step()) {
    const std::string text(StatementRow(statement->handle()).text(0));
    if (text != good) problems.push_back(text);
  }
  if (code != SQLITE_DONE) problems.emplace_back(sqlite3_errmsg(db));
  return {};
}

}  // namespace

base::Status copyFile(const std::filesystem::path& source, const std::filesystem::path& target) {
  MC_ASSIGN(const Db from, openDb(source.string(), SQLITE_OPEN_READWRITE));
  const int fd = ::open(target.c_str(), O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0) return base::fail("STOR-0031", {{"path", target.string()}, {"detail", "open"}});
  ::close(fd);
  MC_ASSIGN(const Db to, openDb(target.string(), SQLITE_OPEN_READWRITE));
  sqlite3_backup* backup = sqlite3_backup_init(to.get(), "main", from.get(), "main");
  if (backup == nullptr) return toError(to.get(), sqlite3_errcode(to.get()), "backup");
  const int step = sqlite3_backup_step(backup, -1);
  const int code = sqlite3_backup_finish(backup);
  if (step != SQLITE_DONE || code != SQLITE_OK) return toError(to.get(), code == SQLITE_OK ? step : code, "backup");
  // One file without companions: a copy must be readable from read-only media.
  if (sqlite3_exec(to.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) != SQLITE_OK) {
    return toError(to.get(), sqlite3_errcode(to.get()), "journal_mode");
  }
  return {};
}

base::Result<std::vector<std::string>> checkFile(const std::filesystem::path& file) {
  std::vector<std::string> problems;
  const auto db = openDb("file:" + file.string() + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  if (!db.ok()) return db.error();
  for (const std::string_view sql : {"PRAGMA integrity_check", "PRAGMA foreign_key_check"}) {
    const auto checked = gather(db->get(), sql, "ok", problems);
    if (!checked.ok()) problems.push_back(std::string(checked.error().arg("detail")));
  }
  return problems;
}

}  // namespace medcredit::store::sqlite
