// R-QUAL-08, R-QUAL-09: indicators for outside appraisals, and from a number to the records, the person and the
// reminders.
#include "service/appraisal.h"

#include <gmock/gmock.h>

#include "acceptance/publish_fixture.h"
#include "service/notices.h"
#include "service/register.h"
#include "service/units.h"

namespace medcredit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class AppraisalTest : public PublishTest {
 protected:
  void SetUp() override {
    PublishTest::SetUp();
    on("2026-03-12");
    addUnit("office", "测试监督科", {"CF-ORG"});
    must(service::setContact(ctx(), "office", "张测试", base::CivilDate::parseIso("2026-01-01")));
    // Due on 2026-03-11: one in time, one a day late, one never.
    must(service::importRegister(
        ctx(), {registerFile({{numberOf(1), "2026-03-02"}, {numberOf(2), "2026-03-02"}, {numberOf(3), "2026-03-02"}}),
                "CF-ORG", "office"}));
    records("CF-ORG", 1, 1, {}, "office", "2026-03-10");
    records("CF-ORG", 2, 1, {}, "office", "2026-03-12");
  }
};
MC_ON_BOTH_STORES(AppraisalTest);

TEST_P(AppraisalTest, OneExportHasTheRatesByMonthForEachOfTheThreePurposes) {
  REQ("R-QUAL-08");
  const auto written = must(service::writeAppraisal(ctx(), {"2026-02", "2026-03"}, file("appraisal.xlsx")));
  const auto rows = table(written.path);
  ASSERT_THAT(rows, SizeIs(1 + 3 * 2));
  std::size_t at = 1;
  for (const auto* purpose : {"营商环境测评", "法治政府建设考核", "政务诚信监测"}) {
    EXPECT_EQ(rows[at][0], purpose);
    EXPECT_EQ(rows[at][1], "2026-02");
    EXPECT_EQ(rows[at][3], "0");
    EXPECT_EQ(rows[at + 1][1], "2026-03");
    EXPECT_EQ(rows[at + 1][2], "3") << "expected";
    EXPECT_EQ(rows[at + 1][3], "2") << "received";
    EXPECT_EQ(rows[at + 1][9], "0.5000") << "one of two late";
    EXPECT_EQ(rows[at + 1][10], "0.3333") << "one of three concealed";
    EXPECT_THAT(rows[at + 1][11], HasSubstr("默认值（依据未规定）"));
    at += 2;
  }
}

TEST_P(AppraisalTest, MonthsThatAreNoneAreRefused) {
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"2026-03", "2026-02"}, {"2026-13", "2026-14"}, {"", ""}, {"1990-01", "2026-01"}}) {
    EXPECT_EQ(codeOf(service::appraisalRows(ctx(), {from, to})), "QUAL-0030") << from;
  }
}

TEST_P(AppraisalTest, FromANumberToTheRecordThePersonInChargeThenAndTheRemindersSent) {
  REQ("R-QUAL-09");
  must(service::writeDutyNotices(ctx(), *base::CivilDate::parseIso("2026-03-12")));
  on("2026-03-20");
  must(service::setContact(ctx(), "office", "王示例", base::CivilDate::parseIso("2026-03-16")));
  const auto late = must(service::faults(ctx(), {"2026-03-01", "2026-03-31", "office", "CF-ORG", "late"}));
  ASSERT_THAT(late, SizeIs(1));
  EXPECT_EQ(late[0].record.documentNo, numberOf(2));
  EXPECT_EQ(late[0].record.ref.front(), 'R') << "the record itself";
  EXPECT_EQ(late[0].person, "张测试") << "in charge when it was due, not today";
  const auto concealed = must(service::faults(ctx(), {"2026-03-01", "2026-03-31", "", "", "concealed"}));
  ASSERT_THAT(concealed, SizeIs(1));
  EXPECT_EQ(concealed[0].record.documentNo, numberOf(3));
  ASSERT_THAT(concealed[0].reminders, SizeIs(1));
  EXPECT_THAT(concealed[0].reminders[0].text, HasSubstr("已逾期"));
  EXPECT_THAT(must(service::faults(ctx(), {"2026-03-01", "2026-03-31", "", "", ""})), SizeIs(2));
}

}  // namespace
}  // namespace medcredit::test
