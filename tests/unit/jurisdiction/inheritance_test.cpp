// A jurisdiction rests on its ancestors: items are put over inherited ones by id.
#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

#include "support/law.h"
#include "support/req.h"

namespace medcredit::jurisdiction {
namespace {

using test::findProblem;
using test::LawTree;

std::shared_ptr<const Jurisdiction> loaded(const LawTree& tree, std::string_view id) {
  auto law = tree.loader().load(id);
  if (!law.ok()) throw std::runtime_error(domain::render(law.error()));
  return *law;
}

constexpr const char* kCity = "id: city\ntitle: 市\nlevel: 市\nextends: national\n";

TEST(Inheritance, AChildWithoutOwnFilesIsItsParentUnderAnotherName) {
  const LawTree tree;
  tree.write("city/profile.yaml", kCity);
  const auto city = loaded(tree, "city");
  EXPECT_EQ(city->chain, (std::vector<std::string>{"city", "national"}));
  EXPECT_EQ(city->value("dual.deadline"), "7 个工作日");
  EXPECT_EQ(city->profile.at("dual.deadline").definedIn, "national");
  ASSERT_NE(city->entry("XK-ORG"), nullptr);
  EXPECT_EQ(city->entry("XK-ORG")->versionDigest, loaded(tree, "national")->entry("XK-ORG")->versionDigest);
  EXPECT_NE(city->digest, loaded(tree, "national")->digest);
}

TEST(Inheritance, AnItemReplacesTheWholeInheritedItemInPlace) {
  const LawTree tree;
  tree.write("city/profile.yaml", kCity);
  tree.write("city/clocks.yaml",
             "items:\n  - {id: seven, title: 七日, amount: 7, unit: calendar-day, start: 决定之日, source: 市}\n"
             "  - {id: nine, title: 九日, amount: 9, unit: workday, start: 决定之日, source: 市}\n");
  const auto city = loaded(tree, "city");
  EXPECT_EQ(city->clock("seven")->unit, domain::DeadlineUnit::kCalendarDay);
  EXPECT_EQ(city->clock("seven")->source, "市");
  ASSERT_NE(city->clock("nine"), nullptr);
  EXPECT_EQ(loaded(tree, "national")->clock("nine"), nullptr);
}

TEST(Inheritance, ATwoLevelCityMustPutItsOwnSeverityRuleOverTheThirdLevel) {
  REQ("R-PROF-01");
  // Given a national rule that names a level the city does not have
  const LawTree tree;
  tree.write("national/severity_rules.yaml",
             "items:\n  - {id: warning, classes: [警告], severity: minor, source: 国}\n");
  tree.write("city/profile.yaml", std::string(kCity) + "values:\n  severity.scale: {v: [一般, 严重], source: 市}\n");
  tree.write("national/profile.yaml",
             "id: national\ntitle: 测试\nlevel: 国家\nbasis: [doc]\nvalues:\n"
             "  enforcement.classes: {v: [行政许可], source: 国}\n  dual.deadline: {v: 7 个工作日, source: 国}\n"
             "  severity.scale: {v: [轻微, 一般, 严重], source: 国}\n");
  const auto problem = findProblem(tree, "city", "PROF-0023");
  ASSERT_TRUE(problem.has_value());
  EXPECT_EQ(problem->file, "national/severity_rules.yaml");
  EXPECT_EQ(problem->lineColumn, "2:44");
  EXPECT_FALSE(findProblem(tree, "national", "PROF-0023").has_value());
  // When the city puts its own row over it
  tree.write("city/severity_rules.yaml", "items:\n  - {id: warning, classes: [警告], severity: general, source: 市}\n");
  // Then it loads, and each has its own
  EXPECT_EQ(loaded(tree, "city")->severityRules.at(0).severity, "general");
  EXPECT_EQ(loaded(tree, "national")->severityRules.at(0).severity, "minor");
}

TEST(Inheritance, RemoveAndInheritFalseDropInheritedItems) {
  const LawTree tree;
  tree.write("city/profile.yaml", kCity);
  tree.write("city/catalogue.yaml", "remove: [XK-ORG]\nitems: []\n");
  EXPECT_TRUE(loaded(tree, "city")->catalogue.empty());
  tree.write("city/catalogue.yaml", "inherit: false\nitems: []\n");
  EXPECT_TRUE(loaded(tree, "city")->catalogue.empty());
}

TEST(Inheritance, EnforcementClassesSwitchedOffFallAwayWhenInherited) {
  const LawTree tree;
  tree.write("city/profile.yaml", std::string(kCity) + "values:\n  enforcement.classes: {v: [行政处罚], source: 市}\n");
  EXPECT_EQ(loaded(tree, "city")->entry("XK-ORG"), nullptr);
}

TEST(Inheritance, ExtraRootsAreSearchedFirst) {
  const LawTree tree;
  const test::TempDir extra;
  test::writeFile(extra / "town/profile.yaml", "id: town\ntitle: 镇\nlevel: 县\nextends: national\n");
  const Loader loader(tree.path(), {extra.path()});
  EXPECT_EQ(loader.list(), (std::vector<std::string>{"national", "town"}));
  ASSERT_TRUE(loader.load("town").ok());
  EXPECT_EQ((*loader.load("town"))->title, "镇");
}

TEST(Digest, ChangesWithAnyFieldRuleEnumerationOrClock) {
  const LawTree tree;
  const auto before = loaded(tree, "national");
  const auto changed = [&](const char* file, const std::string& from, const std::string& to) {
    const LawTree other;
    std::string text = test::readFile(other.path() / file);
    text.replace(text.find(from), from.size(), to);
    other.write(file, text);
    return loaded(other, "national");
  };
  for (const auto& [file, from, to] :
       std::vector<std::array<std::string, 3>>{{"national/field_sets.yaml", "max: 20", "max: 21"},
                                               {"national/field_sets.yaml", "id: T1", "id: T2"},
                                               {"national/enumerations.yaml", "alias: [青]", "alias: [碧]"}}) {
    const auto after = changed(file.c_str(), from, to);
    EXPECT_NE(after->entry("XK-ORG")->versionDigest, before->entry("XK-ORG")->versionDigest) << to;
    EXPECT_NE(after->digest, before->digest) << to;
  }
  const auto clock = changed("national/clocks.yaml", "amount: 7", "amount: 8");
  EXPECT_EQ(clock->entry("XK-ORG")->versionDigest, before->entry("XK-ORG")->versionDigest);
  EXPECT_NE(clock->digest, before->digest);
  EXPECT_EQ(loaded(tree, "national")->digest, before->digest);
  EXPECT_EQ(before->digest.size(), 64U);
}

TEST(Disclosure, ASwitchIsAProfileValueWithItsReasonAndLeavesTheCatalogueAsItIs) {
  const LawTree tree;
  tree.write("national/disclosure.yaml",
             "items:\n  - {id: XK-ORG, public: 否, reason: 正文与附表不一致, source: 测试依据}\n");
  const auto law = loaded(tree, "national");
  EXPECT_EQ(law->value("publicity.entry.XK-ORG"), "否");
  EXPECT_EQ(law->texts.at("disclosure.XK-ORG"), "正文与附表不一致");
  EXPECT_TRUE(law->entry("XK-ORG")->isPublic);
}

TEST(Disclosure, APersonsEntryCannotBeSwitchedPublic) {
  const LawTree tree;
  std::string text = test::readFile(tree.path() / "national/catalogue.yaml");
  text.replace(text.find("subject: ORG"), 12, "subject: NP");
  text.replace(text.find("public: 是"), std::string("public: 是").size(), "public: 否");
  tree.write("national/catalogue.yaml", text);
  tree.write("national/disclosure.yaml", "items:\n  - {id: XK-ORG, public: 是, reason: 甲, source: s}\n");
  const auto found = findProblem(tree, "national", "PROF-0051");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->file, "national/disclosure.yaml");
  EXPECT_EQ(found->lineColumn, "2:5");
}

TEST(FieldSets, AMissingOutsideStandardBlocksCollectionOnlyAndSaysSo) {
  REQ("R-CAT-08");
  const LawTree tree;
  std::string text = test::readFile(tree.path() / "national/catalogue.yaml");
  text.replace(text.find("fields: set"), 11, "fields: nowhere\n    fields_text: 按照《某标准》填报");
  tree.write("national/catalogue.yaml", text);

  const auto warned = findProblem(tree, "national", "PROF-0055");
  ASSERT_TRUE(warned.has_value());
  EXPECT_TRUE(warned->warning);
  EXPECT_EQ(warned->lineColumn, "8:13");

  const auto law = loaded(tree, "national");
  const auto status = readyForCollection(*law->entry("XK-ORG"));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, "PROF-0055");
  EXPECT_NE(domain::renderText(status.error()).find("《某标准》"), std::string::npos);
}

TEST(Basis, LifeOfARuleIsCountedAndWarnsOnlyOutsideIt) {
  REQ("R-PROF-02", "R-PROF-03");
  const LawTree tree;
  tree.write(
      "national/basis.yaml",
      "items:\n  - {id: doc, title: 办法, level: 国家, state: 正文在册, issued: 2024-01-31, effective_after: P30D, "
      "valid_for: P1Y, superseded_by: new}\n  - {id: new, title: 新办法, level: 国家, state: 正文未提供}\n");
  const auto law = loaded(tree, "national");
  EXPECT_EQ(law->basis[0].effective->iso(), "2024-03-01");
  EXPECT_EQ(law->basis[0].expires->iso(), "2025-02-28");
  const auto day = [](const char* iso) { return base::CivilDate::parseIso(iso); };
  EXPECT_TRUE(findProblem(tree, "national", "PROF-0061", day("2024-02-29"))->warning);
  EXPECT_FALSE(findProblem(tree, "national", "PROF-0061", day("2024-03-01")).has_value());
  EXPECT_FALSE(findProblem(tree, "national", "PROF-0062", day("2025-02-28")).has_value());
  EXPECT_TRUE(findProblem(tree, "national", "PROF-0062", day("2025-03-01"))->warning);
  EXPECT_TRUE(findProblem(tree, "national", "PROF-0063")->warning);
}

TEST(Regions, KnowCurrentAndRetiredCodesAndTheirTree) {
  const LawTree tree;
  tree.write("national/regions.tsv",
             "# 表\n410000\t河南省\t1\t\t\t\n410300\t洛阳市\t2\t410000\t\t\n410302\t老城区\t3\t410300\t\t\n"
             "410306\t吉利区\t3\t410300\t1\t410308\n");
  const auto law = loaded(tree, "national");
  const auto& regions = *law->regions;
  EXPECT_TRUE(regions.known("410306"));
  EXPECT_TRUE(regions.find("410306")->retired);
  EXPECT_EQ(regions.find("410306")->successors, std::vector<std::string>{"410308"});
  EXPECT_FALSE(regions.known("990000"));
  EXPECT_TRUE(regions.within("410302", "410000"));
  EXPECT_TRUE(regions.within("410302", "410302"));
  EXPECT_FALSE(regions.within("410000", "410302"));
  EXPECT_FALSE(regions.within("990000", "410000"));
}

}  // namespace
}  // namespace medcredit::jurisdiction
