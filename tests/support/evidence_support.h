// Looking into the evidence log from tests, and doing what only somebody with the database's own rights could do.
#pragma once

#include <string>
#include <string_view>

#include "crypto/key_folder.h"
#include "store/conn.h"

namespace medcredit::test {

/// The opened detail of the newest entry with this action; throws when there is none or it does not open.
[[nodiscard]] std::string evidenceDetail(store::Conn& conn, const crypto::Keys& keys, std::string_view action);

/// Takes the guards against removal away from this connection, as an intruder with the database's rights would.
void removeGuards(store::Conn& conn);

}  // namespace medcredit::test
