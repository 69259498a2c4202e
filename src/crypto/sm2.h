// SM2 signatures (GB/T 32918) with SM3 and distinguishing id 1234567812345678, raw 64-byte r||s, by OpenSSL behind this
// header.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace medcredit::crypto {

/// Public key as the 65-byte uncompressed point 04||x||y.
class Sm2PublicKey {
 public:
  [[nodiscard]] static base::Result<Sm2PublicKey> fromPoint(std::string_view uncompressed65);
  [[nodiscard]] const std::string& point() const { return point_; }
  [[nodiscard]] std::string fingerprint() const;  ///< first 8 bytes of SM3(point), hex
  [[nodiscard]] bool verify(std::string_view message, std::string_view signature64) const;

 private:
  explicit Sm2PublicKey(std::string point) : point_(std::move(point)) {}
  std::string point_;
};

class Sm2PrivateKey {
 public:
  [[nodiscard]] static Sm2PrivateKey generate();
  [[nodiscard]] static base::Result<Sm2PrivateKey> fromPem(std::string_view pem);
  [[nodiscard]] std::string toPem() const;
  [[nodiscard]] Sm2PublicKey publicKey() const;
  [[nodiscard]] std::string sign(std::string_view message) const;  ///< 64 bytes

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace medcredit::crypto
