#include "base/clock.h"

#include <chrono>

namespace medcredit::base {

Instant SystemClock::now() const {
  const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(sinceEpoch).count()};
}

Instant FixedClock::now() const {
  constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
  constexpr std::int64_t kNoonInShanghai = 4LL * 3'600'000'000;  // 12:00 UTC+8
  return Instant{static_cast<std::int64_t>(day_.days()) * kMicrosPerDay + kNoonInShanghai + ++calls_};
}

}  // namespace medcredit::base
