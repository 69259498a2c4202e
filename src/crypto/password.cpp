#include "crypto/password.h"

#include <argon2.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

#include "crypto/envelope.h"

namespace medcredit::crypto {

namespace {
constexpr std::uint32_t kMemoryKib = 46 * 1024;
constexpr std::uint32_t kPasses = 1;
constexpr std::uint32_t kLanes = 1;
constexpr std::size_t kHashLength = 32;
}  // namespace

std::string hashPassword(std::string_view password, base::Random& random) {
  const std::string salt = random.bytes(16);
  std::string encoded(
      argon2_encodedlen(kPasses, kMemoryKib, kLanes, static_cast<std::uint32_t>(salt.size()), kHashLength, Argon2_id),
      '\0');
  if (argon2id_hash_encoded(kPasses, kMemoryKib, kLanes, password.data(), password.size(), salt.data(), salt.size(),
                            kHashLength, encoded.data(), encoded.size()) != ARGON2_OK) {
    throw std::runtime_error("argon2id");
  }
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool verifyPassword(std::string_view password, std::string_view encoded) {
  return argon2id_verify(std::string(encoded).c_str(), password.data(), password.size()) == ARGON2_OK;
}

std::string totpCode(std::string_view secret, std::int64_t unixSeconds) {
  std::array<unsigned char, 8> counter{};
  auto step = static_cast<std::uint64_t>(unixSeconds / 30);
  for (std::size_t i = counter.size(); i-- > 0; step >>= 8U) counter[i] = static_cast<unsigned char>(step & 0xFFU);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), mac.data(), &size);
  const std::size_t offset = mac[size - 1] & 0x0FU;
  const unsigned value = ((mac[offset] & 0x7FU) << 24U) | (static_cast<unsigned>(mac[offset + 1]) << 16U) |
                         (static_cast<unsigned>(mac[offset + 2]) << 8U) | mac[offset + 3];
  std::string digits = std::to_string(value % 1000000U);
  return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> totpMatch(std::string_view secret, std::string_view code, std::int64_t unixSeconds) {
  std::optional<std::int64_t> matched;
  for (const std::int64_t shift : {0, -30, 30}) {
    if (constantTimeEqual(totpCode(secret, unixSeconds + shift), code)) matched = (unixSeconds + shift) / 30;
  }
  return matched;
}

std::string base32(std::string_view bytes) {
  static constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned bits = 0;
  int held = 0;
  for (const char c : bytes) {
    bits = (bits << 8U) | static_cast<unsigned char>(c);
    held += 8;
    while (held >= 5) {
      held -= 5;
      out += kAlphabet[(bits >> static_cast<unsigned>(held)) & 31U];
    }
  }
  if (held > 0) out += kAlphabet[(bits << static_cast<unsigned>(5 - held)) & 31U];
  return out;
}

}  // namespace medcredit::crypto
