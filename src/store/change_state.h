// Has anything at all changed? For caches of public answers.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// A number that differs after every commit of any other connection, also of other processes; meaningful only in
/// comparison with earlier answers of the same connection, which must not write itself. Empty on PostgreSQL, where
/// asking would cost as much as the answer that is to be saved.
[[nodiscard]] base::Result<std::optional<std::int64_t>> changeState(Conn& conn);

}  // namespace medcredit::store
