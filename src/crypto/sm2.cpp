#include "crypto/sm2.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/pem.h>

#include <stdexcept>
#include <vector>

#include "crypto/openssl_owned.h"
#include "crypto/sm3.h"

namespace medcredit::crypto {

namespace {

constexpr std::string_view kDistinguishingId = "1234567812345678";

/// A digest context bound to the key and the distinguishing id; the id must be set before Init.
struct SignContext {
  Owned<EVP_PKEY_CTX> keyContext;
  Owned<EVP_MD_CTX> digest;
};

SignContext makeContext(EVP_PKEY* key) {
  SignContext c{Owned<EVP_PKEY_CTX>(EVP_PKEY_CTX_new(key, nullptr)), Owned<EVP_MD_CTX>(EVP_MD_CTX_new())};
  if (!c.keyContext || !c.digest ||
      EVP_PKEY_CTX_set1_id(c.keyContext.get(), kDistinguishingId.data(), kDistinguishingId.size()) <= 0) {
    throw std::runtime_error("SM2 context");
  }
  EVP_MD_CTX_set_pkey_ctx(c.digest.get(), c.keyContext.get());
  return c;
}

Owned<EVP_PKEY> publicFromPoint(std::string_view point) {
  if (point.size() != 65 || point[0] != '\x04') return nullptr;
  const Owned<OSSL_PARAM_BLD> build(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0);
  OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return publicKeyFrom("SM2", build.get());
}

}  // namespace

struct Sm2PrivateKey::Impl {
  Owned<EVP_PKEY> key;
};

base::Result<Sm2PublicKey> Sm2PublicKey::fromPoint(std::string_view point) {
  if (!publicFromPoint(point)) return base::fail("CRYP-0020");
  return Sm2PublicKey(std::string(point));
}

std::string Sm2PublicKey::fingerprint() const { return sm3Hex(point_).substr(0, 16); }

bool Sm2PublicKey::verify(std::string_view message, std::string_view signature) const {
  if (signature.size() != 64) return false;
  const auto key = publicFromPoint(point_);
  const Owned<ECDSA_SIG> sig(ECDSA_SIG_new());
  const auto* raw = reinterpret_cast<const unsigned char*>(signature.data());
  if (!key || !sig || ECDSA_SIG_set0(sig.get(), BN_bin2bn(raw, 32, nullptr), BN_bin2bn(raw + 32, 32, nullptr)) != 1) {
    return false;
  }
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(sig.get(), &der);
  if (size <= 0) return false;
  auto context = makeContext(key.get());
  const bool good = EVP_DigestVerifyInit(context.digest.get(), nullptr, EVP_sm3(), nullptr, key.get()) == 1 &&
                    EVP_DigestVerify(context.digest.get(), der, static_cast<std::size_t>(size),
                                     reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1;
  OPENSSL_free(der);
  return good;
}

Sm2PrivateKey Sm2PrivateKey::generate() {
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_keygen_init(context.get()) <= 0 || EVP_PKEY_generate(context.get(), &key) <= 0) {
    throw std::runtime_error("SM2 key generation");
  }
  Sm2PrivateKey out;
  out.impl_ = std::make_shared<Impl>(Impl{Owned<EVP_PKEY>(key)});
  return out;
}

base::Result<Sm2PrivateKey> Sm2PrivateKey::fromPem(std::string_view pem) {
  const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  EVP_PKEY* key = bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr) : nullptr;
  if (key == nullptr) return base::fail("CRYP-0021");
  Sm2PrivateKey out;
  out.impl_ = std::make_shared<Impl>(Impl{Owned<EVP_PKEY>(key)});
  if (EVP_PKEY_is_a(key, "SM2") != 1) return base::fail("CRYP-0021");
  return out;
}

std::string Sm2PrivateKey::toPem() const {
  const Owned<BIO> bio(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PrivateKey(bio.get(), impl_->key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    throw std::runtime_error("SM2 PEM");
  }
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

Sm2PublicKey Sm2PrivateKey::publicKey() const {
  std::size_t size = 0;
  EVP_PKEY_get_octet_string_param(impl_->key.get(), OSSL_PKEY_PARAM_PUB_KEY, nullptr, 0, &size);
  std::string point(size, '\0');
  EVP_PKEY_get_octet_string_param(impl_->key.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                  reinterpret_cast<unsigned char*>(point.data()), point.size(), &size);
  if (point.size() == 33) {  // compressed form: expand through the group
    throw std::runtime_error("SM2 compressed point");
  }
  return std::move(Sm2PublicKey::fromPoint(point)).value();
}

std::string Sm2PrivateKey::sign(std::string_view message) const {
  auto context = makeContext(impl_->key.get());
  if (EVP_DigestSignInit(context.digest.get(), nullptr, EVP_sm3(), nullptr, impl_->key.get()) != 1) {
    throw std::runtime_error("SM2 sign");
  }
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  std::size_t size = 0;
  EVP_DigestSign(context.digest.get(), nullptr, &size, bytes, message.size());
  std::vector<unsigned char> der(size);
  if (EVP_DigestSign(context.digest.get(), der.data(), &size, bytes, message.size()) != 1) {
    throw std::runtime_error("SM2 sign");
  }
  const unsigned char* p = der.data();
  const Owned<ECDSA_SIG> sig(d2i_ECDSA_SIG(nullptr, &p, static_cast<long>(size)));
  std::string out(64, '\0');
  auto* raw = reinterpret_cast<unsigned char*>(out.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(sig.get()), raw, 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(sig.get()), raw + 32, 32);
  return out;
}

}  // namespace medcredit::crypto
