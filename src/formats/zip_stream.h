// Unpacking one ZIP entry as a stream; used by ZipArchive only.
#pragma once

#include <memory>

#include "formats/zip_archive.h"

namespace medcredit::formats {

/// `produced` counts unpacked bytes over all streams of the archive. The file must outlive nothing: it is shared.
[[nodiscard]] std::unique_ptr<ZipStream> makeZipStream(std::shared_ptr<const FileBytes> file, const ZipEntry& entry,
                                                       const ReadLimits& limits,
                                                       std::shared_ptr<std::uint64_t> produced);

}  // namespace medcredit::formats
