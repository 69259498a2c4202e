// medcredit profile check | show | diff, as users run it.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/req.h"
#include "support/run_binary.h"
#include "support/temp_dir.h"

namespace medcredit {
namespace {

using test::runMedcredit;

TEST(ProfileCheck, AllShippedProfilesAreCleanAndSayHowMany) {
  REQ("R-PROF-01");
  const auto run = runMedcredit({"profile", "check", "--today", "2026-03-01"});
  EXPECT_EQ(run.exitCode, 0) << run.err;
  for (const char* id :
       {"henan-luoyang", "zhejiang-huzhou", "guangdong", "guangdong-yangshan", "hainan", "jilin", "national"}) {
    EXPECT_NE(run.out.find(std::string(id) + "：0 个错误"), std::string::npos) << id;
  }
  EXPECT_TRUE(run.err.empty()) << run.err;
}

TEST(ProfileCheck, JsonIsOneDocument) {
  const auto run = runMedcredit({"--json", "profile", "check", "henan-luoyang", "--today", "2026-03-01"});
  EXPECT_EQ(run.exitCode, 0);
  const auto document = run.json().as_object();
  EXPECT_TRUE(document.at("clean").as_bool());
  const auto& law = document.at("jurisdictions").as_array().at(0).as_object();
  EXPECT_EQ(law.at("errors").to_number<int>(), 0);
  EXPECT_EQ(law.at("warnings").to_number<int>(), 4);
  const auto& problem = law.at("problems").as_array().at(0).as_object();
  EXPECT_EQ(problem.at("code").as_string(), "PROF-0056");
  EXPECT_EQ(problem.at("severity").as_string(), "warning");
}

TEST(ProfileCheck, AFaultIsNamedWithFileLineAndColumnAndExitCode4) {
  REQ("R-PROF-01");
  const test::TempDir extra;
  test::writeFile(extra / "town/profile.yaml", "id: town\ntitle: 镇\nlevel: 县\nextends: national\n");
  test::writeFile(extra / "town/clocks.yaml",
                  "items:\n  - {id: a, title: 甲, amount: 7, unit: fortnight, start: 乙, source: 丙}\n");
  const auto run = runMedcredit({"--with-jurisdictions", extra.path().string(), "profile", "check", "town"});
  EXPECT_EQ(run.exitCode, 4);
  EXPECT_NE(run.out.find("PROF-0023 " + (extra / "town/clocks.yaml").string() + ":2:40"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("fortnight"), std::string::npos);
  EXPECT_NE(run.out.find("town：1 个错误，0 个提示"), std::string::npos) << run.out;
}

TEST(ProfileCheck, AProcedureThatCannotWorkIsNamedWithItsPlace) {
  const test::TempDir extra;
  std::filesystem::create_directories(extra / "town/procedures");
  test::writeFile(extra / "town/profile.yaml", "id: town\ntitle: 镇\nlevel: 县\nextends: national\n");
  test::writeFile(
      extra / "town/procedures/objection.yaml",
      "id: objection\namends: true\ndefault: 默认值（依据未规定）\nsteps:\n  - {id: keep, title: 维持公示, from: "
      "[review], to: kept, by: [nobody], reasons: true, default: 默认值（依据未规定）}\n");
  const auto run = runMedcredit({"--with-jurisdictions", extra.path().string(), "profile", "check", "town"});
  EXPECT_EQ(run.exitCode, 4);
  EXPECT_NE(run.out.find((extra / "town/procedures/objection.yaml").string() + ":5:5"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("nobody"), std::string::npos);
}

TEST(ProfileCheck, AnUnknownProfileIsNamed) {
  const auto run = runMedcredit({"profile", "check", "atlantis"});
  EXPECT_EQ(run.exitCode, 4);
  EXPECT_NE(run.out.find("PROF-0010"), std::string::npos);
  EXPECT_NE(run.out.find("atlantis"), std::string::npos);
}

TEST(ProfileCheck, AnExpiredTrialWarnsAndWorks) {
  REQ("R-PROF-02");
  const auto run = runMedcredit({"profile", "check", "hainan", "--today", "2026-05-09"});
  EXPECT_EQ(run.exitCode, 0);
  EXPECT_NE(run.out.find("试行期满"), std::string::npos);
}

TEST(ProfileCheck, AMissingFolderIsSaid) {
  const test::TempDir empty;
  const auto run = runMedcredit({"--jurisdictions", empty.path().string(), "profile", "show", "hainan"});
  EXPECT_EQ(run.exitCode, 4);
  EXPECT_NE(run.err.find("PROF-0010"), std::string::npos) << run.err;
}

TEST(ProfileShow, GivesEveryValueWithItsSource) {
  REQ("R-PROF-01", "R-PROF-07");
  const auto text = runMedcredit({"profile", "show", "hainan", "--today", "2026-03-01"});
  EXPECT_EQ(text.exitCode, 0);
  EXPECT_NE(text.out.find("grade.unevaluated\tM\t003_f4e4965c2585fd3d.txt 第五条"), std::string::npos);
  EXPECT_NE(text.out.find("解释：省级卫生健康行政部门"), std::string::npos);
  const auto document = runMedcredit({"--json", "profile", "show", "hainan"}).json().as_object();
  EXPECT_EQ(document.at("id").as_string(), "hainan");
  const auto& value = document.at("values").as_object().at("collect.yearly.deadline").as_object();
  EXPECT_TRUE(value.at("default").as_bool());
  EXPECT_EQ(value.at("defined_in").as_string(), "national");
  EXPECT_EQ(document.at("principles").as_array().size(), 6U);
}

TEST(ProfileDiff, ComparesTheFiveProfilesKeyByKey) {
  REQ("R-PROF-01");
  const auto document = runMedcredit({"--json", "profile", "diff"}).json().as_object();
  EXPECT_EQ(document.at("profiles").as_array().size(), 5U);
  EXPECT_EQ(document.at("conflicts").as_array().size(), 21U);
  bool found = false;
  for (const auto& row : document.at("keys").as_array()) {
    if (row.as_object().at("key").as_string() != "dual.deadline") continue;
    found = true;
    EXPECT_TRUE(row.as_object().at("differs").as_bool());
    EXPECT_EQ(row.as_object().at("values").as_object().size(), 5U);
  }
  EXPECT_TRUE(found);
  EXPECT_NE(runMedcredit({"profile", "diff"}).out.find("zhejiang-huzhou\t7 日（日历日）"), std::string::npos);
}

}  // namespace
}  // namespace medcredit
