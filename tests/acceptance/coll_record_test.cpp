// COLL: one record by hand; corrections, changes, void, withdrawal; public and market information.
#include <gmock/gmock.h>

#include "service/publish.h"
#include "service/record.h"
#include "support/collect_fixture.h"

namespace medcredit::test {

using ::testing::SizeIs;

class RecordTest : public CollectTest {
 protected:
  service::AddRecordRequest request(const std::string& code, int number, const RowChanges& changes = {}) {
    service::AddRecordRequest out;
    out.entry = code;
    out.unit = "U1";
    const auto row = sampleRow(entry(code), number, changes);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty()) out.values.emplace_back(entry(code).fieldSet.fields[i].id(), row[i]);
    }
    return out;
  }
  std::int64_t add(const std::string& code, int number, const RowChanges& changes = {}) {
    const auto outcome = must(service::addRecord(context(), request(code, number, changes)));
    if (!outcome.id) throw std::runtime_error(outcome.findings.front().message);
    return *outcome.id;
  }
  service::RecordDetails show(std::int64_t id, const std::string& asOf = "", const std::string& knownOn = "") {
    service::RecordQuery query;
    query.id = id;
    if (!asOf.empty()) query.asOf = base::CivilDate::parseIso(asOf);
    if (!knownOn.empty()) query.knownOn = base::CivilDate::parseIso(knownOn);
    return must(service::showRecord(context(), query));
  }
  static std::string valueOf(const service::VersionDetails& version, const std::string& field) {
    for (const auto& [name, value] : version.values) {
      if (name == field) return value;
    }
    return {};
  }
  /// Value of a field in the version that holds.
  static std::string current(const service::RecordDetails& record, const std::string& field) {
    return record.current ? valueOf(record.versions[*record.current], field) : "-";
  }
};
MC_ON_BOTH_STORES(RecordTest);

TEST_P(RecordTest, EveryEntryTakesARecordByHandInItsOwnFieldOrder) {
  REQ("R-COLL-03");
  int number = 0;
  for (const auto& one : context().law.catalogue) {
    const auto id = add(one.code, ++number);
    const auto record = show(id);
    EXPECT_EQ(record.head.channel, "manual") << one.code;
    std::vector<std::string> expected;
    const auto row = sampleRow(one, number);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty()) expected.push_back(one.fieldSet.fields[i].name);
    }
    std::vector<std::string> stored;
    for (const auto& [name, value] : record.versions.front().values) stored.push_back(name);
    EXPECT_EQ(stored, expected) << one.code;
  }
  EXPECT_EQ(countOf("record"), 21);
}

TEST_P(RecordTest, ManualEntryObeysTheSameChecksAsFiles) {
  REQ("R-COLL-03", "R-COLL-19");
  const auto outcome = must(service::addRecord(context(), request("CF-ORG", 1, {{"decision-date", "2023-02-30"}})));
  EXPECT_FALSE(outcome.id.has_value());
  EXPECT_EQ(outcome.errors, 1);
  ASSERT_THAT(outcome.findings, SizeIs(1));
  EXPECT_EQ(outcome.findings.front().field, "CF_JDRQ");
  expectNothingStored();
}

TEST_P(RecordTest, RefusesWhatCannotBeEntered) {
  REQ("R-COLL-01");
  auto unknownField = request("CF-ORG", 1);
  unknownField.values.emplace_back("没有的字段", "x");
  auto unknownUnit = request("CF-ORG", 1);
  unknownUnit.unit = "NOBODY";
  auto unknownEntry = request("CF-ORG", 1);
  unknownEntry.entry = "ZZ";
  auto unknownMoment = request("CF-ORG", 1);
  unknownMoment.moment = "午休";
  auto nothing = request("CF-ORG", 1);
  nothing.values.clear();
  const std::pair<service::AddRecordRequest, std::string> cases[] = {{unknownField, "COLL-0051"},
                                                                     {unknownUnit, "COLL-0002"},
                                                                     {unknownEntry, "COLL-0001"},
                                                                     {unknownMoment, "COLL-0059"},
                                                                     {nothing, "COLL-0061"}};
  for (const auto& [asked, code] : cases) {
    const auto result = service::addRecord(context(), asked);
    ASSERT_FALSE(result.ok()) << code;
    EXPECT_EQ(result.error().code, code);
    EXPECT_TRUE(isClearChinese(result.error()));
  }
  expectNothingStored();
}

TEST_P(RecordTest, ADecisionIsEnteredOnce) {
  REQ("R-COLL-20");
  add("CF-ORG", 1);
  const auto again = service::addRecord(context(), request("CF-ORG", 1));
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, "COLL-0058");
  EXPECT_EQ(countOf("record_version"), 1);
}

TEST_P(RecordTest, TheMomentOfCollectionIsKept) {
  REQ("R-CAT-11");
  int number = 0;
  for (const auto* moment : {"注册登记", "资质审核", "日常监管", "公共服务"}) {
    auto one = request("CF-ORG", ++number);
    one.moment = moment;
    must(service::addRecord(context(), one));
  }
  EXPECT_EQ(number, 4);
  EXPECT_EQ(this->number("SELECT count(DISTINCT moment) FROM record"), 4);
}

TEST_P(RecordTest, InternalInformationIsNeverPublic) {
  REQ("R-CAT-12");
  auto internal = request("CF-ORG", 1);
  internal.internalOnly = true;
  must(service::addRecord(context(), internal));
  EXPECT_EQ(text("SELECT publicity FROM record"), "not_public");
  EXPECT_EQ(number("SELECT internal_only FROM record"), 1);
  // When a file reports the same decision again with a changed fact, it stays internal.
  const auto report = must(send({sampleRow(entry("CF-ORG"), 1, {{"remark", "补充说明"}})}));
  EXPECT_EQ(report.counts.updated, 1);
  EXPECT_EQ(text("SELECT publicity FROM record"), "not_public");
}

TEST_P(RecordTest, MarketInformationOnAPersonNeedsConsent) {
  REQ("R-COLL-09", "R-COLL-10");
  auto market = request("JL-NP", 1);
  market.market = true;
  const auto refused = service::addRecord(context(), market);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "COLL-0053");
  EXPECT_TRUE(isClearChinese(refused.error()));
  expectNothingStored();
  market.consent = "同意书-2026-001";
  const auto accepted = must(service::addRecord(context(), market));
  const auto record = show(*accepted.id);
  EXPECT_EQ(record.head.scope, "market");
  EXPECT_EQ(record.versions.front().version.consent, "同意书-2026-001");
  // Public information on the same person needs none.
  EXPECT_EQ(show(add("JL-NP", 2)).head.scope, "public");
}

TEST_P(RecordTest, WhatAnAssociationSuppliesIsMarketInformationWithItsSource) {
  REQ("R-COLL-08");
  auto member = request("JL-ORG", 1);
  member.association = "洛阳测试民营医院协会";
  const auto record = show(*must(service::addRecord(context(), member)).id);
  EXPECT_EQ(record.head.scope, "market");
  EXPECT_EQ(record.versions.front().version.cause, "来源：行业组织 洛阳测试民营医院协会");
  EXPECT_EQ(number("SELECT count(*) FROM record WHERE scope = 'public'"), 0);
}

TEST_P(RecordTest, ACorrectionReplacesFromTheBeginningAndKeepsTheError) {
  REQ("R-QUAL-07", "R-COLL-20");
  const auto id = add("CF-ORG", 1);
  onDay("2026-03-20");
  service::ChangeRecordRequest change;
  change.id = id;
  change.values = {{"CF_NR", "罚款人民币2000元整"}};
  change.cause = "错报";
  const auto outcome = must(service::changeRecord(context(), change));
  EXPECT_EQ(outcome.version, 2);
  const auto record = show(id);
  ASSERT_THAT(record.versions, SizeIs(2));
  EXPECT_EQ(record.versions[1].version.kind, "correction");
  EXPECT_EQ(record.versions[1].version.cause, "错报");
  EXPECT_EQ(valueOf(record.versions[0], "处罚内容"), "罚款人民币2000元");
  // True on 2026-03-05 as we know it today; and as we knew it then
  EXPECT_EQ(current(show(id, "2026-03-05"), "处罚内容"), "罚款人民币2000元整");
  EXPECT_EQ(current(show(id, "2026-03-05", "2026-03-15"), "处罚内容"), "罚款人民币2000元");
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'record.correct' AND object = 'R1'"), 1);
}

TEST_P(RecordTest, AChangeHoldsFromItsOwnDay) {
  REQ("R-QUAL-07");
  const auto id = add("CF-ORG", 1);
  onDay("2026-03-20");
  service::ChangeRecordRequest change;
  change.id = id;
  change.correction = false;
  change.values = {{"备注", "已缴纳"}};
  change.cause = "当事人已缴纳罚款";
  change.from = base::CivilDate::parseIso("2026-03-18");
  must(service::changeRecord(context(), change));
  EXPECT_EQ(current(show(id, "2026-03-17"), "备注"), "");
  EXPECT_EQ(current(show(id, "2026-03-18"), "备注"), "已缴纳");
  EXPECT_EQ(show(id).versions.back().version.kind, "revision");
}

TEST_P(RecordTest, ACorrectedSubjectMovesTheRecord) {
  REQ("R-SUBJ-06");
  const auto id = add("CF-ORG", 1);
  add("CF-ORG", 2);
  service::ChangeRecordRequest change;
  change.id = id;
  change.values = {{"CF_XDR_SHXYM", sampleCode(2)}, {"CF_XDR_MC", "洛阳测试医院002"}};
  change.cause = "错报";
  must(service::changeRecord(context(), change));
  EXPECT_EQ(number("SELECT count(DISTINCT subject_id) FROM record"), 1);
  // The next file that tells the corrected decision meets the same record.
  const auto report =
      must(send({sampleRow(entry(), 1, {{"unified-code", sampleCode(2)}, {"subject-name", "洛阳测试医院002"}})}));
  EXPECT_EQ(report.counts.duplicates, 1);
}

TEST_P(RecordTest, RefusedChangesLeaveTheRecordAlone) {
  REQ("R-QUAL-07");
  const auto first = add("CF-ORG", 1);
  add("CF-ORG", 2);
  service::ChangeRecordRequest change;
  change.id = first;
  change.cause = "错报";
  change.values = {{"CF_NR", "罚款人民币2000元"}};
  EXPECT_EQ(service::changeRecord(context(), change).error().code, "COLL-0055");  // as before
  change.values = {{"CF_WSH", "洛卫测〔2026〕2号"}, {"CF_XDR_SHXYM", sampleCode(2)}, {"CF_XDR_MC", "洛阳测试医院002"}};
  EXPECT_EQ(service::changeRecord(context(), change).error().code, "COLL-0057");  // that one is there
  change.values = {{"不存在", "x"}};
  EXPECT_EQ(service::changeRecord(context(), change).error().code, "COLL-0051");
  change.cause.clear();
  EXPECT_EQ(service::changeRecord(context(), change).error().code, "COLL-0056");
  change.cause = "错报";
  change.id = 99;
  EXPECT_EQ(service::changeRecord(context(), change).error().code, "COLL-0050");
  change.id = first;
  change.values = {{"CF_JDRQ", "2023-02-30"}};
  EXPECT_EQ(must(service::changeRecord(context(), change)).errors, 1);
  EXPECT_EQ(countOf("record_version"), 2);
}

TEST_P(RecordTest, AVoidRecordIsGoneButItsStoryStays) {
  REQ("R-QUAL-07");
  const auto id = add("CF-ORG", 1);
  EXPECT_EQ(service::retireRecord(context(), id, true, "").error().code, "COLL-0056");
  EXPECT_EQ(must(service::retireRecord(context(), id, true, "重复录入")), 2);
  const auto record = show(id);
  EXPECT_EQ(record.head.state, "void");
  EXPECT_EQ(record.head.publicity, "not_public");
  EXPECT_FALSE(record.current.has_value());
  EXPECT_THAT(record.versions, SizeIs(2));
  EXPECT_EQ(service::retireRecord(context(), id, true, "再次").error().code, "COLL-0054");
  // A file cannot bring it back by accident; a person can.
  EXPECT_EQ(must(send({sampleRow(entry(), 1)})).findings.front().code, "COLL-0034");
  EXPECT_EQ(add("CF-ORG", 1), id);
  EXPECT_EQ(text("SELECT state FROM record"), "live");
}

TEST_P(RecordTest, AWithdrawnPublishedRecordIsTakenDown) {
  REQ("R-QUAL-07");
  const auto id = add("CF-ORG", 1);
  service::PublishRequest publish;
  publish.records = {id};
  publish.checked = true;
  ASSERT_THAT(must(service::publishRun(context(), publish)).published, SizeIs(1));
  must(service::retireRecord(context(), id, false, "决定被撤销"));
  EXPECT_EQ(text("SELECT state FROM record"), "withdrawn");
  EXPECT_EQ(text("SELECT publicity FROM record"), "withdrawn");
  EXPECT_GT(number("SELECT count(*) FROM publication_job WHERE act = 'remove'"), 0);
}

TEST_P(RecordTest, AnUnknownRecordIsSaidToBeUnknown) {
  service::RecordQuery query;
  query.id = 5;
  const auto result = service::showRecord(context(), query);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, "COLL-0050");
  EXPECT_TRUE(isClearChinese(result.error()));
}

TEST(FieldValuesTest, AreReadFromAJsonObjectOfTexts) {
  const auto values = must(service::fieldValuesFromJson(R"({"CF_WSH":"x","年":2026,"空":null})", "f.json"));
  EXPECT_EQ(values, (service::FieldValues{{"CF_WSH", "x"}, {"年", "2026"}}));
  for (const auto* bad : {"", "[1]", "{\"a\":1.5}", "{\"a\":[1]}", "{"}) {
    const auto result = service::fieldValuesFromJson(bad, "f.json");
    ASSERT_FALSE(result.ok()) << bad;
    EXPECT_EQ(result.error().code, "COLL-0052");
    EXPECT_TRUE(isClearChinese(result.error()));
  }
}

}  // namespace medcredit::test
