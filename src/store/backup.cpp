#include "store/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include "store/postgres/backup.h"
#include "store/sqlite/backup.h"
#include "store/sqlite/conn.h"

namespace medcredit::store {

namespace {

namespace fs = std::filesystem;

bool flush(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool good = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  return good;
}

base::Error failed(const fs::path& file, std::string detail) {
  return base::fail("STOR-0031", {{"path", file.string()}, {"detail", std::move(detail)}});
}

/// Makes a finished file appear under its name; its bytes and its name are on the disk afterwards.
base::Status publish(const fs::path& temporary, const fs::path& target) {
  std::error_code ec;
  const bool flushed = flush(temporary);
  if (flushed) fs::rename(temporary, target, ec);
  const fs::path folder = target.parent_path();
  if (!flushed || ec || !flush(folder.empty() ? fs::path(".") : folder)) return failed(target, ec.message());
  return {};
}

/// Removes an unfinished file on every way out.
class Temporary {
 public:
  explicit Temporary(fs::path path) : path_(std::move(path)) {}
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    std::error_code ec;
    fs::remove(path_, ec);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

base::Status copyStore(const Location& source, const fs::path& target) {
  std::error_code ec;
  if (fs::exists(target, ec)) return base::fail("STOR-0030", {{"path", target.string()}});
  const Temporary unfinished(target.string() + ".unfinished");
  if (source.databaseUrl.empty()) {
    MC_TRY(sqlite::copyFile(fs::path(source.dataDir) / sqlite::kFileName, unfinished.path()));
  } else {
    MC_TRY(postgres::dump(source.databaseUrl, unfinished.path()));
  }
  const Engine engine = source.databaseUrl.empty() ? Engine::kSqlite : Engine::kPostgres;
  MC_ASSIGN(const auto problems, checkCopy(engine, unfinished.path()));
  if (!problems.empty()) return failed(target, problems.front());
  return publish(unfinished.path(), target);
}

base::Result<std::vector<std::string>> checkCopy(Engine engine, const fs::path& file) {
  return engine == Engine::kSqlite ? sqlite::checkFile(file) : postgres::checkDump(file);
}

base::Status restoreCopy(Engine engine, const fs::path& file, const Location& target) {
  if (engine == Engine::kPostgres) return postgres::restore(target.databaseUrl, file);
  const fs::path folder(target.dataDir);
  const fs::path database = folder / sqlite::kFileName;
  std::error_code ec;
  if (fs::exists(database, ec)) return base::fail("STOR-0009", {{"where", target.dataDir}});
  fs::create_directories(folder, ec);
  if (!ec) fs::permissions(folder, fs::perms::owner_all, ec);
  const Temporary unfinished(database.string() + ".unfinished");
  if (!ec) fs::copy_file(file, unfinished.path(), ec);
  if (!ec) fs::permissions(unfinished.path(), fs::perms::owner_read | fs::perms::owner_write, ec);
  if (ec) return failed(database, ec.message());
  return publish(unfinished.path(), database);
}

}  // namespace medcredit::store
