// Forward-only migrations, embedded at build time from store/migrations/NNNN_name.sql.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct EmbeddedMigration {
  std::string name;  ///< "0001_foundation"
  std::string sql;   ///< with the engine words and blocks of migrationText
};
[[nodiscard]] std::vector<EmbeddedMigration> embeddedMigrations();

/// A migration noted in the store's table schema_migration.
struct AppliedMigration {
  int version = 0;
  std::string name;
  std::string checksum;  ///< SM3 of the embedded text, the same on both engines
  base::Instant appliedAt;
};

/// Migrations the store has seen, by version; empty for a store that was never initialised.
[[nodiscard]] base::Result<std::vector<AppliedMigration>> appliedMigrations(Conn& conn);
/// Agreement of store and program: STOR-0007 nothing applied, STOR-0008 older or newer, STOR-0012 other checksum.
[[nodiscard]] base::Status checkSchema(Conn& conn, std::span<const EmbeddedMigration> known);
/// Applies what is missing inside the current transaction; returns the versions applied. STOR-0008 when the store is
/// newer, STOR-0012 when an applied migration differs. There is no way back.
[[nodiscard]] base::Result<std::vector<int>> applyMigrations(Conn& conn, std::span<const EmbeddedMigration> known,
                                                             base::Instant appliedAt);
/// The text for one engine: words {int} {text} {blob} {strict} replaced, blocks {sqlite} … {end} and {postgres} … {end}
/// kept for their engine only; STOR-0005 for an unknown word.
[[nodiscard]] base::Result<std::string> migrationText(std::string_view sql, Engine engine);

}  // namespace medcredit::store
