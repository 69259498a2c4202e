#include "store/migrations.h"

#include <array>
#include <charconv>

#include "crypto/sm3.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kLedger =
    "CREATE TABLE schema_migration (version {int} NOT NULL PRIMARY KEY, name {text} NOT NULL, checksum {text} NOT "
    "NULL, "
    "applied_at {int} NOT NULL) {strict}";

/// "0001_foundation" -> 1.
int versionOf(std::string_view name) {
  int version = 0;
  std::from_chars(name.data(), name.data() + name.size(), version);
  return version;
}

/// What stands for an engine word; empty optional when the word is unknown.
std::optional<std::string_view> engineWord(std::string_view word, Engine engine) {
  const bool sqlite = engine == Engine::kSqlite;
  if (word == "int") return sqlite ? "INTEGER" : "BIGINT";
  // Byte order on both engines, whatever the locale of the PostgreSQL database is.
  if (word == "text") return sqlite ? "TEXT" : "TEXT COLLATE \"C\"";
  if (word == "blob") return sqlite ? "BLOB" : "BYTEA";
  if (word == "strict") return sqlite ? "STRICT" : "";
  if (word == "end" || word == (sqlite ? "sqlite" : "postgres")) return "";  // marks of a block for this engine
  return std::nullopt;
}

/// `{sqlite} … {end}` and `{postgres} … {end}`: text for one engine only (triggers). True when the block is skipped;
/// `at` then stands behind it.
bool skipsForeignBlock(std::string_view sql, std::string_view word, Engine engine, std::size_t& at) {
  constexpr std::string_view kEnd = "{end}";
  if (word != (engine == Engine::kSqlite ? "postgres" : "sqlite")) return false;
  const auto end = sql.find(kEnd, at);
  at = end == std::string_view::npos ? sql.size() : end + kEnd.size();
  return true;
}

base::Result<bool> ledgerExists(Conn& conn) {
  const std::string_view sql =
      conn.engine() == Engine::kSqlite
          ? "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
          : "SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_migration')";
  bool exists = false;
  MC_TRY(conn.query(sql, {}, [&](const Row& row) {
    exists = row.integer(0) != 0;
    return false;
  }));
  return exists;
}

/// The applied ones must be the first of the known ones, with equal text.
base::Status checkPrefix(std::span<const AppliedMigration> applied, std::span<const EmbeddedMigration> known) {
  if (applied.size() > known.size()) {
    return base::fail("STOR-0008", {{"store", std::to_string(applied.back().version)},
                                    {"program", std::to_string(known.empty() ? 0 : versionOf(known.back().name))}});
  }
  for (std::size_t i = 0; i < applied.size(); ++i) {
    if (applied[i].name != known[i].name || applied[i].checksum != crypto::sm3Hex(known[i].sql)) {
      return base::fail("STOR-0012", {{"name", applied[i].name}});
    }
  }
  return {};
}

}  // namespace

base::Result<std::string> migrationText(std::string_view sql, Engine engine) {
  std::string out;
  out.reserve(sql.size());
  std::size_t at = 0;
  while (at < sql.size()) {
    const auto comment = sql.find("--", at);
    const auto open = sql.find('{', at);
    if (comment < open) {  // comments are dropped: they may name the words themselves
      out += sql.substr(at, comment - at);
      const auto end = sql.find('\n', comment);
      at = end == std::string_view::npos ? sql.size() : end;
      continue;
    }
    if (open == std::string_view::npos) break;
    const auto close = sql.find('}', open);
    const auto word = sql.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
    out += sql.substr(at, open - at);
    at = close + 1;
    if (skipsForeignBlock(sql, word, engine, at)) continue;
    const auto replacement = engineWord(word, engine);
    if (!replacement) {
      return base::fail("STOR-0005", {{"detail", "unknown engine word"}, {"sql", std::string(word)}});
    }
    out += *replacement;
  }
  if (at < sql.size()) out += sql.substr(at);
  return out;
}

base::Result<std::vector<AppliedMigration>> appliedMigrations(Conn& conn) {
  std::vector<AppliedMigration> applied;
  MC_ASSIGN(const bool exists, ledgerExists(conn));
  if (!exists) return applied;
  MC_TRY(conn.query(
      "SELECT version, name, checksum, applied_at FROM schema_migration ORDER BY version", {}, [&](const Row& row) {
        applied.push_back({static_cast<int>(row.integer(0)), row.str(1), row.str(2), base::Instant{row.integer(3)}});
        return true;
      }));
  return applied;
}

base::Status checkSchema(Conn& conn, std::span<const EmbeddedMigration> known) {
  MC_ASSIGN(const auto applied, appliedMigrations(conn));
  if (applied.empty()) return base::fail("STOR-0007", {{"where", ""}});
  MC_TRY(checkPrefix(applied, known));
  if (applied.size() < known.size()) {
    return base::fail("STOR-0008", {{"store", std::to_string(applied.back().version)},
                                    {"program", std::to_string(versionOf(known.back().name))}});
  }
  return {};
}

base::Result<std::vector<int>> applyMigrations(Conn& conn, std::span<const EmbeddedMigration> known,
                                               base::Instant appliedAt) {
  MC_ASSIGN(const auto applied, appliedMigrations(conn));
  MC_TRY(checkPrefix(applied, known));
  MC_ASSIGN(const bool exists, ledgerExists(conn));
  if (!exists) {
    MC_ASSIGN(const std::string ledger, migrationText(kLedger, conn.engine()));
    MC_TRY(conn.script(ledger));
  }
  std::vector<int> versions;
  for (const auto& migration : known.subspan(applied.size())) {
    MC_ASSIGN(const std::string text, migrationText(migration.sql, conn.engine()));
    MC_TRY(conn.script(text));
    const int version = versionOf(migration.name);
    const std::string checksum = crypto::sm3Hex(migration.sql);
    const std::array<Value, 4> row{std::int64_t{version}, std::string_view(migration.name), std::string_view(checksum),
                                   appliedAt.micros};
    MC_TRY(
        conn.exec("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)", row));
    versions.push_back(version);
  }
  return versions;
}

}  // namespace medcredit::store
