// Nobody copies the register through the public search: a source address has so many searches a minute (R-SEC-08).
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/date.h"

namespace medcredit::http {

/// Counts by address and minute; shared by all worker threads.
class PublicMeter {
 public:
  /// False when the address had `limit` searches in this minute already; a limit of 0 lets everything pass.
  [[nodiscard]] bool admit(std::string_view address, base::Instant now, std::int64_t limit);

 private:
  std::mutex mutex_;
  std::int64_t minute_ = 0;
  std::unordered_map<std::string, std::int64_t> counts_;
};

}  // namespace medcredit::http
