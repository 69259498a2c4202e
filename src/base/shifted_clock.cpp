#include "base/shifted_clock.h"

namespace medcredit::base {

namespace {
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
}  // namespace

ShiftedClock::ShiftedClock(CivilDate day) : shift_((day.days() - machine_.today().days()) * kMicrosPerDay) {}

Instant ShiftedClock::now() const { return Instant{machine_.now().micros + shift_}; }

}  // namespace medcredit::base
