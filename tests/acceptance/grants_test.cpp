// Authorised queries, government sharing, the access log of the subject, bulk exports: R-DISC-04…08, R-SEC-08,
// R-SEC-10.
#include "service/grants.h"

#include <boost/json.hpp>

#include "acceptance/publish_fixture.h"
#include "service/access_log.h"
#include "service/exports.h"

namespace medcredit {
namespace {

using service::PrincipalKind;
using test::codeOf;
using test::must;
using test::sampleRow;

base::CivilDate day(const char* iso) { return *base::CivilDate::parseIso(iso); }

class GrantsTest : public test::PublishTest {
 protected:
  void SetUp() override {
    test::PublishTest::SetUp();
    on("2026-03-10");
    addUnit("office", "综合监督科", {}, "410300");
    addUnit("other", "医政医管科", {}, "410300");
    account("P1", "自测试", "subject", "subject");
    account("BANK", "示例银行系统", "system", "third-party");
    account("RATER", "示例信用服务机构", "system", "credit-agency");
    account("TAX", "示例税务部门", "system", "partner-system");
    account("U5", "赵示例", "staff", "business-office");
    account("U6", "钱示例", "staff", "unit-head");
  }
  void account(const std::string& id, const std::string& name, const std::string& kind, const std::string& role) {
    run("INSERT INTO app_user (id, login, name, kind, scope, state, must_change, totp_last_step, version, created_at) "
        "VALUES ($1, $2, $3, $4, 'unit', 'active', 0, 0, 1, 1)",
        {std::string_view(id), std::string_view(id), std::string_view(name), std::string_view(kind)});
    run("INSERT INTO user_role (user_id, role, granted_by, granted_at) VALUES ($1, $2, 'test', 1)",
        {std::string_view(id), std::string_view(role)});
  }
  /// Everything from here on is done by this account.
  service::Context& as(const std::string& id, const std::string& role, PrincipalKind kind) {
    auto& principal = ctx().principal;
    principal = {};
    principal.kind = kind;
    principal.id = id;
    principal.name = id;
    principal.roles = {role};
    principal.permissions = ctx().law.roles.permissionsOf(principal.roles);
    ctx().actor = id;
    return ctx();
  }
  service::Context& asSubject(std::int64_t subject) {
    as("P1", "subject", PrincipalKind::kSubject).principal.subjectId = subject;
    return ctx();
  }
  service::Context& asStaff(const std::string& id = "U5", const std::string& role = "business-office",
                            const std::string& unit = "office") {
    auto& principal = as(id, role, PrincipalKind::kStaff).principal;
    principal.unit = unit;
    principal.region = "410300";
    principal.scope = service::DataScope::kUnit;
    return ctx();
  }
  service::Context& asSystem(const std::string& id, const std::string& role) {
    return as(id, role, PrincipalKind::kSystem);
  }
  void asOperator() {
    ctx().principal = {};
    ctx().actor = "test";
  }
  std::int64_t subjectOf(std::int64_t record) {
    return number("SELECT subject_id FROM record WHERE id = $1", {record});
  }
  void reclassify(std::int64_t record, std::string_view info) {
    run("UPDATE record SET info_class = $2 WHERE id = $1", {record, info});
  }
  service::NewGrant grantTo(std::int64_t subject, const std::string& grantee, const std::string& purpose,
                            std::vector<std::string> scope = {"basic", "negative"}) {
    service::NewGrant grant;
    grant.subjectId = subject;
    grant.grantee = grantee;
    grant.purpose = purpose;
    grant.scope = std::move(scope);
    grant.from = day("2026-03-10");
    grant.to = day("2026-04-09");
    return grant;
  }
  /// Decision on a person whose number is sampleCitizenId(number).
  std::int64_t person(int number) { return record("CF-NP", number); }
  static std::string fieldOf(const service::SubjectAnswer& answer, std::string_view id) {
    for (const auto& view : answer.archive.records) {
      for (const auto& field : view.fields) {
        if (field.id == id) return field.value;
      }
    }
    return {};
  }
  std::int64_t entries(const std::string& action) {
    return number("SELECT COUNT(*) FROM evidence_entry WHERE action = $1", {std::string_view(action)});
  }
};

TEST_P(GrantsTest, WithoutAnAuthorisationNothingIsAnsweredAndTheAttemptIsOnRecord) {
  REQ("R-DISC-05", "R-SEC-02");
  const auto subject = subjectOf(person(3));
  asSystem("BANK", "third-party");
  EXPECT_EQ(codeOf(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "cooperation")), "DISC-0202");
  EXPECT_EQ(entries("subject.query"), 1);
  // A code nobody has gets the very same answer: nothing is learnt from it
  const auto absent = service::authorisedQuery(ctx(), test::sampleCitizenId(99), "cooperation");
  const auto hidden = service::authorisedQuery(ctx(), test::sampleCitizenId(3), "cooperation");
  EXPECT_EQ(test::describeError(absent.error()), test::describeError(hidden.error()));
  // And the subject finds both attempts on the one subject there is
  asSubject(subject);
  const auto log = must(service::accessLog(ctx(), {}));
  ASSERT_EQ(log.size(), 2U);
  EXPECT_FALSE(log[0].allowed);
  EXPECT_NE(log[0].what.find("被拒绝"), std::string::npos);
}

TEST_P(GrantsTest, AnAuthorisationOpensItsPurposeItsScopeAndItsTermOnly) {
  REQ("R-DISC-05");
  const auto record = person(3);
  const auto subject = subjectOf(record);
  asSubject(subject);
  const auto grant = must(service::createGrant(ctx(), grantTo(subject, "BANK", "cooperation", {"negative"})));
  EXPECT_EQ(grant.state, service::GrantState::kInForce);
  EXPECT_EQ(grant.evidence, "real-name:P1");
  asSystem("BANK", "third-party");
  const auto answer = must(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "cooperation"));
  EXPECT_EQ(answer.grantId, grant.id);
  ASSERT_EQ(answer.archive.records.size(), 1U);
  EXPECT_FALSE(fieldOf(answer, "CF_WSH").empty());
  EXPECT_EQ(fieldOf(answer, "CF_XDR_ZJHM").find("19800101"), std::string::npos) << "masked";
  // Another purpose, another grantee, another class, another day: nothing
  EXPECT_EQ(codeOf(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "financing")), "DISC-0202");
  EXPECT_EQ(codeOf(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "curiosity")), "DISC-0201");
  EXPECT_EQ(codeOf(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "")), "DISC-0201");
  asOperator();
  reclassify(record, "good");
  asSystem("BANK", "third-party");
  EXPECT_TRUE(must(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "cooperation")).archive.records.empty());
  const auto later = [&](const char* date) {
    on(date);
    asSystem("BANK", "third-party");
    return codeOf(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "cooperation"));
  };
  EXPECT_EQ(later("2026-03-09"), "DISC-0202") << "before its first day";
  EXPECT_EQ(later("2026-04-09"), "") << "last day";
  EXPECT_EQ(later("2026-04-10"), "DISC-0202") << "day after";
}

TEST_P(GrantsTest, AWithdrawnAuthorisationOpensNothingFromTheNextQueryOn) {
  REQ("R-DISC-05");
  const auto subject = subjectOf(person(3));
  asSubject(subject);
  const auto id = must(service::createGrant(ctx(), grantTo(subject, "BANK", "cooperation"))).id;
  asSystem("BANK", "third-party");
  EXPECT_EQ(codeOf(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "cooperation")), "");
  // Nobody else may withdraw it, nor learn that it is there
  asSubject(subject + 1000);
  EXPECT_EQ(codeOf(service::withdrawGrant(ctx(), id)), "ACCS-0401");
  asSubject(subject);
  must(service::withdrawGrant(ctx(), id));
  EXPECT_EQ(codeOf(service::withdrawGrant(ctx(), id)), "DISC-0901");
  EXPECT_EQ(must(service::myGrants(ctx())).at(0).state, service::GrantState::kWithdrawn);
  asSystem("BANK", "third-party");
  EXPECT_EQ(codeOf(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "cooperation")), "DISC-0202");
}

TEST_P(GrantsTest, BadAuthorisationsAreRefusedWithTheirReason) {
  REQ("R-DISC-05", "R-DISC-06");
  const auto subject = subjectOf(person(3));
  asSubject(subject);
  const auto refusal = [&](auto change) {
    auto grant = grantTo(subject, "BANK", "cooperation");
    change(grant);
    return codeOf(service::createGrant(ctx(), grant));
  };
  EXPECT_EQ(refusal([](auto& g) { g.subjectId += 500; }), "ACCS-0401");
  EXPECT_EQ(refusal([](auto& g) { g.grantee = "NOBODY"; }), "DISC-0302");
  EXPECT_EQ(refusal([](auto& g) { g.grantee = "P1"; }), "DISC-0302") << "no third party";
  EXPECT_EQ(refusal([](auto& g) { g.grantee = "TAX"; }), "DISC-0302") << "shares by law, not by consent";
  EXPECT_EQ(refusal([](auto& g) { g.purpose = "supervision"; }), "DISC-0301");
  EXPECT_EQ(refusal([](auto& g) { g.scope = {}; }), "DISC-0303");
  EXPECT_EQ(refusal([](auto& g) { g.scope = {"reference"}; }), "DISC-0303") << "reference information never leaves";
  EXPECT_EQ(refusal([](auto& g) { g.scope = {"everything"}; }), "DISC-0303");
  EXPECT_EQ(refusal([](auto& g) { g.to = day("2026-03-09"); }), "DISC-0304");
  EXPECT_EQ(refusal([](auto& g) { g.to = day("2027-06-01"); }), "DISC-0304");
  EXPECT_EQ(refusal([](auto& g) { g.document = "not a digest"; }), "DISC-0306");
  EXPECT_EQ(refusal([](auto& g) {
              g.grantee = "RATER";
              g.purpose = "credit-service";
            }),
            "DISC-0305");
  run("UPDATE app_user SET state = 'disabled' WHERE id = 'BANK'");
  EXPECT_EQ(refusal([](auto&) {}), "DISC-0302");
  EXPECT_EQ(number("SELECT COUNT(*) FROM query_grant"), 0);
  EXPECT_EQ(entries("grant.create"), 0);
}

TEST_P(GrantsTest, AWrittenAuthorisationIsFiledAtTheCounterWithItsDigest) {
  REQ("R-DISC-05");
  const auto subject = subjectOf(person(3));
  auto grant = grantTo(subject, "BANK", "cooperation");
  asStaff("U5", "central-desk");
  EXPECT_EQ(codeOf(service::createGrant(ctx(), grant)), "ACCS-0401") << "staff cannot authorise of its own accord";
  grant.document = std::string(64, 'a');
  EXPECT_EQ(must(service::createGrant(ctx(), grant)).evidence, "written:" + grant.document);
  asStaff("U5", "business-office");
  EXPECT_EQ(codeOf(service::createGrant(ctx(), grant)), "ACCS-0401");
  asSystem("BANK", "third-party");
  EXPECT_EQ(codeOf(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "cooperation")), "");
}

TEST_P(GrantsTest, ACreditServiceAgencyGetsTheResultAndNothingElse) {
  REQ("R-DISC-06", "R-SCEN-05");
  const auto subject = subjectOf(person(3));
  asSystem("RATER", "credit-agency");
  EXPECT_EQ(codeOf(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "credit-service")), "DISC-0202");
  asSubject(subject);
  (void)must(service::createGrant(ctx(), grantTo(subject, "RATER", "credit-service", {"grade"})));
  asSystem("RATER", "credit-agency");
  const auto answer = must(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "credit-service"));
  EXPECT_TRUE(answer.resultAllowed);
  EXPECT_TRUE(answer.archive.records.empty());
  EXPECT_TRUE(answer.archive.names.empty());
  EXPECT_TRUE(answer.archive.identifiers.empty());
  EXPECT_TRUE(answer.archive.items.empty());
  EXPECT_TRUE(answer.archive.subject.name.empty());
  // Logged, and visible to the subject
  asSubject(subject);
  const auto log = must(service::accessLog(ctx(), {}));
  ASSERT_FALSE(log.empty());
  EXPECT_EQ(log[0].who, "示例信用服务机构");
  EXPECT_EQ(log[0].why, "信用服务机构提供信用产品");
  EXPECT_NE(log[0].scope.find("评价结果"), std::string::npos);
}

TEST_P(GrantsTest, PartnersGetWhatIsSharedForAPurposeOfTheListAndNothingByConsent) {
  REQ("R-DISC-08", "R-DISC-01");
  (void)record("QZ-ORG", 2);  // 政务共享查询
  const auto usc = test::sampleCode(2);
  (void)person(3);  // 授权查询
  asSystem("TAX", "partner-system");
  const auto answer = must(service::sharedQuery(ctx(), usc, "supervision"));
  ASSERT_EQ(answer.archive.records.size(), 1U);
  EXPECT_EQ(codeOf(service::sharedQuery(ctx(), usc, "financing")), "DISC-0201") << "not a purpose of partners";
  EXPECT_EQ(codeOf(service::sharedQuery(ctx(), usc, "")), "DISC-0201");
  // By consent only, and not there at all: one answer
  const auto hidden = service::sharedQuery(ctx(), test::sampleCitizenId(3), "supervision");
  const auto absent = service::sharedQuery(ctx(), test::sampleCitizenId(99), "supervision");
  EXPECT_EQ(codeOf(hidden), "ACCS-0401");
  EXPECT_EQ(test::describeError(hidden.error()), test::describeError(absent.error()));
}

TEST_P(GrantsTest, ASubjectSeesItsOwnInClearButNoReferenceInformation) {
  REQ("R-DISC-04", "R-DISC-07");
  const auto first = person(3);
  const auto subject = subjectOf(first);
  asSubject(subject);
  auto own = must(service::ownArchive(ctx()));
  ASSERT_EQ(own.archive.records.size(), 1U);
  EXPECT_EQ(fieldOf(own, "CF_XDR_ZJHM"), test::sampleCitizenId(3)) << "not published, and still its own";
  EXPECT_EQ(own.archive.identifiers.at(0).text, test::sampleCitizenId(3));
  EXPECT_EQ(own.archive.records[0].provenance.actor, "") << "staff is not named";
  asOperator();
  reclassify(first, "reference");
  asSubject(subject);
  EXPECT_TRUE(must(service::ownArchive(ctx())).archive.records.empty());
  // Another account sees none of it
  asSubject(subject);
  ctx().principal.subjectId.reset();
  EXPECT_EQ(codeOf(service::ownArchive(ctx())), "ACCS-0401");
}

TEST_P(GrantsTest, ReferenceInformationReachesNoOneOutside) {
  REQ("R-DISC-07");
  const auto record = person(3);
  const auto subject = subjectOf(record);
  reclassify(record, "reference");
  asSubject(subject);
  (void)must(
      service::createGrant(ctx(), grantTo(subject, "BANK", "cooperation", {"basic", "good", "negative", "other"})));
  asSystem("BANK", "third-party");
  EXPECT_TRUE(must(service::authorisedQuery(ctx(), test::sampleCitizenId(3), "cooperation")).archive.records.empty());
  asSystem("TAX", "partner-system");
  EXPECT_EQ(codeOf(service::sharedQuery(ctx(), test::sampleCitizenId(3), "supervision")), "ACCS-0401");
}

TEST_P(GrantsTest, TheSubjectReadsWhoLookedWhenWhyAndAtWhat) {
  REQ("R-SEC-10");
  const auto subject = subjectOf(person(3));
  asStaff();
  ctx().principal.purpose = "supervision";
  (void)must(service::openArchive(ctx(), subject, {}));
  asSubject(subject);
  auto log = must(service::accessLog(ctx(), {}));
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0].who, "综合监督科") << "the unit, not the person";
  EXPECT_EQ(log[0].why, "监督管理");
  EXPECT_EQ(log[0].what, "查看信用档案");
  EXPECT_EQ(log[0].at.substr(0, 10), "2026-03-10");
  EXPECT_NE(log[0].scope.find("公民身份号码"), std::string::npos) << log[0].scope;
  EXPECT_NE(log[0].scope.find("已遮蔽"), std::string::npos);
  EXPECT_FALSE(log[0].own);
  // Its own looks are told apart
  (void)must(service::ownArchive(ctx()));
  log = must(service::accessLog(ctx(), {}));
  ASSERT_EQ(log.size(), 2U);
  EXPECT_TRUE(log[0].own);
  // Pages
  const auto page = must(service::accessLog(ctx(), {std::nullopt, 1}));
  ASSERT_EQ(page.size(), 1U);
  const auto next = must(service::accessLog(ctx(), {std::pair(page[0].epoch, page[0].seq), 5}));
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(next[0].who, "综合监督科");
  // Another's log is nobody else's
  ctx().principal.subjectId.reset();
  EXPECT_EQ(codeOf(service::accessLog(ctx(), {})), "ACCS-0401");
}

TEST_P(GrantsTest, AnInvestigationAppearsWhenItsLawfulDelayIsOver) {
  REQ("R-SEC-10");
  const auto subject = subjectOf(person(3));
  asStaff();
  ctx().principal.purpose = "case-investigation";
  (void)must(service::openArchive(ctx(), subject, {}));
  asSubject(subject);
  EXPECT_TRUE(must(service::accessLog(ctx(), {})).empty());
  on("2026-09-05");
  asSubject(subject);
  EXPECT_TRUE(must(service::accessLog(ctx(), {})).empty()) << "179 days";
  on("2026-09-07");
  asSubject(subject);
  const auto log = must(service::accessLog(ctx(), {}));
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0].why, "案件查办");
}

TEST_P(GrantsTest, SensitiveValuesAreRevealedForALawfulPurposeOnly) {
  REQ("R-SEC-04", "R-DISC-08");
  const auto subject = subjectOf(person(3));
  asStaff("U5", "business-office");
  const auto masked = must(service::openArchive(ctx(), subject, {}));
  EXPECT_EQ(masked.identifiers.at(0).text.find("19800101"), std::string::npos);
  EXPECT_EQ(codeOf(service::openArchive(ctx(), subject, {}, true)), "DISC-0201") << "no purpose";
  ctx().principal.purpose = "financing";
  EXPECT_EQ(codeOf(service::openArchive(ctx(), subject, {}, true)), "DISC-0201") << "another's purpose";
  ctx().principal.purpose = "case-investigation";
  EXPECT_EQ(codeOf(service::openArchive(ctx(), subject, {}, true)), "DISC-0307") << "no case number";
  ctx().principal.purpose = "supervision";
  // A declared purpose alone opens nothing: revealing is an act of its own
  EXPECT_EQ(must(service::openArchive(ctx(), subject, {})).identifiers.at(0).text.find("19800101"), std::string::npos);
  EXPECT_EQ(must(service::openArchive(ctx(), subject, {}, true)).identifiers.at(0).text, test::sampleCitizenId(3));
}

TEST_P(GrantsTest, AfterTheDailyNumberOfQueriesNoMoreAreAnswered) {
  REQ("R-SEC-08", "R-SEC-05");
  const auto subject = subjectOf(person(3));
  jurisdiction::Jurisdiction strict = test::law();
  strict.profile["query.per.day"].value = "3";
  strict.profile["query.alert.per.day"].value = "3";
  under(strict, "2026-03-10");
  asStaff("U5", "business-office");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(codeOf(service::openArchive(ctx(), subject, {})), "");
  EXPECT_EQ(codeOf(service::openArchive(ctx(), subject, {})), "DISC-0203");
  asStaff("U6", "business-office");
  EXPECT_EQ(codeOf(service::openArchive(ctx(), subject, {})), "") << "others go on";
  // And the audit administrator sees who it was
  as("A1", "audit-admin", PrincipalKind::kStaff);
  const auto found = must(service::queryAnomalies(ctx(), day("2026-03-10")));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].actor, "U5");
  EXPECT_EQ(found[0].name, "赵示例");
  EXPECT_EQ(found[0].count, 3);
  EXPECT_TRUE(must(service::queryAnomalies(ctx(), day("2026-03-09"))).empty());
  asStaff("U5", "business-office");
  EXPECT_EQ(codeOf(service::queryAnomalies(ctx(), day("2026-03-10"))), "ACCS-0201");
  // The next day begins anew
  under(strict, "2026-03-11");
  asStaff("U5", "business-office");
  EXPECT_EQ(codeOf(service::openArchive(ctx(), subject, {})), "");
}

class ExportsTest : public GrantsTest {
 protected:
  service::ExportDemand demand(const std::string& entry = "CF-ORG") {
    return {entry, "office", "supervision", "年度监督总结", "csv"};
  }
  /// The limit of the profile put low, so that few rows are many.
  service::Context& withLimit(const char* rows) {
    auto law = std::make_unique<jurisdiction::Jurisdiction>(test::law());
    law->profile["export.rows.limit"].value = rows;
    laws_.push_back(std::move(law));
    return under(*laws_.back(), "2026-03-10");
  }
  std::filesystem::path folder() { return file("out").parent_path(); }

 private:
  std::vector<std::unique_ptr<jurisdiction::Jurisdiction>> laws_;
};

TEST_P(ExportsTest, AboveTheLimitAnotherPersonMustApprove) {
  REQ("R-SEC-08");
  records("CF-ORG", 1, 4);
  withLimit("3");
  asStaff();
  const auto asked = must(service::requestExport(ctx(), demand()));
  EXPECT_EQ(asked.rows, 4);
  EXPECT_TRUE(asked.needsApproval);
  EXPECT_EQ(asked.state, "open");
  EXPECT_EQ(codeOf(service::writeExport(ctx(), asked.id, folder())), "DISC-0204");
  EXPECT_EQ(codeOf(service::decideExport(ctx(), asked.id, true, "好")), "DISC-0206") << "not oneself";
  asStaff("U6", "unit-head", "other");
  EXPECT_EQ(codeOf(service::decideExport(ctx(), asked.id, true, "好")), "ACCS-0401") << "another unit";
  asStaff("U6", "unit-head");
  EXPECT_EQ(must(service::decideExport(ctx(), asked.id, true, "同意")).state, "approved");
  EXPECT_EQ(codeOf(service::decideExport(ctx(), asked.id, false, "再想想")), "DISC-0902");
  EXPECT_EQ(codeOf(service::writeExport(ctx(), asked.id, folder())), "ACCS-0401") << "only who asked downloads";
  asStaff();
  const auto written = must(service::writeExport(ctx(), asked.id, folder()));
  EXPECT_EQ(written.rows, 4);
  EXPECT_EQ(codeOf(service::writeExport(ctx(), asked.id, folder())), "DISC-0902") << "once";
  EXPECT_EQ(entries("export.request"), 1);
  EXPECT_EQ(entries("export.approve"), 1);
  EXPECT_EQ(entries("export.download"), 1);
}

TEST_P(ExportsTest, EveryRowCarriesItsWatermarkAndNothingInClear) {
  REQ("R-SEC-08", "R-SEC-03", "R-DISC-10");
  records("CF-NP", 1, 2);
  asStaff();
  const auto asked = must(service::requestExport(ctx(), demand("CF-NP")));
  EXPECT_EQ(asked.state, "approved") << "few rows need no second person";
  const auto written = must(service::writeExport(ctx(), asked.id, folder()));
  const auto rows = table(written.path);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].back(), "水印");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_NE(rows[i].back().find("E" + std::to_string(asked.id)), std::string::npos);
    EXPECT_NE(rows[i].back().find("U5"), std::string::npos);
    EXPECT_NE(rows[i].back().find("监督管理"), std::string::npos);
  }
  const auto bytes = test::readFile(written.path);
  EXPECT_EQ(bytes.find(test::sampleCitizenId(1)), std::string::npos);
  EXPECT_EQ(bytes.find(test::sampleCitizenId(2)), std::string::npos);
  // Each person exported finds it in its access log
  asSubject(number("SELECT MIN(subject_id) FROM record"));
  const auto log = must(service::accessLog(ctx(), {}));
  ASSERT_FALSE(log.empty());
  EXPECT_EQ(log[0].what, "下载含该主体的批量导出");
  EXPECT_EQ(log[0].who, "综合监督科");
}

TEST_P(ExportsTest, AnExportStaysInsideScopePurposeAndReason) {
  REQ("R-SEC-08", "R-DISC-11");
  records("CF-ORG", 1, 2);
  records("CF-ORG", 11, 3, {}, "other");
  asStaff();
  EXPECT_EQ(must(service::requestExport(ctx(), demand())).rows, 2) << "not the other unit's";
  auto wrong = demand();
  wrong.unit = "other";
  EXPECT_EQ(codeOf(service::requestExport(ctx(), wrong)), "ACCS-0401");
  wrong = demand();
  wrong.purpose = "cooperation";
  EXPECT_EQ(codeOf(service::requestExport(ctx(), wrong)), "DISC-0201");
  wrong = demand();
  wrong.reason = " ";
  EXPECT_EQ(codeOf(service::requestExport(ctx(), wrong)), "DISC-0308");
  wrong = demand("NO-SUCH");
  EXPECT_EQ(codeOf(service::requestExport(ctx(), wrong)), "ACCS-0401");
  EXPECT_EQ(codeOf(service::writeExport(ctx(), 999, folder())), "ACCS-0401");
  EXPECT_EQ(codeOf(service::decideExport(ctx(), 999, true, "好")), "ACCS-0401");
  // The list holds one's own, and for those who decide the ones of their scope
  EXPECT_EQ(must(service::listBulkExports(ctx(), std::nullopt, 10)).size(), 1U);
  asStaff("U6", "unit-head");
  EXPECT_EQ(must(service::listBulkExports(ctx(), std::nullopt, 10)).size(), 1U);
  asStaff("U6", "unit-head", "other");
  EXPECT_TRUE(must(service::listBulkExports(ctx(), std::nullopt, 10)).empty());
}

TEST_P(ExportsTest, ARefusedExportIsNeverWritten) {
  REQ("R-SEC-08");
  records("CF-ORG", 1, 4);
  withLimit("3");
  asStaff();
  const auto id = must(service::requestExport(ctx(), demand())).id;
  asStaff("U6", "unit-head");
  EXPECT_EQ(must(service::decideExport(ctx(), id, false, "理由不足")).state, "refused");
  asStaff();
  EXPECT_EQ(codeOf(service::writeExport(ctx(), id, folder())), "DISC-0902");
  EXPECT_EQ(entries("export.download"), 0);
}

MC_ON_BOTH_STORES(GrantsTest);
MC_ON_BOTH_STORES(ExportsTest);

}  // namespace
}  // namespace medcredit
