// 海南省医疗卫生信用信息管理办法（试行） (seed 003), article by article, as far as it concerns this issue.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "domain/deadline.h"
#include "support/law.h"
#include "support/req.h"

namespace medcredit {
namespace {

using domain::InfoClass;
using test::shippedLaw;

const jurisdiction::Jurisdiction& hainan() { return shippedLaw("hainan"); }

std::size_t listSize(const char* id) {
  const auto* list = hainan().codeList(id);
  return list == nullptr ? 0 : list->items.size();
}

std::string due(const char* clock, const char* event) {
  return domain::computeDue(*hainan().clock(clock), *base::CivilDate::parseIso(event), hainan().calendar).date.iso();
}

TEST(SeedHainan, Article5GradesWithTheUnevaluatedLevel) {
  REQ("R-PROF-01");
  std::vector<std::string> labels;
  for (const auto& level : hainan().grades) labels.push_back(level.id + level.label);
  EXPECT_EQ(labels, (std::vector<std::string>{"A诚信", "B守信", "C一般失信", "D严重失信", "M默认"}));
  EXPECT_TRUE(hainan().grades.back().unevaluated);
}

TEST(SeedHainan, Article9CatalogueLayers) {
  REQ("R-CAT-05");
  std::set<std::string> ids;
  for (const auto& doc : hainan().basis) ids.insert(doc.id);
  for (const char* id : {"national-catalogue", "hainan-catalogue", "hainan-health-catalogue"}) {
    EXPECT_TRUE(ids.contains(id)) << id;
  }
}

TEST(SeedHainan, Article12SixClassesEachWithItsMapping) {
  REQ("R-CLASS-01", "R-CLASS-02");
  std::set<InfoClass> classes;
  for (const auto& mapping : hainan().classMappings) classes.insert(mapping.info);
  EXPECT_EQ(classes.size(), 6U);
  EXPECT_EQ(hainan().profile.at("info.classes").list().size(), 6U);
}

TEST(SeedHainan, Article13EightGroupsElevenAttributesSixRoles) {
  REQ("R-SUBJ-03", "R-SUBJ-04", "R-SUBJ-05");
  EXPECT_EQ(listSize("organisation-groups"), 8U);
  EXPECT_EQ(listSize("person-attributes"), 11U);
  EXPECT_EQ(listSize("subject-roles"), 6U);
  // personal attributes are off until the profile switches each on
  EXPECT_EQ(hainan().value("persons.attributes"), "无");
  EXPECT_TRUE(hainan().profile.at("persons.attributes").isDefault);
}

TEST(SeedHainan, Article13Item7TenClassesOfPublicInformation) {
  REQ("R-COLL-07");
  const auto classes = hainan().profile.at("enforcement.classes").list();
  EXPECT_EQ(classes.size(), 10U);
  for (const auto& name : classes) {
    const auto count = std::count_if(hainan().catalogue.begin(), hainan().catalogue.end(),
                                     [&](const auto& entry) { return entry.enforcementClass == name; });
    EXPECT_EQ(count, 2) << name << ": one entry for organisations, one for persons";
  }
  EXPECT_NE(hainan().entry("JF-ORG"), nullptr);
  EXPECT_NE(hainan().entry("BC-NP"), nullptr);
  EXPECT_EQ(hainan().entry("ZY-ORG"), nullptr) << "行政征用 is not among the ten";
}

TEST(SeedHainan, Article14FourGoodKindsSevenActivities) {
  REQ("R-CLASS-04");
  EXPECT_EQ(listSize("good-kinds"), 4U);
  EXPECT_EQ(listSize("good-activities"), 7U);
  EXPECT_EQ(hainan().entry("LH-ORG")->infoClass, "good");
}

TEST(SeedHainan, Article16NineteenNegativeKindsTheFourthCompletedByUs) {
  REQ("R-CLASS-05");
  const auto* list = hainan().codeList("negative-kinds");
  ASSERT_EQ(list->items.size(), 19U);
  EXPECT_NE(list->items[3].label.find("由本系统补全"), std::string::npos);
  EXPECT_NE(list->items[18].source.find("第十六条（十九）"), std::string::npos);
  EXPECT_EQ(hainan().entry("FM-ORG")->infoClass, "negative");
}

TEST(SeedHainan, Article15TwoLevelsOfDishonesty) {
  REQ("R-CLASS-07");
  EXPECT_EQ(listSize("dishonesty-levels"), 2U);
}

TEST(SeedHainan, Article20RemindersOfMutualInformation) {
  REQ("R-QUAL-03");
  EXPECT_EQ(hainan().clock("mutual-remind")->amount, 2);
  EXPECT_EQ(hainan().clock("mutual-complete")->amount, 5);
}

TEST(SeedHainan, Article21ReferenceInformationIsNeverPublic) {
  REQ("R-DISC-01");
  for (const char* code : {"CK-ORG", "CK-NP"}) {
    EXPECT_EQ(hainan().entry(code)->infoClass, "reference");
    EXPECT_FALSE(hainan().entry(code)->isPublic);
  }
}

TEST(SeedHainan, Article22SevenOtherKindsTheFirstReviewed) {
  REQ("R-CLASS-06");
  const auto* list = hainan().codeList("other-kinds");
  ASSERT_EQ(list->items.size(), 7U);
  EXPECT_NE(list->items[0].label.find("主管部门复核"), std::string::npos);
}

TEST(SeedHainan, Articles25And26RecordPeriods) {
  REQ("R-RET-01", "R-RET-02", "R-RET-03");
  const auto rule = [](const char* id) {
    return *std::find_if(hainan().terms.begin(), hainan().terms.end(), [&](const auto& term) { return term.id == id; });
  };
  EXPECT_EQ(rule("basic").retention, "until-end");
  EXPECT_EQ(rule("good").retention, "unlimited");
  EXPECT_EQ(rule("negative").retention, "P5Y");
  EXPECT_FALSE(rule("basic").isDefault) << "Hainan itself says so";
  EXPECT_TRUE(rule("negative").isDefault) << "the length of the use term is left to the province";
  EXPECT_EQ(hainan().value("good.decay").substr(0, 3), "P2Y");
}

TEST(SeedHainan, Article27ThreeWaysOfDisclosure) {
  REQ("R-DISC-01");
  EXPECT_EQ(hainan().profile.at("disclosure.modes").list(),
            (std::vector<std::string>{"公开公示", "授权查询", "政务共享"}));
}

TEST(SeedHainan, Article29Channels) {
  REQ("R-DISC-03");
  std::vector<std::string> names;
  for (const auto& channel : hainan().channels) names.push_back(channel.name);
  EXPECT_EQ(names, (std::vector<std::string>{"信用中国(海南)", "省医疗卫生信用信息管理平台"}));
}

TEST(SeedHainan, Articles41And42ClocksOfCorrectionAndObjection) {
  REQ("R-QUAL-03");
  // a Thursday without holidays: three working days later is Tuesday
  EXPECT_EQ(due("correct-3wd", "2026-03-05"), "2026-03-10");
  EXPECT_EQ(due("objection-decide", "2026-03-05"), "2026-03-16");
  EXPECT_EQ(due("objection-review", "2026-03-05"), "2026-03-09");
  EXPECT_EQ(hainan().clock("objection-extend")->amount, 7);
  EXPECT_EQ(listSize("objection-grounds"), 5U);
  EXPECT_EQ(listSize("objection-results"), 3U);
}

TEST(SeedHainan, Articles44And45Repair) {
  REQ("R-QUAL-03");
  EXPECT_EQ(hainan().clock("repair-publicity")->amount, 5);
  EXPECT_EQ(hainan().clock("repair-interval")->amount, 12);
  EXPECT_EQ(hainan().clock("publicity-shortest")->amount, 3);
  EXPECT_EQ(hainan().profile.at("repair.steps").list().size(), 5U);
  EXPECT_EQ(listSize("repair-bars"), 5U);
}

TEST(SeedHainan, Article36FiveIncentives) {
  REQ("R-PROF-01");
  EXPECT_EQ(listSize("incentives"), 5U);
}

TEST(SeedHainan, Article58TrialFromThirtyDaysAfterIssue) {
  REQ("R-PROF-02");
  EXPECT_EQ(due("trial-start", "2024-04-09"), "2024-05-09");
}

}  // namespace
}  // namespace medcredit
