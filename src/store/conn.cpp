#include "store/conn.h"

#include <array>
#include <stdexcept>

#include "store/meta.h"
#include "store/migrations.h"
#include "store/postgres/conn.h"
#include "store/read_limit.h"
#include "store/sqlite/conn.h"

namespace medcredit::store {

namespace {

base::Result<std::unique_ptr<Conn>> connectTo(const Location& location) {
  if (!location.databaseUrl.empty()) return postgres::connect(location.databaseUrl, location.busyMillis);
  if (location.dataDir.empty()) return base::fail("STOR-0014");
  return sqlite::connect(location.dataDir, location.busyMillis);
}

base::Result<std::unique_ptr<Conn>> connect(const Location& location) {
  MC_ASSIGN(auto conn, connectTo(location));
  conn->useCipher(location.cipher);
  return conn;
}

base::Result<std::unique_ptr<Conn>> connectNew(const Location& location) {
  if (!location.databaseUrl.empty() || location.dataDir.empty()) return connect(location);
  MC_ASSIGN(auto conn, sqlite::connectNew(location.dataDir, location.busyMillis));
  conn->useCipher(location.cipher);
  return conn;
}

/// The place is known here only, not where the schema is checked.
base::Error withPlace(base::Error error, const Location& location) {
  for (auto& arg : error.args) {
    if (arg.name == "where" && arg.value.empty()) {
      arg.value = location.databaseUrl.empty() ? location.dataDir : postgres::describe(location.databaseUrl);
    }
  }
  return error;
}

}  // namespace

base::Status limitReads(Conn& conn, std::chrono::milliseconds limit) {
  if (conn.engine() == Engine::kPostgres) {
    return conn.script("SET statement_timeout = " + std::to_string(limit.count()));
  }
  sqlite::limitReads(conn, limit);
  return {};
}

FieldCipher& Conn::cipher() const {
  if (cipher_ == nullptr) throw std::logic_error("personal values need the keys of the store");
  return *cipher_;
}

base::Status Conn::insertRows(std::string_view table, std::span<const std::string_view> columns, std::size_t count,
                              const RowFill& fill) {
  if (count == 0) return {};
  MC_ASSIGN(const auto bulk, bulkInsert(table, columns));
  std::vector<Value> row(columns.size());
  for (std::size_t i = 0; i < count; ++i) {
    fill(i, row);
    MC_TRY(bulk->add(row));
  }
  return bulk->finish();
}

base::Result<Transaction> Transaction::start(Conn& conn) {
  if (conn.enclosed()) {
    MC_TRY(conn.script("SAVEPOINT part"));
    return Transaction(conn, Kind::kPart);
  }
  if (conn.inTransaction()) return base::fail("STOR-0005", {{"detail", "already in a transaction"}, {"sql", "BEGIN"}});
  MC_TRY(conn.begin());
  return Transaction(conn, Kind::kPlain);
}

base::Result<Transaction> Transaction::startEnclosing(Conn& conn) {
  if (conn.inTransaction()) return base::fail("STOR-0005", {{"detail", "already in a transaction"}, {"sql", "BEGIN"}});
  MC_TRY(conn.begin());
  conn.enclosed_ = true;
  return Transaction(conn, Kind::kEnclosing);
}

base::Status Transaction::commit() {
  if (kind_ == Kind::kPart) {
    MC_TRY(conn_->script("RELEASE SAVEPOINT part"));
  } else {
    MC_TRY(conn_->commit());
    conn_->enclosed_ = false;
  }
  conn_ = nullptr;
  return {};
}

void Transaction::undo() noexcept {
  if (kind_ == Kind::kPart) {
    // After a full disk SQLite has rolled the whole transaction back; then there is no savepoint left to go to.
    if (conn_->inTransaction()) {
      static_cast<void>(conn_->script("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part").ok());
    }
    return;
  }
  conn_->enclosed_ = false;
  conn_->rollback();
}

base::Result<std::unique_ptr<Conn>> open(const Location& location) {
  MC_ASSIGN(auto conn, connect(location));
  const auto known = embeddedMigrations();
  const base::Status schema = checkSchema(*conn, known);
  if (!schema.ok()) return withPlace(schema.error(), location);
  return conn;
}

base::Result<std::unique_ptr<Conn>> create(const Location& location, std::span<const Fact> facts,
                                           base::Instant appliedAt) {
  MC_ASSIGN(auto conn, connectNew(location));
  const auto known = embeddedMigrations();
  MC_ASSIGN(auto transaction, Transaction::start(*conn));
  MC_ASSIGN(const auto applied, appliedMigrations(*conn));
  if (!applied.empty()) return withPlace(base::fail("STOR-0009", {{"where", ""}}), location);
  MC_TRY(applyMigrations(*conn, known, appliedAt));
  for (const Fact& fact : facts) MC_TRY(setMeta(*conn, fact.key, fact.value));
  MC_TRY(transaction.commit());
  return conn;
}

base::Result<std::vector<int>> migrate(const Location& location, base::Instant appliedAt) {
  MC_ASSIGN(auto conn, connect(location));
  const auto known = embeddedMigrations();
  MC_ASSIGN(auto transaction, Transaction::start(*conn));
  MC_ASSIGN(const auto applied, appliedMigrations(*conn));
  if (applied.empty()) return withPlace(base::fail("STOR-0007", {{"where", ""}}), location);
  MC_ASSIGN(auto versions, applyMigrations(*conn, known, appliedAt));
  MC_TRY(transaction.commit());
  return versions;
}

base::Result<std::int64_t> reserveIds(Conn& conn, std::string_view sequence, std::int64_t count) {
  if (!conn.inTransaction() || count < 1) {
    return base::fail("STOR-0005",
                      {{"detail", "ids are reserved inside a transaction"}, {"sql", std::string(sequence)}});
  }
  std::int64_t next = 0;
  const std::array<Value, 2> params{sequence, count};
  MC_TRY(
      conn.query("INSERT INTO id_counter (name, next) VALUES ($1, 1 + $2) "
                 "ON CONFLICT (name) DO UPDATE SET next = id_counter.next + $2 RETURNING next",
                 params, [&](const Row& row) {
                   next = row.integer(0);
                   return true;
                 }));
  return next - count;
}

}  // namespace medcredit::store
