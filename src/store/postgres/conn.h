// The server engine: PostgreSQL 15 over libpq.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store::postgres {

/// Connects to an existing database of encoding UTF8. STOR-0001 when it cannot be reached, STOR-0015 for another
/// encoding.
[[nodiscard]] base::Result<std::unique_ptr<Conn>> connect(const std::string& url, int busyMillis);
/// "host:port/database" of an address, without user and password, for messages.
[[nodiscard]] std::string describe(const std::string& url);

}  // namespace medcredit::store::postgres
