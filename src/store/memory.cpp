#include "store/memory.h"

#include <malloc.h>

#include <string>

namespace medcredit::store {

base::Status limitCache(Conn& conn, std::size_t bytes) {
  if (conn.engine() != Engine::kSqlite) return {};
  return conn.script("PRAGMA cache_size = -" + std::to_string(bytes / 1024));
}

base::Status giveBack(Conn& conn) {
  if (conn.engine() == Engine::kSqlite) MC_TRY(conn.script("PRAGMA shrink_memory"));
  ::malloc_trim(0);
  return {};
}

}  // namespace medcredit::store
