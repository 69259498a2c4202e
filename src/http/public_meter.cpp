#include "http/public_meter.h"

namespace medcredit::http {

namespace {
constexpr std::int64_t kMicrosPerMinute = 60'000'000;
/// Addresses counted in one minute; beyond that everybody unknown waits for the next one.
constexpr std::size_t kMostAddresses = 100'000;
}  // namespace

bool PublicMeter::admit(std::string_view address, base::Instant now, std::int64_t limit) {
  if (limit <= 0) return true;
  const std::lock_guard lock(mutex_);
  const auto minute = now.micros / kMicrosPerMinute;
  if (minute != minute_) {
    minute_ = minute;
    counts_.clear();
  }
  const auto known = counts_.find(std::string(address));
  if (known == counts_.end()) {
    if (counts_.size() >= kMostAddresses) return false;
    counts_.emplace(address, 1);
    return true;
  }
  if (known->second >= limit) return false;
  ++known->second;
  return true;
}

}  // namespace medcredit::http
