#include "store/postgres/conn.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <optional>
#include <unordered_map>

#include "store/postgres/wire.h"

namespace medcredit::store::postgres {

namespace {

constexpr std::string_view kSetup =
    "SET synchronous_commit = on; SET client_min_messages = warning; SET TimeZone = 'UTC'; SET jit = off; "
    "SET standard_conforming_strings = on; SET bytea_output = 'hex'";
/// All writers of a store take this advisory lock of its database: one writer at a time, as on the embedded engine.
constexpr std::string_view kWriterLock = "SELECT pg_advisory_xact_lock(7236829350441582)";
/// Rows of one bulk insert gathered before they are sent.
constexpr std::size_t kBulkBytes = std::size_t{1} << 20U;
/// Keys of one lookup query.
constexpr std::size_t kLookupKeys = 4096;
/// Head of the binary COPY form: signature, flags, no extension.
constexpr std::string_view kCopyHead("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);

struct FinishConn {
  void operator()(PGconn* conn) const { PQfinish(conn); }
};
using PgPtr = std::unique_ptr<PGconn, FinishConn>;

class PgBulk;

class PgConn final : public Conn {
 public:
  PgConn(PgPtr conn, int busyMillis) : conn_(std::move(conn)), busyMillis_(busyMillis) {}

  [[nodiscard]] Engine engine() const override { return Engine::kPostgres; }
  base::Result<std::int64_t> exec(std::string_view sql, std::span<const Value> params) override;
  base::Status query(std::string_view sql, std::span<const Value> params,
                     const std::function<bool(const Row&)>& onRow) override;
  base::Status script(std::string_view sql) override;
  base::Status begin() override;
  base::Status commit() override;
  void rollback() noexcept override;
  [[nodiscard]] bool inTransaction() const override { return inTransaction_; }
  base::Result<std::unique_ptr<BulkInsert>> bulkInsert(std::string_view table,
                                                       std::span<const std::string_view> columns) override;
  base::Status lookup(std::string_view table, std::string_view keyColumn, std::string_view columns,
                      std::string_view filter, std::span<const Value> keys,
                      const std::function<void(std::size_t, const Row&)>& onRow) override;
  base::Result<std::vector<std::string>> integrity() override;

  /// Sends what the open bulk inserts have gathered, parents first.
  base::Status flushBulks();
  base::Status copy(const std::string& command, const std::string& rows);
  void forget(const PgBulk* bulk) { std::erase(bulks_, bulk); }
  [[nodiscard]] base::Status usable() const;

 private:
  struct Stream {
    std::deque<ResultPtr> waiting;  ///< rows read ahead because another statement needed the line
    bool ended = false;
    std::optional<base::Error> error;
  };

  base::Error failed(const PGresult* result, std::string_view sql);
  /// Frees the line: open bulk inserts are sent, the rows of an open query are read ahead.
  base::Status ready();
  void readAhead();
  base::Result<const std::string*> prepared(std::string_view sql, const Parameters& params);
  base::Status stream(std::string_view sql, const Parameters& params,
                      const std::function<bool(const PGresult*)>& onRow);
  /// Next row of a stream, null at its end.
  ResultPtr next(Stream& from, std::string_view sql);
  base::Status run(std::string_view sql);
  base::Result<std::vector<Oid>> columnTypes(std::string_view table, std::span<const std::string_view> columns);

  PgPtr conn_;
  int busyMillis_;
  bool inTransaction_ = false;
  std::unordered_map<std::string, std::string> names_;  ///< text and parameter types -> name of prepared statement
  std::vector<PgBulk*> bulks_;                          ///< open bulk inserts by age
  Stream* active_ = nullptr;                            ///< query whose rows are still on the line
  std::optional<base::Error> stopped_;
};

class PgBulk final : public BulkInsert {
 public:
  PgBulk(PgConn& conn, std::string command, std::vector<Oid> types)
      : conn_(conn), command_(std::move(command)), types_(std::move(types)) {}
  PgBulk(const PgBulk&) = delete;
  PgBulk& operator=(const PgBulk&) = delete;
  ~PgBulk() override { conn_.forget(this); }

  base::Status add(std::span<const Value> row) override {
    if (row.size() != types_.size()) {
      return base::fail("STOR-0005",
                        {{"detail", "number of values differs from number of columns"}, {"sql", command_}});
    }
    const std::size_t before = rows_.size();
    appendInt16(rows_, static_cast<std::int16_t>(row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      const base::Status appended = appendField(rows_, row[i], types_[i]);
      if (!appended.ok()) {
        rows_.resize(before);
        return appended;
      }
    }
    if (rows_.size() >= kBulkBytes) return conn_.flushBulks();
    return {};
  }
  base::Status finish() override { return conn_.flushBulks(); }

  base::Status flush() {
    if (rows_.empty()) return {};
    const base::Status sent = conn_.copy(command_, rows_);
    rows_.clear();
    return sent;
  }

 private:
  PgConn& conn_;
  std::string command_;
  std::vector<Oid> types_;
  std::string rows_;
};

base::Error PgConn::failed(const PGresult* result, std::string_view sql) {
  base::Error error = toError(conn_.get(), result, sql);
  if (error.code == "STOR-0002" || error.code == "STOR-0004" || error.code == "STOR-0013") stopped_ = error;
  return error;
}

base::Status PgConn::usable() const {
  if (stopped_) return *stopped_;
  return {};
}

base::Status PgConn::ready() {
  MC_TRY(usable());
  readAhead();
  return flushBulks();
}

void PgConn::readAhead() {
  if (active_ == nullptr) return;
  Stream* stream = std::exchange(active_, nullptr);
  while (ResultPtr result{PQgetResult(conn_.get())}) stream->waiting.push_back(std::move(result));
  stream->ended = true;
}

ResultPtr PgConn::next(Stream& from, std::string_view sql) {
  ResultPtr result;
  if (!from.waiting.empty()) {
    result = std::move(from.waiting.front());
    from.waiting.pop_front();
  } else if (!from.ended) {
    result.reset(PQgetResult(conn_.get()));
  }
  if (!result) {
    from.ended = true;
    if (active_ == &from) active_ = nullptr;
    return nullptr;
  }
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_SINGLE_TUPLE) return result;
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && !from.error) from.error = failed(result.get(), sql);
  return next(from, sql);  // the closing result: at most one more call until null
}

/// Highest $n of a text; the server itself accepts values that nothing refers to.
int parametersIn(std::string_view sql) {
  int highest = 0;
  for (auto at = sql.find('$'); at != std::string_view::npos; at = sql.find('$', at + 1)) {
    int number = 0;
    std::from_chars(sql.data() + at + 1, sql.data() + sql.size(), number);
    highest = std::max(highest, number);
  }
  return highest;
}

base::Result<const std::string*> PgConn::prepared(std::string_view sql, const Parameters& params) {
  std::string key(sql);
  key += '\0';
  for (int i = 0; i < params.count(); ++i) key += static_cast<char>('0' + params.oids()[i]);
  auto found = names_.find(key);
  if (found == names_.end()) {
    if (parametersIn(sql) != params.count()) {
      return base::fail("STOR-0005", {{"detail", "number of parameters given differs"}, {"sql", std::string(sql)}});
    }
    std::string name = "mc" + std::to_string(names_.size());
    const ResultPtr result(
        PQprepare(conn_.get(), name.c_str(), std::string(sql).c_str(), params.count(), params.oids()));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return failed(result.get(), sql);
    found = names_.emplace(std::move(key), std::move(name)).first;
  }
  return &std::as_const(found->second);
}

base::Result<std::int64_t> PgConn::exec(std::string_view sql, std::span<const Value> values) {
  MC_TRY(ready());
  Parameters params;
  MC_TRY(params.set(values));
  MC_ASSIGN(const std::string* name, prepared(sql, params));
  const ResultPtr result(
      PQexecPrepared(conn_.get(), name->c_str(), params.count(), params.data(), params.lengths(), params.formats(), 0));
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return failed(result.get(), sql);
  const std::string_view tag = PQcmdStatus(result.get());
  const char* affected = tag.starts_with("SELECT") ? "" : PQcmdTuples(result.get());
  return *affected == '\0' ? std::int64_t{0} : std::int64_t{std::stoll(affected)};
}

base::Status PgConn::stream(std::string_view sql, const Parameters& params,
                            const std::function<bool(const PGresult*)>& onRow) {
  MC_TRY(ready());
  MC_ASSIGN(const std::string* name, prepared(sql, params));
  if (PQsendQueryPrepared(conn_.get(), name->c_str(), params.count(), params.data(), params.lengths(), params.formats(),
                          0) == 0) {
    return failed(nullptr, sql);
  }
  PQsetSingleRowMode(conn_.get());
  Stream rows;
  active_ = &rows;
  bool wanted = true;
  while (const ResultPtr row = next(rows, sql)) {
    if (wanted) wanted = onRow(row.get());
  }
  if (rows.error) return *rows.error;
  return {};
}

base::Status PgConn::query(std::string_view sql, std::span<const Value> values,
                           const std::function<bool(const Row&)>& onRow) {
  Parameters params;
  MC_TRY(params.set(values));
  return stream(sql, params, [&](const PGresult* result) { return onRow(ResultRow(result, 0)); });
}

base::Status PgConn::run(std::string_view sql) {
  const ResultPtr result(PQexec(conn_.get(), std::string(sql).c_str()));
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
    return failed(result.get(), sql);
  }
  return {};
}

base::Status PgConn::script(std::string_view sql) {
  MC_TRY(ready());
  return run(sql);
}

base::Status PgConn::begin() {
  MC_TRY(ready());
  MC_TRY(run("BEGIN"));
  inTransaction_ = true;
  base::Status locked = run("SET LOCAL lock_timeout = " + std::to_string(std::max(busyMillis_, 1)));
  if (locked.ok()) locked = run(kWriterLock);
  if (!locked.ok()) rollback();
  return locked;
}

base::Status PgConn::commit() {
  MC_TRY(ready());
  const ResultPtr result(PQexec(conn_.get(), "COMMIT"));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return failed(result.get(), "COMMIT");
  inTransaction_ = false;
  // COMMIT of a transaction with a failed statement answers ROLLBACK: nothing was kept.
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    return base::fail("STOR-0005", {{"detail", "transaction had failed before"}, {"sql", "COMMIT"}});
  }
  return {};
}

void PgConn::rollback() noexcept {
  if (!inTransaction_) return;
  inTransaction_ = false;
  readAhead();
  const ResultPtr result(PQexec(conn_.get(), "ROLLBACK"));
}

base::Status PgConn::copy(const std::string& command, const std::string& rows) {
  MC_TRY(usable());
  readAhead();
  const ResultPtr started(PQexec(conn_.get(), command.c_str()));
  if (PQresultStatus(started.get()) != PGRES_COPY_IN) return failed(started.get(), command);
  std::string tail;
  appendInt16(tail, -1);
  const bool sent = PQputCopyData(conn_.get(), kCopyHead.data(), static_cast<int>(kCopyHead.size())) == 1 &&
                    PQputCopyData(conn_.get(), rows.data(), static_cast<int>(rows.size())) == 1 &&
                    PQputCopyData(conn_.get(), tail.data(), static_cast<int>(tail.size())) == 1 &&
                    PQputCopyEnd(conn_.get(), nullptr) == 1;
  if (!sent) return failed(nullptr, command);
  base::Status status;
  while (const ResultPtr result{PQgetResult(conn_.get())}) {
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && status.ok()) status = failed(result.get(), command);
  }
  return status;
}

base::Status PgConn::flushBulks() {
  for (PgBulk* bulk : bulks_) MC_TRY(bulk->flush());
  return {};
}

base::Result<std::vector<Oid>> PgConn::columnTypes(std::string_view table, std::span<const std::string_view> columns) {
  std::unordered_map<std::string, Oid> types;
  const std::array<Value, 1> params{table};
  MC_TRY(query("SELECT attname, atttypid::bigint FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0",
               params, [&](const Row& row) {
                 types.emplace(row.str(0), static_cast<Oid>(row.integer(1)));
                 return true;
               }));
  std::vector<Oid> result;
  for (const auto column : columns) {
    const auto found = types.find(std::string(column));
    if (found == types.end()) {
      return base::fail("STOR-0005",
                        {{"detail", "no such column"}, {"sql", std::string(table) + "." + std::string(column)}});
    }
    result.push_back(found->second);
  }
  return result;
}

base::Result<std::unique_ptr<BulkInsert>> PgConn::bulkInsert(std::string_view table,
                                                             std::span<const std::string_view> columns) {
  MC_ASSIGN(auto types, columnTypes(table, columns));
  std::string command = "COPY " + std::string(table) + " (";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i != 0) command += ", ";
    command += columns[i];
  }
  command += ") FROM STDIN (FORMAT binary)";
  auto bulk = std::make_unique<PgBulk>(*this, std::move(command), std::move(types));
  bulks_.push_back(bulk.get());
  return std::unique_ptr<BulkInsert>(std::move(bulk));
}

base::Status PgConn::lookup(std::string_view table, std::string_view keyColumn, std::string_view columns,
                            std::string_view filter, std::span<const Value> keys,
                            const std::function<void(std::size_t, const Row&)>& onRow) {
  if (keys.empty()) return usable();
  const Oid type = oidOf(keys.front());
  const std::string_view array = type == kByteaOid ? "bytea[]" : type == kInt8Oid ? "bigint[]" : "text[]";
  std::string sql = "SELECT mc_keys.at, " + std::string(columns) + " FROM unnest($1::" + std::string(array) +
                    ") WITH ORDINALITY AS mc_keys(wanted, at) JOIN " + std::string(table) + " ON " +
                    std::string(keyColumn) + " = mc_keys.wanted";
  if (!filter.empty()) sql += " WHERE (" + std::string(filter) + ")";
  sql += " ORDER BY mc_keys.at";
  for (std::size_t from = 0; from < keys.size(); from += kLookupKeys) {
    const auto part = keys.subspan(from, std::min(kLookupKeys, keys.size() - from));
    for (const Value& key : part) {
      if (const auto* text = std::get_if<std::string_view>(&key)) MC_TRY(checkText(*text));
    }
    MC_ASSIGN(const std::string binary, arrayOf(part));
    Parameters params;
    params.setArray(binary);
    MC_TRY(stream(sql, params, [&](const PGresult* result) {
      const auto at = static_cast<std::size_t>(ResultRow(result, 0).integer(0));
      onRow(from + at - 1, ResultRow(result, 0, 1));
      return true;
    }));
  }
  return {};
}

/// Foreign keys whose child rows have no parent, as one counting statement each. PostgreSQL has no command for it; a
/// key that was disabled, or pages restored from different moments, leave such rows.
constexpr std::string_view kOrphanQueries = R"sql(
SELECT c.conrelid::regclass || '.' || c.conname,
       'SELECT count(*) FROM ' || c.conrelid::regclass || ' child WHERE ' ||
       string_agg('child.' || quote_ident(a.attname) || ' IS NOT NULL', ' AND ' ORDER BY k.n) ||
       ' AND NOT EXISTS (SELECT 1 FROM ' || c.confrelid::regclass || ' parent WHERE ' ||
       string_agg('parent.' || quote_ident(f.attname) || ' = child.' || quote_ident(a.attname), ' AND ' ORDER BY k.n) || ')'
FROM pg_constraint c
CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(child, parent, n)
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.child
JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = k.parent
WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
GROUP BY c.oid, c.conrelid, c.confrelid, c.conname
ORDER BY 1)sql";

base::Result<std::vector<std::string>> PgConn::integrity() {
  std::vector<std::string> problems;
  MC_TRY(
      query("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid ORDER BY 1", {}, [&](const Row& row) {
        problems.push_back("invalid index: " + row.str(0));
        return true;
      }));
  MC_TRY(query("SELECT conrelid::regclass || '.' || conname FROM pg_constraint WHERE NOT convalidated ORDER BY 1", {},
               [&](const Row& row) {
                 problems.push_back("constraint not validated: " + row.str(0));
                 return true;
               }));
  std::vector<std::pair<std::string, std::string>> checks;
  MC_TRY(query(kOrphanQueries, {}, [&](const Row& row) {
    checks.emplace_back(row.str(0), row.str(1));
    return true;
  }));
  for (const auto& [name, sql] : checks) {
    MC_TRY(query(sql, {}, [&, &table = name](const Row& row) {
      if (row.integer(0) != 0) problems.push_back("foreign key: " + table + ": " + row.str(0));
      return true;
    }));
  }
  return problems;
}

}  // namespace

std::string describe(const std::string& url) {
  struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
  };
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(url.c_str(), nullptr));
  std::string host = "localhost";
  std::string port = "5432";
  std::string database;
  for (const PQconninfoOption* o = options.get(); o != nullptr && o->keyword != nullptr; ++o) {
    if (o->val == nullptr) continue;
    const std::string_view keyword = o->keyword;
    if (keyword == "host") host = o->val;
    if (keyword == "port") port = o->val;
    if (keyword == "dbname") database = o->val;
  }
  return host + ":" + port + "/" + database;
}

base::Result<std::unique_ptr<Conn>> connect(const std::string& url, int busyMillis) {
  const std::array<const char*, 5> keywords{"dbname", "client_encoding", "application_name", "connect_timeout",
                                            nullptr};
  const std::array<const char*, 5> values{url.c_str(), "UTF8", "medcredit", "10", nullptr};
  PgPtr pg(PQconnectdbParams(keywords.data(), values.data(), 1));
  if (PQstatus(pg.get()) != CONNECTION_OK) {
    std::string detail = PQerrorMessage(pg.get());
    while (!detail.empty() && detail.back() == '\n') detail.pop_back();
    return base::fail("STOR-0001", {{"where", describe(url)}, {"detail", std::move(detail)}});
  }
  PQsetNoticeProcessor(
      pg.get(), [](void*, const char*) {}, nullptr);
  const std::string_view encoding = [&] {
    const char* name = PQparameterStatus(pg.get(), "server_encoding");
    return std::string_view(name != nullptr ? name : "");
  }();
  if (encoding != "UTF8") {
    return base::fail("STOR-0015", {{"where", describe(url)}, {"encoding", std::string(encoding)}});
  }
  auto conn = std::make_unique<PgConn>(std::move(pg), busyMillis);
  MC_TRY(conn->script(kSetup));
  return std::unique_ptr<Conn>(std::move(conn));
}

}  // namespace medcredit::store::postgres
