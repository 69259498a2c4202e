// Everything a store holds as one text, for comparing two stores of one engine.
#pragma once

#include <string>

#include "store/conn.h"

namespace medcredit::test {

/// All rows of all tables, each table in a fixed order of its columns and rows; of the evidence log only what does not
/// hang on random salts. Throws when a table cannot be read.
[[nodiscard]] std::string dumpStore(store::Conn& conn);

}  // namespace medcredit::test
