// The keys of a site. They live outside the database: a folder with mode 0700, one file per key with mode 0600.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace medcredit::crypto {

class EnvelopeKey;

/// Names a key of values at rest: HKDF-SM3 over the master key with this salt and info, 32 bytes.
struct Derivation {
  std::string_view info;
  std::optional<std::uint32_t> id;  ///< written into every envelope; empty: the four bytes that follow the key
  std::string_view salt = {};
};

/// All keys of one store. Losing the folder means losing the encrypted fields; a backup of the database does not hold
/// it.
class Keys {
 public:
  /// Fresh keys in memory.
  [[nodiscard]] static Keys generate(base::Random& random);
  /// Reads the folder; missing keys are made when `createMissing`. CRYP-0010 unreadable or not a key, CRYP-0011
  /// permissions too open, CRYP-0012 missing.
  [[nodiscard]] static base::Result<Keys> open(const std::string& folder, bool createMissing, base::Random& random);

  [[nodiscard]] const std::string& master() const { return master_; }        ///< wraps the data keys, 32 bytes
  [[nodiscard]] const std::string& index() const { return index_; }          ///< blind index, 32 bytes
  [[nodiscard]] const std::string& pseudonym() const { return pseudonym_; }  ///< subjects in the evidence log, 32 bytes
  [[nodiscard]] const std::string& signingPem() const { return signing_; }   ///< SM2 key that signs the log heads
  /// Key that seals the values of one purpose, derived the first time and kept as long as the keys (or a copy of them)
  /// live. Thread-safe.
  [[nodiscard]] const EnvelopeKey& derived(const Derivation& purpose) const;
  /// Where the keys were read from; empty for keys in memory. The head of the log signed last is kept there too.
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  struct Cache;
  Keys();
  std::shared_ptr<Cache> cache_;
  std::string master_, index_, pseudonym_, signing_, folder_;
};

}  // namespace medcredit::crypto
