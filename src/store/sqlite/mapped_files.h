// The database file in memory where the system keeps it, shared by all connections of a process.
#pragma once

namespace medcredit::store::sqlite {

/// Name of the file layer for sqlite3_open_v2, made known to SQLite on the first call; null when that fails, which
/// means SQLite's own. It is SQLite's own in everything but one thing: connections with a `mmap_size` read pages out of
/// one mapping per file that lasts as long as a connection does. SQLite alone maps the file for each connection, and
/// lets go of the mapping whenever somebody has written: on a server where each read leaves its evidence, before every
/// answer.
///
/// What that is for, a file that was cut off and grew again, does not make a mapping wrong on Linux: its pages follow
/// the file. Pages that were not there when asked for are read the usual way.
[[nodiscard]] const char* mappedFiles();

}  // namespace medcredit::store::sqlite
