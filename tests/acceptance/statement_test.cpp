// 陈述申辩: what a subject says about an adverse record stands beside it wherever it is shown, once the office let it.
#include <gmock/gmock.h>

#include "acceptance/repair_fixture.h"
#include "service/archive.h"
#include "service/grants.h"
#include "service/notices.h"
#include "service/paper_reports.h"
#include "service/public_site.h"
#include "service/statements.h"
#include "store/notices.h"

namespace medcredit::test {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {
constexpr const char* kWords = "我单位已于处罚决定作出之日停用该设备，并重新培训全体人员。";
}

class StatementTest : public RepairMaker {
 protected:
  void SetUp() override {
    RepairMaker::SetUp();
    given("hainan", "2026-03-02");
  }
  service::StatementView filed() { return must(service::fileStatement(subjectOn("2026-03-03"), record_, kWords)); }
  service::StatementView decided(std::int64_t id, bool accepted, const std::string& reason = "") {
    return must(service::decideStatement(officerOn("2026-03-04"), id, accepted, reason));
  }
  std::string inOwnArchive() {
    const auto answer = must(service::ownArchive(subjectOn("2026-03-05")));
    for (const auto& record : answer.archive.records) {
      if (record.id == record_) return record.statement;
    }
    return "(no record)";
  }
  std::string inStaffArchive(const std::string& day = "2026-03-05") {
    auto& context = officerOn(day);
    context.principal.permissions.insert("subject.read");
    const auto archive = must(service::openArchive(context, org_, {}));
    for (const auto& record : archive.records) {
      if (record.id == record_) return record.statement;
    }
    return "(no record)";
  }
  std::string inPublic() {
    service::PublicQuery query;
    query.recordId = record_;
    const auto shown = must(service::publicRecords(operatorOn("2026-03-05"), query));
    return shown.empty() ? "(no record)" : shown.front().statement;
  }
  std::string inReport(bool full) {
    const auto order = must(service::creditReport(operatorOn("2026-03-05"), org_, full, "核验"));
    std::string out;
    const auto rows = order.values.find("statements");
    if (rows == order.values.end()) return out;
    for (const auto& row : rows->second.rows) out += row.back();
    return out;
  }
};

TEST_P(StatementTest, StandsBesideTheRecordEverywhereFromTheDecisionToTheWithdrawal) {
  const auto made = filed();
  EXPECT_EQ(made.row.state, "filed");
  EXPECT_THAT(inOwnArchive(), IsEmpty());
  EXPECT_THAT(inPublic(), IsEmpty()) << "nobody reads it before the office let it";
  decided(made.row.id, true);
  EXPECT_EQ(inOwnArchive(), kWords);
  EXPECT_EQ(inStaffArchive(), kWords);
  EXPECT_EQ(inPublic(), kWords);
  EXPECT_EQ(inReport(true), kWords);
  EXPECT_EQ(inReport(false), kWords);
  const auto back = must(service::withdrawStatement(subjectOn("2026-03-06"), made.row.id));
  EXPECT_EQ(back.row.state, "withdrawn");
  EXPECT_THAT(inOwnArchive(), IsEmpty());
  EXPECT_THAT(inStaffArchive("2026-03-06"), IsEmpty());
  EXPECT_THAT(inPublic(), IsEmpty());
  EXPECT_THAT(inReport(true), IsEmpty());
}

TEST_P(StatementTest, ADeclinedOneIsShownToNobodyAndTheSubjectReadsWhy) {
  const auto made = filed();
  EXPECT_EQ(codeOf(service::decideStatement(officerOn("2026-03-04"), made.row.id, false, " ")), "CASE-0018");
  decided(made.row.id, false, "与处罚无关");
  EXPECT_THAT(inOwnArchive(), IsEmpty());
  EXPECT_THAT(inPublic(), IsEmpty());
  const auto mine = must(service::myStatements(subjectOn("2026-03-05")));
  ASSERT_THAT(mine, SizeIs(1));
  EXPECT_EQ(mine.front().row.state, "declined");
  EXPECT_EQ(mine.front().row.reason, "与处罚无关");
  EXPECT_EQ(codeOf(service::decideStatement(officerOn("2026-03-05"), made.row.id, true, "")), "CASE-0017");
  EXPECT_EQ(codeOf(service::withdrawStatement(subjectOn("2026-03-05"), made.row.id)), "CASE-0017");
  EXPECT_EQ(filed().row.state, "filed") << "another one may follow";
}

TEST_P(StatementTest, OneAtATimeAboutOwnAdverseRecordsInPlainWords) {
  const auto other = addOrg("另一医院", {"usc:914103000000001246"}, "410303");
  const auto foreign = penalty("2026-03-02", "general", other);
  RecordPlan plan;
  plan.entry = penaltyEntry();
  plan.documentNo = "测卫奖〔2026〕1号";
  plan.decidedOn = "2026-03-02";
  plan.infoClass = "good";
  plan.nature = "positive";
  const auto good = addRecord(org_, plan);
  const auto refused = [&](std::int64_t record, const std::string& text) {
    return codeOf(service::fileStatement(subjectOn("2026-03-03"), record, text));
  };
  EXPECT_EQ(refused(foreign, kWords), "ACCS-0401");
  EXPECT_EQ(refused(999999, kWords), "ACCS-0401");
  EXPECT_EQ(refused(good, kWords), "CASE-0013");
  EXPECT_EQ(refused(record_, "  "), "CASE-0016");
  std::string most;
  for (std::size_t i = 0; i < service::kLongestStatement; ++i) most += "字";
  EXPECT_EQ(refused(record_, most + "字"), "CASE-0016");
  EXPECT_EQ(refused(record_, "请联系13800138000"), "CASE-0015");
  EXPECT_EQ(refused(record_, "经办人身份证11010519491231002X"), "CASE-0015");
  EXPECT_EQ(number("SELECT COUNT(*) FROM record_statement", {}), 0) << "nothing was stored";
  EXPECT_EQ(refused(record_, most), "");
  EXPECT_EQ(refused(record_, kWords), "CASE-0014");
  auto& stranger = officerOn("2026-03-03", "经办丙", "U2");
  EXPECT_EQ(codeOf(service::decideStatement(stranger, 1, true, "")), "ACCS-0401") << "another office";
  EXPECT_THAT(must(service::findStatements(officerOn("2026-03-03", "经办丙", "U2"), {})), IsEmpty());
  EXPECT_THAT(must(service::findStatements(officerOn("2026-03-03"), {})), SizeIs(1));
}

TEST_P(StatementTest, TheWordsLieSealedTheActsAreInTheLogAndTheOfficeIsTold) {
  const auto made = filed();
  const auto name = service::publicId('X', made.row.id);
  std::string sealed;
  must(conn().query("SELECT sealed FROM record_statement", {}, [&](const store::Row& row) {
    sealed = std::string(row.blob(0));
    return false;
  }));
  EXPECT_THAT(sealed, Not(HasSubstr("停用该设备")));
  EXPECT_EQ(journalLines(name, "statement.file"), 1);
  const auto told = must(store::listNotices(conn(), {"经办甲", "U1"}, {}));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(told.front().text, HasSubstr(name));
  EXPECT_THAT(told.front().text, Not(HasSubstr("停用")));
  decided(made.row.id, true);
  EXPECT_EQ(journalLines(name, "statement.accept"), 1);
}

TEST_P(StatementTest, AnArchiveAsKnownOnAnEarlierDayShowsWhatStoodThen) {
  const auto made = filed();
  decided(made.row.id, true);
  must(service::withdrawStatement(subjectOn("2026-03-06"), made.row.id));
  const auto onDay = [&](const std::string& known) {
    service::ArchiveQuery query;
    query.raw = true;
    query.knownOn = on(known);
    const auto archive = must(service::readArchive(operatorOn("2026-03-08"), org_, query));
    return archive.records.empty() ? std::string("(no record)") : archive.records.front().statement;
  };
  EXPECT_THAT(onDay("2026-03-03"), IsEmpty());
  EXPECT_EQ(onDay("2026-03-05"), kWords);
  EXPECT_THAT(onDay("2026-03-07"), IsEmpty());
}

MC_ON_BOTH_STORES(StatementTest);

}  // namespace medcredit::test
