// Signs tokens as an identity provider does, and as an attacker would like to. Keys are made for the test.
#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <string_view>

namespace medcredit::test {

/// A private key of a provider with its published half.
class TokenSigner {
 public:
  [[nodiscard]] static TokenSigner rsa(std::string keyId, unsigned bits = 2048);
  [[nodiscard]] static TokenSigner p256(std::string keyId);

  /// The entry of the JWKS document.
  [[nodiscard]] boost::json::object jwk() const;
  [[nodiscard]] const std::string& keyId() const { return keyId_; }
  [[nodiscard]] std::string publicPem() const;
  /// Bytes as RS256 or ES256 have them.
  [[nodiscard]] std::string signature(std::string_view message) const;
  /// A compact token with this header ("alg" and "kid" of the key are put in where they are missing).
  [[nodiscard]] std::string token(const boost::json::object& claims, boost::json::object header = {}) const;

 private:
  struct Key;
  std::string keyId_;
  std::string algorithm_;
  std::shared_ptr<Key> key_;
};

/// HEADER.CLAIMS without signature.
[[nodiscard]] std::string unsignedToken(const boost::json::object& header, const boost::json::object& claims);
/// A document of the published keys.
[[nodiscard]] std::string keySet(std::initializer_list<const TokenSigner*> signers);
[[nodiscard]] std::string hmacSha256(std::string_view key, std::string_view message);

}  // namespace medcredit::test
