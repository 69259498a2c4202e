#include "crypto/envelope.h"

#include <gcrypt.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "crypto/gcrypt_ready.h"
#include "crypto/keyed_sm3.h"
#include "crypto/openssl_owned.h"

namespace medcredit::crypto {

namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kIvSize = 16;
constexpr std::size_t kHeaderSize = 1 + 1 + 4;
constexpr std::size_t kTagSize = 32;
constexpr std::size_t kGcmTagSize = 16;

const unsigned char* raw(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }
unsigned char* raw(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }

void require(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

struct CloseCipher {
  void operator()(gcry_cipher_hd_t cipher) const { gcry_cipher_close(cipher); }
};
using Cipher = std::unique_ptr<std::remove_pointer_t<gcry_cipher_hd_t>, CloseCipher>;

/// SM4-CTR then HMAC-SM3 under fixed keys, for many values: only the IV and the text change between them. By libgcrypt,
/// which has both in the vector instructions of the processor.
class Sm4Envelope {
 public:
  Sm4Envelope(std::string_view cipherKey, std::string_view macKey) : mac_(macKey) {
    makeGcryptReady();
    gcry_cipher_hd_t opened = nullptr;
    require(gcry_cipher_open(&opened, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_CTR, 0) == 0, "sm4");
    cipher_.reset(opened);
    require(gcry_cipher_setkey(opened, cipherKey.data(), cipherKey.size()) == 0, "sm4 key");
  }

  /// Writes input.size() bytes to `out`. SM4-CTR is its own inverse.
  void crypt(std::string_view iv, std::string_view input, unsigned char* out) {
    require(gcry_cipher_setctr(cipher_.get(), iv.data(), iv.size()) == 0, "sm4 iv");
    if (input.empty()) return;
    require(gcry_cipher_encrypt(cipher_.get(), out, input.size(), input.data(), input.size()) == 0, "sm4");
  }
  /// Writes the tag over header and IV (`head`), associated data and ciphertext: kTagSize bytes.
  void tag(std::string_view head, std::string_view aad, std::string_view cipher, unsigned char* out) {
    const std::string length = std::to_string(aad.size()) + ":";
    const auto mac = mac_.of({head, length, aad, cipher});
    std::copy(mac.begin(), mac.end(), out);
  }

 private:
  Cipher cipher_;
  KeyedSm3 mac_;
};

struct GcmResult {
  std::string text;
  std::string tag;
  bool good = false;
};

GcmResult aesGcm(bool encrypt, std::string_view key, std::string_view iv, std::string_view aad, std::string_view input,
                 std::string_view tag) {
  const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
  GcmResult result{std::string(input.size(), '\0'), std::string(kGcmTagSize, '\0'), false};
  int size = 0;
  require(EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, nullptr, nullptr, encrypt ? 1 : 0) == 1, "gcm");
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_IVLEN, static_cast<int>(iv.size()), nullptr) == 1,
          "gcm iv");
  require(EVP_CipherInit_ex(context.get(), nullptr, nullptr, raw(key), raw(iv), encrypt ? 1 : 0) == 1, "gcm key");
  require(EVP_CipherUpdate(context.get(), nullptr, &size, raw(aad), static_cast<int>(aad.size())) == 1, "gcm aad");
  if (!input.empty()) {
    require(EVP_CipherUpdate(context.get(), raw(result.text), &size, raw(input), static_cast<int>(input.size())) == 1,
            "gcm");
  }
  if (!encrypt) {
    std::string copy(tag);
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kGcmTagSize, copy.data());
  }
  std::array<unsigned char, 16> tail{};
  result.good = EVP_CipherFinal_ex(context.get(), tail.data(), &size) == 1;
  if (encrypt) EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kGcmTagSize, result.tag.data());
  return result;
}

}  // namespace

std::string hmacSm3(std::string_view key, std::string_view message) {
  const auto mac = KeyedSm3(key).of({message});
  return {mac.begin(), mac.end()};
}

std::string hkdfSm3(std::string_view inputKey, std::string_view salt, std::string_view info, std::size_t length) {
  const Owned<EVP_KDF> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  const Owned<EVP_KDF_CTX> context(EVP_KDF_CTX_new(kdf.get()));
  std::string digest = "SM3";
  std::string keyCopy(inputKey);
  std::string saltCopy(salt);
  std::string infoCopy(info);
  const std::array<OSSL_PARAM, 5> params{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, keyCopy.data(), keyCopy.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, saltCopy.data(), saltCopy.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, infoCopy.data(), infoCopy.size()),
      OSSL_PARAM_construct_end()};
  std::string out(length, '\0');
  require(EVP_KDF_derive(context.get(), raw(out), out.size(), params.data()) == 1, "hkdf");
  return out;
}

std::string blindIndex(std::string_view fieldKey, std::string_view normalizedValue) {
  return hmacSm3(fieldKey, normalizedValue);
}

bool constantTimeEqual(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

struct EnvelopeKey::Impl {
  std::string cipherKey;
  std::string macKey;
  std::uint32_t keyId = 0;
  EnvelopeAlgorithm algorithm = EnvelopeAlgorithm::kSm4CtrHmacSm3;

  /// To set up a cipher costs several times what a small value does: those not at work wait here for the next one.
  [[nodiscard]] std::unique_ptr<Sm4Envelope> takeSm4() {
    {
      const std::lock_guard lock(idleMutex);
      if (!idle.empty()) {
        auto one = std::move(idle.back());
        idle.pop_back();
        return one;
      }
    }
    return std::make_unique<Sm4Envelope>(cipherKey, macKey);
  }
  /// After success only: one that failed is not used again.
  void giveBack(std::unique_ptr<Sm4Envelope> one) {
    constexpr std::size_t kMostIdle = 16;
    const std::lock_guard lock(idleMutex);
    if (idle.size() < kMostIdle) idle.push_back(std::move(one));
  }
  std::mutex idleMutex;
  std::vector<std::unique_ptr<Sm4Envelope>> idle;

  [[nodiscard]] std::string header() const {
    std::string out;
    out += static_cast<char>(kVersion);
    out += static_cast<char>(algorithm);
    for (int shift = 24; shift >= 0; shift -= 8)
      out += static_cast<char>((keyId >> static_cast<unsigned>(shift)) & 0xFFU);
    return out;
  }
};

EnvelopeKey::EnvelopeKey(std::string_view key, std::uint32_t keyId, EnvelopeAlgorithm algorithm)
    : impl_(std::make_unique<Impl>()) {
  require(key.size() == 32, "data key must be 32 bytes");
  impl_->keyId = keyId;
  impl_->algorithm = algorithm;
  if (algorithm == EnvelopeAlgorithm::kSm4CtrHmacSm3) {
    impl_->cipherKey = hkdfSm3(key, "", "medcredit sm4-ctr", 16);
    impl_->macKey = hkdfSm3(key, "", "medcredit hmac-sm3", 32);
  } else {
    impl_->cipherKey = std::string(key);
  }
}
EnvelopeKey::~EnvelopeKey() = default;
EnvelopeKey::EnvelopeKey(EnvelopeKey&&) noexcept = default;

std::string EnvelopeKey::seal(std::string_view plain, std::string_view aad, base::Random& random) const {
  const Plain value{plain, aad};
  return std::move(sealAll({&value, 1}, random).front());
}

std::vector<std::string> EnvelopeKey::sealAll(std::span<const Plain> values, base::Random& random) const {
  const std::string header = impl_->header();
  const std::string ivs = random.bytes(kIvSize * values.size());
  std::unique_ptr<Sm4Envelope> sm4;
  if (impl_->algorithm == EnvelopeAlgorithm::kSm4CtrHmacSm3) sm4 = impl_->takeSm4();
  std::vector<std::string> sealed(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& [plain, aad] = values[i];
    const auto iv = std::string_view(ivs).substr(i * kIvSize, kIvSize);
    std::string& out = sealed[i];
    out.reserve(kHeaderSize + kIvSize + plain.size() + kTagSize);
    out.append(header).append(iv);
    if (sm4) {
      const std::size_t head = out.size();
      out.resize(head + plain.size() + kTagSize);
      const std::string_view whole = out;
      sm4->crypt(iv, plain, raw(out) + head);
      sm4->tag(whole.substr(0, head), aad, whole.substr(head, plain.size()), raw(out) + head + plain.size());
    } else {
      const auto result = aesGcm(true, impl_->cipherKey, iv, header + std::string(aad), plain, {});
      out.append(result.text).append(result.tag);
    }
  }
  if (sm4) impl_->giveBack(std::move(sm4));
  return sealed;
}

base::Result<std::string> EnvelopeKey::open(std::string_view envelope, std::string_view aad) const {
  const bool gcm = impl_->algorithm == EnvelopeAlgorithm::kAes256Gcm;
  const std::size_t tagSize = gcm ? kGcmTagSize : kTagSize;
  if (envelope.size() < kHeaderSize + kIvSize + tagSize || static_cast<std::uint8_t>(envelope[0]) != kVersion) {
    return base::fail("CRYP-0001");
  }
  const std::string header = impl_->header();
  if (envelope.substr(0, kHeaderSize) != header) return base::fail("CRYP-0002");
  const auto iv = envelope.substr(kHeaderSize, kIvSize);
  const auto cipher = envelope.substr(kHeaderSize + kIvSize, envelope.size() - kHeaderSize - kIvSize - tagSize);
  const auto tag = envelope.substr(envelope.size() - tagSize);
  if (gcm) {
    auto result = aesGcm(false, impl_->cipherKey, iv, header + std::string(aad), cipher, tag);
    if (!result.good) return base::fail("CRYP-0003");
    return std::move(result.text);
  }
  auto sm4 = impl_->takeSm4();
  std::string expected(kTagSize, '\0');
  sm4->tag(envelope.substr(0, kHeaderSize + kIvSize), aad, cipher, raw(expected));
  if (!constantTimeEqual(expected, tag)) return base::fail("CRYP-0003");
  std::string plain(cipher.size(), '\0');
  sm4->crypt(iv, cipher, raw(plain));
  impl_->giveBack(std::move(sm4));
  return plain;
}

}  // namespace medcredit::crypto
