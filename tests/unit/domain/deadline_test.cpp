#include "domain/deadline.h"

#include <gtest/gtest.h>

#include "support/holidays.h"
#include "support/req.h"

namespace medcredit::domain {
namespace {

using base::CivilDate;

CivilDate day(std::string_view iso) { return *CivilDate::parseIso(iso); }

Deadline deadline(DeadlineUnit unit, int amount) {
  Deadline d;
  d.id = "test";
  d.unit = unit;
  d.amount = amount;
  return d;
}

std::string due(const Deadline& d, std::string_view event) {
  return computeDue(d, day(event), test::holidayCalendar()).date.iso();
}

TEST(Deadline, givenADecisionOnAFridayWhenSevenWorkingDaysRunThenTheSecondTuesdayAfter) {
  REQ("R-DUAL-01", "R-QUAL-03");
  const Deadline d = deadline(DeadlineUnit::kWorkday, 7);
  EXPECT_EQ(due(d, "2026-03-06"), "2026-03-17");
  EXPECT_EQ(due(d, "2026-02-12"), "2026-02-28");
  EXPECT_FALSE(computeDue(d, day("2026-03-06"), test::holidayCalendar()).provisional);
  EXPECT_TRUE(computeDue(d, day("2026-12-30"), test::holidayCalendar()).provisional);
}

TEST(Deadline, givenHuzhousSevenDaysWhenReadAsCalendarDaysThenSundaysCountToo) {
  REQ("R-DUAL-02", "R-QUAL-03");
  EXPECT_EQ(due(deadline(DeadlineUnit::kCalendarDay, 7), "2026-03-01"), "2026-03-08");
  EXPECT_EQ(due(deadline(DeadlineUnit::kCalendarDay, 7), "2026-09-28"), "2026-10-05");
  EXPECT_EQ(due(deadline(DeadlineUnit::kWorkday, 7), "2026-03-01"), "2026-03-10")
      << "switching the unit changes the day";
}

TEST(Deadline, givenTheLastOfJanuaryWhenOneMonthRunsThenTheLastOfFebruary) {
  REQ("R-COLL-13");
  EXPECT_EQ(due(deadline(DeadlineUnit::kMonth, 1), "2026-01-31"), "2026-02-28");
  EXPECT_EQ(due(deadline(DeadlineUnit::kMonth, 1), "2024-01-31"), "2024-02-29");
  EXPECT_EQ(due(deadline(DeadlineUnit::kMonth, 1), "2026-02-28"), "2026-03-28");
}

TEST(Deadline, givenMonthEndsAndFixedDaysWhenComputedThenByTheCalendar) {
  REQ("R-QUAL-03");
  EXPECT_EQ(due(deadline(DeadlineUnit::kMonthEnd, 0), "2026-02-03"), "2026-02-28");
  EXPECT_EQ(due(deadline(DeadlineUnit::kMonthEnd, 1), "2026-01-31"), "2026-02-28");
  EXPECT_EQ(due(deadline(DeadlineUnit::kMonthEnd, 1), "2026-12-05"), "2027-01-31");
  Deadline january = deadline(DeadlineUnit::kFixedDate, 0);
  january.fixedMonth = 1;
  january.fixedDay = 10;
  EXPECT_EQ(due(january, "2025-03-05"), "2026-01-10");
  EXPECT_EQ(due(january, "2025-01-01"), "2026-01-10");
  january.fixedMonth = 2;
  january.fixedDay = 29;
  EXPECT_EQ(due(january, "2025-03-05"), "2026-02-28");
}

TEST(Deadline, givenTheReminderWhenTwoDaysBeforeThenCountedInTheSameUnit) {
  REQ("R-QUAL-04");
  const auto calendar = test::holidayCalendar();
  Deadline d = deadline(DeadlineUnit::kWorkday, 7);
  EXPECT_EQ(nearDueFrom(d, day("2026-02-12"), calendar).iso(), "2026-02-26") << "working day 5";
  d.remindBefore = 9;
  EXPECT_EQ(nearDueFrom(d, day("2026-02-12"), calendar).iso(), "2026-02-12");
  EXPECT_EQ(nearDueFrom(deadline(DeadlineUnit::kMonth, 1), day("2026-01-31"), calendar).iso(), "2026-02-26");
  EXPECT_EQ(nearDueFrom(deadline(DeadlineUnit::kCalendarDay, 1), day("2026-03-01"), calendar).iso(), "2026-03-01");
}

TEST(Deadline, givenADutyWhenLookedAtOnEachDayThenItsState) {
  REQ("R-QUAL-04", "R-COLL-13");
  const CivilDate due = day("2026-02-28");
  const CivilDate near = day("2026-02-26");
  const auto state = [&](std::optional<std::string_view> done, std::string_view today) {
    return dutyStateName(dutyState(due, near, done ? std::optional(day(*done)) : std::nullopt, day(today)));
  };
  EXPECT_EQ(state({}, "2026-02-25"), "not_due");
  EXPECT_EQ(state({}, "2026-02-26"), "near_due");
  EXPECT_EQ(state({}, "2026-02-28"), "near_due");
  EXPECT_EQ(state({}, "2026-03-01"), "missing");
  EXPECT_EQ(state("2026-02-28", "2026-03-05"), "on_time") << "24:00 of the last day";
  EXPECT_EQ(state("2026-03-01", "2026-03-05"), "late");
  EXPECT_EQ(dutyStateLabel(DutyState::kMissing), "逾期未报");
  EXPECT_EQ(dutyStateLabel(DutyState::kNotDue), "未到期");
  EXPECT_EQ(dutyStateLabel(DutyState::kNearDue), "临期");
  EXPECT_EQ(dutyStateLabel(DutyState::kOnTime), "按时");
  EXPECT_EQ(dutyStateLabel(DutyState::kLate), "迟报");
}

TEST(Deadline, givenEachUnitWhenExplainedThenTheArithmeticIsShown) {
  REQ("R-QUAL-03");
  const auto calendar = test::holidayCalendar();
  const auto explain = [&](const Deadline& d, std::string_view event) { return explainDue(d, day(event), calendar); };
  EXPECT_EQ(explain(deadline(DeadlineUnit::kWorkday, 7), "2026-02-12"), calendar.explainAdd(day("2026-02-12"), 7));
  EXPECT_EQ(explain(deadline(DeadlineUnit::kCalendarDay, 7), "2026-03-01"),
            "2026-03-01起算，次日为第1日；按自然日计7日，遇休息日不顺延；第7日为2026-03-08，当日24:00截止。");
  EXPECT_EQ(explain(deadline(DeadlineUnit::kMonth, 1), "2026-01-31"),
            "2026-01-31起算1个月，至1个月后的同日；该月无31日，取月末；截止日为2026-02-28，当日24:00截止。");
  EXPECT_EQ(explain(deadline(DeadlineUnit::kMonth, 1), "2026-03-05").find("取月末"), std::string::npos);
  EXPECT_EQ(explain(deadline(DeadlineUnit::kMonthEnd, 0), "2026-02-03"),
            "2026-02-03发生，当月的月末为截止日：2026-02-28，当日24:00截止。");
  EXPECT_NE(explain(deadline(DeadlineUnit::kMonthEnd, 1), "2026-02-03").find("发生月之后第1个月的月末"),
            std::string::npos);
  Deadline january = deadline(DeadlineUnit::kFixedDate, 0);
  january.fixedMonth = 1;
  january.fixedDay = 10;
  EXPECT_EQ(explain(january, "2025-03-05"), "2025-03-05发生，截止日固定为次年1月10日：2026-01-10，当日24:00截止。");
}

TEST(Deadline, givenUnitNamesWhenReadThenTheyComeBack) {
  for (const auto unit : {DeadlineUnit::kWorkday, DeadlineUnit::kCalendarDay, DeadlineUnit::kMonth,
                          DeadlineUnit::kMonthEnd, DeadlineUnit::kFixedDate}) {
    EXPECT_EQ(deadlineUnitFromName(deadlineUnitName(unit)), unit);
  }
  EXPECT_FALSE(deadlineUnitFromName("week"));
}

}  // namespace
}  // namespace medcredit::domain
