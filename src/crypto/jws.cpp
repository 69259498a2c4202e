#include "crypto/jws.h"

#include <openssl/core_names.h>

#include <stdexcept>
#include <string>

#include "crypto/openssl_owned.h"

namespace medcredit::crypto {

namespace {

constexpr std::size_t kCoordinate = 32;
constexpr int kLeastRsaBits = 2048;
constexpr int kMostRsaBits = 8192;  // longer ones only cost time
constexpr int kMostExponentBits = 64;

const unsigned char* bytesOf(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Owned<BIGNUM> number(std::string_view bigEndian) {
  constexpr std::size_t kMostBytes = 4096;
  if (bigEndian.empty() || bigEndian.size() > kMostBytes) return nullptr;
  return Owned<BIGNUM>(BN_bin2bn(bytesOf(bigEndian), static_cast<int>(bigEndian.size()), nullptr));
}

/// r||s as the DER that OpenSSL reads; empty for anything but 64 bytes.
std::string derSignature(std::string_view raw) {
  if (raw.size() != 2 * kCoordinate) return {};
  Owned<BIGNUM> r = number(raw.substr(0, kCoordinate));
  Owned<BIGNUM> s = number(raw.substr(kCoordinate));
  const Owned<ECDSA_SIG> signature(ECDSA_SIG_new());
  if (!r || !s || !signature || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());  // the signature owns both numbers now
  static_cast<void>(s.release());
  const int length = i2d_ECDSA_SIG(signature.get(), nullptr);
  if (length <= 0) return {};
  std::string der(static_cast<std::size_t>(length), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  return i2d_ECDSA_SIG(signature.get(), &out) == length ? der : std::string();
}

}  // namespace

std::string sha256(std::string_view message) {
  constexpr std::size_t kLength = 32;
  std::string digest(kLength, '\0');
  if (EVP_Digest(message.data(), message.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr, EVP_sha256(),
                 nullptr) != 1) {
    throw std::runtime_error("SHA-256");
  }
  return digest;
}

struct JwsPublicKey::Impl {
  Owned<EVP_PKEY> key;
};

std::optional<JwsPublicKey> JwsPublicKey::rsa(std::string_view modulus, std::string_view exponent) {
  const auto n = number(modulus);
  const auto e = number(exponent);
  const Owned<OSSL_PARAM_BLD> build(OSSL_PARAM_BLD_new());
  if (!n || !e || !build || BN_num_bits(n.get()) < kLeastRsaBits || BN_num_bits(n.get()) > kMostRsaBits ||
      BN_num_bits(e.get()) > kMostExponentBits || BN_is_odd(e.get()) == 0 || BN_is_one(e.get()) != 0 ||
      OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    return std::nullopt;
  }
  auto key = publicKeyFrom("RSA", build.get());
  if (!key) return std::nullopt;
  return JwsPublicKey(JwsAlgorithm::kRs256, std::make_shared<const Impl>(Impl{std::move(key)}));
}

std::optional<JwsPublicKey> JwsPublicKey::p256(std::string_view x, std::string_view y) {
  if (x.size() != kCoordinate || y.size() != kCoordinate) return std::nullopt;
  const std::string point = '\x04' + std::string(x) + std::string(y);
  const Owned<OSSL_PARAM_BLD> build(OSSL_PARAM_BLD_new());
  if (!build || OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1) {
    return std::nullopt;
  }
  auto key = publicKeyFrom("EC", build.get());
  if (!key) return std::nullopt;
  return JwsPublicKey(JwsAlgorithm::kEs256, std::make_shared<const Impl>(Impl{std::move(key)}));
}

bool JwsPublicKey::verify(std::string_view message, std::string_view signature) const {
  const std::string given = algorithm_ == JwsAlgorithm::kEs256 ? derSignature(signature) : std::string(signature);
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  if (given.empty() || !context) return false;
  // RSA keys made from numbers pad with PKCS #1 v1.5 unless told otherwise: what RS256 means.
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, impl_->key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytesOf(given), given.size(), bytesOf(message), message.size()) == 1;
}

}  // namespace medcredit::crypto
