// Disclosure: R-DISC-01, 02, 03, 10 and the publicity rules of the catalogue R-CAT-10, 12 on both stores.
#include <boost/json.hpp>

#include "acceptance/publish_fixture.h"
#include "crypto/sm3.h"
#include "service/classify.h"
#include "service/disclosure.h"
#include "service/public_site.h"
#include "support/evidence_support.h"

namespace medcredit {
namespace {

using service::Caller;
using test::codeOf;
using test::evidenceDetail;
using test::must;
using test::sampleRow;

class DiscTest : public test::PublishTest {
 protected:
  void SetUp() override {
    test::PublishTest::SetUp();
    on("2026-03-10");
    addUnit("office", "综合监督科");
  }
  std::int64_t internalRecord(const std::string& code, int number) {
    service::AddRecordRequest request;
    request.entry = code;
    request.unit = "office";
    request.internalOnly = true;
    const auto& entry = *ctx().law.entry(code);
    const auto values = sampleRow(entry, number);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!values[i].empty()) request.values.emplace_back(entry.fieldSet.fields[i].id(), values[i]);
    }
    return must(service::addRecord(ctx(), request)).id.value();
  }
  bool allowed(std::int64_t id, Caller caller) { return must(service::disclose(ctx(), id, caller)).allowed; }
};

TEST_P(DiscTest, TwentyOneRecordsGiveExactlySixPublicOnes) {
  REQ("R-DISC-02", "R-CAT-03");
  // Given one record of each of the 21 entries of Luoyang
  int number = 0;
  for (const auto& entry : ctx().law.catalogue) record(entry.code, ++number);
  ASSERT_EQ(number, 21);
  publishAll();
  // Then the public sees exactly the six entries the annex marks 是
  std::vector<std::string> entries;
  for (const auto& item : listing()) entries.push_back(item.entry);
  std::sort(entries.begin(), entries.end());
  EXPECT_EQ(entries, (std::vector<std::string>{"BLACK-ORG", "CF-ORG", "CN-ORG", "LY-ORG", "RED-ORG", "XK-ORG"}));
  // And a call for one entry gives that entry only
  EXPECT_EQ(listing("CN-ORG").size(), 1U);
  EXPECT_TRUE(listing("MED-REG-ORG").empty());
}

TEST_P(DiscTest, EachWayOfDisclosureAnswersExactlyItsCallers) {
  REQ("R-DISC-01");
  const auto open = record("CF-ORG", 1);    // 依法公开
  const auto shared = record("QZ-ORG", 2);  // 政务共享查询
  const auto queried = record("CF-NP", 3);  // 授权查询
  publish({open});
  EXPECT_TRUE(allowed(open, Caller::kPublic));
  EXPECT_TRUE(allowed(open, Caller::kSubject));
  EXPECT_TRUE(allowed(open, Caller::kAuthorised));
  EXPECT_TRUE(allowed(open, Caller::kGovernment));
  EXPECT_FALSE(allowed(shared, Caller::kPublic));
  EXPECT_TRUE(allowed(shared, Caller::kSubject));
  EXPECT_FALSE(allowed(shared, Caller::kAuthorised));
  EXPECT_TRUE(allowed(shared, Caller::kGovernment));
  EXPECT_FALSE(allowed(queried, Caller::kPublic));
  EXPECT_TRUE(allowed(queried, Caller::kSubject));
  EXPECT_TRUE(allowed(queried, Caller::kAuthorised));
  EXPECT_FALSE(allowed(queried, Caller::kGovernment));
  // A third party sees masked numbers, the subject its own in clear
  const auto shown = [&](Caller caller) {
    for (const auto& field : must(service::disclose(ctx(), queried, caller)).fields) {
      if (field.code == "CF_XDR_ZJHM") return field.value;
    }
    return std::string();
  };
  EXPECT_EQ(shown(Caller::kSubject), test::sampleCitizenId(3));
  EXPECT_EQ(shown(Caller::kAuthorised).find("19800101"), std::string::npos);
  EXPECT_EQ(codeOf(service::disclose(ctx(), 999, Caller::kPublic)), "PUBL-0002");
}

TEST_P(DiscTest, OneJobPerChannelWithItsOwnStateAndTime) {
  REQ("R-DISC-03");
  on("2026-03-10", "hainan");
  const auto id = record("CF-ORG", 1);
  publish({id});
  auto queued = jobs(id);
  ASSERT_EQ(queued.size(), 2U);
  EXPECT_EQ(queued[0].channel, "credit-china-hainan");
  EXPECT_EQ(queued[1].channel, "hainan-platform");
  on("2026-03-12", "hainan");
  must(service::publishConfirm(ctx(), id, "hainan-platform", "H-1"));
  queued = jobs(id);
  EXPECT_EQ(queued[0].state, "pending");
  EXPECT_EQ(queued[0].doneOn, "");
  EXPECT_EQ(queued[1].state, "confirmed");
  EXPECT_EQ(queued[1].createdOn, "2026-03-10");
  EXPECT_EQ(queued[1].doneOn, "2026-03-12");
}

TEST_P(DiscTest, NothingIsPublishedWithoutTheSecrecyCheck) {
  REQ("R-DISC-10");
  const auto id = record("CF-ORG", 1);
  EXPECT_EQ(codeOf(service::publishRun(ctx(), {{id}, "", false, false})), "PUBL-0001");
  EXPECT_EQ(codeOf(service::publishRun(ctx(), {{}, "", true, false})), "PUBL-0001");
  EXPECT_EQ(publicityOf(id), "pending");
  EXPECT_TRUE(jobs(id).empty());
  // And the check is on record for each item that went out
  publish({id});
  EXPECT_NE(test::evidenceDetail(conn(), keys(), "publish.run").find("\"secrecy_check\":true"), std::string::npos);
}

TEST_P(DiscTest, IdentityNumbersAddressesAndTelephonesAreMaskedInEveryPublicOutput) {
  REQ("R-DISC-10");
  const auto person = test::sampleCitizenId(77);
  const auto id = record("CF-ORG", 1,
                         {{"CF_FR_ZJLX", "身份证"},
                          {"CF_FR_ZJHM", person},
                          {"CF_SY", "经查，李某（" + person + "，电话13800001234、0379-60001234）非法行医"}});
  publish({id});
  const auto listFile = must(service::writeListing(ctx(), "", file("list.csv")));
  const auto masked = must(service::exportUpload(ctx(), {"CF-ORG", file("masked.csv"), true}));
  for (const auto& path : {listFile.path, masked.path}) {
    const auto bytes = test::readFile(path);
    EXPECT_EQ(bytes.find(person), std::string::npos) << path;
    EXPECT_EQ(bytes.find("13800001234"), std::string::npos) << path;
    EXPECT_EQ(bytes.find("60001234"), std::string::npos) << path;
    EXPECT_NE(bytes.find("非法行医"), std::string::npos) << path;
  }
  for (const auto& field : listing().at(0).fields) EXPECT_EQ(field.value.find(person), std::string::npos) << field.code;
}

TEST_P(DiscTest, TheNarrowerOfEntryAndRecordWins) {
  REQ("R-CAT-10");
  const auto open = record("CN-ORG", 1, {{"publicity-type", "社会公开"}});
  const auto silent = record("CN-ORG", 2);
  const auto narrowed = record("CN-ORG", 3, {{"publicity-type", "授权查询"}});
  publishAll();
  EXPECT_EQ(publicityOf(open), "published");
  EXPECT_EQ(publicityOf(silent), "published");
  EXPECT_EQ(publicityOf(narrowed), "not_public");
  // A person's commitment marked public is refused at the door or stays unpublished
  const auto& entry = *ctx().law.entry("CN-NP");
  import("CN-NP", {sampleRow(entry, 4, {{ "publicity-type", "社会公开" }})});
  publishAll();
  EXPECT_EQ(listing().size(), 2U);
  // Narrowing a published record takes it down and tells the channel
  must(service::changeRecord(ctx(), {open, true, {{"公开类型", "政务共享"}}, "错报", {}}));
  EXPECT_EQ(listing().size(), 1U);
  must(service::reconcileNow(ctx()));
  EXPECT_EQ(publicityOf(open), "withdrawn");
  EXPECT_EQ(jobs(open).back().act, "remove");
}

TEST_P(DiscTest, InternalInformationAnswersNobodyOutside) {
  REQ("R-CAT-12");
  const auto id = internalRecord("CF-ORG", 1);
  EXPECT_EQ(publicityOf(id), "not_public");
  publishAll();
  EXPECT_EQ(publish({id}).skipped.at(0).code, "PUBL-0004");
  EXPECT_TRUE(listing().empty());
  EXPECT_EQ(must(service::exportUpload(ctx(), {"CF-ORG", file("cf.csv"), false})).count, 0);
  EXPECT_EQ(must(service::writePackage(ctx(), {"credit-luoyang", file("out"), false})).messages, 0);
  for (const auto caller : {Caller::kPublic, Caller::kSubject, Caller::kAuthorised, Caller::kGovernment}) {
    EXPECT_FALSE(allowed(id, caller));
  }
}

TEST_P(DiscTest, TheUploadFileFollowsTheColumnStandardAndImportsAsDuplicatesOnly) {
  REQ("R-CAT-08", "R-INTG-01");
  // Given published penalties, one with content a spreadsheet would run
  records("CF-ORG", 1, 3);
  record("CF-ORG", 4, {{"CF_NR", "=HYPERLINK(\"http://example.invalid\")"}, {"CF_WFXW", "'-甲"}});
  publishAll();
  for (const auto* name : {"upload.csv", "upload.xlsx"}) {
    const auto written = must(service::exportUpload(ctx(), {"CF-ORG", file(name), false}));
    EXPECT_EQ(written.count, 4);
    const auto cells = table(written.path);
    ASSERT_EQ(cells.size(), 5U);
    EXPECT_EQ(cells[0].front(), "CF_XDR_MC");
    EXPECT_EQ(cells[0].size(), 30U);
    const auto date = static_cast<std::size_t>(ctx().law.entry("CF-ORG")->indexOfField("CF_JDRQ"));
    EXPECT_EQ(cells[1][date], "2026/03/02");
    const auto content = static_cast<std::size_t>(ctx().law.entry("CF-ORG")->indexOfField("CF_NR"));
    // A spreadsheet must not run it: guarded in CSV, where everything is text without a type; a text cell in XLSX
    const std::string formula = "=HYPERLINK(\"http://example.invalid\")";
    EXPECT_EQ(cells[4][content], std::string(name).ends_with("csv") ? "'" + formula : formula);
    // The manifest beside it tells count, time and digest of the very bytes
    const auto manifest = boost::json::parse(test::readFile(written.manifest)).as_object();
    EXPECT_EQ(manifest.at("count").as_int64(), 4);
    EXPECT_EQ(manifest.at("digest").as_string(), crypto::sm3Hex(test::readFile(written.path)));
    EXPECT_EQ(manifest.at("jurisdiction").as_string(), "henan-luoyang");
    EXPECT_EQ(manifest.at("entry_version").as_string(), ctx().law.entry("CF-ORG")->versionDigest);
    EXPECT_FALSE(manifest.at("generated_at").as_string().empty());
    // And taking it in again changes nothing
    service::ImportRequest request;
    request.file = written.path;
    request.entry = "CF-ORG";
    request.unit = "office";
    const auto report = must(service::importFile(ctx(), request));
    EXPECT_EQ(report.counts.duplicates, 4) << (report.findings.empty() ? "" : report.findings[0].message);
    EXPECT_EQ(report.counts.accepted, 0);
    EXPECT_EQ(report.counts.rejected, 0);
  }
}

TEST_P(DiscTest, GeneralDishonestyOfAnOrganisationIsDisclosedAndThatOfAPersonIsNot) {
  REQ("R-DISC-13", "R-DISC-02");
  const auto organisation = record("CF-ORG", 1);
  const auto person = record("CF-NP", 2);
  for (const auto id : {organisation, person}) {
    must(service::recognise(ctx(),
                            {id, "general", "local-rule-1", "第十五条", "", *base::CivilDate::parseIso("2026-03-09")}));
  }
  publishAll();
  const auto items = listing();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].recordId, organisation);
  EXPECT_TRUE(allowed(organisation, Caller::kPublic));
  EXPECT_FALSE(allowed(person, Caller::kPublic));
  EXPECT_TRUE(allowed(person, Caller::kAuthorised)) << "授权查询";
}

TEST_P(DiscTest, ThePublicSiteGivesExactlyThePublishedItemsAndTheRulesInForce) {
  REQ("R-DISC-02", "R-DISC-12", "R-DISC-14");
  int number = 0;
  for (const auto& entry : ctx().law.catalogue) record(entry.code, ++number);
  publishAll();
  ctx().principal.kind = service::PrincipalKind::kAnonymous;
  const auto shown = must(service::publicRecords(ctx(), {}));
  EXPECT_EQ(shown.size(), 6U);
  for (const auto& one : shown) EXPECT_EQ(one.entry.substr(one.entry.size() - 3), "ORG");
  const auto rules = service::publicRules(ctx());
  ASSERT_FALSE(rules.empty());
  for (const auto& rule : rules) EXPECT_FALSE(rule.title.empty());
}

TEST_P(DiscTest, TheStateOfARecordDecidesWhoIsAnswered) {
  REQ("R-DISC-01", "R-DISC-07");
  const auto withdrawn = record("CF-ORG", 1);
  const auto ended = record("CF-ORG", 2, {{"publicity-end", "2026-03-12"}});
  const auto reference = record("CF-ORG", 3);
  publish({withdrawn, ended});
  must(service::retireRecord(ctx(), withdrawn, false, "撤销原决定"));
  for (const auto caller : {Caller::kPublic, Caller::kSubject, Caller::kAuthorised, Caller::kGovernment}) {
    EXPECT_FALSE(allowed(withdrawn, caller));
  }
  on("2026-03-13");
  EXPECT_FALSE(allowed(ended, Caller::kPublic)) << "the term is over, whether or not the day's run has been";
  EXPECT_TRUE(allowed(ended, Caller::kSubject));
  EXPECT_TRUE(allowed(ended, Caller::kAuthorised));
  run("UPDATE record SET info_class = 'reference' WHERE id = $1", {reference});
  for (const auto caller : {Caller::kPublic, Caller::kSubject, Caller::kAuthorised, Caller::kGovernment}) {
    EXPECT_FALSE(allowed(reference, caller));
  }
}

TEST_P(DiscTest, StaffSeeTheirUnitsInternalRecordsAndOthersDoNotLearnOfThem) {
  REQ("R-CAT-12", "R-DISC-11");
  addUnit("other", "医政医管科", {}, "410300");
  const auto id = internalRecord("CF-ORG", 1);
  auto& principal = ctx().principal;
  principal.kind = service::PrincipalKind::kStaff;
  principal.scope = service::DataScope::kUnit;
  const auto seen = [&](const std::string& unit) {
    principal.unit = unit;
    auto details = must(service::showRecord(ctx(), {id, {}, {}}));
    service::Discloser discloser(ctx());
    return must(discloser.details(details));
  };
  EXPECT_TRUE(seen("office"));
  EXPECT_FALSE(seen("other"));
}

TEST_P(DiscTest, StaffSeeMaskedNumbersUntilTheyRevealThemForAPurpose) {
  REQ("R-DISC-10", "R-SEC-04");
  const auto person = test::sampleCitizenId(5);
  const auto id = record("CF-NP", 5, {{"CF_SY", "经查，当事人电话13800001234"}});
  auto& principal = ctx().principal;
  principal.kind = service::PrincipalKind::kStaff;
  principal.scope = service::DataScope::kUnit;
  principal.unit = "office";
  principal.purpose = "supervision";
  const auto shown = [&](bool reveal) {
    auto details = must(service::showRecord(ctx(), {id, {}, {}}));
    service::Discloser discloser(ctx(), reveal);
    EXPECT_TRUE(must(discloser.details(details)));
    std::string all = details.subjectName;
    for (const auto& [name, value] : details.versions.at(0).values) all += "\n" + value;
    return all;
  };
  EXPECT_EQ(shown(false).find(person), std::string::npos);
  EXPECT_EQ(shown(false).find("13800001234"), std::string::npos) << "numbers in free text too";
  EXPECT_NE(shown(true).find(person), std::string::npos);
  EXPECT_NE(shown(true).find("13800001234"), std::string::npos);
  principal.purpose = "financing";
  EXPECT_EQ(shown(true).find(person), std::string::npos) << "not a purpose of staff";
}

MC_ON_BOTH_STORES(DiscTest);

}  // namespace
}  // namespace medcredit
