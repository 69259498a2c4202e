// Exchange by file: R-INTG-01, 04, 13 on both stores.
#include <boost/json.hpp>
#include <set>

#include "acceptance/publish_fixture.h"

namespace medcredit {
namespace {

using test::codeOf;
using test::must;

class IntgTest : public test::PublishTest {
 protected:
  void SetUp() override {
    test::PublishTest::SetUp();
    on("2026-03-10");
    addUnit("office", "综合监督科");
  }
  service::PackageResult package(const std::string& folder, bool resend = false) {
    return must(service::writePackage(ctx(), {"信用洛阳", file(folder), resend}));
  }
  service::ReceiptOutcome receive(const std::string& content) {
    test::writeFile(file("receipt.csv"), content);
    return must(service::takeReceipts(ctx(), file("receipt.csv")));
  }
};

/// What a receiving platform holds after reading packages in order.
class Stub {
 public:
  void read(const std::vector<std::vector<std::string>>& cells) {
    for (std::size_t i = 1; i < cells.size(); ++i) {
      const auto& row = cells[i];
      EXPECT_TRUE(seen_.insert(row[0]).second) << "sent twice: " << row[0];
      if (row[1] == "remove") {
        held_.erase(row[2]);
      } else {
        held_[row[2]] = row;
      }
    }
  }
  [[nodiscard]] const std::map<std::string, std::vector<std::string>>& held() const { return held_; }

 private:
  std::set<std::string> seen_;
  std::map<std::string, std::vector<std::string>> held_;
};

TEST_P(IntgTest, AQueueGrowsWhileThePlatformIsAwayAndDrainsInOrderOnce) {
  REQ("R-INTG-01");
  // Given a platform that takes nothing while three publications happen
  for (int i = 1; i <= 3; ++i) publish({record("CF-ORG", i)});
  EXPECT_EQ(must(service::listQueue(ctx(), "信用洛阳", "pending")).size(), 3U);
  // When it is back, everything goes out in the order in which it arose
  const auto first = package("one");
  EXPECT_EQ(first.messages, 3);
  ASSERT_EQ(first.files.size(), 1U);
  const auto cells = table(first.files[0].path);
  ASSERT_EQ(cells.size(), 4U);
  EXPECT_EQ(cells[1][0], "J1");
  EXPECT_EQ(cells[2][0], "J2");
  EXPECT_EQ(cells[3][0], "J3");
  // Then nothing is left and nothing goes twice
  EXPECT_TRUE(must(service::listQueue(ctx(), "信用洛阳", "pending")).empty());
  const auto second = package("two");
  EXPECT_EQ(second.messages, 0);
  EXPECT_TRUE(second.files.empty());
  // A lost package can be sent again with the same message numbers until it is confirmed
  const auto repeated = package("three", true);
  EXPECT_EQ(table(repeated.files.at(0).path), cells);
  receive("流水号,结果,回执号\r\nJ1,接收,A1\r\nJ2,接收,A2\r\nJ3,接收,A3\r\n");
  EXPECT_EQ(package("four", true).messages, 0);
}

TEST_P(IntgTest, APackageCarriesItsManifestAndAFormForReceipts) {
  REQ("R-INTG-01");
  publish({record("CF-ORG", 1), record("XK-ORG", 2)});
  const auto result = package("out");
  EXPECT_EQ(result.number, 1);
  ASSERT_EQ(result.files.size(), 2U);
  for (const auto& written : result.files) {
    const auto manifest = boost::json::parse(test::readFile(written.manifest)).as_object();
    EXPECT_EQ(manifest.at("channel").as_string(), "credit-luoyang");
    EXPECT_EQ(manifest.at("package").as_int64(), 1);
    EXPECT_EQ(manifest.at("count").as_int64(), 1);
  }
  const auto form = table(result.receiptForms.at(0));
  ASSERT_EQ(form.size(), 2U);
  EXPECT_EQ(form[0][0], "流水号");
  // An unanswered form changes nothing
  const auto outcome = must(service::takeReceipts(ctx(), result.receiptForms.at(0)));
  EXPECT_EQ(outcome.confirmed + outcome.rejected + outcome.unchanged, 0);
  EXPECT_TRUE(outcome.problems.empty());
}

TEST_P(IntgTest, AddCorrectAndDeleteLeaveThePlatformWithWhatIsPublic) {
  REQ("R-INTG-04", "R-QUAL-07");
  Stub stub;
  const auto kept = record("CF-ORG", 1);
  const auto dropped = record("CF-ORG", 2);
  publish({kept, dropped});
  stub.read(table(package("one").files.at(0).path));
  EXPECT_EQ(stub.held().size(), 2U);
  // When one is corrected and the other voided
  must(service::changeRecord(ctx(), {kept, true, {{"CF_SY", "更正后的事实"}}, "错报", {}}));
  must(service::retireRecord(ctx(), dropped, true, "重复录入"));
  const auto cells = table(package("two").files.at(0).path);
  stub.read(cells);
  // Then the platform holds the new facts of the one and nothing of the other
  ASSERT_EQ(stub.held().size(), 1U);
  const auto& row = stub.held().begin()->second;
  EXPECT_EQ(row[1], "correct");
  EXPECT_NE(std::find(row.begin(), row.end(), "更正后的事实"), row.end());
  // And the deletion itself carries no facts
  for (const auto& line : cells) {
    if (line[1] != "remove") continue;
    for (std::size_t i = 4; i < line.size(); ++i) EXPECT_EQ(line[i], "");
  }
}

TEST_P(IntgTest, ReceiptsAreTakenLineByLineAndOnlyOnce) {
  REQ("R-INTG-01", "R-INTG-04");
  const auto first = record("CF-ORG", 1);
  const auto second = record("CF-ORG", 2);
  publish({first, second});
  package("one");
  const std::string answers =
      "流水号,结果,回执号,原因\r\nJ1,接收,LY-1,\r\nJ2,拒绝,,统一社会信用代码不在库中\r\nJ99,接收,LY-9,\r\nJ1,也许,,"
      "\r\n";
  const auto outcome = receive(answers);
  EXPECT_EQ(outcome.confirmed, 1);
  EXPECT_EQ(outcome.rejected, 1);
  ASSERT_EQ(outcome.problems.size(), 2U);
  EXPECT_EQ(outcome.problems[0].code, "PUBL-0013");
  EXPECT_EQ(outcome.problems[0].place, "第4行");
  EXPECT_EQ(outcome.problems[1].code, "PUBL-0014");
  EXPECT_EQ(jobs(first)[0].receipt, "LY-1");
  EXPECT_EQ(jobs(second)[0].receipt, "统一社会信用代码不在库中");
  // The same file again changes nothing
  const auto again = receive(answers);
  EXPECT_EQ(again.confirmed + again.rejected, 0);
  EXPECT_EQ(again.unchanged, 2);
  // What contradicts a confirmation is told, not believed
  const auto against = receive("流水号,结果,原因\r\nJ1,拒绝,查无此件\r\n");
  ASSERT_EQ(against.problems.size(), 1U);
  EXPECT_EQ(against.problems[0].code, "PUBL-0015");
  EXPECT_EQ(jobs(first)[0].state, "confirmed");
  // A refused message is sent again after it was looked at
  EXPECT_EQ(package("two", true).messages, 1);
  EXPECT_EQ(receive("流水号,结果,回执号\r\nJ2,接收,LY-2\r\n").confirmed, 1);
  // A file that is no receipt is refused as a whole
  test::writeFile(file("bad.csv"), "甲,乙\r\n1,2\r\n");
  EXPECT_EQ(codeOf(service::takeReceipts(ctx(), file("bad.csv"))), "QUAL-0003");
}

TEST_P(IntgTest, WithoutAnyConnectorThePlatformWorksAndShowsWhatWouldHaveBeenSent) {
  REQ("R-INTG-13");
  const auto id = record("CF-ORG", 1);
  publish({id});
  EXPECT_EQ(listing().size(), 1U);
  const auto queue = must(service::listQueue(ctx(), "", ""));
  ASSERT_EQ(queue.size(), 1U);
  EXPECT_EQ(queue[0].channelName, "信用洛阳");
  EXPECT_EQ(queue[0].job.act, "add");
  EXPECT_EQ(queue[0].job.state, "pending");
  EXPECT_EQ(queue[0].documentNo, numberOf(1));
  EXPECT_EQ(codeOf(service::listQueue(ctx(), "无此渠道", "")), "PUBL-0010");
}

TEST_P(IntgTest, AJurisdictionWithoutChannelsPublishesOnItsOwnSiteOnly) {
  REQ("R-INTG-13");
  test::writeFile(file("law") / "lonely" / "profile.yaml",
                  "id: lonely\ntitle: 测试市\nregion: 410300\nlevel: 市\nextends: henan-luoyang\nvalues: {}\n");
  test::writeFile(file("law") / "lonely" / "channels.yaml", "inherit: false\nitems: []\n");
  test::writeFile(file("law") / "lonely" / "lists.yaml", "inherit: false\nitems: []\n");  // they name channels
  const auto city = must(jurisdiction::Loader(MC_SOURCE_DIR "/jurisdictions", {file("law")}).load("lonely"));
  under(*city, "2026-03-10");
  const auto id = record("CF-ORG", 1);
  EXPECT_EQ(publish({id}).published.size(), 1U);
  EXPECT_EQ(listing().size(), 1U);
  EXPECT_TRUE(jobs(id).empty());
  must(service::publishWithdraw(ctx(), id, "测试"));
  EXPECT_TRUE(listing().empty());
}

TEST_P(IntgTest, APackageThatCannotBeWrittenMarksNothingAsSent) {
  REQ("R-INTG-01");
  const auto id = record("CF-ORG", 1);
  publish({id});
  test::writeFile(file("occupied"), "a file, not a folder");
  EXPECT_EQ(codeOf(service::writePackage(ctx(), {"credit-luoyang", file("occupied"), false})), "PUBL-0018");
  EXPECT_EQ(jobs(id)[0].state, "pending");
}

MC_ON_BOTH_STORES(IntgTest);

}  // namespace
}  // namespace medcredit
