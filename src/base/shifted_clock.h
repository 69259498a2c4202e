// A clock that runs like the machine's but on another day: a server started with --today.
#pragma once

#include "base/clock.h"

namespace medcredit::base {

/// The machine's clock moved by whole days, so that it starts on `day`. Thread-safe.
class ShiftedClock final : public Clock {
 public:
  explicit ShiftedClock(CivilDate day);
  [[nodiscard]] Instant now() const override;

 private:
  SystemClock machine_;
  std::int64_t shift_ = 0;  ///< microseconds
};

}  // namespace medcredit::base
