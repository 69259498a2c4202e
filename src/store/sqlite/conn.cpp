#include "store/sqlite/conn.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>
#include <unordered_map>

#include "store/sqlite/mapped_files.h"
#include "store/sqlite/row_feed.h"
#include "store/sqlite/statement.h"

namespace medcredit::store::sqlite {

namespace fs = std::filesystem;

namespace {

/// Settings of every connection. The page size only takes effect on an empty file.
constexpr std::string_view kSetup = R"sql(
PRAGMA page_size = 16384;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA cache_size = -49152;
PRAGMA secure_delete = OFF;
PRAGMA trusted_schema = OFF;
)sql";

struct CloseDb {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Db = std::unique_ptr<sqlite3, CloseDb>;

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// Returns a statement to its cache (or ends it) on every way out.
class Lease {
 public:
  explicit Lease(Statement* cached) : statement_(cached) {}
  explicit Lease(std::unique_ptr<Statement> own) : statement_(own.get()), own_(std::move(own)) {}
  Lease(Lease&& other) noexcept : statement_(other.statement_), own_(std::move(other.own_)) {
    other.statement_ = nullptr;
  }
  Lease& operator=(Lease&&) = delete;
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease() {
    if (statement_ != nullptr) statement_->reset();
  }
  Statement* operator->() const { return statement_; }

 private:
  Statement* statement_;
  std::unique_ptr<Statement> own_;
};

class SqliteConn final : public Conn {
 public:
  explicit SqliteConn(Db db) : db_(std::move(db)) {}

  [[nodiscard]] Engine engine() const override { return Engine::kSqlite; }
  base::Result<std::int64_t> exec(std::string_view sql, std::span<const Value> params) override;
  base::Status query(std::string_view sql, std::span<const Value> params,
                     const std::function<bool(const Row&)>& onRow) override;
  base::Status script(std::string_view sql) override;
  base::Status begin() override {
    endReads();
    return script("BEGIN IMMEDIATE");
  }
  base::Status commit() override { return script("COMMIT"); }
  void rollback() noexcept override;
  [[nodiscard]] bool inTransaction() const override { return !inReads_ && sqlite3_get_autocommit(db_.get()) == 0; }
  base::Result<std::unique_ptr<BulkInsert>> bulkInsert(std::string_view table,
                                                       std::span<const std::string_view> columns) override;
  base::Status insertRows(std::string_view table, std::span<const std::string_view> columns, std::size_t count,
                          const RowFill& fill) override;
  base::Status lookup(std::string_view table, std::string_view keyColumn, std::string_view columns,
                      std::string_view filter, std::span<const Value> keys,
                      const std::function<void(std::size_t, const Row&)>& onRow) override;
  base::Result<std::vector<std::string>> integrity() override;
  void limitReads(std::chrono::milliseconds limit);
  [[nodiscard]] bool beginReads();
  void endReads();
  [[nodiscard]] int attachFeed() { return feed_.attach(db_.get()); }

  /// Turns a result code into an error and remembers those after which nothing more may be written.
  base::Error failed(int code, std::string_view sql);
  [[nodiscard]] base::Status usable() const;

 private:
  /// While one lives, the time of the outermost query runs.
  class Reading {
   public:
    explicit Reading(SqliteConn& conn) : conn_(conn) {
      if (conn_.reading_++ == 0) conn_.readUntil_ = std::chrono::steady_clock::now() + conn_.readLimit_;
    }
    ~Reading() { --conn_.reading_; }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

   private:
    SqliteConn& conn_;
  };
  [[nodiscard]] bool readsTooLong() const {
    return reading_ > 0 && !inTransaction() && std::chrono::steady_clock::now() > readUntil_;
  }
  base::Result<Lease> lease(std::string_view sql);

  RowFeed feed_;  ///< before the connection, which calls it until it is closed
  Db db_;
  std::unordered_map<std::string, std::unique_ptr<Statement>, TextHash, std::equal_to<>> statements_;
  std::optional<base::Error> stopped_;
  std::chrono::milliseconds readLimit_{0};
  std::chrono::steady_clock::time_point readUntil_;
  int reading_ = 0;
  bool inReads_ = false;  ///< a transaction that only reads is open (ReadSpan)
};

class SqliteBulk final : public BulkInsert {
 public:
  SqliteBulk(SqliteConn& conn, std::unique_ptr<Statement> insert) : conn_(conn), insert_(std::move(insert)) {}

  base::Status add(std::span<const Value> row) override {
    MC_TRY(conn_.usable());
    base::Status bound = insert_->bind(row);
    if (bound.ok()) {
      const int code = insert_->step();
      if (code != SQLITE_DONE) bound = conn_.failed(code, insert_->sql());
    }
    sqlite3_reset(insert_->handle());
    return bound;
  }
  base::Status finish() override {
    insert_->reset();
    return conn_.usable();
  }

 private:
  SqliteConn& conn_;
  std::unique_ptr<Statement> insert_;
};

void SqliteConn::limitReads(std::chrono::milliseconds limit) {
  constexpr int kStepsBetweenLooks = 100'000;  // some milliseconds of SQLite's virtual machine
  readLimit_ = limit;
  // A server's connection takes pages out of the shared mapping of the file (mappedFiles): its own copies of them are
  // forgotten with every commit of another, and each read commits its evidence.
  if (limit.count() > 0) static_cast<void>(script("PRAGMA mmap_size = 1073741824"));
  const auto look = [](void* self) { return static_cast<SqliteConn*>(self)->readsTooLong() ? 1 : 0; };
  if (limit.count() > 0) {
    sqlite3_progress_handler(db_.get(), kStepsBetweenLooks, look, this);
  } else {
    sqlite3_progress_handler(db_.get(), 0, nullptr, nullptr);
  }
}

bool SqliteConn::beginReads() {
  if (inReads_ || inTransaction()) return false;
  inReads_ = exec("BEGIN", {}).ok();
  return inReads_;
}

void SqliteConn::endReads() {
  if (!inReads_) return;
  inReads_ = false;
  // A connection that failed has left the transaction already, or is closed after this.
  static_cast<void>(exec("COMMIT", {}).ok());
}

base::Error SqliteConn::failed(int code, std::string_view sql) {
  const int extended = sqlite3_extended_errcode(db_.get());
  base::Error error = toError(db_.get(), (extended & 0xFF) == (code & 0xFF) ? extended : code, sql);
  if (error.code == "STOR-0002" || error.code == "STOR-0004") stopped_ = error;
  return error;
}

base::Status SqliteConn::usable() const {
  if (stopped_) return *stopped_;
  return {};
}

base::Result<Lease> SqliteConn::lease(std::string_view sql) {
  MC_TRY(usable());
  auto found = statements_.find(sql);
  if (found == statements_.end() || found->second->busy) {
    auto prepared = Statement::prepare(db_.get(), sql);
    if (!prepared.ok()) {
      if (prepared.error().code == "STOR-0002" || prepared.error().code == "STOR-0004") stopped_ = prepared.error();
      return prepared.error();
    }
    if (found != statements_.end()) return Lease(std::move(prepared).value());
    found = statements_.emplace(std::string(sql), std::move(prepared).value()).first;
  }
  return Lease(found->second.get());
}

base::Result<std::int64_t> SqliteConn::exec(std::string_view sql, std::span<const Value> params) {
  MC_ASSIGN(const Lease statement, lease(sql));
  MC_TRY(statement->bind(params));
  int code = statement->step();
  while (code == SQLITE_ROW) code = statement->step();
  if (code != SQLITE_DONE) return failed(code, sql);
  return sqlite3_stmt_readonly(statement->handle()) != 0 ? 0 : static_cast<std::int64_t>(sqlite3_changes64(db_.get()));
}

base::Status SqliteConn::query(std::string_view sql, std::span<const Value> params,
                               const std::function<bool(const Row&)>& onRow) {
  const Reading reading(*this);
  MC_ASSIGN(const Lease statement, lease(sql));
  MC_TRY(statement->bind(params));
  const StatementRow row(statement->handle());
  int code = statement->step();
  while (code == SQLITE_ROW) {
    if (!onRow(row)) return {};
    code = statement->step();
  }
  if (code != SQLITE_DONE) return failed(code, sql);
  return {};
}

base::Status SqliteConn::script(std::string_view sql) {
  MC_TRY(usable());
  const int code = sqlite3_exec(db_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failed(code, sql);
  return {};
}

void SqliteConn::rollback() noexcept {
  // SQLite has already rolled back by itself after a full disk; then there is nothing to do.
  if (inTransaction()) sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

base::Result<std::unique_ptr<BulkInsert>> SqliteConn::bulkInsert(std::string_view table,
                                                                 std::span<const std::string_view> columns) {
  MC_TRY(usable());
  std::string names;
  std::string marks;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i != 0) {
      names += ", ";
      marks += ", ";
    }
    names += columns[i];
    marks += "$" + std::to_string(i + 1);
  }
  const std::string sql = "INSERT INTO " + std::string(table) + " (" + names + ") VALUES (" + marks + ")";
  MC_ASSIGN(auto insert, Statement::prepare(db_.get(), sql));
  return std::unique_ptr<BulkInsert>(std::make_unique<SqliteBulk>(*this, std::move(insert)));
}

base::Status SqliteConn::insertRows(std::string_view table, std::span<const std::string_view> columns,
                                    std::size_t count, const RowFill& fill) {
  if (count == 0) return usable();
  if (columns.size() > RowFeed::kMaxColumns) {
    return base::fail("STOR-0005", {{"detail", "too many columns"}, {"sql", std::string(table)}});
  }
  feed_.show(columns.size(), count, fill);
  std::string names, values;
  std::vector<Value> fixed;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    // No column has a default: one that is not named is NULL in every row.
    if (i != 0 && feed_.isFixed(i) && std::holds_alternative<std::nullptr_t>(feed_.fixedValue(i))) continue;
    names += (i == 0 ? "" : ", ") + std::string(columns[i]);
    if (i != 0) values += ", ";
    if (feed_.isFixed(i)) {
      fixed.push_back(feed_.fixedValue(i));
      values += "$" + std::to_string(fixed.size());
    } else {
      values += "c" + std::to_string(i);
    }
  }
  const std::string sql = "INSERT INTO " + std::string(table) + " (" + names + ") SELECT " + values + " FROM mc_rows";
  MC_ASSIGN(const Lease statement, lease(sql));
  MC_TRY(statement->bind(fixed));
  const int code = statement->step();
  if (feed_.error()) return *feed_.error();
  if (code != SQLITE_DONE) return failed(code, sql);
  return {};
}

base::Status SqliteConn::lookup(std::string_view table, std::string_view keyColumn, std::string_view columns,
                                std::string_view filter, std::span<const Value> keys,
                                const std::function<void(std::size_t, const Row&)>& onRow) {
  std::string sql =
      "SELECT " + std::string(columns) + " FROM " + std::string(table) + " WHERE " + std::string(keyColumn) + " = $1";
  if (!filter.empty()) sql += " AND (" + std::string(filter) + ")";
  MC_ASSIGN(const Lease statement, lease(sql));
  const StatementRow row(statement->handle());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    MC_TRY(statement->bind(keys.subspan(i, 1)));
    int code = statement->step();
    while (code == SQLITE_ROW) {
      onRow(i, row);
      code = statement->step();
    }
    if (code != SQLITE_DONE) return failed(code, sql);
    sqlite3_reset(statement->handle());
  }
  return {};
}

base::Result<std::vector<std::string>> SqliteConn::integrity() {
  std::vector<std::string> problems;
  MC_TRY(query("PRAGMA integrity_check", {}, [&](const Row& row) {
    if (row.text(0) != "ok") problems.push_back(row.str(0));
    return true;
  }));
  MC_TRY(query("PRAGMA foreign_key_check", {}, [&](const Row& row) {
    problems.push_back("foreign key: " + row.str(0) + " row " + row.str(1) + " -> " + row.str(2));
    return true;
  }));
  return problems;
}

/// Nobody reads SQLite's own count of its memory, and keeping it takes a lock for every allocation. What a statement
/// must be able to take back is kept in memory: every chunk of an import touches the same pages of the indexes, and a
/// copy of each would go to a file with each chunk. Only possible before the first connection of the process; later
/// calls have no effect.
void configure() {
  constexpr int kInMemory = -1;
  static const int kDone =
      sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) + sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, kInMemory);
  static_cast<void>(kDone);
}

base::Result<std::unique_ptr<Conn>> openFile(const fs::path& file, int busyMillis) {
  configure();
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, mappedFiles());
  Db db(raw);
  if (code != SQLITE_OK) return toError(raw, code, "open");
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, busyMillis);
  auto conn = std::make_unique<SqliteConn>(std::move(db));
  if (const int attached = conn->attachFeed(); attached != SQLITE_OK) return conn->failed(attached, "mc_rows");
  MC_TRY(conn->script(kSetup));
  return std::unique_ptr<Conn>(std::move(conn));
}

base::Error cannotOpen(const fs::path& path, int error) {
  return base::fail("STOR-0001", {{"where", path.string()}, {"detail", std::generic_category().message(error)}});
}

}  // namespace

void limitReads(Conn& conn, std::chrono::milliseconds limit) { static_cast<SqliteConn&>(conn).limitReads(limit); }
bool beginReads(Conn& conn) { return static_cast<SqliteConn&>(conn).beginReads(); }
void endReads(Conn& conn) { static_cast<SqliteConn&>(conn).endReads(); }

base::Result<std::unique_ptr<Conn>> connect(const fs::path& dataDir, int busyMillis) {
  const fs::path file = dataDir / kFileName;
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return base::fail("STOR-0007", {{"where", dataDir.string()}});
    return cannotOpen(file, errno);
  }
  return openFile(file, busyMillis);
}

base::Result<std::unique_ptr<Conn>> connectNew(const fs::path& dataDir, int busyMillis) {
  const fs::path parent = dataDir.parent_path();
  std::error_code ec;
  if (!parent.empty()) fs::create_directories(parent, ec);
  if (::mkdir(dataDir.c_str(), S_IRWXU) != 0 && errno != EEXIST) return cannotOpen(dataDir, errno);
  const fs::path file = dataDir / kFileName;
  // SQLite gives its journal files the mode of the database, so the data is private from the first byte on.
  const int fd = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0) return cannotOpen(file, errno);
  ::close(fd);
  return openFile(file, busyMillis);
}

}  // namespace medcredit::store::sqlite
