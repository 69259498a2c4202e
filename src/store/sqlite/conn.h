// The embedded engine: one SQLite file in WAL mode, synced on every commit.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store::sqlite {

/// Name of the database inside the data folder.
inline constexpr std::string_view kFileName = "medcredit.db";

/// Opens an existing database file; STOR-0007 when there is none, STOR-0001 when it cannot be opened, STOR-0004 when it
/// is not a database.
[[nodiscard]] base::Result<std::unique_ptr<Conn>> connect(const std::filesystem::path& dataDir, int busyMillis);
/// Makes the folder (mode 0700) and an empty file (mode 0600) where they are missing, then opens it.
[[nodiscard]] base::Result<std::unique_ptr<Conn>> connectNew(const std::filesystem::path& dataDir, int busyMillis);

/// See store::limitReads; `conn` is one of these.
void limitReads(Conn& conn, std::chrono::milliseconds limit);
/// See store::ReadSpan; false when there is nothing to begin, or the store does not let us.
[[nodiscard]] bool beginReads(Conn& conn);
void endReads(Conn& conn);

}  // namespace medcredit::store::sqlite
