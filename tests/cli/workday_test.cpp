// workday add|between through the real program, with the shipped calendar. No store is needed.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/req.h"
#include "support/run_binary.h"

namespace medcredit::test {
namespace {

std::string text(const boost::json::value& document, std::string_view key) {
  return std::string(document.at(key).as_string());
}

TEST(WorkdayCommand, givenADecisionBeforeSpringFestivalWhenSevenDaysAreAddedThenDateAndExplanation) {
  REQ("R-QUAL-03", "R-DUAL-01");
  const auto run = runMedcredit({"workday", "add", "2026-02-12", "7", "--json"});
  EXPECT_EQ(run.exitCode, 0) << run.err;
  const auto document = run.json();
  EXPECT_EQ(text(document, "date"), "2026-02-28");
  EXPECT_FALSE(document.at("provisional").as_bool());
  EXPECT_EQ(text(document, "explanation"),
            "2026-02-12（周四）起算，次日为第1日；2026-02-14（周六）为调休上班日，计入；"
            "2026-02-15至2026-02-23春节放假，不计入；第7个工作日为2026-02-28（周六，调休上班日），当日24:00截止。");
}

TEST(WorkdayCommand, givenPeopleWhenAskedWithoutJsonThenPlainText) {
  const auto run = runMedcredit({"workday", "add", "2026/2/12", "3"});
  EXPECT_EQ(run.exitCode, 0) << run.err;
  EXPECT_TRUE(run.out.starts_with("2026-02-24\n")) << run.out;
  EXPECT_NE(run.out.find("春节放假"), std::string::npos);
  EXPECT_EQ(run.err, "");
}

TEST(WorkdayCommand, givenAYearWithoutATableWhenCountedThenProvisional) {
  REQ("R-QUAL-03");
  for (const auto& [start, due] :
       std::map<std::string, std::string>{{"2031-03-06", "2031-03-17"}, {"2009-03-06", "2009-03-17"}}) {
    const auto document = runMedcredit({"--json", "workday", "add", start, "7"}).json();
    EXPECT_EQ(text(document, "date"), due);
    EXPECT_TRUE(document.at("provisional").as_bool());
    EXPECT_NE(text(document, "explanation").find("暂定"), std::string::npos);
  }
}

TEST(WorkdayCommand, givenTwoDaysWhenCountedThenTheWorkingDaysBetween) {
  REQ("R-QUAL-03");
  const auto document = runMedcredit({"workday", "between", "2026-02-12", "2026-02-28", "--json"}).json();
  EXPECT_EQ(document.at("workdays").as_int64(), 7);
  EXPECT_EQ(text(document, "from"), "2026-02-12");
  EXPECT_EQ(text(document, "to"), "2026-02-28");
  EXPECT_NE(text(document, "explanation").find("共7个工作日"), std::string::npos);
  EXPECT_EQ(runMedcredit({"workday", "between", "2026-02-28", "2026-02-12", "--json"}).json().at("workdays").as_int64(),
            -7);
}

TEST(WorkdayCommand, givenAnotherJurisdictionWhenNamedThenItsCalendar) {
  EXPECT_EQ(runMedcredit({"workday", "add", "2026-02-12", "7", "--jurisdiction", "henan-luoyang", "--json"})
                .json()
                .at("date")
                .as_string(),
            "2026-02-28");
  const auto unknown = runMedcredit({"workday", "add", "2026-02-12", "7", "--jurisdiction", "atlantis"});
  EXPECT_NE(unknown.exitCode, 0);
  EXPECT_NE(unknown.err.find("PROF-"), std::string::npos) << unknown.err;
}

TEST(WorkdayCommand, givenBadDatesAndCountsWhenRunThenACodeAndExitTwo) {
  struct Case {
    std::vector<std::string> arguments;
    std::string_view code;
  };
  for (const auto& c :
       {Case{{"workday", "add", "2023-02-30", "7"}, "WORK-0010"}, Case{{"workday", "add", "明天", "7"}, "WORK-0010"},
        Case{{"workday", "between", "2026-02-12", "2026-13-01"}, "WORK-0010"},
        Case{{"workday", "add", "2026-02-12", "-1"}, "WORK-0011"},
        Case{{"workday", "add", "2026-02-12", "7.5"}, "WORK-0011"},
        Case{{"workday", "add", "2026-02-12", "99999999999"}, "WORK-0011"},
        Case{{"workday", "add", "9999-12-30", "7"}, "WORK-0012"}, Case{{"workday", "add", "2026-02-12"}, "CLI-0001"},
        Case{{"workday"}, "CLI-0001"}}) {
    const auto run = runMedcredit(c.arguments);
    EXPECT_EQ(run.exitCode, 2) << run.err;
    EXPECT_NE(run.err.find(c.code), std::string::npos) << run.err;
    EXPECT_EQ(run.out, "");
  }
  const auto run = runMedcredit({"workday", "add", "2023-02-30", "7", "--json"});
  EXPECT_EQ(run.json().at("error").at("code").as_string(), "WORK-0010");
}

}  // namespace
}  // namespace medcredit::test
