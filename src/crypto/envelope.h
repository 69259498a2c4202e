// Encryption of single values at rest: ver|alg|kid|iv16|ciphertext|tag32 (R-SEC-04, GB/T 39786).
// alg 1 = SM4-CTR then HMAC-SM3 over header+AAD+ciphertext with separate keys by HKDF-SM3; alg 2 = AES-256-GCM.
// The associated data names table|column|row id, so that a ciphertext cannot be moved to another row.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"

namespace medcredit::crypto {

enum class EnvelopeAlgorithm : std::uint8_t { kSm4CtrHmacSm3 = 1, kAes256Gcm = 2 };

/// Encrypts under one data key. Thread-safe.
class EnvelopeKey {
 public:
  /// `key` is 32 random bytes; `keyId` 4 bytes written into every envelope.
  EnvelopeKey(std::string_view key, std::uint32_t keyId, EnvelopeAlgorithm algorithm);
  ~EnvelopeKey();
  EnvelopeKey(EnvelopeKey&&) noexcept;
  [[nodiscard]] std::string seal(std::string_view plain, std::string_view aad, base::Random& random) const;
  /// A value and its associated data.
  struct Plain {
    std::string_view text, aad;
  };
  /// Seals many values, in their order, for a fraction of the cost of one at a time: keys are set up and randomness is
  /// drawn once for all of them.
  [[nodiscard]] std::vector<std::string> sealAll(std::span<const Plain> values, base::Random& random) const;
  /// CRYP-0001 not an envelope, CRYP-0002 wrong key, CRYP-0003 altered or moved.
  [[nodiscard]] base::Result<std::string> open(std::string_view envelope, std::string_view aad) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Keyed blind index HMAC-SM3(fieldKey, normalised value), 32 bytes: equality search over encrypted values.
[[nodiscard]] std::string blindIndex(std::string_view fieldKey, std::string_view normalizedValue);

[[nodiscard]] std::string hmacSm3(std::string_view key, std::string_view message);
[[nodiscard]] std::string hkdfSm3(std::string_view inputKey, std::string_view salt, std::string_view info,
                                  std::size_t length);
[[nodiscard]] bool constantTimeEqual(std::string_view a, std::string_view b);

}  // namespace medcredit::crypto
