// How long a server's read may take: one that asks for too much must not keep a worker from all others.
#pragma once

#include <chrono>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// From now on a read of this connection that takes longer ends: STOR-0016 on SQLite (reads outside transactions
/// only), STOR-0003 on PostgreSQL (every statement, also one that waits for the writer: give it more than the busy
/// time). 0 = never.
base::Status limitReads(Conn& conn, std::chrono::milliseconds limit);

}  // namespace medcredit::store
