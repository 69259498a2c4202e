// The message centre: what is due by law reaches the office that owes it, once a day, and each reader marks it read for
// itself.
#include "service/notices.h"

#include <gmock/gmock.h>

#include "service/status.h"
#include "support/collect_fixture.h"
#include "support/sample_rows.h"

namespace medcredit::test {
namespace {

using ::testing::HasSubstr;

class NoticesTest : public CollectTest {
 protected:
  void SetUp() override {
    CollectTest::SetUp();
    // Published rows wait for their publicity: a duty of the unit
    must(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}));
    onDay("2026-06-15");
    run("INSERT INTO app_user (id, login, name, kind, unit_id, scope, state, must_change, totp_last_step, version, "
        "created_at) VALUES ('A1', 'a1', '张测试', 'staff', 'U1', 'unit', 'active', 0, 0, 1, 0)");
    run("INSERT INTO app_user (id, login, name, kind, unit_id, scope, state, must_change, totp_last_step, version, "
        "created_at) VALUES ('A2', 'a2', '王示例', 'staff', 'U1', 'unit', 'active', 0, 0, 1, 0)");
  }
  /// A context in which this person of this unit is signed in.
  service::Context as(const std::string& user, const std::string& unit) {
    service::Context own = context();
    own.actor = user;
    own.principal.kind = service::PrincipalKind::kStaff;
    own.principal.id = user;
    own.principal.unit = unit;
    return own;
  }
  std::vector<store::NoticeRow> read(service::Context own, bool unread = false) {
    return must(service::myNotices(own, {unread, 0, 100}));
  }
};

TEST_P(NoticesTest, AnOfficeIsToldOnceADayWhatIsDueAndOverdue) {
  REQ("R-QUAL-04");
  const auto duties = must(service::statusReport(context(), {})).duties;
  const auto overdue = std::count_if(duties.begin(), duties.end(), [](const service::StatusDuty& duty) {
    return duty.unitId == "U1" && duty.group == service::DutyGroup::kOverdue;
  });
  ASSERT_GT(overdue, 0);
  const auto day = context().clock.today();
  EXPECT_GE(must(service::writeDutyNotices(context(), day)), 1);
  EXPECT_EQ(must(service::writeDutyNotices(context(), day)), 0) << "done again, told once";
  const auto told = read(as("A1", "U1"));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].kind, service::kNoticeDuties);
  EXPECT_EQ(told[0].object, "U1");
  EXPECT_THAT(told[0].text, HasSubstr(day.iso() + " 应办事项：已逾期 " + std::to_string(overdue) + " 项"));
  EXPECT_FALSE(told[0].readAt);
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'notice.duties'"), 1);
  must(service::writeDutyNotices(context(), day.plusDays(1)));
  EXPECT_EQ(read(as("A1", "U1")).size(), 2U) << "the next day again, newest first";
  EXPECT_THAT(read(as("A1", "U1"))[0].text, HasSubstr(day.plusDays(1).iso()));
}

TEST_P(NoticesTest, NobodyIsToldWhenNothingIsDue) {
  run("UPDATE record SET publicity = 'withdrawn'");
  run("DELETE FROM unit_entry");
  if (must(service::statusReport(context(), {})).duties.empty()) {
    EXPECT_EQ(must(service::writeDutyNotices(context(), context().clock.today())), 0);
    EXPECT_EQ(countOf("notice"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'notice.duties'"), 0);
  } else {
    FAIL() << "the unit still owes something";
  }
}

TEST_P(NoticesTest, EachReaderMarksItReadForItself) {
  REQ("R-QUAL-04");
  must(service::writeDutyNotices(context(), context().clock.today()));
  auto first = as("A1", "U1");
  auto second = as("A2", "U1");
  const auto id = read(first)[0].id;
  EXPECT_EQ(must(service::unreadNotices(first)), 1);
  EXPECT_TRUE(must(service::readNotice(first, id)).readAt);
  EXPECT_EQ(must(service::unreadNotices(first)), 0);
  EXPECT_TRUE(read(first, true).empty());
  EXPECT_EQ(read(first).size(), 1U) << "read is not gone";
  EXPECT_EQ(must(service::unreadNotices(second)), 1) << "a colleague has not read it";
  must(service::readNotice(first, id));
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'notice.read'"), 1) << "again changes nothing";
}

TEST_P(NoticesTest, MessagesOfOthersDoNotExist) {
  REQ("R-DISC-11");
  must(service::writeDutyNotices(context(), context().clock.today()));
  const auto id = read(as("A1", "U1"))[0].id;
  auto other = as("A2", "U2");
  auto subject = as("A2", "U1");
  subject.principal.kind = service::PrincipalKind::kSubject;
  for (auto* stranger : {&other, &subject}) {
    EXPECT_TRUE(read(*stranger).empty());
    const auto hidden = service::readNotice(*stranger, id);
    const auto absent = service::readNotice(*stranger, 9999);
    ASSERT_FALSE(hidden.ok());
    EXPECT_EQ(hidden.error().code, "ACCS-0401");
    EXPECT_EQ(absent.error().code, hidden.error().code);
    EXPECT_TRUE(isClearChinese(hidden.error()));
  }
  EXPECT_EQ(countOf("notice_read"), 0);
  // And who must change the password first reads nothing
  auto pending = as("A1", "U1");
  pending.principal.pending = "ACCS-0103";
  EXPECT_EQ(service::myNotices(pending, {}).error().code, "ACCS-0103");
  EXPECT_EQ(service::readNotice(pending, id).error().code, "ACCS-0103");
}

MC_ON_BOTH_STORES(NoticesTest);

}  // namespace
}  // namespace medcredit::test
