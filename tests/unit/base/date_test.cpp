#include "base/date.h"

#include <gtest/gtest.h>

#include <ctime>
#include <limits>

#include "base/clock.h"
#include "support/req.h"

namespace medcredit::base {
namespace {

std::string lenient(std::string_view text) {
  const auto date = parseLenientDate(text);
  return date ? date->iso() : "-";
}

TEST(CivilDate, givenEveryDayOfFourCenturiesWhenTakenApartThenItComesBackAndAgreesWithTheSystem) {
  int year = 1800;
  int month = 1;
  int day = 1;
  const auto first = CivilDate::fromYmd(1800, 1, 1);
  ASSERT_TRUE(first);
  for (std::int32_t i = 0; i < 146097; ++i) {
    const CivilDate date(first->days() + i);
    ASSERT_EQ(date.year(), year);
    ASSERT_EQ(date.month(), month);
    ASSERT_EQ(date.day(), day);
    ASSERT_EQ(CivilDate::fromYmd(year, month, day), date);
    if (CivilDate::fromYmd(year, month, day + 1)) {
      ++day;
    } else {
      day = 1;
      month = month == 12 ? 1 : month + 1;
      year += month == 1 ? 1 : 0;
    }
  }
  EXPECT_EQ(year, 2200);
  const std::time_t moment = 951782400;  // 2000-02-29T00:00Z
  const auto* parts = std::gmtime(&moment);
  const CivilDate leap(static_cast<std::int32_t>(moment / 86400));
  EXPECT_EQ(leap.year(), parts->tm_year + 1900);
  EXPECT_EQ(leap.iso(), "2000-02-29");
  EXPECT_EQ(leap.weekday(), 2);
}

TEST(CivilDate, givenDaysThatDoNotExistWhenBuiltThenRefused) {
  EXPECT_FALSE(CivilDate::fromYmd(2023, 2, 29));
  EXPECT_TRUE(CivilDate::fromYmd(2024, 2, 29));
  EXPECT_FALSE(CivilDate::fromYmd(1900, 2, 29));
  EXPECT_TRUE(CivilDate::fromYmd(2000, 2, 29));
  EXPECT_FALSE(CivilDate::fromYmd(2023, 0, 1));
  EXPECT_FALSE(CivilDate::fromYmd(2023, 13, 1));
  EXPECT_FALSE(CivilDate::fromYmd(2023, 4, 31));
  EXPECT_FALSE(CivilDate::fromYmd(2023, 4, 0));
  EXPECT_FALSE(CivilDate::fromYmd(0, 1, 1));
  EXPECT_FALSE(CivilDate::fromYmd(10000, 1, 1));
}

TEST(CivilDate, givenStrictTextWhenParsedThenOnlyTheOneFormPasses) {
  EXPECT_EQ(CivilDate::parseIso("2026-02-12")->slash(), "2026/02/12");
  for (const char* text : {"", "2026-2-12", "2026/02/12", "20260212", "2026-02-30", " 2026-02-12", "2026-02-12 ",
                           "２026-02-12", "2026-02-1a"}) {
    EXPECT_FALSE(CivilDate::parseIso(text)) << text;
  }
}

TEST(CivilDate, givenTheEndOfAMonthWhenMonthsAreAddedThenClipped) {
  REQ("R-COLL-13");
  EXPECT_EQ(CivilDate::parseIso("2026-01-31")->plusMonths(1).iso(), "2026-02-28");
  EXPECT_EQ(CivilDate::parseIso("2024-01-31")->plusMonths(1).iso(), "2024-02-29");
  EXPECT_EQ(CivilDate::parseIso("2026-01-31")->plusMonths(3).iso(), "2026-04-30");
  EXPECT_EQ(CivilDate::parseIso("2026-12-15")->plusMonths(1).iso(), "2027-01-15");
  EXPECT_EQ(CivilDate::parseIso("2026-03-31")->plusMonths(-1).iso(), "2026-02-28");
  EXPECT_EQ(CivilDate::parseIso("2026-01-15")->plusMonths(-13).iso(), "2024-12-15");
  EXPECT_EQ(CivilDate::parseIso("2024-02-03")->endOfMonth().iso(), "2024-02-29");
}

TEST(LenientDate, givenTheFormsOfficesTypeWhenParsedThenTheSameDayComesOut) {
  for (const char* text :
       {"2026-02-05", "2026/2/5", "2026/02/05", "2026.2.5", "2026.02.05", "20260205", "2026年2月5日", "2026年02月05日",
        "2026-2-5", "２０２６-０２-０５", "２０２６年２月５日", "２０２６／２／５", "2026-02-05 00:00:00",
        "2026/2/5 0:00", "2026-02-05T00:00:00", "2026-02-05 00:00:00.000", " 2026-02-05 ", "2026年 2月 5日"}) {
    EXPECT_EQ(lenient(text), "2026-02-05") << text;
  }
}

TEST(LenientDate, givenWhatIsNoDayWhenParsedThenEmpty) {
  for (const char* text : {"", "2023-02-30", "20230230", "2023年2月30日", "2023-13-01", "45000", "26-02-05", "2026-02",
                           "2026年2月", "2026-02-05 14:30", "2026-02-05 00:00:01", "2026/02-05", "二〇二六年二月五日",
                           "2026-02-05x", "长期", "2026-002-05", "202602051", "2026-02-05 00", "0000-01-01"}) {
    EXPECT_EQ(lenient(text), "-") << text;
  }
}

TEST(Instant, givenMomentsWhenShownAndReadThenNothingIsLost) {
  const auto moment = Instant::parseIso("2026-02-12T03:04:05.000006Z");
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->iso(), "2026-02-12T03:04:05.000006Z");
  EXPECT_EQ(Instant::parseIso("2026-02-12T03:04:05Z")->iso(), "2026-02-12T03:04:05.000000Z");
  EXPECT_EQ(Instant::parseIso("1969-12-31T23:59:59.999999Z")->micros, -1);
  EXPECT_EQ(Instant{-1}.iso(), "1969-12-31T23:59:59.999999Z");
  for (const char* text : {"", "2026-02-12", "2026-02-12T24:00:00Z", "2026-02-12T03:04:05", "2026-02-30T03:04:05Z",
                           "2026-02-12T03:04:05.Z", "2026-02-12T03:04:05.1234567Z", "2026-02-12T03:04:60Z"}) {
    EXPECT_FALSE(Instant::parseIso(text)) << text;
  }
}

TEST(Instant, givenTheHourBeforeMidnightInShanghaiWhenAskedThenTheLegalDayTurnsThere) {
  EXPECT_EQ(Instant::parseIso("2026-02-12T15:59:59.999999Z")->shanghaiDate().iso(), "2026-02-12");
  EXPECT_EQ(Instant::parseIso("2026-02-12T16:00:00Z")->shanghaiDate().iso(), "2026-02-13");
  EXPECT_EQ(Instant::parseIso("1969-12-31T15:00:00Z")->shanghaiDate().iso(), "1969-12-31");
}

TEST(Clock, givenAFixedDayWhenAskedThenMomentsRiseWithinThatDay) {
  const FixedClock clock(*CivilDate::parseIso("2026-02-12"));
  const Instant first = clock.now();
  const Instant second = clock.now();
  EXPECT_EQ(clock.today().iso(), "2026-02-12");
  EXPECT_EQ(second.micros - first.micros, 1);
  EXPECT_EQ(first.shanghaiDate().iso(), "2026-02-12");
  EXPECT_EQ(first.iso(), "2026-02-12T04:00:00.000001Z");
}

TEST(Clock, givenTheMachinesClockWhenAskedTwiceThenItDoesNotStandInThePast) {
  const SystemClock clock;
  EXPECT_GT(clock.now().iso(), "2024-01-01");
  const auto first = clock.now();
  EXPECT_LE(first, clock.now());
}

}  // namespace
}  // namespace medcredit::base
