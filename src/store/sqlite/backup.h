// Backup of an embedded database while it is in use.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace medcredit::store::sqlite {

/// Copies a database in use to a new file by the online backup API.
base::Status copyFile(const std::filesystem::path& source, const std::filesystem::path& target);
/// Integrity and foreign keys of a database file, read only.
[[nodiscard]] base::Result<std::vector<std::string>> checkFile(const std::filesystem::path& file);

}  // namespace medcredit::store::sqlite
