#include "support/token_signer.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <boost/json.hpp>
#include <stdexcept>

#include "base/base64.h"

namespace medcredit::test {

namespace json = boost::json;

namespace {

constexpr std::size_t kCoordinate = 32;

void need(bool fine, const char* what) {
  if (!fine) throw std::runtime_error(what);
}

std::string bytesOf(const BIGNUM* number, std::size_t length) {
  std::string out(length, '\0');
  need(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(length)) >= 0, "number");
  return out;
}

std::string parameter(EVP_PKEY* key, const char* name, std::size_t length) {
  BIGNUM* number = nullptr;
  need(EVP_PKEY_get_bn_param(key, name, &number) == 1, name);
  std::string out = bytesOf(number, length == 0 ? static_cast<std::size_t>(BN_num_bytes(number)) : length);
  BN_free(number);
  return out;
}

}  // namespace

struct TokenSigner::Key {
  EVP_PKEY* pkey = nullptr;
  ~Key() { EVP_PKEY_free(pkey); }
};

TokenSigner TokenSigner::rsa(std::string keyId, unsigned bits) {
  TokenSigner made;
  made.keyId_ = std::move(keyId);
  made.algorithm_ = "RS256";
  made.key_ = std::make_shared<Key>();
  made.key_->pkey = EVP_RSA_gen(bits);
  need(made.key_->pkey != nullptr, "RSA");
  return made;
}

TokenSigner TokenSigner::p256(std::string keyId) {
  TokenSigner made;
  made.keyId_ = std::move(keyId);
  made.algorithm_ = "ES256";
  made.key_ = std::make_shared<Key>();
  made.key_->pkey = EVP_EC_gen("P-256");
  need(made.key_->pkey != nullptr, "P-256");
  return made;
}

json::object TokenSigner::jwk() const {
  auto* key = key_->pkey;
  const auto text = [](const std::string& bytes) { return base::toBase64Url(bytes); };
  if (algorithm_ == "RS256") {
    return {{"kty", "RSA"},
            {"kid", keyId_},
            {"use", "sig"},
            {"alg", "RS256"},
            {"n", text(parameter(key, OSSL_PKEY_PARAM_RSA_N, 0))},
            {"e", text(parameter(key, OSSL_PKEY_PARAM_RSA_E, 0))}};
  }
  return {{"kty", "EC"},
          {"kid", keyId_},
          {"use", "sig"},
          {"crv", "P-256"},
          {"x", text(parameter(key, OSSL_PKEY_PARAM_EC_PUB_X, kCoordinate))},
          {"y", text(parameter(key, OSSL_PKEY_PARAM_EC_PUB_Y, kCoordinate))}};
}

std::string TokenSigner::publicPem() const {
  BIO* out = BIO_new(BIO_s_mem());
  need(PEM_write_bio_PUBKEY(out, key_->pkey) == 1, "PEM");
  char* data = nullptr;
  const long length = BIO_get_mem_data(out, &data);
  std::string pem(data, static_cast<std::size_t>(length));
  BIO_free(out);
  return pem;
}

std::string TokenSigner::signature(std::string_view message) const {
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::size_t length = 0;
  need(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_->pkey) == 1 &&
           EVP_DigestSign(context, nullptr, &length, bytes, message.size()) == 1,
       "sign");
  std::string out(length, '\0');
  need(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &length, bytes, message.size()) == 1,
       "sign");
  EVP_MD_CTX_free(context);
  out.resize(length);
  if (algorithm_ == "RS256") return out;
  const auto* der = reinterpret_cast<const unsigned char*>(out.data());
  ECDSA_SIG* parts = d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(out.size()));
  need(parts != nullptr, "signature");
  std::string raw = bytesOf(ECDSA_SIG_get0_r(parts), kCoordinate) + bytesOf(ECDSA_SIG_get0_s(parts), kCoordinate);
  ECDSA_SIG_free(parts);
  return raw;
}

std::string TokenSigner::token(const json::object& claims, json::object header) const {
  if (!header.contains("alg")) header["alg"] = algorithm_;
  if (!header.contains("kid")) header["kid"] = keyId_;
  const std::string covered = unsignedToken(header, claims);
  return covered + "." + base::toBase64Url(signature(covered));
}

std::string unsignedToken(const json::object& header, const json::object& claims) {
  return base::toBase64Url(json::serialize(header)) + "." + base::toBase64Url(json::serialize(claims));
}

std::string keySet(std::initializer_list<const TokenSigner*> signers) {
  json::array keys;
  for (const auto* signer : signers) keys.push_back(signer->jwk());
  return json::serialize(json::object{{"keys", std::move(keys)}});
}

std::string hmacSha256(std::string_view key, std::string_view message) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned length = 0;
  need(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
            reinterpret_cast<const unsigned char*>(message.data()), message.size(),
            reinterpret_cast<unsigned char*>(out.data()), &length) != nullptr,
       "HMAC");
  out.resize(length);
  return out;
}

}  // namespace medcredit::test
