// How much memory a connection may keep for itself. SQLite copies pages of the file into the process; PostgreSQL keeps
// them on its side, where nothing of this has an effect.
#pragma once

#include <cstddef>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// From now on at most so much of the file is kept in memory by this connection.
base::Status limitCache(Conn& conn, std::size_t bytes);

/// Gives back what the connection keeps of the file, and to the system what the process has freed: for the end of a
/// large piece of work, after which nothing of the kind follows soon.
base::Status giveBack(Conn& conn);

}  // namespace medcredit::store
