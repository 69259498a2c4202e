// Copies of a whole store: made while it is in use, complete or not there at all, and put back into an empty place.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// Copies the store as it stands at one moment. SQLite: online backup API; PostgreSQL: pg_dump in custom format, which
/// is one snapshot. The file appears under its name only when it is whole and on the disk; SQLite copies have passed
/// the integrity check. STOR-0030 target exists, STOR-0031 the copy failed.
base::Status copyStore(const Location& source, const std::filesystem::path& target);

/// What is wrong with a copy according to its engine; empty when nothing is.
[[nodiscard]] base::Result<std::vector<std::string>> checkCopy(Engine engine, const std::filesystem::path& file);

/// Puts a copy into an empty place; STOR-0009 when a store is there already, STOR-0031 when it cannot be put back.
base::Status restoreCopy(Engine engine, const std::filesystem::path& file, const Location& target);

}  // namespace medcredit::store
