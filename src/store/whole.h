// A transaction of acts that start transactions of their own.
#pragma once

#include "store/conn.h"

namespace medcredit::store {

/// All parts commit or none: encloses those started meanwhile, and is itself a part where one encloses already (the one
/// of a keyed request, of a case).
[[nodiscard]] inline base::Result<Transaction> startWhole(Conn& conn) {
  return conn.enclosed() ? Transaction::start(conn) : Transaction::startEnclosing(conn);
}

}  // namespace medcredit::store
