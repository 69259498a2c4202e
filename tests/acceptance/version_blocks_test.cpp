// First versions of an import that share a row of the store (ADR 0023): whoever asks for a version does not notice.
#include <gmock/gmock.h>

#include "service/record.h"
#include "store/checks.h"
#include "store/record_marks.h"
#include "store/records.h"
#include "store/version_blocks.h"
#include "support/collect_fixture.h"
#include "support/evidence_support.h"

namespace medcredit::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

/// Records R1 … R30: R8 … R23 fill blocks on SQLite.
constexpr int kRows = 30;

class VersionBlocksTest : public CollectTest {
 protected:
  [[nodiscard]] std::vector<std::string> row(int number, const RowChanges& changes = {}) {
    RowChanges all{{"legal-rep-doc-type", "身份证"}, {"legal-rep-doc-no", sampleCitizenId(number)}};
    all.insert(changes.begin(), changes.end());
    return sampleRow(entry(), number, all);
  }
  service::ImportReport sendMany() {
    std::vector<std::vector<std::string>> rows;
    for (int i = 1; i <= kRows; ++i) rows.push_back(row(i));
    return must(send(rows));
  }
  [[nodiscard]] bool blocks() const { return GetParam() == store::Engine::kSqlite; }
  [[nodiscard]] std::vector<std::string> faults() {
    std::vector<std::string> rules;
    for (const auto& finding : must(store::checkConsistency(conn()))) rules.push_back(finding.rule);
    return rules;
  }
  [[nodiscard]] std::vector<store::RecordVersion> versions(std::int64_t id) {
    return must(store::recordVersions(conn(), id));
  }
};
MC_ON_BOTH_STORES(VersionBlocksTest);

TEST_P(VersionBlocksTest, EveryRecordOfAnImportReadsAsItWasSent) {
  REQ("R-COLL-01", "R-SEC-04");
  const auto report = sendMany();
  ASSERT_EQ(report.counts.accepted, kRows);
  EXPECT_EQ(countOf("version_block"), blocks() ? 2 : 0);
  EXPECT_EQ(countOf("version_row"), blocks() ? kRows - 16 : kRows);
  EXPECT_EQ(countOf("record_version"), kRows);
  for (int i = 1; i <= kRows; ++i) {
    const auto found = versions(i);
    ASSERT_EQ(found.size(), 1U) << i;
    const auto& first = found.front();
    EXPECT_EQ(first.kind, "initial");
    EXPECT_EQ(first.fileRow, i + 1);
    EXPECT_EQ(first.batchId, 1);
    EXPECT_EQ(first.fileName, "sent.csv");
    EXPECT_EQ(first.trueFrom, text("SELECT decided_on FROM record WHERE id = $1", {std::int64_t{i}}));
    EXPECT_THAT(first.payload, HasSubstr(sampleCode(i)));
    EXPECT_THAT(first.payload, HasSubstr(sampleCitizenId(i))) << "personal cells open with their own record";
    EXPECT_FALSE(first.personal.empty());
  }
  EXPECT_EQ(number("SELECT count(*) FROM record_version WHERE batch_id = 1 AND file_row BETWEEN 9 AND 12"), 4);
  EXPECT_TRUE(faults().empty());
}

TEST_P(VersionBlocksTest, RowsThatWentBackLeaveNoGapInTheRowsNamed) {
  REQ("R-COLL-01");
  std::vector<std::vector<std::string>> rows;
  for (int i = 1; i <= kRows; ++i) rows.push_back(row(i, {{"fine-amount", i % 5 == 0 ? "两千" : "0.2"}}));
  const auto report = must(send(rows));
  ASSERT_EQ(report.counts.rejected, kRows / 5);
  for (std::int64_t id = 1; id <= report.counts.accepted; ++id) {
    const auto fileRow = versions(id).front().fileRow.value_or(0);
    const auto sent = static_cast<int>(fileRow) - 1;
    EXPECT_NE(sent % 5, 0);
    EXPECT_THAT(versions(id).front().payload, HasSubstr(sampleCode(sent)));
  }
}

TEST_P(VersionBlocksTest, ASecondImportDoesNotTouchTheBlocksOfTheFirst) {
  sendMany();
  std::vector<std::vector<std::string>> rows;
  for (int i = 1; i <= 2 * kRows; ++i) rows.push_back(row(i, i == 12 ? RowChanges{{"remark", "补充"}} : RowChanges{}));
  const auto again = must(send(rows));
  EXPECT_EQ(again.unchanged, kRows - 1);
  EXPECT_EQ(again.counts.updated, 1);
  EXPECT_EQ(again.counts.accepted, kRows + 1);
  const auto changed = versions(12);
  ASSERT_EQ(changed.size(), 2U);
  EXPECT_EQ(changed[0].kind, "initial");
  EXPECT_EQ(changed[1].kind, "revision");
  EXPECT_THAT(changed[1].payload, HasSubstr("补充"));
  EXPECT_THAT(changed[1].payload, HasSubstr(sampleCitizenId(12)));
  EXPECT_EQ(changed[0].payload.find("补充"), std::string::npos);
  EXPECT_EQ(versions(2 * kRows).front().batchId, 2);
  EXPECT_TRUE(faults().empty());
}

TEST_P(VersionBlocksTest, ACorrectionFollowsAndTheArchiveOfEitherDayIsKnown) {
  REQ("R-QUAL-07", "R-PROF-02");
  sendMany();
  onDay("2026-03-20");
  service::ChangeRecordRequest change;
  change.id = 10;
  change.cause = "错报";
  change.values = {{"CF_NR", "罚款人民币3000元"}};
  must(service::changeRecord(context(), change));
  const auto found = versions(10);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].kind, "correction");
  EXPECT_THAT(found[1].payload, HasSubstr("3000元"));
  EXPECT_LT(found[0].knownAt.micros, found[1].knownAt.micros);
  const auto subject = number("SELECT subject_id FROM record WHERE id = 10");
  const auto known = [&](base::Instant until) {
    std::vector<std::int64_t> seen;
    must(store::archiveOf(conn(), subject, until, [&](const auto& line) { seen.push_back(line.version); }));
    return seen;
  };
  EXPECT_THAT(known(found[0].knownAt), ::testing::ElementsAre(1));
  EXPECT_THAT(known(found[1].knownAt), ::testing::ElementsAre(1, 2));
  EXPECT_THAT(known({found[0].knownAt.micros - 1}), ::testing::IsEmpty());
  EXPECT_EQ(versions(9).size(), 1U) << "its neighbours stay as they were";
}

TEST_P(VersionBlocksTest, AWithdrawnBatchTakesItsBlocksAlong) {
  REQ("R-COLL-20", "R-SEC-04");
  sendMany();
  must(service::retireRecord(context(), 11, true, "重复录入"));
  const auto done = must(service::withdrawBatch(context(), 1, "报错了文件"));
  EXPECT_EQ(done.withdrawn, kRows - 1);
  EXPECT_EQ(done.untouched, 1);
  EXPECT_EQ(number("SELECT count(*) FROM record WHERE state = 'withdrawn' AND version = 2"), kRows - 1);
  for (int i = 1; i <= kRows; ++i) {
    const auto found = versions(i);
    ASSERT_EQ(found.size(), 2U) << i;
    EXPECT_EQ(found[1].kind, i == 11 ? "void" : "withdrawal");
    EXPECT_EQ(found[1].payload, found[0].payload);
    EXPECT_EQ(found[1].personal, found[0].personal) << "what was sealed stays sealed";
  }
  EXPECT_TRUE(faults().empty());
}

TEST_P(VersionBlocksTest, PersonsKeepAnEnvelopeForEachRecord) {
  REQ("R-SEC-04");
  const auto& persons = entry("CF-NP");
  std::vector<std::vector<std::string>> rows;
  for (int i = 1; i <= kRows; ++i) {
    rows.push_back(sampleRow(persons, i, {{"doc-type", "身份证"}, {"doc-no", sampleCitizenId(i)}}));
  }
  ASSERT_EQ(must(send(rows, {.entry = "CF-NP"})).counts.accepted, kRows);
  EXPECT_EQ(countOf("version_block"), 0) << "destroying the key of one must not touch another";
  EXPECT_EQ(countOf("subject_key"), kRows);
}

TEST_P(VersionBlocksTest, AnEnvelopeMovedToAnotherBlockIsRefused) {
  REQ("R-SEC-04");
  if (!blocks()) return;
  sendMany();
  removeGuards(conn());
  run("UPDATE version_block SET sealed = (SELECT o.sealed FROM version_block o WHERE o.no = 2) WHERE no = 1");
  const auto moved = store::recordVersions(conn(), 9);
  ASSERT_FALSE(moved.ok());
  EXPECT_EQ(moved.error().code, "CRYP-0003");
  EXPECT_TRUE(store::recordVersions(conn(), 17).ok());
}

TEST_P(VersionBlocksTest, ABlockIsNeverChangedOrRemoved) {
  REQ("R-SEC-06");
  sendMany();
  if (!blocks()) return;
  EXPECT_FALSE(conn().exec("UPDATE version_block SET actor = 'x'").ok());
  EXPECT_FALSE(conn().exec("DELETE FROM version_block").ok());
}

TEST_P(VersionBlocksTest, TheCheckFindsWhatIsMissingFromABlockAndABlockThatIsMissing) {
  REQ("R-SEC-06");
  if (!blocks()) return;
  sendMany();
  removeGuards(conn());
  run("DELETE FROM record_key WHERE record_id = 12");
  run("DELETE FROM record WHERE id = 12");
  EXPECT_THAT(faults(), Contains("version-block"));
  run("DELETE FROM version_block WHERE no = 2");
  EXPECT_THAT(faults(), Contains("record-version"));
}

TEST_P(VersionBlocksTest, ADamagedBlockIsToldApart) {
  if (!blocks()) return;
  sendMany();
  removeGuards(conn());
  run("UPDATE version_block SET payload = substr(payload, 1, 40) WHERE no = 1");
  const auto read = store::recordVersions(conn(), 15);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, "STOR-0004");
}

}  // namespace
}  // namespace medcredit::test
