// Forward-only migrations, embedded at build time from store/migrations/NNNN_name.sql.
#pragma once

#include <string>
#include <vector>

namespace medcredit::store {

struct EmbeddedMigration {
  std::string name;  ///< "0001_foundation"
  std::string sql;   ///< with the engine words {int} {text} {blob} {strict}
};
[[nodiscard]] std::vector<EmbeddedMigration> embeddedMigrations();

}  // namespace medcredit::store
