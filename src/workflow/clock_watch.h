// Watches the machine's clock. A forward jump of more than a day (also an outage that long) puts it in doubt until an
// operator confirms it; going back is noted and harmless, because nothing the engine has done is ever undone by time.
#pragma once

#include <cstdint>
#include <optional>

#include "base/date.h"

namespace medcredit::workflow {

/// Jump that puts the clock in doubt: 24 hours.
inline constexpr std::int64_t kDoubtMicros = 24LL * 3600 * 1'000'000;

class ClockWatch {
 public:
  enum class Seen { kSteady, kBack, kJump };

  /// `uptime`: microseconds of a clock that nobody sets, counted since the process began. A restarted process calls
  /// restarted() first: the time it was away is unknown, so the whole gap counts as a jump.
  Seen observe(base::Instant wall, std::int64_t uptime);
  void restarted() { lastUptime_.reset(); }

  [[nodiscard]] bool inDoubt() const { return inDoubt_; }
  /// The operator has looked at the clock: it is right now (whether it had been wrong or not).
  void confirm(base::Instant wall, std::int64_t uptime);

  /// What must be stored to survive a restart.
  struct Kept {
    std::optional<base::Instant> last;
    bool inDoubt = false;
  };
  [[nodiscard]] Kept kept() const { return {last_, inDoubt_}; }
  [[nodiscard]] static ClockWatch from(const Kept& kept);

 private:
  std::optional<base::Instant> last_;
  std::optional<std::int64_t> lastUptime_;
  bool inDoubt_ = false;
};

}  // namespace medcredit::workflow
