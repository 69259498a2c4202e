#include "workday/calendar.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "support/holidays.h"
#include "support/req.h"

namespace medcredit {
namespace {

using base::CivilDate;
using workday::Calendar;
using workday::YearTable;

CivilDate day(std::string_view iso) { return *CivilDate::parseIso(iso); }

std::string due(const Calendar& calendar, std::string_view start, int n) {
  return calendar.add(day(start), n).date.iso();
}

/// The second implementation: looks at one day after the other and knows nothing of sums or weeks.
class DayByDay {
 public:
  DayByDay() {
    for (const auto& row : test::kHolidayRows) {
      years_.insert(row.year);
      const auto table = test::holidayTable(row);
      off_.insert(table.weekdaysOff.begin(), table.weekdaysOff.end());
      worked_.insert(table.weekendsWorked.begin(), table.weekendsWorked.end());
    }
  }
  [[nodiscard]] bool works(CivilDate d) const {
    if (worked_.count(d) != 0) return true;
    return d.weekday() <= 5 && off_.count(d) == 0;
  }
  [[nodiscard]] bool knows(CivilDate d) const { return years_.count(d.year()) != 0; }

 private:
  std::set<CivilDate> off_, worked_;
  std::set<int> years_;
};

struct Vector {
  std::string_view start;
  int n;
  std::string_view due;
};

TEST(Calendar, givenTheTableOf2026WhenCountingAcrossSpringFestivalThenMakeUpDaysCount) {
  REQ("R-QUAL-03", "R-DUAL-01");
  const Calendar calendar = test::holidayCalendar();
  const auto vectors = std::to_array<Vector>(
      {{"2026-02-12", 2, "2026-02-14"},  {"2026-02-12", 3, "2026-02-24"},  {"2026-02-12", 5, "2026-02-26"},
       {"2026-02-12", 7, "2026-02-28"},  {"2026-02-12", 14, "2026-03-10"}, {"2026-02-13", 2, "2026-02-24"},
       {"2026-02-13", 3, "2026-02-25"},  {"2026-02-13", 5, "2026-02-27"},  {"2026-02-13", 7, "2026-03-02"},
       {"2026-02-13", 14, "2026-03-11"}, {"2026-02-14", 2, "2026-02-25"},  {"2026-02-14", 3, "2026-02-26"},
       {"2026-02-14", 5, "2026-02-28"},  {"2026-02-14", 7, "2026-03-03"},  {"2026-02-14", 14, "2026-03-12"},
       {"2026-04-30", 2, "2026-05-07"},  {"2026-04-30", 3, "2026-05-08"},  {"2026-04-30", 5, "2026-05-11"},
       {"2026-04-30", 7, "2026-05-13"},  {"2026-04-30", 14, "2026-05-22"}, {"2026-09-18", 2, "2026-09-21"},
       {"2026-09-18", 3, "2026-09-22"},  {"2026-09-18", 5, "2026-09-24"},  {"2026-09-18", 7, "2026-09-29"},
       {"2026-09-18", 14, "2026-10-14"}, {"2026-09-30", 2, "2026-10-09"},  {"2026-09-30", 3, "2026-10-10"},
       {"2026-09-30", 5, "2026-10-13"},  {"2026-09-30", 7, "2026-10-15"},  {"2026-09-30", 14, "2026-10-26"}});
  for (const auto& v : vectors) EXPECT_EQ(due(calendar, v.start, v.n), v.due) << v.start << " + " << v.n;
  EXPECT_TRUE(calendar.isWorkday(day("2026-09-20")));  // a Sunday worked
}

TEST(Calendar, givenTablesOfManyYearsWhenCountingThenTheKnownDueDaysCome) {
  REQ("R-QUAL-03");
  const Calendar calendar = test::holidayCalendar();
  const auto vectors = std::to_array<Vector>({{"2021-02-09", 7, "2021-02-24"},
                                              {"2021-04-07", 7, "2021-04-16"},
                                              {"2022-09-28", 7, "2022-10-12"},
                                              {"2023-09-27", 7, "2023-10-12"},
                                              {"2024-02-08", 7, "2024-02-23"},
                                              {"2025-01-24", 7, "2025-02-10"},
                                              {"2025-09-29", 10, "2025-10-20"},
                                              {"2026-02-12", 7, "2026-02-28"},
                                              {"2026-04-30", 3, "2026-05-08"},
                                              {"2026-09-24", 7, "2026-10-12"},
                                              {"2020-01-22", 7, "2020-02-10"},
                                              {"2015-09-02", 3, "2015-09-08"}});
  for (const auto& v : vectors) {
    EXPECT_EQ(due(calendar, v.start, v.n), v.due) << v.start << " + " << v.n;
    EXPECT_FALSE(calendar.add(day(v.start), v.n).provisional);
  }
}

TEST(Calendar, givenTwentyCasesAroundNationalDayWhenCountingThenBothDayKindsComeOut) {
  REQ("R-QUAL-03");
  struct Case {
    std::string_view start;
    int n;
    std::string_view working;
    std::string_view calendarDay;
  };
  // 2026: 1-7 October off (Thursday to Wednesday); Sunday 20 September and Saturday 10 October worked.
  const auto cases = std::to_array<Case>(
      {{"2026-09-24", 1, "2026-09-28", "2026-09-25"}, {"2026-09-25", 1, "2026-09-28", "2026-09-26"},
       {"2026-09-28", 3, "2026-10-08", "2026-10-01"}, {"2026-09-28", 7, "2026-10-13", "2026-10-05"},
       {"2026-09-29", 1, "2026-09-30", "2026-09-30"}, {"2026-09-29", 2, "2026-10-08", "2026-10-01"},
       {"2026-09-29", 7, "2026-10-14", "2026-10-06"}, {"2026-09-30", 1, "2026-10-08", "2026-10-01"},
       {"2026-09-30", 2, "2026-10-09", "2026-10-02"}, {"2026-09-30", 3, "2026-10-10", "2026-10-03"},
       {"2026-09-30", 7, "2026-10-15", "2026-10-07"}, {"2026-10-01", 1, "2026-10-08", "2026-10-02"},
       {"2026-10-01", 7, "2026-10-15", "2026-10-08"}, {"2026-10-03", 7, "2026-10-15", "2026-10-10"},
       {"2026-10-07", 1, "2026-10-08", "2026-10-08"}, {"2026-10-08", 2, "2026-10-10", "2026-10-10"},
       {"2026-10-09", 1, "2026-10-10", "2026-10-10"}, {"2026-10-09", 2, "2026-10-12", "2026-10-11"},
       {"2026-10-10", 1, "2026-10-12", "2026-10-11"}, {"2026-10-10", 7, "2026-10-20", "2026-10-17"}});
  static_assert(cases.size() == 20);
  const Calendar calendar = test::holidayCalendar();
  for (const auto& c : cases) {
    EXPECT_EQ(due(calendar, c.start, c.n), c.working) << c.start << " + " << c.n << " 工作日";
    EXPECT_EQ(day(c.start).plusDays(c.n).iso(), c.calendarDay) << c.start << " + " << c.n << " 日";
  }
}

TEST(Calendar, givenEveryDayOfFifteenYearsWhenAddingUpToFortyThenItEqualsCountingDayByDay) {
  REQ("R-QUAL-03");
  const Calendar calendar = test::holidayCalendar();
  const DayByDay slow;
  for (CivilDate start = day("2013-01-01"); start <= day("2027-12-31"); start = start.plusDays(1)) {
    ASSERT_EQ(calendar.isWorkday(start), slow.works(start)) << start.iso();
    CivilDate at = start;
    bool provisional = !slow.knows(start);
    for (int n = 0; n <= 40; ++n) {
      if (n > 0) {
        do {
          at = at.plusDays(1);
          provisional = provisional || !slow.knows(at);
        } while (!slow.works(at));
      }
      const auto fast = calendar.add(start, n);
      ASSERT_EQ(fast.date, at) << start.iso() << " + " << n;
      ASSERT_EQ(fast.workdays, n);
      ASSERT_EQ(fast.provisional, provisional) << start.iso() << " + " << n;
      ASSERT_EQ(calendar.between(start, at).workdays, n) << start.iso() << " .. " << at.iso();
    }
  }
}

TEST(Calendar, givenDaysOutsideTheTablesWhenCountingThenWeekendsOnlyAndProvisional) {
  REQ("R-QUAL-03");
  const Calendar calendar = test::holidayCalendar();
  const auto later = calendar.add(day("2027-09-30"), 3);
  EXPECT_EQ(later.date.iso(), "2027-10-05");
  EXPECT_TRUE(later.provisional);
  const auto across = calendar.add(day("2026-12-30"), 3);
  EXPECT_EQ(across.date.iso(), "2027-01-04");
  EXPECT_TRUE(across.provisional);
  const auto earlier = calendar.add(day("2012-09-28"), 3);
  EXPECT_EQ(earlier.date.iso(), "2012-10-03");
  EXPECT_TRUE(earlier.provisional);
  EXPECT_TRUE(Calendar().add(day("2026-02-12"), 7).provisional);
  EXPECT_EQ(due(Calendar(), "2026-02-12", 3), "2026-02-17");
}

TEST(Calendar, givenNoTableInsideTheSpanWhenTouchedThenProvisional) {
  REQ("R-QUAL-03");
  std::vector<YearTable> tables = {test::holidayTable(test::kHolidayRows[0]),
                                   test::holidayTable(test::kHolidayRows[2])};
  const auto calendar = Calendar::build(std::move(tables));
  ASSERT_TRUE(calendar);
  EXPECT_EQ(calendar->years(), (std::vector<int>{2013, 2015}));
  EXPECT_TRUE(calendar->hasYear(2013));
  EXPECT_FALSE(calendar->hasYear(2014));
  EXPECT_FALSE(calendar->add(day("2013-06-03"), 7).provisional);
  EXPECT_TRUE(calendar->add(day("2014-09-30"), 7).provisional);
  EXPECT_EQ(calendar->add(day("2014-09-30"), 1).date.iso(), "2014-10-01");
  EXPECT_TRUE(calendar->between(day("2013-12-01"), day("2015-02-01")).provisional);
  EXPECT_FALSE(calendar->between(day("2015-02-01"), day("2015-03-01")).provisional);
}

TEST(Calendar, givenTwoDaysWhenCountingBetweenThenTheFirstIsLeftOutAndTheSignTurns) {
  const Calendar calendar = test::holidayCalendar();
  EXPECT_EQ(calendar.between(day("2026-02-12"), day("2026-02-28")).workdays, 7);
  EXPECT_EQ(calendar.between(day("2026-02-28"), day("2026-02-12")).workdays, -7);
  EXPECT_EQ(calendar.between(day("2026-02-12"), day("2026-02-12")).workdays, 0);
  EXPECT_EQ(calendar.between(day("2026-02-15"), day("2026-02-23")).workdays, 0);
  EXPECT_EQ(calendar.add(day("2026-02-12"), 0).date.iso(), "2026-02-12");
}

TEST(Calendar, givenAnyCountWhenExplainedThenBreaksAndMakeUpDaysAreNamed) {
  REQ("R-QUAL-03");
  const Calendar calendar = test::holidayCalendar();
  EXPECT_EQ(calendar.explainAdd(day("2026-02-12"), 7),
            "2026-02-12（周四）起算，次日为第1日；2026-02-14（周六）为调休上班日，计入；"
            "2026-02-15至2026-02-23春节放假，不计入；第7个工作日为2026-02-28（周六，调休上班日），当日24:00截止。");
  EXPECT_EQ(calendar.explainAdd(day("2026-03-06"), 7),
            "2026-03-06（周五）起算，当日不计入，第1个工作日为2026-03-09；周六、周日不计入；"
            "第7个工作日为2026-03-17（周二），当日24:00截止。");
  EXPECT_EQ(
      calendar.explainAdd(day("2026-09-30"), 7),
      "2026-09-30（周三）起算，当日不计入，第1个工作日为2026-10-08；2026-10-01至2026-10-07国庆节放假，不计入；"
      "2026-10-10（周六）为调休上班日，计入；其余周六、周日不计入；第7个工作日为2026-10-15（周四），当日24:00截止。");
  EXPECT_EQ(calendar.explainAdd(day("2026-02-14"), 0), "2026-02-14（周六，调休上班日）当日24:00截止。");
  const std::string provisional = calendar.explainAdd(day("2026-12-30"), 3);
  EXPECT_NE(provisional.find("2027年无国务院办公厅放假安排数据"), std::string::npos) << provisional;
  EXPECT_NE(provisional.find("暂定"), std::string::npos);
  EXPECT_EQ(calendar.explainAdd(day("2026-03-02"), 2).find("暂定"), std::string::npos);
}

TEST(Calendar, givenAnIntervalWhenExplainedThenTheNumberIsReasoned) {
  const Calendar calendar = test::holidayCalendar();
  EXPECT_EQ(
      calendar.explainBetween(day("2026-04-30"), day("2026-05-08")),
      "自2026-04-30（周四）次日起至2026-05-08（周五）止；2026-05-01至2026-05-05劳动节放假，不计入；共3个工作日。");
  const std::string backward = calendar.explainBetween(day("2026-05-08"), day("2026-04-30"));
  EXPECT_NE(backward.find("记为-3"), std::string::npos) << backward;
  const std::string far = calendar.explainBetween(day("2026-12-31"), day("2029-01-05"));
  EXPECT_NE(far.find("2027年至2029年无国务院办公厅放假安排数据"), std::string::npos) << far;
}

TEST(Calendar, givenABreakThatTheNoticeDoesNotNameWhenExplainedThenTheDayItselfIsNamed) {
  YearTable table;
  table.year = 2026;
  table.weekdaysOff = {day("2026-03-04")};
  const auto calendar = Calendar::build({table});
  ASSERT_TRUE(calendar);
  EXPECT_NE(calendar->explainAdd(day("2026-03-02"), 3).find("2026-03-04（周三）放假，不计入"), std::string::npos);
}

TEST(Calendar, givenFaultyTablesWhenBuiltThenEachFaultHasItsCode) {
  const auto codeOf = [](std::vector<YearTable> tables) {
    const auto built = Calendar::build(std::move(tables));
    return built ? std::string("ok") : built.error().code + " " + std::string(built.error().arg("date"));
  };
  YearTable outside{2026, {day("2025-12-31")}, {}, {}, "通知"};
  EXPECT_EQ(codeOf({outside}), "WORK-0001 2025-12-31");
  YearTable weekendOff{2026, {day("2026-02-14")}, {}, {}, "通知"};
  EXPECT_EQ(codeOf({weekendOff}), "WORK-0002 2026-02-14");
  YearTable weekdayWorked{2026, {}, {day("2026-02-13")}, {}, "通知"};
  EXPECT_EQ(codeOf({weekdayWorked}), "WORK-0002 2026-02-13");
  YearTable plain{2026, {}, {}, {}, "通知"};
  EXPECT_EQ(codeOf({plain, plain}), "WORK-0003 ");
  YearTable both{2026, {day("2026-02-13")}, {day("2026-02-13")}, {}, "通知"};
  EXPECT_EQ(codeOf({both}), "WORK-0004 2026-02-13");
  EXPECT_EQ(codeOf({}), "ok");
}

}  // namespace
}  // namespace medcredit
