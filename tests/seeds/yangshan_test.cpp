// 阳山县 implementation plan (seed 002), clause by clause, as far as it concerns this issue.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "domain/deadline.h"
#include "support/law.h"
#include "support/req.h"

namespace medcredit {
namespace {

using test::shippedLaw;

const jurisdiction::Jurisdiction& yangshan() { return shippedLaw("guangdong-yangshan"); }

std::string due(const char* clock, const char* event) {
  return domain::computeDue(*yangshan().clock(clock), *base::CivilDate::parseIso(event), yangshan().calendar)
      .date.iso();
}

TEST(SeedYangshan, ItRestsOnGuangdongAndTheNation) {
  REQ("R-PROF-01");
  EXPECT_EQ(yangshan().chain, (std::vector<std::string>{"guangdong-yangshan", "guangdong", "national"}));
  EXPECT_EQ(yangshan().profile.at("repair.document").definedIn, "guangdong");
  EXPECT_EQ(yangshan().value("repair.document"), "广东省医疗卫生信用修复确认通知书");
  EXPECT_EQ(yangshan().regions->find("441823")->name, "阳山县");
}

TEST(SeedYangshan, Section3CategoriesAndTheFourKindsOfPublicPlaces) {
  REQ("R-SUBJ-02");
  std::set<std::string> places;
  for (const auto& category : yangshan().categories) {
    if (category.parent == "public-place") places.insert(category.label);
  }
  EXPECT_EQ(places, (std::set<std::string>{"游泳场所", "住宿场所", "沐浴场所", "美容美发场所"}));
}

TEST(SeedYangshan, Section42SixEnforcementClassesWithTheirEntries) {
  REQ("R-COLL-06");
  EXPECT_EQ(yangshan().profile.at("enforcement.classes").list(),
            (std::vector<std::string>{"行政许可", "行政检查", "行政处罚", "行政强制", "行政征收", "行政征用"}));
  std::set<std::string> classes;
  for (const auto& entry : yangshan().catalogue) {
    if (!entry.enforcementClass.empty()) classes.insert(entry.enforcementClass);
  }
  EXPECT_EQ(classes.size(), 6U);
  for (const char* code : {"XK-ORG", "JC-ORG", "CF-ORG", "QZ-ORG", "ZS-ORG", "ZY-ORG"}) {
    EXPECT_NE(yangshan().entry(code), nullptr) << code;
  }
  for (const char* off : {"QR-ORG", "CJ-ORG", "JL-ORG", "JF-ORG", "BC-ORG"}) EXPECT_EQ(yangshan().entry(off), nullptr);
}

TEST(SeedYangshan, Section42ThreeKindsByHandWithinOneMonth) {
  REQ("R-COLL-13", "R-CLASS-03");
  for (const char* code : {"ZX-ORG", "BL-ORG", "SX-ORG", "ZX-NP", "BL-NP", "SX-NP"}) {
    ASSERT_NE(yangshan().entry(code), nullptr) << code;
    EXPECT_EQ(yangshan().entry(code)->reportClock, "manual-one-month");
  }
  EXPECT_EQ(due("manual-one-month", "2026-01-31"), "2026-02-28");
  EXPECT_EQ(due("manual-one-month", "2024-01-31"), "2024-02-29");
  EXPECT_EQ(due("manual-one-month", "2026-03-15"), "2026-04-15");
  const auto& mappings = yangshan().classMappings;
  const auto light = std::find_if(mappings.begin(), mappings.end(), [](const auto& m) { return m.local == "不良"; });
  ASSERT_NE(light, mappings.end());
  EXPECT_EQ(light->info, domain::InfoClass::kNegative);
  EXPECT_EQ(light->weight, "light");
}

TEST(SeedYangshan, Section42And43TheYearlyCalendar) {
  REQ("R-QUAL-03");
  EXPECT_EQ(due("yearly-departments", "2025-06-30"), "2026-01-10");
  EXPECT_EQ(due("grading-run", "2025-12-31"), "2026-01-20");
  EXPECT_EQ(due("grading-publish", "2025-12-31"), "2026-01-25");
}

TEST(SeedYangshan, Section42NineOfficesReportToThePolicyOffice) {
  REQ("R-CAT-07");
  EXPECT_EQ(yangshan().offices.size(), 10U);
  EXPECT_TRUE(yangshan().offices.front().centralDesk);
  EXPECT_EQ(yangshan().offices.front().name, "政策法规股");
  EXPECT_EQ(yangshan().entry("BL-ORG")->offices.size(), 10U);
}

TEST(SeedYangshan, Section44DrawRatios) {
  REQ("R-PROF-01");
  std::vector<std::pair<std::string, int>> ratios;
  for (const auto& level : yangshan().grades) {
    if (level.inspectionPercent) ratios.emplace_back(level.id, *level.inspectionPercent);
  }
  EXPECT_EQ(ratios, (std::vector<std::pair<std::string, int>>{{"A", 5}, {"B", 20}, {"C", 50}, {"D", 100}, {"E", 100}}));
}

TEST(SeedYangshan, Section24AAndBAreCommendedDAndERestricted) {
  REQ("R-PROF-01");
  std::string commended, restricted;
  for (const auto& level : yangshan().grades) {
    if (level.commend) commended += level.id;
    if (level.restrict) restricted += level.id;
  }
  EXPECT_EQ(commended, "AB");
  EXPECT_EQ(restricted, "DE");
}

TEST(SeedYangshan, Section47NoNumberForObjectionsSoHainanIsInheritedAndSaysSo) {
  REQ("R-PROF-01");
  const auto& clock = yangshan().profile.at("objection.clock");
  EXPECT_TRUE(clock.isDefault);
  EXPECT_NE(clock.source.find("003_f4e4965c2585fd3d.txt"), std::string::npos);
  EXPECT_EQ(yangshan().clock("objection-decide")->amount, 7);
  EXPECT_NE(yangshan().clock("objection-decide")->source.find("默认值（依据未规定）"), std::string::npos);
}

}  // namespace
}  // namespace medcredit
