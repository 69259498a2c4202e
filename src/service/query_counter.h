// How many queries an account has made today, without counting them all in the evidence log for every further one.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/date.h"

namespace medcredit::service {

/// Thread-safe. What the log told some seconds ago and what this process has written since; others who write to the
/// same store are seen at the next count.
class QueryCounter {
 public:
  /// Acts of the actor on the day; empty when the log must be counted (never counted, too long ago, or the count comes
  /// close to `limit`, where it must be exact).
  [[nodiscard]] std::optional<std::int64_t> find(std::string_view actor, base::CivilDate day, std::int64_t limit,
                                                 base::Instant now) const;
  /// The log tells `count` acts.
  void counted(std::string_view actor, base::CivilDate day, std::int64_t count, base::Instant now);
  /// One more act was written.
  void add(std::string_view actor);

 private:
  struct Count {
    base::CivilDate day;
    std::int64_t acts = 0;
    base::Instant at;
  };
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Count> byActor_;
};

}  // namespace medcredit::service
