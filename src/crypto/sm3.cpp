#include "crypto/sm3.h"

#include <stdexcept>

#include "crypto/openssl_owned.h"

namespace medcredit::crypto {

struct Sm3Stream::Impl {
  Owned<EVP_MD_CTX> context{EVP_MD_CTX_new()};

  Impl() {
    // An OpenSSL without SM3 is a broken machine, not an expected failure.
    if (!context || EVP_DigestInit_ex(context.get(), EVP_sm3(), nullptr) != 1) {
      throw std::runtime_error("OpenSSL offers no SM3");
    }
  }
  Sm3Digest finish() {
    Sm3Digest digest{};
    unsigned size = 0;
    if (EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1 || size != digest.size()) {
      throw std::runtime_error("SM3 failed");
    }
    return digest;
  }
};

Sm3Stream::Sm3Stream() : impl_(std::make_unique<Impl>()) {}
Sm3Stream::~Sm3Stream() = default;

void Sm3Stream::update(std::string_view bytes) {
  if (EVP_DigestUpdate(impl_->context.get(), bytes.data(), bytes.size()) != 1) {
    throw std::runtime_error("SM3 failed");
  }
}

namespace {
std::string digestHex(const Sm3Digest& digest) {
  std::string bytes;
  for (const auto byte : digest) bytes += static_cast<char>(byte);
  return toHex(bytes);
}
}  // namespace

std::string Sm3Stream::finishHex() { return digestHex(impl_->finish()); }

Sm3Digest sm3(std::string_view bytes) {
  Sm3Digest digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sm3(), nullptr) != 1 || size != digest.size()) {
    throw std::runtime_error("OpenSSL offers no SM3");
  }
  return digest;
}

std::string sm3Hex(std::string_view bytes) { return digestHex(sm3(bytes)); }

std::string toHex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
  return out;
}

}  // namespace medcredit::crypto
