// COLL: the annotated return, fix rounds (订正轮次), withdrawal of batches.
#include <gmock/gmock.h>

#include "formats/table_reader.h"
#include "formats/table_writer.h"
#include "service/publish.h"
#include "service/record.h"
#include "store/records.h"
#include "support/collect_fixture.h"

namespace medcredit::test {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Rows = std::vector<std::vector<std::string>>;

class RoundTest : public CollectTest {
 protected:
  /// All cells of a table file as text.
  Rows readTable(const std::string& file) {
    auto reader = must(formats::openTable(folder() / file));
    Rows rows;
    std::vector<base::CellView> cells;
    std::int64_t number = 0;
    while (must(reader->next(cells, number))) {
      auto& row = rows.emplace_back();
      for (const auto& cell : cells) row.emplace_back(cell.text);
    }
    return rows;
  }
  void writeTable(const std::string& file, const Rows& rows) {
    auto writer = must(formats::makeTableWriter(folder() / file, "报送表", rows.front()));
    for (std::size_t i = 1; i < rows.size(); ++i) must(writer->row(rows[i]));
    must(writer->finish());
  }
  /// Header and rows of CF-ORG as a table.
  Rows table(const Rows& rows) {
    Rows out(1);
    for (const auto& field : entry().fieldSet.fields) out.front().push_back(field.name);
    out.insert(out.end(), rows.begin(), rows.end());
    return out;
  }
  std::int64_t openRows() {
    return number("SELECT count(*) FROM batch_row WHERE outcome = 'rejected' AND resolved_by IS NULL");
  }
};
MC_ON_BOTH_STORES(RoundTest);

TEST_P(RoundTest, TheReturnIsTheSendersTableWithOneResultColumn) {
  REQ("R-COLL-19");
  writeTable("sent.xlsx", table({sampleRow(entry(), 1), sampleRow(entry(), 2, {{"document-no", ""}})}));
  const auto report = must(sendFile({.file = "sent.xlsx", .annotated = "return.xlsx"}));
  EXPECT_EQ(report.counts.rejected, 1);
  const auto returned = readTable("return.xlsx");
  ASSERT_EQ(returned.size(), 3U);
  EXPECT_EQ(returned[0].back(), "医信校验结果【B1】");
  EXPECT_THAT(returned[2].back(), HasSubstr("【第3行】"));
  EXPECT_THAT(returned[2].back(), HasSubstr("COLL-0101"));
  const auto sent = readTable("sent.xlsx");
  EXPECT_EQ(returned[1][0], sent[1][0]);
}

TEST_P(RoundTest, ACorrectedReturnIsJudgedOnlyWhereItWasCorrected) {
  REQ("R-COLL-19", "R-COLL-20");
  const Rows sent = {sampleRow(entry(), 1), sampleRow(entry(), 2, {{"document-no", ""}}), sampleRow(entry(), 3),
                     sampleRow(entry(), 4, {{"decision-date", "2023-02-30"}})};
  writeTable("sent.xlsx", table(sent));
  must(sendFile({.file = "sent.xlsx", .annotated = "return.xlsx"}));
  EXPECT_EQ(openRows(), 2);
  // When the office corrects row 3 of the returned table and leaves row 5 as it is
  auto returned = readTable("return.xlsx");
  const auto column = static_cast<std::size_t>(entry().indexOfRole(domain::FieldRole::kDocumentNo));
  returned[2][column] = "洛卫测〔2026〕2号";
  writeTable("second.xlsx", returned);
  const auto second = must(sendFile({.file = "second.xlsx"}));
  // Then the rows that were in are duplicates without findings, and only the rest is judged
  EXPECT_EQ(second.roundOf, 1);
  EXPECT_EQ(second.counts.rows, 4);
  EXPECT_EQ(second.counts.accepted, 1);
  EXPECT_EQ(second.counts.duplicates, 2);
  EXPECT_EQ(second.counts.rejected, 1);
  EXPECT_EQ(second.judged, 2);
  EXPECT_EQ(second.unchanged, 2);
  EXPECT_EQ(second.resolved, 1);
  EXPECT_EQ(second.findings.size(), 1U);
  EXPECT_EQ(number("SELECT resolved_by FROM batch_row WHERE batch_id = 1 AND file_row = 3"), 2);
  const auto first = must(service::showBatch(context(), 1));
  EXPECT_THAT(first.laterRounds, ElementsAre(2));
  EXPECT_EQ(first.openRejections, 1);
}

TEST_P(RoundTest, ARowIsKnownAgainAfterTheGoodRowsWereDeleted) {
  REQ("R-COLL-20");
  // Given a row whose very identity was wrong, so that its key tells nothing
  writeTable("sent.xlsx", table({sampleRow(entry(), 1), sampleRow(entry(), 2, {{"document-no", ""}})}));
  must(sendFile({.file = "sent.xlsx", .annotated = "return.xlsx"}));
  auto returned = readTable("return.xlsx");
  returned.erase(returned.begin() + 1);
  returned[1][static_cast<std::size_t>(entry().indexOfRole(domain::FieldRole::kDocumentNo))] = "洛卫测〔2026〕2号";
  writeTable("second.xlsx", returned);
  const auto second = must(sendFile({.file = "second.xlsx"}));
  EXPECT_EQ(second.counts.accepted, 1);
  EXPECT_EQ(second.resolved, 1);
  EXPECT_EQ(openRows(), 0);
}

TEST_P(RoundTest, ACorrectionWithoutTheReturnIsLinkedByItsDecision) {
  REQ("R-COLL-20");
  must(send({sampleRow(entry(), 1, {{"fine-amount", "两千"}})}));
  const auto second = must(send({sampleRow(entry(), 1)}));
  EXPECT_EQ(second.roundOf, 1);
  EXPECT_EQ(second.resolved, 1);
  EXPECT_EQ(openRows(), 0);
}

TEST_P(RoundTest, AResultColumnOfAnotherUnitIsNotLinked) {
  addUnit("U2", "行政审批科");
  must(send({sampleRow(entry(), 1, {{"document-no", ""}})}));
  auto rows = table({sampleRow(entry(), 2)});
  rows[0].push_back("医信校验结果【B1】");
  rows[1].push_back("");
  writeTable("second.csv", rows);
  const auto second = must(sendFile({.unit = "U2", .file = "second.csv"}));
  EXPECT_FALSE(second.roundOf.has_value());
  EXPECT_EQ(second.counts.accepted, 1);
  EXPECT_THAT(codes(second), ElementsAre("COLL-0023@1"));
}

TEST_P(RoundTest, AWithdrawnBatchTakesItsRecordsAlong) {
  REQ("R-COLL-20");
  must(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}));
  const auto done = must(service::withdrawBatch(context(), 1, "报错了文件"));
  EXPECT_EQ(done.withdrawn, 2);
  EXPECT_EQ(number("SELECT count(*) FROM record WHERE state = 'withdrawn' AND publicity = 'not_public'"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM record_version WHERE kind = 'withdrawal'"), 2);
  EXPECT_EQ(text("SELECT state FROM batch"), "withdrawn");
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'batch.withdraw' AND object = 'B1'"), 1);
  // Sent again, the records live again with all their versions.
  const auto again = must(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}));
  EXPECT_FALSE(again.alreadyStored);
  EXPECT_EQ(again.counts.updated, 2);
  EXPECT_EQ(number("SELECT count(*) FROM record WHERE state = 'live' AND version = 3"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM record WHERE publicity = 'pending'"), 2);
}

TEST_P(RoundTest, AWithdrawnUpdateRestoresTheFactsBefore) {
  REQ("R-COLL-20");
  must(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}));
  must(send(
      {sampleRow(entry(), 1, {{"remark", "错误的补充"}, {"decision-date", "2026-03-03"}}), sampleRow(entry(), 3)}));
  ASSERT_EQ(text("SELECT decided_on FROM record WHERE id = 1"), "2026-03-03");
  const auto done = must(service::withdrawBatch(context(), 2, "补充有误"));
  EXPECT_EQ(done.withdrawn, 1);
  EXPECT_EQ(done.restored, 1);
  EXPECT_EQ(text("SELECT decided_on FROM record WHERE id = 1"), "2026-03-02");
  EXPECT_EQ(text("SELECT state FROM record WHERE id = 1"), "live");
  const auto versions = must(store::recordVersions(conn(), 1));
  ASSERT_EQ(versions.size(), 3U);
  EXPECT_EQ(versions[2].payload, versions[0].payload);
  EXPECT_NE(versions[1].payload, versions[0].payload);
  EXPECT_EQ(text("SELECT state FROM record WHERE id = 2"), "live");
  EXPECT_EQ(text("SELECT state FROM record WHERE id = 3"), "withdrawn");
}

TEST_P(RoundTest, ABatchIsNotWithdrawnOncePublished) {
  REQ("R-COLL-20");
  must(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}));
  service::PublishRequest publish;
  publish.records = {1};
  publish.checked = true;
  ASSERT_EQ(must(service::publishRun(context(), publish)).published.size(), 1U);
  const auto result = service::withdrawBatch(context(), 1, "");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, "COLL-0042");
  EXPECT_TRUE(isClearChinese(result.error()));
  EXPECT_EQ(number("SELECT count(*) FROM record WHERE state = 'live'"), 2);
}

TEST_P(RoundTest, WithdrawingTwiceOrAnUnknownBatchIsRefused) {
  must(send({sampleRow(entry(), 1)}));
  must(service::withdrawBatch(context(), 1, ""));
  EXPECT_EQ(service::withdrawBatch(context(), 1, "").error().code, "COLL-0041");
  EXPECT_EQ(service::withdrawBatch(context(), 9, "").error().code, "COLL-0040");
  EXPECT_EQ(service::showBatch(context(), 9).error().code, "COLL-0040");
  EXPECT_TRUE(isClearChinese(service::showBatch(context(), 9).error()));
}

TEST_P(RoundTest, TheReturnOfAKnownFileIsWrittenAgainFromTheStore) {
  const Rows sent = {sampleRow(entry(), 1, {{"document-no", ""}})};
  must(send(sent));
  const auto again = must(send(sent, {.annotated = "return.csv"}));
  EXPECT_TRUE(again.alreadyStored);
  const auto returned = readTable("return.csv");
  ASSERT_EQ(returned.size(), 2U);
  EXPECT_THAT(returned[1].back(), HasSubstr("COLL-0101"));
}

TEST_P(RoundTest, ManyFindingsAreCountedInFullAndKeptUpToTheLimit) {
  REQ("R-COLL-19");
  const auto bad = sampleRow(entry(), 1, {{"document-no", ""}, {"penalty-content", ""}});
  const std::size_t rows = service::kMaxStoredFindings / 2 + 100;
  const auto report = must(send(Rows(rows, bad)));
  EXPECT_EQ(report.findings.size(), service::kMaxStoredFindings);
  EXPECT_EQ(report.findingsTotal, static_cast<std::int64_t>(2 * rows));
  EXPECT_THAT(report.findingCounts, ElementsAre(std::pair<std::string, std::int64_t>("COLL-0101", 2 * rows)));
  EXPECT_EQ(report.counts.rejected, static_cast<std::int64_t>(rows));
  EXPECT_EQ(countOf("batch_row"), static_cast<std::int64_t>(rows));
}

}  // namespace medcredit::test
