// Backup of a PostgreSQL database by its own programs pg_dump and pg_restore.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace medcredit::store::postgres {

/// pg_dump in custom format: one snapshot of the database.
base::Status dump(const std::string& url, const std::filesystem::path& target);
/// What pg_restore says against the file when it reads its table of contents.
[[nodiscard]] base::Result<std::vector<std::string>> checkDump(const std::filesystem::path& file);
/// pg_restore into an empty database, in one transaction.
base::Status restore(const std::string& url, const std::filesystem::path& file);

}  // namespace medcredit::store::postgres
