// medcredit model check | sisters | show | diff, as officials run it.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "support/req.h"
#include "support/run_binary.h"
#include "support/temp_dir.h"

namespace medcredit {
namespace {

using test::runMedcredit;

const std::string kHainan = "hainan.medical-credit.institution";
const std::string kModels = std::string(MC_SOURCE_DIR) + "/jurisdictions/hainan/models/";

std::vector<std::string> on(const std::vector<std::string>& arguments) {
  std::vector<std::string> out = {"--today", "2026-11-22"};
  out.insert(out.end(), arguments.begin(), arguments.end());
  return out;
}

std::string textOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(ModelCheck, TheWorkedModelIsFreeOfErrorsAndSaysWhatIsOpen) {
  const auto run = runMedcredit(on({"model", "check", kHainan}));
  EXPECT_EQ(run.exitCode, 0) << run.err;
  EXPECT_NE(run.out.find("GRAD-0203"), std::string::npos) << "validity unconfirmed";
  EXPECT_NE(run.out.find("GRAD-0221"), std::string::npos) << "A nearly unreachable";
  EXPECT_NE(run.out.find("0 个错误"), std::string::npos) << run.out;
}

TEST(ModelCheck, JsonNamesPlaceReasonAndRemedy) {
  const auto run = runMedcredit(on({"--json", "model", "check", kModels + "hainan.credit.yaml"}));
  const auto document = run.json().as_object();
  EXPECT_TRUE(document.at("clean").as_bool());
  EXPECT_EQ(document.at("identity").as_string().size(), 64U);
  const auto& finding = document.at("findings").as_array().at(0).as_object();
  for (const char* key : {"code", "severity", "file", "line", "column", "message", "basis", "remedy"}) {
    EXPECT_TRUE(finding.contains(key)) << key;
  }
}

TEST(ModelCheck, AFaultIsNamedWithFileLineAndColumnAndExitCode4) {
  test::TempDir dir;
  auto text = textOf(kModels + "hainan.credit.yaml");
  const std::string good = "order: [A, B, C, D]";
  const auto at = text.find(good);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, good.size(), "order: [A, B, C, E]");
  const auto file = (dir.path() / "m.yaml").string();
  std::ofstream(file, std::ios::binary) << text;
  const auto run = runMedcredit(on({"model", "check", file}));
  EXPECT_EQ(run.exitCode, 4);
  EXPECT_NE(run.out.find(file + ":"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("GRAD-0018"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("处理："), std::string::npos);
}

TEST(ModelCheck, AMissingFileIsNoModel) {
  const auto run = runMedcredit(on({"model", "check", "no-such-model"}));
  EXPECT_EQ(run.exitCode, 4);
  EXPECT_NE(run.err.find("FILE-0001"), std::string::npos) << run.err;
  EXPECT_EQ(runMedcredit({"model", "check"}).exitCode, 2);
}

TEST(ModelCheck, AReformIsAnalysedWithItsBase) {
  const auto run = runMedcredit(on({"model", "check", kModels + "reform-2027.yaml"}));
  EXPECT_EQ(run.exitCode, 0) << run.out << run.err;
  EXPECT_NE(run.out.find("GRAD-0210"), std::string::npos) << "a provincial text against a state council one";
}

TEST(ModelSisters, ScopesThatOverlapAndTypesNobodyGradesAreTold) {
  const auto alone = runMedcredit(on({"--json", "model", "sisters", kHainan, "--types", "hospital,moon_base"}));
  EXPECT_EQ(alone.exitCode, 0) << alone.err;
  EXPECT_TRUE(alone.json().as_object().at("clean").as_bool());
  EXPECT_EQ(alone.json().as_object().at("warnings").to_number<int>(), 1) << alone.out;
  EXPECT_NE(alone.out.find("moon_base"), std::string::npos);
  const auto apart = runMedcredit(on({"model", "sisters", kHainan, "guangdong.medical-credit.disinfectant-maker"}));
  EXPECT_EQ(apart.exitCode, 0) << apart.out;
  test::TempDir dir;
  auto text = textOf(kModels + "hainan.credit.yaml");
  const std::string name = "model: " + kHainan;
  const auto at = text.find(name);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, name.size(), "model: another.model");
  const auto file = (dir.path() / "m.yaml").string();
  std::ofstream(file, std::ios::binary) << text;
  const auto both = runMedcredit(on({"model", "sisters", kHainan, file}));
  EXPECT_EQ(both.exitCode, 4);
  EXPECT_NE(both.out.find("GRAD-0270"), std::string::npos) << both.out;
  EXPECT_EQ(runMedcredit(on({"model", "sisters", "nobody.has.this"})).exitCode, 4);
}

TEST(ModelShow, TellsTheMethodOnePageForEachType) {
  REQ("R-EVAL-05");
  const auto run = runMedcredit(on({"model", "show", kHainan, "--type", "clinic"}));
  EXPECT_EQ(run.exitCode, 0) << run.err;
  EXPECT_NE(run.out.find("诊所评价方法"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("每个主体从基础分 85 分起算。〔HN#31〕"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("非正式标准"), std::string::npos);
  EXPECT_EQ(run.out.find("医院评价方法"), std::string::npos);
  EXPECT_EQ(runMedcredit(on({"model", "show", kHainan, "--type", "school"})).exitCode, 2);
  const auto all = runMedcredit(on({"--json", "model", "show", kHainan})).json().as_object();
  EXPECT_EQ(all.at("pages").as_array().size(), 5U);
  EXPECT_TRUE(all.at("canonical").as_string().starts_with("{\"arith\""));
}

TEST(ModelDiff, AReformReadsLikeAnAmendment) {
  const auto run = runMedcredit(on({"model", "diff", kModels + "reform-2027.yaml"}));
  EXPECT_EQ(run.exitCode, 0) << run.err;
  EXPECT_NE(run.out.find("【数值】\n  params.penalty.values.2027-01-01：增加"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("【规则】\n  rules.N03.decay.steps：由"), std::string::npos) << run.out;
  const auto same = runMedcredit(on({"--json", "model", "diff", kHainan, kHainan + "@2026.1"})).json().as_object();
  EXPECT_TRUE(same.at("same").as_bool());
  EXPECT_EQ(runMedcredit(on({"model", "diff", kHainan})).exitCode, 2) << "one model has nothing to be compared with";
}

}  // namespace
}  // namespace medcredit
