#include "crypto/sm3.h"

#include <gcrypt.h>

#include <algorithm>
#include <stdexcept>

#include "crypto/gcrypt_ready.h"

namespace medcredit::crypto {

void makeGcryptReady() {
  static const bool kReady = [] {
    if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P) == 0) {
      if (gcry_check_version(GCRYPT_VERSION) == nullptr) return false;
      gcry_control(GCRYCTL_DISABLE_SECMEM, 0);  // digests are no secrets
      gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    }
    return gcry_md_test_algo(GCRY_MD_SM3) == 0 && gcry_cipher_test_algo(GCRY_CIPHER_SM4) == 0;
  }();
  if (!kReady) throw std::runtime_error("libgcrypt offers no SM3 or SM4");
}

namespace {

struct CloseDigest {
  void operator()(gcry_md_hd_t digest) const { gcry_md_close(digest); }
};
using Digest = std::unique_ptr<std::remove_pointer_t<gcry_md_hd_t>, CloseDigest>;

}  // namespace

struct Sm3Stream::Impl {
  Digest digest;

  Impl() {
    makeGcryptReady();
    gcry_md_hd_t opened = nullptr;
    if (gcry_md_open(&opened, GCRY_MD_SM3, 0) != 0) throw std::runtime_error("SM3 failed");
    digest.reset(opened);
  }
  Sm3Digest finish() {
    Sm3Digest out{};
    std::copy_n(gcry_md_read(digest.get(), GCRY_MD_SM3), out.size(), out.begin());
    return out;
  }
};

Sm3Stream::Sm3Stream() : impl_(std::make_unique<Impl>()) {}
Sm3Stream::~Sm3Stream() = default;

void Sm3Stream::update(std::string_view bytes) { gcry_md_write(impl_->digest.get(), bytes.data(), bytes.size()); }

namespace {
std::string digestHex(const Sm3Digest& digest) {
  std::string bytes;
  for (const auto byte : digest) bytes += static_cast<char>(byte);
  return toHex(bytes);
}
}  // namespace

std::string Sm3Stream::finishHex() { return digestHex(impl_->finish()); }

Sm3Digest sm3(std::string_view bytes) {
  makeGcryptReady();
  Sm3Digest digest{};
  gcry_md_hash_buffer(GCRY_MD_SM3, digest.data(), bytes.data(), bytes.size());
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
