// Which days are due: pure arithmetic of the legal day in Shanghai.
#include "jobs/schedule.h"

#include <gmock/gmock.h>

#include <set>

namespace medcredit::jobs {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Schedule kNightly{"nightly", "publicity.expire", "", 5, Missed::kEach};

std::vector<std::string> due(std::string_view last, std::string_view now) {
  std::vector<std::string> out;
  for (const auto day : dueDays(kNightly, last, *base::Instant::parseIso(now))) out.push_back(day.iso());
  return out;
}

TEST(Schedule, TheDayBeginsAtMidnightInShanghai) {
  // given the act of 00:05 on 10 March = 16:05 UTC on the 9th
  EXPECT_EQ(dueMoment(kNightly, *base::CivilDate::parseIso("2026-03-10")).iso(), "2026-03-09T16:05:00.000000Z");
  EXPECT_THAT(due("2026-03-09", "2026-03-09T16:04:59.999999Z"), IsEmpty());
  EXPECT_THAT(due("2026-03-09", "2026-03-09T16:05:00.000000Z"), ElementsAre("2026-03-10"));
  EXPECT_THAT(due("2026-03-10", "2026-03-10T15:59:59.000000Z"), IsEmpty());
}

TEST(Schedule, EveryDayThatPassedUnseenIsDueInOrder) {
  EXPECT_THAT(due("2026-02-26", "2026-03-02T00:00:00.000000Z"),
              ElementsAre("2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"));
}

TEST(Schedule, AFreshStoreOwesOnlyTheNewestDay) {
  EXPECT_THAT(due("", "2026-03-02T00:00:00.000000Z"), ElementsAre("2026-03-02"));
  EXPECT_THAT(due("", "2026-03-01T16:01:00.000000Z"), ElementsAre("2026-03-01")) << "five past midnight is not yet";
}

TEST(Schedule, AClockThatWentBackOwesNothing) {
  EXPECT_THAT(due("2026-03-05", "2026-03-02T00:00:00.000000Z"), IsEmpty());
}

TEST(Schedule, StatutoryActsAreMadeUpForOneByOne) {
  std::set<std::string_view> ids;
  for (const auto& one : schedules()) {
    EXPECT_TRUE(ids.insert(one.id).second) << one.id;
    EXPECT_LT(one.minuteOfDay, 24 * 60);
    if (one.kind == "publicity.expire" || one.kind == "status.snapshot") {
      EXPECT_EQ(one.missed, Missed::kEach) << one.id;
    }
  }
}

}  // namespace
}  // namespace medcredit::jobs
