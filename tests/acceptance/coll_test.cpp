// COLL: collection of files. Rows in, rows back, duplicates, updates, late arrivals, publicity at intake.
#include <gmock/gmock.h>

#include "service/record.h"
#include "support/collect_fixture.h"

namespace medcredit::test {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CollTest : public CollectTest {};
MC_ON_BOTH_STORES(CollTest);

TEST_P(CollTest, StoresEveryGoodRowWithItsSourceAndUnit) {
  REQ("R-COLL-01");
  const auto report = must(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}));
  EXPECT_EQ(report.counts.rows, 2);
  EXPECT_EQ(report.counts.accepted, 2);
  EXPECT_EQ(report.counts.rejected, 0);
  EXPECT_EQ(report.format, "csv");
  EXPECT_EQ(report.encoding, "UTF-8");
  EXPECT_EQ(report.batchId, 1);

  service::RecordQuery query;
  query.id = 2;
  const auto record = must(service::showRecord(context(), query));
  EXPECT_EQ(record.unitName, "综合监督科");  // supplying
  ASSERT_EQ(record.versions.size(), 1U);
  const auto& version = record.versions.front();
  EXPECT_EQ(version.producing, "洛阳市卫生健康委员会");
  EXPECT_EQ(version.issuing, "洛阳市卫生健康委员会");
  EXPECT_FALSE(version.version.collectingUnit.empty());
  EXPECT_EQ(version.version.actor, "test");
  EXPECT_EQ(version.version.fileName, "sent.csv");
  EXPECT_EQ(version.version.batchId, 1);
  EXPECT_EQ(version.version.fileRow, 3);  // the file's own row: the header is row 1
  EXPECT_EQ(record.head.channel, "file");
}

TEST_P(CollTest, RefusesARecordWithoutASupplyingUnit) {
  REQ("R-COLL-01");
  const auto result = send({sampleRow(entry(), 1)}, {.unit = ""});
  EXPECT_EQ(refusal(result), "COLL-0002");
  EXPECT_TRUE(isClearChinese(result.error()));
  expectNothingStored();
}

TEST_P(CollTest, RefusesAUnitThatAnswersForOtherEntries) {
  REQ("R-COLL-01");
  addUnit("U2", "行政审批科", {"XK-ORG"});
  const auto result = send({sampleRow(entry(), 1)}, {.unit = "U2"});
  EXPECT_EQ(refusal(result), "COLL-0012");
  EXPECT_TRUE(isClearChinese(result.error()));
  expectNothingStored();
}

TEST_P(CollTest, RefusesAnUnknownEntry) {
  REQ("R-COLL-06");
  writeFile(folder() / "sent.csv", "a,b\n1,2\n");
  const auto result = sendFile({.entry = "ZZ-ORG"});
  EXPECT_EQ(refusal(result), "COLL-0001");
  EXPECT_TRUE(isClearChinese(result.error()));
  expectNothingStored();
}

TEST_P(CollTest, EightDefectsGiveEightFindingsAndTheGoodRowGoesIn) {
  REQ("R-COLL-19");
  const auto& cf = entry();
  const auto report = must(send({
      sampleRow(cf, 1),                                                                 // row 2: good
      sampleRow(cf, 2, {{"document-no", ""}}),                                          // 3: required
      sampleRow(cf, 3, {{"decision-date", "2023-02-30"}}),                              // 4: no such day
      sampleRow(cf, 4, {{"unified-code", "91410300MA0000040X"}}),                       // 5: check digit
      sampleRow(cf, 5, {{"subject-class", "外星人"}}),                                  // 6: enumeration
      sampleRow(cf, 6, {{"penalty-class", "打手心"}}),                                  // 7: enumeration
      sampleRow(cf, 7, {{"fine-amount", "两千"}}),                                      // 8: number
      sampleRow(cf, 8, {{"decision-date", "2026-12-31"}, {"valid-to", "2027-12-31"}}),  // 9: in the future
      sampleRow(cf, 9, {{"legal-representative", std::string(60, 'x')}}),               // 10: too long
  }));
  EXPECT_EQ(report.counts.accepted, 1);
  EXPECT_EQ(report.counts.rejected, 8);
  ASSERT_EQ(report.findings.size(), 8U) << ::testing::PrintToString(codes(report));
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const auto& finding = report.findings[i];
    EXPECT_EQ(finding.fileRow, static_cast<std::int64_t>(i) + 3);
    EXPECT_EQ(finding.severity, "error");
    EXPECT_FALSE(finding.field.empty()) << finding.code;
    EXPECT_GE(finding.fileColumn, 0) << finding.code;
    EXPECT_FALSE(finding.message.empty());
    EXPECT_FALSE(finding.basis.empty()) << finding.code;
  }
  EXPECT_EQ(countOf("record"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM batch_row WHERE outcome = 'rejected'"), 8);
  EXPECT_EQ(countOf("batch_finding"), 8);
}

TEST_P(CollTest, KeepsTheWholeFileOutWhenAskedTo) {
  REQ("R-COLL-19");
  const auto result =
      send({sampleRow(entry(), 1), sampleRow(entry(), 2, {{"document-no", ""}})}, {.allOrNothing = true});
  EXPECT_EQ(refusal(result), "COLL-0015");
  expectNothingStored();
  const auto good = must(send({sampleRow(entry(), 1)}, {.allOrNothing = true}));
  EXPECT_EQ(good.counts.accepted, 1);
}

TEST_P(CollTest, DryRunJudgesAndStoresNothing) {
  REQ("R-COLL-19");
  const auto report =
      must(send({sampleRow(entry(), 1), sampleRow(entry(), 2, {{"document-no", ""}})}, {.dryRun = true}));
  EXPECT_FALSE(report.batchId.has_value());
  EXPECT_EQ(report.counts.accepted, 1);
  EXPECT_EQ(report.counts.rejected, 1);
  EXPECT_EQ(report.findings.size(), 1U);
  expectNothingStored();
}

TEST_P(CollTest, TheSameFileTwiceChangesNothingAndSaysSo) {
  REQ("R-COLL-20");
  const std::vector rows = {sampleRow(entry(), 1), sampleRow(entry(), 2)};
  must(send(rows));
  const auto again = must(send(rows));
  EXPECT_TRUE(again.alreadyStored);
  EXPECT_EQ(again.batchId, 1);
  EXPECT_EQ(again.format, "csv");
  EXPECT_EQ(again.counts.accepted, 0);
  EXPECT_EQ(again.counts.duplicates, 2);
  EXPECT_EQ(countOf("batch"), 1);
  EXPECT_EQ(countOf("record_version"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'import'"), 1);
}

TEST_P(CollTest, ARowSentAgainIsADuplicateWithoutFindings) {
  REQ("R-COLL-20");
  must(send({sampleRow(entry(), 1)}));
  const auto report = must(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}));
  EXPECT_EQ(report.counts.accepted, 1);
  EXPECT_EQ(report.counts.duplicates, 1);
  EXPECT_EQ(report.unchanged, 1);
  EXPECT_THAT(codes(report), IsEmpty());
  EXPECT_EQ(countOf("record"), 2);
}

TEST_P(CollTest, AChangedResendIsAnUpdateThatKeepsTheEarlierVersion) {
  REQ("R-COLL-20");
  must(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}));
  const auto report = must(send({sampleRow(entry(), 1, {{"remark", "补充说明"}}), sampleRow(entry(), 2)}));
  EXPECT_EQ(report.counts.accepted, 1);
  EXPECT_EQ(report.counts.updated, 1);
  EXPECT_EQ(report.counts.duplicates, 1);
  service::RecordQuery query;
  query.id = 1;
  const auto record = must(service::showRecord(context(), query));
  ASSERT_EQ(record.versions.size(), 2U);
  EXPECT_EQ(record.versions[0].version.kind, "initial");
  EXPECT_EQ(record.versions[1].version.kind, "revision");
  EXPECT_EQ(record.versions[1].version.cause, "重报更新");
  EXPECT_EQ(record.versions[0].values.size() + 1, record.versions[1].values.size());
  EXPECT_EQ(record.current, 1U);
}

TEST_P(CollTest, ARowRepeatedInsideTheFileIsStoredOnce) {
  REQ("R-COLL-20");
  const auto report = must(send({sampleRow(entry(), 1), sampleRow(entry(), 2), sampleRow(entry(), 1)}));
  EXPECT_EQ(report.counts.accepted, 2);
  EXPECT_EQ(report.counts.duplicates, 1);
  EXPECT_THAT(codes(report), ElementsAre("COLL-0030@4"));
  EXPECT_EQ(report.findings.front().severity, "warning");
  EXPECT_NE(report.findings.front().message.find("第2行"), std::string::npos);
}

TEST_P(CollTest, TwoRowsThatTellOneDecisionDifferentlyAreNotBothTaken) {
  REQ("R-COLL-20");
  const auto report = must(send({sampleRow(entry(), 1), sampleRow(entry(), 1, {{"remark", "另一说法"}})}));
  EXPECT_EQ(report.counts.accepted, 1);
  EXPECT_EQ(report.counts.rejected, 1);
  EXPECT_THAT(codes(report), ElementsAre("COLL-0031@3"));
}

TEST_P(CollTest, AnotherUnitDoesNotChangeTheRecordOfItsSupplier) {
  REQ("R-COLL-01", "R-COLL-20");
  addUnit("U2", "行政审批科");
  must(send({sampleRow(entry(), 1)}));
  const auto same = must(send({sampleRow(entry(), 1)}, {.unit = "U2"}));
  EXPECT_EQ(same.counts.duplicates, 1);
  const auto other = must(send({sampleRow(entry(), 1, {{"remark", "改动"}})}, {.unit = "U2"}));
  EXPECT_EQ(other.counts.rejected, 1);
  EXPECT_THAT(codes(other), ElementsAre("COLL-0035@2"));
  EXPECT_EQ(countOf("record_version"), 1);
}

TEST_P(CollTest, LateRowsAreCountedAgainstTheReportClock) {
  REQ("R-COLL-23");
  // Given two decisions of 2026-03-02, whose 7 working days end on 2026-03-11
  must(send({sampleRow(entry(), 1)}));
  onDay("2026-03-12");
  const auto report = must(send({sampleRow(entry(), 2)}));
  EXPECT_EQ(text("SELECT due_on FROM record WHERE id = 1"), "2026-03-11");
  EXPECT_EQ(report.late, 1);
  // A file that arrived in time and is entered a day later is not late.
  const auto inTime = must(send({sampleRow(entry(), 3)}, {.received = "2026-03-11"}));
  EXPECT_EQ(inTime.late, 0);
  EXPECT_EQ(text("SELECT received_on FROM record WHERE id = 3"), "2026-03-11");
}

TEST_P(CollTest, ItemsWithoutADataSourceAreDueOneMonthAfterTheyArise) {
  REQ("R-COLL-13");
  // Given the Yangshan rule 信息产生一个月内 and an event of 31 January
  onDay("2026-02-28", "guangdong-yangshan");
  const auto& good = entry("ZX-ORG");
  const auto onTheDay = must(send({sampleRow(good, 1, {{"decision-date", "2026-01-31"}})}, {.entry = "ZX-ORG"}));
  ASSERT_EQ(onTheDay.counts.accepted, 1) << ::testing::PrintToString(codes(onTheDay));
  EXPECT_EQ(text("SELECT due_on FROM record WHERE id = 1"), "2026-02-28");
  EXPECT_EQ(onTheDay.late, 0);
  onDay("2026-03-01", "guangdong-yangshan");
  const auto nextDay = must(send({sampleRow(good, 2, {{"decision-date", "2026-01-31"}})}, {.entry = "ZX-ORG"}));
  EXPECT_EQ(nextDay.late, 1);
}

TEST_P(CollTest, AReceiptInTheFutureIsRefused) {
  const auto result = send({sampleRow(entry(), 1)}, {.received = "2026-03-11"});
  EXPECT_EQ(refusal(result), "COLL-0013");
  EXPECT_TRUE(isClearChinese(result.error()));
  expectNothingStored();
}

TEST_P(CollTest, PenaltiesOfPersonsAreNotPublicOfOrganisationsAre) {
  REQ("R-CAT-03");
  must(send({sampleRow(entry("XK-ORG"), 1)}, {.entry = "XK-ORG"}));
  must(send({sampleRow(entry("XK-NP"), 1)}, {.entry = "XK-NP"}));
  EXPECT_EQ(text("SELECT publicity FROM record WHERE entry = 'XK-ORG'"), "pending");
  EXPECT_EQ(text("SELECT publish_due FROM record WHERE entry = 'XK-ORG'"), "2026-03-11");
  EXPECT_EQ(text("SELECT publicity FROM record WHERE entry = 'XK-NP'"), "not_public");
  EXPECT_FALSE(text("SELECT publicity_reason FROM record WHERE entry = 'XK-NP'").empty());
  EXPECT_EQ(text("SELECT s.kind FROM subject s JOIN record r ON r.subject_id = s.id WHERE r.entry = 'XK-NP'"), "NP");
}

TEST_P(CollTest, TheRecordMayNarrowThePublicityOfItsEntryNeverWidenIt) {
  REQ("R-CAT-10");
  const auto& cn = entry("CN-ORG");
  must(send({sampleRow(cn, 1, {{"publicity-type", "社会公开"}}), sampleRow(cn, 2, {{"publicity-type", "授权查询"}}),
             sampleRow(cn, 3, {{"publicity-type", ""}})},
            {.entry = "CN-ORG"}));
  EXPECT_EQ(text("SELECT publicity FROM record WHERE id = 1"), "pending");
  EXPECT_EQ(text("SELECT publicity FROM record WHERE id = 2"), "not_public");
  EXPECT_EQ(text("SELECT publicity FROM record WHERE id = 3"), "pending");
  // A person's commitment marked public is refused or stays unpublished.
  const auto person = must(send({sampleRow(entry("CN-NP"), 1, {{"publicity-type", "社会公开"}})}, {.entry = "CN-NP"}));
  EXPECT_EQ(number("SELECT count(*) FROM record WHERE entry = 'CN-NP' AND publicity <> 'not_public'"), 0);
  EXPECT_EQ(person.counts.accepted + person.counts.rejected, 1);
}

TEST_P(CollTest, AUnitOutsideTheCoverageOfTheEntryIsReported) {
  REQ("R-QUAL-05");
  addUnit("CITY", "洛阳市卫生健康委员会", {}, "410300");
  addUnit("COUNTY", "某区卫生健康委员会", {}, "410302");
  EXPECT_THAT(codes(must(send({sampleRow(entry(), 1)}, {.unit = "CITY"}))), IsEmpty());
  const auto report = must(send({sampleRow(entry(), 2)}, {.unit = "COUNTY"}));
  EXPECT_EQ(report.counts.accepted, 1);
  EXPECT_THAT(codes(report), ElementsAre("COLL-0022@1"));
  EXPECT_EQ(report.counts.warnings, 1);
}

TEST_P(CollTest, ANameThatDisagreesWithTheRegisterIsAWarning) {
  REQ("R-SUBJ-06");
  must(send({sampleRow(entry(), 1)}));
  const auto report = must(send({sampleRow(entry(), 2, {{"unified-code", sampleCode(1)}})}));
  EXPECT_EQ(report.counts.accepted, 1);
  EXPECT_THAT(codes(report), ElementsAre("COLL-0032@2"));
  const auto& finding = report.findings.front();
  EXPECT_EQ(finding.field, "CF_XDR_MC");
  EXPECT_EQ(finding.severity, "warning");
  EXPECT_NE(finding.message.find("洛阳测试医院001"), std::string::npos);
  EXPECT_EQ(countOf("subject"), 1);
}

TEST_P(CollTest, CodesOfTwoSubjectsInOneRowAreAnError) {
  REQ("R-SUBJ-06");
  const std::string first = sampleCode(1), second = sampleCode(2);
  must(send({sampleRow(entry("QZ-ORG"), 1), sampleRow(entry("QZ-ORG"), 2)}, {.entry = "QZ-ORG"}));
  must(send({sampleRow(entry("QZ-ORG"), 3, {{"unified-code", ""}, {"tax-no", "410300123456789"}})},
            {.entry = "QZ-ORG"}));
  const auto report = must(send(
      {sampleRow(entry("QZ-ORG"), 4, {{"unified-code", first}, {"tax-no", "410300123456789"}})}, {.entry = "QZ-ORG"}));
  EXPECT_EQ(report.counts.rejected, 1);
  EXPECT_THAT(codes(report), ElementsAre("COLL-0033@2"));
}

TEST_P(CollTest, CollectsEachClassOfEnforcementTheProfileHas) {
  REQ("R-COLL-06");
  for (const auto* code : {"XK-ORG", "CF-ORG", "QZ-ORG", "QR-ORG", "CJ-ORG", "JL-ORG"}) {
    const auto report = must(send({sampleRow(entry(code), 1)}, {.entry = code}));
    EXPECT_EQ(report.counts.accepted, 1) << code << " " << ::testing::PrintToString(codes(report));
    EXPECT_FALSE(entry(code).enforcementClass.empty()) << code;
  }
  EXPECT_EQ(number("SELECT count(DISTINCT entry) FROM record"), 6);
  EXPECT_EQ(text("SELECT nature FROM record WHERE entry = 'CF-ORG'"), "negative");
  EXPECT_EQ(text("SELECT info_class FROM record WHERE entry = 'JL-ORG'"), "good");
}

TEST_P(CollTest, CountsByChannelEqualTheRecords) {
  REQ("R-COLL-05");
  must(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}));
  service::AddRecordRequest manual;
  manual.entry = "CF-ORG";
  manual.unit = "U1";
  const auto row = sampleRow(entry(), 3);
  for (std::size_t i = 0; i < row.size(); ++i) manual.values.emplace_back(entry().fieldSet.fields[i].id(), row[i]);
  must(service::addRecord(context(), manual));
  EXPECT_EQ(number("SELECT count(*) FROM record WHERE channel = 'file'"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM record WHERE channel = 'manual'"), 1);
}

}  // namespace medcredit::test
