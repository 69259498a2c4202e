// Signatures of JSON Web Tokens by foreign identity providers (RFC 7518): RS256 and ES256 with public keys, by OpenSSL
// behind this header. There is no other algorithm: neither "none" nor a shared secret can be asked for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace medcredit::crypto {

/// SHA-256, 32 bytes: what the code challenge of PKCE and RS256/ES256 prescribe. Everything of our own uses SM3.
[[nodiscard]] std::string sha256(std::string_view message);

enum class JwsAlgorithm { kRs256, kEs256 };

/// A public key of one algorithm. Cheap to copy, safe to share between threads.
class JwsPublicKey {
 public:
  /// RSA key from its big-endian numbers; empty unless it has 2048 … 8192 bits and a usable exponent.
  [[nodiscard]] static std::optional<JwsPublicKey> rsa(std::string_view modulus, std::string_view exponent);
  /// Key on P-256 from the 32-byte coordinates; empty when the point is not on the curve.
  [[nodiscard]] static std::optional<JwsPublicKey> p256(std::string_view x, std::string_view y);

  [[nodiscard]] JwsAlgorithm algorithm() const { return algorithm_; }
  /// True when `signature` is this key's over `message`: PKCS #1 v1.5 with SHA-256, or the 64 bytes r||s of ECDSA.
  [[nodiscard]] bool verify(std::string_view message, std::string_view signature) const;

 private:
  struct Impl;
  JwsPublicKey(JwsAlgorithm algorithm, std::shared_ptr<const Impl> impl)
      : algorithm_(algorithm), impl_(std::move(impl)) {}

  JwsAlgorithm algorithm_;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace medcredit::crypto
