// Backups of the whole store with a manifest, and putting them back (R-SEC-07). The keys are never inside: they are
// kept apart (docs/operations/keys.md). A restored store goes on in a new epoch of the evidence log.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "service/evidence_head.h"
#include "store/conn.h"

namespace medcredit::service {

/// What stands beside a backup as FILE.manifest.json.
struct BackupManifest {
  std::string engine;  ///< "sqlite", "postgres"
  std::string jurisdiction, createdAt;
  std::string digest;  ///< SM3 of the file, hexadecimal
  std::uint64_t bytes = 0;
  std::string head;         ///< signed head of the evidence log when the backup began
  std::string fingerprint;  ///< of the key that signed it
};

/// Writes an entry about it, signs a head, copies the store and writes the manifest. STOR-0030, STOR-0031, EVID-*.
[[nodiscard]] base::Result<BackupManifest> createBackup(Context& context, const store::Location& location,
                                                        const std::filesystem::path& file);
/// A point-in-time copy: a backup named after the moment in a folder, of which only the newest `keep` stay. Gives the
/// file written and those removed.
struct KeptBackup {
  std::filesystem::path file;
  std::vector<std::filesystem::path> removed;
};
[[nodiscard]] base::Result<KeptBackup> createInterval(Context& context, const store::Location& location,
                                                      const std::filesystem::path& folder, std::size_t keep);

/// Reads the manifest and compares the file with it; the engine's own check of the copy. EVID-0060 no manifest or not
/// one, EVID-0061 the file is not the one of the manifest, STOR-0031 damaged inside.
[[nodiscard]] base::Result<BackupManifest> verifyBackup(const std::filesystem::path& file);

/// Puts a verified backup into an empty place. The keys must be those of the store: EVID-0062. What is in is checked by
/// reopenRestored.
[[nodiscard]] base::Result<BackupManifest> restoreBackup(const std::filesystem::path& file,
                                                         const store::Location& target, const crypto::Keys& keys);
/// After restoring: verifies the whole log (EVID-0063 when it does not agree) and opens the next epoch.
[[nodiscard]] base::Result<SignedHead> reopenRestored(Context& context, std::string_view reason);

}  // namespace medcredit::service
