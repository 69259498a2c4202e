// JSON tables: an array of objects, {"rows": […]} / {"records": […]}, or one object per line (NDJSON).
#pragma once

#include <cstddef>
#include <memory>

#include "formats/file_io.h"
#include "formats/table_reader.h"

namespace medcredit::formats {

/// Reads the file twice: first all keys (in order of first appearance; they are row 1, the header) and the whole
/// syntax, so that a malformed document fails before any row is given out; then the rows, numbered from 2. null is an
/// empty cell, a number keeps its own text (more than 15 digits: kImprecise), true and false become TRUE and FALSE.
/// Fails with FILE-0040 (syntax), FILE-0041 (a value that is an object or array), FILE-0042 (not a table), FILE-0043 (a
/// key twice in one object) and the limits of all readers. `blockBytes` is the size of the pieces fed to the parser.
[[nodiscard]] base::Result<std::unique_ptr<TableReader>> openJson(std::shared_ptr<const FileBytes> file,
                                                                  const ReadLimits& limits,
                                                                  std::size_t blockBytes = 64 * 1024);

}  // namespace medcredit::formats
