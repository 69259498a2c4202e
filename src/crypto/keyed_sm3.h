// HMAC-SM3 under one key for many messages: the key is set up once.
#pragma once

#include <initializer_list>
#include <memory>
#include <string_view>

#include "crypto/sm3.h"

namespace medcredit::crypto {

/// Not thread-safe.
class KeyedSm3 {
 public:
  explicit KeyedSm3(std::string_view key);
  ~KeyedSm3();
  KeyedSm3(const KeyedSm3&) = delete;
  KeyedSm3& operator=(const KeyedSm3&) = delete;
  /// HMAC over the parts one after the other.
  [[nodiscard]] Sm3Digest of(std::initializer_list<std::string_view> parts);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The same for many threads.
class SharedKeyedSm3 {
 public:
  explicit SharedKeyedSm3(std::string_view key);
  ~SharedKeyedSm3();
  SharedKeyedSm3(const SharedKeyedSm3&) = delete;
  SharedKeyedSm3& operator=(const SharedKeyedSm3&) = delete;
  [[nodiscard]] Sm3Digest of(std::string_view message) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace medcredit::crypto
