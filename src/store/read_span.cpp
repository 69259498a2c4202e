#include "store/read_span.h"

#include "store/sqlite/conn.h"

namespace medcredit::store {

ReadSpan::ReadSpan(Conn& conn) {
  if (conn.engine() == Engine::kSqlite && sqlite::beginReads(conn)) conn_ = &conn;
}

void ReadSpan::end() {
  if (conn_ != nullptr) sqlite::endReads(*conn_);
  conn_ = nullptr;
}

}  // namespace medcredit::store
