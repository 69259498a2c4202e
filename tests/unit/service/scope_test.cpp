// What lies inside the data scope of a person, and that outside looks like missing.
#include "service/scope.h"

#include <gmock/gmock.h>

#include "support/collect_fixture.h"

namespace medcredit::test {

using service::DataScope;
using service::PrincipalKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Units over three provinces: a province desk, two city desks, two districts of one city, one of the other.
class ScopeTest : public CollectTest {
 protected:
  void SetUp() override {
    CollectTest::SetUp();
    addUnit("PROV", "省卫生健康委", {}, "410000");
    addUnit("CITY", "洛阳市卫生健康委", {}, "410300");
    addUnit("CITY2", "洛阳市卫生监督所", {}, "410300");
    addUnit("OLD", "老城区卫生健康委", {}, "410302");
    addUnit("XIGONG", "西工区卫生健康委", {}, "410303");
    addUnit("ZZ", "郑州市卫生健康委", {}, "410100");
    addUnit("HK", "海口市卫生健康委", {}, "460100");
    addUnit("NOWHERE", "未标注区划的单位");
  }
  /// The acting person becomes staff of `unit`.
  service::Context& as(const std::string& unit, const std::string& region, DataScope scope,
                       std::set<std::string, std::less<>> entries = {}) {
    auto& acting = context();
    acting.actor = "user-1";
    acting.principal = {};
    acting.principal.kind = PrincipalKind::kStaff;
    acting.principal.id = "user-1";
    acting.principal.unit = unit;
    acting.principal.region = region;
    acting.principal.scope = scope;
    acting.principal.entries = std::move(entries);
    return acting;
  }
  std::vector<std::string> seen() { return must(service::visibleUnits(context())).units; }
  static std::string code(const base::Status& status) { return status.ok() ? "" : status.error().code; }
};

TEST_P(ScopeTest, TheOperatorPassesEverythingAndTheAnonymousNothing) {
  REQ("R-SEC-03", "R-DISC-11");
  auto& acting = context();
  acting.principal = {};
  EXPECT_TRUE(must(service::visibleUnits(acting)).all);
  EXPECT_EQ(code(service::requireUnit(acting, "HK")), "");
  EXPECT_EQ(code(service::requirePermission(acting, "anything")), "");
  EXPECT_EQ(code(service::requireUnit(acting, "NONE")), "ACCS-0401") << "even the operator needs a unit that exists";

  acting.principal.kind = PrincipalKind::kAnonymous;
  acting.principal.unit = "CITY";
  acting.principal.permissions = {"collect.read"};
  EXPECT_FALSE(must(service::visibleUnits(acting)).all);
  EXPECT_THAT(seen(), IsEmpty());
  EXPECT_EQ(code(service::requireUnit(acting, "CITY")), "ACCS-0401");
  EXPECT_EQ(code(service::requirePermission(acting, "collect.read")), "ACCS-0102");
  EXPECT_EQ(code(service::requireEntry(acting, "CF-ORG")), "ACCS-0202");
}

TEST_P(ScopeTest, AScopeInsideTheUnitSeesTheUnitAlone) {
  REQ("R-SEC-03", "R-DISC-11");
  for (const auto scope : {DataScope::kOwn, DataScope::kUnit}) {
    as("CITY", "410300", scope);
    EXPECT_THAT(seen(), ElementsAre("CITY"));
    EXPECT_EQ(code(service::requireUnit(context(), "CITY")), "");
    EXPECT_EQ(code(service::requireUnit(context(), "CITY2")), "ACCS-0401") << "a sibling in the same region";
    EXPECT_EQ(code(service::requireUnit(context(), "OLD")), "ACCS-0401") << "a lower unit";
    EXPECT_EQ(code(service::requireUnit(context(), "PROV")), "ACCS-0401") << "a higher unit";
  }
}

TEST_P(ScopeTest, CountyCityAndProvinceFollowTheDivisionOfTheOwnUnit) {
  REQ("R-SEC-03", "R-DISC-11");
  as("OLD", "410302", DataScope::kCounty);
  EXPECT_THAT(seen(), ElementsAre("OLD"));
  EXPECT_EQ(code(service::requireUnit(context(), "XIGONG")), "ACCS-0401") << "the neighbouring district";
  as("OLD", "410302", DataScope::kCity);
  EXPECT_THAT(seen(), ElementsAre("CITY", "CITY2", "OLD", "XIGONG"));
  as("CITY", "410300", DataScope::kCity);
  EXPECT_THAT(seen(), ElementsAre("CITY", "CITY2", "OLD", "XIGONG"));
  EXPECT_EQ(code(service::requireUnit(context(), "ZZ")), "ACCS-0401") << "the other city of the province";
  as("CITY", "410300", DataScope::kProvince);
  EXPECT_THAT(seen(), ElementsAre("CITY", "CITY2", "OLD", "PROV", "XIGONG", "ZZ"));
  EXPECT_EQ(code(service::requireUnit(context(), "HK")), "ACCS-0401") << "another province";
}

TEST_P(ScopeTest, AScopeBelowTheLevelOfTheUnitMeansTheSameDivisionOnly) {
  REQ("R-SEC-03");
  as("CITY", "410300", DataScope::kCounty);
  EXPECT_THAT(seen(), ElementsAre("CITY", "CITY2"));
  as("PROV", "410000", DataScope::kCity);
  EXPECT_THAT(seen(), ElementsAre("PROV"));
}

TEST_P(ScopeTest, AUnitWithoutRegionIsSeenByItselfAlone) {
  REQ("R-SEC-03");
  as("NOWHERE", "", DataScope::kProvince);
  EXPECT_THAT(seen(), ElementsAre("NOWHERE"));
  as("PROV", "410000", DataScope::kProvince);
  EXPECT_EQ(code(service::requireUnit(context(), "NOWHERE")), "ACCS-0401");
}

TEST_P(ScopeTest, OutsideAndMissingAnswerTheSame) {
  REQ("R-SEC-03", "R-DISC-11");
  ASSERT_TRUE(send({sampleRow(entry(), 1)}, {.unit = "ZZ"}).ok());
  as("CITY", "410300", DataScope::kCity);
  const auto outside = service::requireRecord(context(), 1);
  const auto missing = service::requireRecord(context(), 999);
  ASSERT_FALSE(outside.ok());
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(outside.error().code, missing.error().code);
  EXPECT_EQ(outside.error().code, "ACCS-0401");
  EXPECT_EQ(outside.error().arg("object"), "R1");
  EXPECT_TRUE(isClearChinese(outside.error()));
  EXPECT_EQ(service::requireBatch(context(), 1).error().code, "ACCS-0401");
  EXPECT_EQ(service::requireBatch(context(), 999).error().code, "ACCS-0401");
  as("ZZ", "410100", DataScope::kUnit);
  EXPECT_TRUE(service::requireRecord(context(), 1).ok());
  EXPECT_TRUE(service::requireBatch(context(), 1).ok());
}

TEST_P(ScopeTest, TheOwnScopeSeesWhatThePersonEntered) {
  REQ("R-SEC-03");
  as("CITY", "410300", DataScope::kOwn);
  ASSERT_TRUE(send({sampleRow(entry(), 1)}, {.unit = "CITY"}).ok());
  EXPECT_TRUE(service::requireRecord(context(), 1).ok());
  EXPECT_TRUE(service::requireBatch(context(), 1).ok());
  context().actor = "user-2";
  EXPECT_EQ(service::requireRecord(context(), 1).error().code, "ACCS-0401");
  EXPECT_EQ(service::requireBatch(context(), 1).error().code, "ACCS-0401");
}

TEST_P(ScopeTest, EntriesBoundWhatAPersonHandles) {
  REQ("R-SEC-03");
  ASSERT_TRUE(send({sampleRow(entry(), 1)}, {.unit = "CITY"}).ok());
  as("CITY", "410300", DataScope::kUnit, {"XK-ORG"});
  EXPECT_EQ(code(service::requireEntry(context(), "XK-ORG")), "");
  EXPECT_EQ(code(service::requireEntry(context(), "CF-ORG")), "ACCS-0202");
  EXPECT_EQ(code(service::requireEntry(context(), "NONE")), "ACCS-0401");
  EXPECT_EQ(service::requireRecord(context(), 1).error().code, "ACCS-0401");
  as("CITY", "410300", DataScope::kUnit);
  EXPECT_EQ(code(service::requireEntry(context(), "CF-ORG")), "");
}

TEST_P(ScopeTest, APermissionIsNeededEvenInsideTheScope) {
  REQ("R-DISC-11");
  as("CITY", "410300", DataScope::kUnit);
  context().principal.permissions = {"collect.read"};
  EXPECT_EQ(code(service::requirePermission(context(), "collect.read")), "");
  EXPECT_EQ(code(service::requirePermission(context(), "collect.enter")), "ACCS-0201");
}

MC_ON_BOTH_STORES(ScopeTest);

}  // namespace medcredit::test
