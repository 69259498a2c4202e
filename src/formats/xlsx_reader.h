// XLSX as a stream of rows: one row of one sheet in memory, plus the shared strings.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include "formats/table_reader.h"
#include "formats/zip_archive.h"

namespace medcredit::formats {

/// Opens the first visible sheet that has a cell with text; hidden rows and columns of it are read like others (data is
/// never dropped silently), hidden sheets are not. Rows absent from the file are skipped: row numbers tell. Empty cells
/// at the end of a row are left out. A merged range has its text in its top left cell. `blockBytes` is the size of the
/// pieces fed to the parser (tests use 1).
[[nodiscard]] base::Result<std::unique_ptr<TableReader>> openXlsx(std::shared_ptr<const ZipArchive> archive,
                                                                  const ReadLimits& limits,
                                                                  std::size_t blockBytes = 64 * 1024);

}  // namespace medcredit::formats
