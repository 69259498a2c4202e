// 湖州 2020 work points (seed 001), clause by clause, as far as it concerns this issue.
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/deadline.h"
#include "support/law.h"
#include "support/req.h"

namespace medcredit {
namespace {

using test::shippedLaw;

const jurisdiction::Jurisdiction& huzhou() { return shippedLaw("zhejiang-huzhou"); }

std::vector<std::string> list(const char* key) { return huzhou().profile.at(key).list(); }

TEST(SeedHuzhou, Section3SevenDaysAreCalendarDays) {
  REQ("R-DUAL-02");
  const auto* clock = huzhou().clock("dual-publicity");
  EXPECT_EQ(clock->amount, 7);
  EXPECT_NE(clock->source.find("默认值（依据未规定）"), std::string::npos) << "reading 日 as calendar day is ours";
  EXPECT_EQ(domain::computeDue(*clock, *base::CivilDate::parseIso("2026-03-01"), huzhou().calendar).date.iso(),
            "2026-03-08");
  // the Spring Festival does not move it
  EXPECT_EQ(domain::computeDue(*clock, *base::CivilDate::parseIso("2026-02-12"), huzhou().calendar).date.iso(),
            "2026-02-19");
  for (const char* code : {"XK-ORG", "CF-ORG"}) EXPECT_EQ(huzhou().entry(code)->publicityClock, "dual-publicity");
}

TEST(SeedHuzhou, Section3SwitchingToWorkingDaysIsOneLineOfData) {
  REQ("R-DUAL-02");
  const test::TempDir extra;
  test::writeFile(extra / "huzhou-wd/profile.yaml", "id: huzhou-wd\ntitle: 试\nlevel: 市\nextends: zhejiang-huzhou\n");
  test::writeFile(extra / "huzhou-wd/clocks.yaml",
                  "items:\n  - {id: dual-publicity, title: 双公示, amount: 7, unit: workday, start: 作出行政决定之日, "
                  "source: 试}\n");
  const auto law = jurisdiction::Loader(MC_SOURCE_DIR "/jurisdictions", {extra.path()}).load("huzhou-wd");
  ASSERT_TRUE(law.ok()) << domain::render(law.error());
  EXPECT_EQ(
      domain::computeDue(*(*law)->clock("dual-publicity"), *base::CivilDate::parseIso("2026-03-01"), (*law)->calendar)
          .date.iso(),
      "2026-03-10");
}

TEST(SeedHuzhou, Section3CoverageAndEvaluation) {
  REQ("R-DUAL-03", "R-DUAL-11");
  EXPECT_EQ(huzhou().value("quality.targets"), "全覆盖、无遗漏");
  EXPECT_EQ(huzhou().value("dual.evaluation"), "每季度");
  EXPECT_TRUE(huzhou().profile.at("dual.evaluation").isDefault) << "适时 gives no period";
}

TEST(SeedHuzhou, Sections3And12Channels) {
  REQ("R-DISC-03");
  std::vector<std::string> names;
  for (const auto& channel : huzhou().channels) names.push_back(channel.name);
  EXPECT_EQ(names, (std::vector<std::string>{"健康湖州", "信用湖州"}));
}

TEST(SeedHuzhou, Section9FiveInputsOfGradingForPrivateHospitals) {
  REQ("R-PROF-01");
  EXPECT_EQ(list("grade.inputs"),
            (std::vector<std::string>{"自查结果", "行业信用评价", "投诉举报", "行政处罚", "不良记分"}));
  EXPECT_EQ(huzhou().value("grade.scope"), "民营医院");
  const auto& categories = huzhou().categories;
  EXPECT_TRUE(std::any_of(categories.begin(), categories.end(), [](const auto& c) { return c.label == "民营医院"; }));
  EXPECT_EQ(huzhou().grades.size(), 5U);
  for (const auto& level : huzhou().grades) EXPECT_NE(level.source.find("默认值"), std::string::npos);
}

TEST(SeedHuzhou, Section2SpellingsOfOneScenario) {
  REQ("R-PROF-01");
  EXPECT_EQ(list("scenarios"), (std::vector<std::string>{"信易+", "信易医", "医后付"}));
  EXPECT_EQ(list("scenario.aliases"), (std::vector<std::string>{"易信+", "信用+"}));
}

TEST(SeedHuzhou, AnnexOfficesAndTheFourSpellingsOfTheCentralDesk) {
  REQ("R-PROF-01");
  EXPECT_EQ(huzhou().offices.size(), 11U);
  const auto desk = std::find_if(huzhou().offices.begin(), huzhou().offices.end(),
                                 [](const auto& office) { return office.centralDesk; });
  ASSERT_NE(desk, huzhou().offices.end());
  EXPECT_EQ(desk->name, "综合监督与职业健康处");
  for (const char* spelling : {"监督处", "综合监督处", "监督处（执法支队）", "综合监督处（执法支队）"}) {
    EXPECT_NE(std::find(desk->aliases.begin(), desk->aliases.end(), spelling), desk->aliases.end()) << spelling;
  }
}

TEST(SeedHuzhou, Sections8And10Lists) {
  REQ("R-PROF-01");
  EXPECT_EQ(list("list.names"), (std::vector<std::string>{"红名单", "黑名单", "红黑榜"}));
  EXPECT_TRUE(huzhou().value("check").starts_with("一事一查"));
}

}  // namespace
}  // namespace medcredit
