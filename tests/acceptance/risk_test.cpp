// REF: the risk monitoring model and what reference and internal information may be used for (R-REF-04, R-REF-07).
#include "service/risk.h"

#include <set>

#include "acceptance/grading_fixture.h"
#include "service/classify.h"
#include "service/disclosure.h"
#include "service/record.h"
#include "service/risk_watch.h"

namespace medcredit::test {
namespace {

using service::PrincipalKind;

class RiskTest : public GradingMaker {
 protected:
  service::Context& office(const std::string& purpose) {
    auto& context = as("U5", "2026-06-01");
    context.principal.kind = PrincipalKind::kStaff;
    context.principal.id = "U5";
    context.principal.unit = "U1";
    context.principal.scope = service::DataScope::kUnit;
    context.principal.purpose = purpose;
    return context;
  }
  bool sees(std::int64_t record, const std::string& purpose) {
    auto details = must(service::showRecord(now(), {record, {}, {}}));
    service::Discloser discloser(office(purpose));
    return must(discloser.details(details));
  }
  /// Purposes staff may declare at all.
  std::set<std::string> staffPurposes() {
    std::set<std::string> out;
    for (const auto& purpose : now().law.disclosure.purposes) {
      if (now().law.disclosure.lawful(purpose.id, domain::Audience::kOwningUnit)) out.insert(purpose.id);
    }
    return out;
  }
};
MC_ON_BOTH_STORES(RiskTest);

TEST_P(RiskTest, TheNightlyLookKeepsALevelWithItsReasonsAndLeavesTheGradeAlone) {
  REQ("R-REF-04");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto run = publish(2026);
  const auto grade = decisionOf(run, org_);
  at("2027-02-01");
  auto done = must(service::refreshRisks(now()));
  EXPECT_EQ(done.looked, 1);
  auto watched = must(service::watchedRisks(now(), "", 0, 10));
  ASSERT_EQ(watched.size(), 1U);
  EXPECT_EQ(watched.front().subjectId, org_);
  EXPECT_EQ(watched.front().label, "中");
  ASSERT_EQ(watched.front().signals.size(), 1U);
  EXPECT_NE(watched.front().signals.front().label.find("行政处罚"), std::string::npos);
  EXPECT_EQ(watched.front().signals.front().fact, "R1");
  // More signals: the job raises the level; what is shown is as of the last look.
  for (int i = 0; i < 3; ++i) (void)must(service::addComplaint(now(), {org_, on("2027-01-20"), "热线", "收费", {}}));
  EXPECT_EQ(must(service::watchedRisks(now(), "", 0, 10)).front().label, "中");
  at("2027-02-02");
  done = must(service::refreshRisks(now()));
  EXPECT_EQ(done.raised, 1);
  watched = must(service::watchedRisks(now(), "high", 0, 10));
  ASSERT_EQ(watched.size(), 1U);
  EXPECT_EQ(watched.front().before, "middle");
  EXPECT_EQ(watched.front().sinceOn, "2027-02-02");
  EXPECT_EQ(watched.front().signals.size(), 4U) << "every point has its reason";
  EXPECT_TRUE(must(service::watchedRisks(now(), "middle", 0, 10)).empty());
  // The grade does not move.
  const auto current = must(service::currentGrade(now(), org_));
  ASSERT_TRUE(current.has_value());
  EXPECT_EQ(current->decision.id, grade.id);
  EXPECT_FALSE(must(service::gradeAgain(now(), org_, "risk", "test")).has_value());
  // A year on nothing is recent any more.
  at("2028-03-01");
  EXPECT_EQ(must(service::refreshRisks(now())).lowered, 1);
  EXPECT_EQ(must(service::watchedRisks(now(), "low", 0, 10)).front().points, 0);
  EXPECT_EQ(journalLines("2028-03-01", "risk.refresh"), 1);
}

TEST_P(RiskTest, ReferenceAndInternalInformationServeSupervisionAndRiskPreventionOnly) {
  REQ("R-REF-07");
  const auto reference = addRecord(org_, {.documentNo = "参考", .infoClass = "reference", .nature = "neutral"});
  const auto internal = addRecord(org_, {.documentNo = "内部", .internalOnly = true});
  const auto plain = addRecord(org_, {.documentNo = "普通"});
  const std::set<std::string> lawful{"supervision", "risk-prevention"};
  const auto all = staffPurposes();
  ASSERT_GE(all.size(), 8U);
  for (const auto& purpose : lawful) ASSERT_TRUE(all.count(purpose) == 1) << purpose;
  for (const auto& purpose : all) {
    const bool may = lawful.count(purpose) != 0;
    EXPECT_EQ(sees(reference, purpose), may) << "reference information for " << purpose;
    EXPECT_EQ(sees(internal, purpose), may) << "internal information for " << purpose;
    EXPECT_TRUE(sees(plain, purpose)) << "other information for " << purpose;
    office(purpose);
    EXPECT_EQ(codeOf(service::requireReferencePurpose(now())), may ? "" : "EVAL-0115") << purpose;
    EXPECT_EQ(codeOf(service::watchedRisks(now(), "", 0, 10)), may ? "" : "EVAL-0115") << purpose;
  }
  office("weather");
  EXPECT_EQ(codeOf(service::requireReferencePurpose(now())), "EVAL-0115") << "a purpose that is not on the list";
}

}  // namespace
}  // namespace medcredit::test
