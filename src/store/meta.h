// Small named facts about the store itself: jurisdiction, creation, schema.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// Value of a key; empty when it was never set.
[[nodiscard]] base::Result<std::optional<std::string>> findMeta(Conn& conn, std::string_view key);
/// Value of a key; STOR-0010 when it is missing.
[[nodiscard]] base::Result<std::string> getMeta(Conn& conn, std::string_view key);
/// Writes or replaces a fact.
base::Status setMeta(Conn& conn, std::string_view key, std::string_view value);

}  // namespace medcredit::store
