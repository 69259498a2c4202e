// Texts of payloads that the threads of a server have in common (store/payloads.h).
#pragma once

#include <cstdint>
#include <functional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace medcredit::store {

/// A number never changes its text once it is committed, and only committed ones may be kept here. Thread-safe;
/// bounded, because the texts of an entry version are.
class PayloadTexts {
 public:
  using OnText = std::function<void(std::int64_t number, std::string_view text)>;

  /// Gives the texts that are held and takes their numbers out of `wanted`.
  void give(std::int64_t entryVersion, std::vector<std::int64_t>& wanted, const OnText& onText) const;
  void keep(std::int64_t entryVersion, std::int64_t number, std::string_view text);

 private:
  using ByNumber = std::unordered_map<std::int64_t, std::string>;

  mutable std::shared_mutex mutex_;
  std::unordered_map<std::int64_t, ByNumber> byVersion_;
};

}  // namespace medcredit::store
