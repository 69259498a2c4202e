// Whole files at rest (R-SEC-04): what waits in the spool for its reader is sealed under the master key, piece by
// piece, so that a file of any size needs one piece of memory.
//
// Form: "MCSF1\n", then for each piece its length (4 bytes, big-endian) and an envelope (crypto/envelope.h) whose
// associated data is place|number|more or place|number|last: pieces can be neither moved, left out nor cut off.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "crypto/key_folder.h"

namespace medcredit::service {

/// Seals `plain` into `target`, which appears whole or not at all. `place` says what the file is and must be given
/// again to open it. FILE-0001 when it cannot be read, FILE-0006 when it cannot be written.
[[nodiscard]] base::Status sealFile(const std::filesystem::path& plain, const std::filesystem::path& target,
                                    std::string_view place, const crypto::Keys& keys, base::Random& random);
/// Opens a sealed file into `target`, in the same way. CRYP-0001 when it is none, CRYP-0002 other keys, CRYP-0003 when
/// it was altered, cut off, or sealed for another place.
[[nodiscard]] base::Status openSealedFile(const std::filesystem::path& sealed, const std::filesystem::path& target,
                                          std::string_view place, const crypto::Keys& keys);

/// Name under which the sealed form of a file lies.
[[nodiscard]] std::filesystem::path sealedName(const std::filesystem::path& plain);

}  // namespace medcredit::service
