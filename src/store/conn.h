// A thin typed layer over the two engines. Services never see it: repositories (store/*.h) do, and they write each SQL
// text once, with $1 placeholders, for SQLite and PostgreSQL alike.
//
// Dialect kept to what both share: BIGINT/TEXT/BLOB(BYTEA via the `{blob}` word in migrations), ON CONFLICT, no engine
// functions; dates are TEXT "YYYY-MM-DD", moments BIGINT microseconds, booleans BIGINT 0/1, JSON is TEXT. Always ORDER
// BY explicit keys (text compares by bytes on both: SQLite BINARY, PostgreSQL COLLATE "C" database).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace medcredit::store {

/// Binary value (digest, blob).
struct BlobView {
  std::string_view bytes;
};
/// A bound parameter. string_views must live until the call returns.
using Value = std::variant<std::nullptr_t, std::int64_t, std::string_view, BlobView>;

/// A result row; views are valid until the next row.
class Row {
 public:
  virtual ~Row() = default;
  [[nodiscard]] virtual bool isNull(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual std::string_view blob(int column) const = 0;
  [[nodiscard]] std::string str(int column) const { return std::string(text(column)); }
  [[nodiscard]] std::optional<std::string> optStr(int column) const {
    return isNull(column) ? std::nullopt : std::optional<std::string>(str(column));
  }
};

class FieldCipher;

enum class Engine { kSqlite, kPostgres };

/// Streaming bulk insert of one table: prepared INSERT on SQLite, COPY BINARY on PostgreSQL. Several may be open on one
/// connection; open the one of the parent table before the one of the child table, because buffered rows are sent in
/// that order. Rows added are seen by every later statement of the same connection.
class BulkInsert {
 public:
  virtual ~BulkInsert() = default;
  virtual base::Status add(std::span<const Value> row) = 0;
  /// Sends what is left; constraint violations surface here at the latest (STOR-0006).
  virtual base::Status finish() = 0;
};

/// Gives the values of row `index` of a set. Texts must live until the next row is asked for; the connection must not
/// be used from inside.
using RowFill = std::function<void(std::size_t index, std::span<Value> row)>;

/// One connection. Not thread-safe. Errors: STOR-0001 cannot open, STOR-0002 full or I/O (fail stop), STOR-0003 busy,
/// STOR-0004 corrupt, STOR-0005 SQL failure (bug), STOR-0006 constraint, STOR-0011 text that cannot be stored (NUL
/// byte, not UTF-8), STOR-0013 connection to the database server lost. After STOR-0002, STOR-0004 and STOR-0013 the
/// connection only rolls back (fail stop). An open query does not hinder others: statements may be run from inside
/// `onRow`.
class Conn {
 public:
  virtual ~Conn() = default;
  [[nodiscard]] virtual Engine engine() const = 0;

  /// Runs a statement for its effect; returns the rows changed. Statements are cached by text.
  virtual base::Result<std::int64_t> exec(std::string_view sql, std::span<const Value> params = {}) = 0;
  /// Runs a query; `onRow` is called per row and returns false to stop early.
  virtual base::Status query(std::string_view sql, std::span<const Value> params,
                             const std::function<bool(const Row&)>& onRow) = 0;
  /// Several statements separated by semicolons, no parameters (migrations).
  virtual base::Status script(std::string_view sql) = 0;

  /// Write transaction: BEGIN IMMEDIATE on SQLite, advisory-locked single writer on PostgreSQL. Waits up to the busy
  /// time.
  virtual base::Status begin() = 0;
  virtual base::Status commit() = 0;
  virtual void rollback() noexcept = 0;
  [[nodiscard]] virtual bool inTransaction() const = 0;
  /// True while an enclosing transaction (Transaction::startEnclosing) runs: others started meanwhile become parts of
  /// it.
  [[nodiscard]] bool enclosed() const { return enclosed_; }

  virtual base::Result<std::unique_ptr<BulkInsert>> bulkInsert(std::string_view table,
                                                               std::span<const std::string_view> columns) = 0;
  /// Inserts `count` rows of one table at once: the fast way when all rows are known. Errors as for BulkInsert.
  virtual base::Status insertRows(std::string_view table, std::span<const std::string_view> columns, std::size_t count,
                                  const RowFill& fill);
  /// For each key (a blob or text compared with `keyColumn`), calls onRow(index of the key, row) for every matching row
  /// of `SELECT <columns> FROM <table> WHERE <keyColumn> = key [AND <filter>]`. One prepared statement per key on
  /// SQLite, one = ANY($1) query on PostgreSQL. Keys must be distinct.
  virtual base::Status lookup(std::string_view table, std::string_view keyColumn, std::string_view columns,
                              std::string_view filter, std::span<const Value> keys,
                              const std::function<void(std::size_t, const Row&)>& onRow) = 0;

  /// Engine's own integrity check (PRAGMA integrity_check + foreign_key_check; amcheck-free checks on PostgreSQL).
  virtual base::Result<std::vector<std::string>> integrity() = 0;

  /// Cipher of personal values (Location::cipher). To touch personal values without one is a bug: throws.
  [[nodiscard]] FieldCipher& cipher() const;
  void useCipher(FieldCipher* cipher) { cipher_ = cipher; }

 private:
  friend class Transaction;
  bool enclosed_ = false;
  FieldCipher* cipher_ = nullptr;  ///< not owned
};

/// Rolls back unless committed.
class Transaction {
 public:
  /// Inside an enclosing transaction a savepoint of it; inside any other one STOR-0005.
  [[nodiscard]] static base::Result<Transaction> start(Conn& conn);
  /// A transaction whose parts are started by others (start) without knowing: all of them commit or none.
  [[nodiscard]] static base::Result<Transaction> startEnclosing(Conn& conn);
  Transaction(Transaction&& other) noexcept : conn_(other.conn_), kind_(other.kind_) { other.conn_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (conn_ != nullptr) undo();
  }
  base::Status commit();

 private:
  enum class Kind { kPlain, kEnclosing, kPart };
  Transaction(Conn& conn, Kind kind) : conn_(&conn), kind_(kind) {}
  void undo() noexcept;
  Conn* conn_;
  Kind kind_;
};

/// Where the data lives.
struct Location {
  std::string dataDir;            ///< embedded: DIR/medcredit.db
  std::string databaseUrl;        ///< postgresql://…; wins over dataDir when set
  int busyMillis = 30000;         ///< how long a writer waits for another writer before STOR-0003
  FieldCipher* cipher = nullptr;  ///< for personal values; must outlive the connections; maintenance needs none
};
/// A named fact of the store written together with its creation (store/meta.h reads it).
struct Fact {
  std::string_view key;
  std::string_view value;
};

/// Opens an initialised store; STOR-0007 when it was never initialised, STOR-0008 when its migrations are older or
/// newer than this program (older: `store migrate`), STOR-0012 when a migration was not the one this program carries.
[[nodiscard]] base::Result<std::unique_ptr<Conn>> open(const Location& location);
/// Creates the store, runs all migrations and writes the facts, all in one transaction: a creation that was cut off can
/// simply be repeated. STOR-0009 when it exists already. `appliedAt` is the moment noted with the migrations.
[[nodiscard]] base::Result<std::unique_ptr<Conn>> create(const Location& location, std::span<const Fact> facts = {},
                                                         base::Instant appliedAt = {});
/// Opens without the version check and runs outstanding migrations; returns the versions applied.
[[nodiscard]] base::Result<std::vector<int>> migrate(const Location& location, base::Instant appliedAt = {});

/// Reserves `count` consecutive ids of a named sequence inside the current transaction; returns the first.
/// Deterministic and gap-free on both engines (table id_counter). STOR-0005 outside a transaction.
[[nodiscard]] base::Result<std::int64_t> reserveIds(Conn& conn, std::string_view sequence, std::int64_t count);

}  // namespace medcredit::store
