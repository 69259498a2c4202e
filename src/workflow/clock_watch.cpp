#include "workflow/clock_watch.h"

namespace medcredit::workflow {

ClockWatch::Seen ClockWatch::observe(base::Instant wall, std::int64_t uptime) {
  Seen seen = Seen::kSteady;
  if (last_) {
    const std::int64_t passed = lastUptime_ ? uptime - *lastUptime_ : 0;
    const std::int64_t jump = wall.micros - last_->micros - passed;
    if (jump > kDoubtMicros) {
      seen = Seen::kJump;
      inDoubt_ = true;
    } else if (wall < *last_) {
      seen = Seen::kBack;
    }
  }
  last_ = wall;
  lastUptime_ = uptime;
  return seen;
}

void ClockWatch::confirm(base::Instant wall, std::int64_t uptime) {
  last_ = wall;
  lastUptime_ = uptime;
  inDoubt_ = false;
}

ClockWatch ClockWatch::from(const Kept& kept) {
  ClockWatch watch;
  watch.last_ = kept.last;
  watch.inDoubt_ = kept.inDoubt;
  return watch;
}

}  // namespace medcredit::workflow
