// Time and chance are arguments: only main() creates the real ones; tests inject fixed ones.
// The linter refuses system clock and random device calls anywhere else but clock.cpp.
#pragma once

#include <cstdint>

#include "base/date.h"

namespace medcredit::base {

/// Source of the current moment and the current legal day.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
  /// Current civil date in Asia/Shanghai.
  [[nodiscard]] virtual CivilDate today() const { return now().shanghaiDate(); }
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

/// A clock that stands at a given day (`--today`); moments are that day's noon in Shanghai plus one
/// microsecond per call, so that an order of events is kept and runs are reproducible.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(CivilDate day) : day_(day) {}
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] CivilDate today() const override { return day_; }

 private:
  CivilDate day_;
  mutable std::int64_t calls_ = 0;
};

}  // namespace medcredit::base
