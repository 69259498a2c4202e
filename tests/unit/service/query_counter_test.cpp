// The count of an account's queries of a day, kept between two looks at the evidence log.
#include "service/query_counter.h"

#include <gtest/gtest.h>

namespace medcredit::service {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kLimit = 2000;
const base::CivilDate kToday = *base::CivilDate::parseIso("2026-11-22");

base::Instant at(std::int64_t seconds) { return {seconds * kSecond}; }

TEST(QueryCounterTest, KnowsNothingUntilTheLogWasCounted) {
  QueryCounter counter;
  EXPECT_FALSE(counter.find("U1", kToday, kLimit, at(1)));
  counter.add("U1");
  EXPECT_FALSE(counter.find("U1", kToday, kLimit, at(1))) << "one act alone does not tell how many there were before";
}

TEST(QueryCounterTest, AddsWhatThisProcessHasWrittenSince) {
  QueryCounter counter;
  counter.counted("U1", kToday, 10, at(1));
  counter.add("U1");
  counter.add("U1");
  counter.add("U2");
  EXPECT_EQ(counter.find("U1", kToday, kLimit, at(2)), 12);
  EXPECT_FALSE(counter.find("U2", kToday, kLimit, at(2)));
}

TEST(QueryCounterTest, AsksForANewCountAfterSomeSecondsBecauseOthersWriteToo) {
  QueryCounter counter;
  counter.counted("U1", kToday, 10, at(1));
  EXPECT_TRUE(counter.find("U1", kToday, kLimit, at(5)));
  EXPECT_FALSE(counter.find("U1", kToday, kLimit, at(6)));
  EXPECT_FALSE(counter.find("U1", kToday, kLimit, at(0))) << "a clock that went back proves nothing";
}

TEST(QueryCounterTest, AsksForANewCountOnANewDay) {
  QueryCounter counter;
  counter.counted("U1", kToday, 10, at(1));
  EXPECT_FALSE(counter.find("U1", kToday.plusDays(1), kLimit, at(2)));
}

TEST(QueryCounterTest, NearTheLimitTheLogItselfIsAsked) {
  QueryCounter counter;
  counter.counted("U1", kToday, kLimit - 65, at(1));
  EXPECT_EQ(counter.find("U1", kToday, kLimit, at(1)), kLimit - 65);
  counter.add("U1");
  EXPECT_FALSE(counter.find("U1", kToday, kLimit, at(1)));
}

}  // namespace
}  // namespace medcredit::service
