#include "base/shifted_clock.h"

#include <gtest/gtest.h>

namespace medcredit::base {
namespace {

TEST(ShiftedClock, StandsOnTheDayAndRuns) {
  const auto day = *CivilDate::fromYmd(2026, 5, 8);
  const ShiftedClock clock(day);
  const auto before = clock.now();
  EXPECT_LE(clock.today().days() - day.days(), 1) << "the day itself, or the next when midnight has just passed";
  EXPECT_GE(clock.today(), day);
  const SystemClock machine;
  const auto start = machine.now().micros;
  while (machine.now().micros - start < 2000) continue;
  EXPECT_GE(clock.now().micros - before.micros, 2000) << "it runs with the machine's clock";
  EXPECT_LT(clock.now().micros - before.micros, 60'000'000);
}

}  // namespace
}  // namespace medcredit::base
