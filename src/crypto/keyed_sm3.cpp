#include "crypto/keyed_sm3.h"

#include <gcrypt.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "crypto/gcrypt_ready.h"

namespace medcredit::crypto {

namespace {

struct CloseMac {
  void operator()(gcry_md_hd_t mac) const { gcry_md_close(mac); }
};

}  // namespace

struct KeyedSm3::Impl {
  std::unique_ptr<std::remove_pointer_t<gcry_md_hd_t>, CloseMac> mac;
};

KeyedSm3::KeyedSm3(std::string_view key) : impl_(std::make_unique<Impl>()) {
  makeGcryptReady();
  gcry_md_hd_t opened = nullptr;
  if (gcry_md_open(&opened, GCRY_MD_SM3, GCRY_MD_FLAG_HMAC) != 0) throw std::runtime_error("HMAC-SM3 failed");
  impl_->mac.reset(opened);
  if (gcry_md_setkey(opened, key.data(), key.size()) != 0) throw std::runtime_error("HMAC-SM3 refused its key");
}
KeyedSm3::~KeyedSm3() = default;

Sm3Digest KeyedSm3::of(std::initializer_list<std::string_view> parts) {
  gcry_md_reset(impl_->mac.get());  // back to the key
  for (const std::string_view part : parts) gcry_md_write(impl_->mac.get(), part.data(), part.size());
  Sm3Digest out{};
  std::copy_n(gcry_md_read(impl_->mac.get(), GCRY_MD_SM3), out.size(), out.begin());
  return out;
}

struct SharedKeyedSm3::Impl {
  std::string key;
  std::mutex mutex;
  std::vector<std::unique_ptr<KeyedSm3>> idle;
};

SharedKeyedSm3::SharedKeyedSm3(std::string_view key) : impl_(std::make_unique<Impl>()) { impl_->key = key; }
SharedKeyedSm3::~SharedKeyedSm3() = default;

Sm3Digest SharedKeyedSm3::of(std::string_view message) const {
  constexpr std::size_t kMostIdle = 16;
  std::unique_ptr<KeyedSm3> one;
  {
    const std::lock_guard lock(impl_->mutex);
    if (!impl_->idle.empty()) {
      one = std::move(impl_->idle.back());
      impl_->idle.pop_back();
    }
  }
  if (one == nullptr) one = std::make_unique<KeyedSm3>(impl_->key);
  const auto out = one->of({message});
  const std::lock_guard lock(impl_->mutex);
  if (impl_->idle.size() < kMostIdle) impl_->idle.push_back(std::move(one));
  return out;
}

}  // namespace medcredit::crypto
