#include "store/change_state.h"

namespace medcredit::store {

base::Result<std::optional<std::int64_t>> changeState(Conn& conn) {
  std::optional<std::int64_t> state;
  if (conn.engine() != Engine::kSqlite) return state;
  MC_TRY(conn.query("PRAGMA data_version", {}, [&](const Row& row) {
    state = row.integer(0);
    return false;
  }));
  return state;
}

}  // namespace medcredit::store
