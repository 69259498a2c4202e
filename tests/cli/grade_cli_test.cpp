// model …, grade …, reform … through the real binary.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "support/run_binary.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

using ::testing::HasSubstr;

class GradeCliTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    (void)serviceContext();
    addUnit("U1", "老城区测试监督所", {"CF-ORG"}, "410302");
    // A nil report: the source has delivered that there was nothing.
    must(json({"nil-report", "--entry", "CF-ORG", "--unit", "U1", "--period", "2026-01"}, "2026-02-12"));
    must(json({"subject", "add", "--kind", "ORG", "--name", "测试医院", "--id", "usc:914103000000000782"},
              "2026-02-12"));
  }
  RunResult program(std::vector<std::string> arguments, const std::string& day, const std::string& actor = "甲") const {
    for (const auto& option : storeOptions()) arguments.push_back(option);
    arguments.insert(arguments.end(), {"--today", day, "--actor", actor});
    return runMedcredit(arguments);
  }
  static boost::json::value must(boost::json::value value) { return value; }
  boost::json::value json(std::vector<std::string> arguments, const std::string& day,
                          const std::string& actor = "甲") const {
    arguments.emplace_back("--json");
    const RunResult result = program(std::move(arguments), day, actor);
    EXPECT_EQ(result.exitCode, 0) << result.err << result.out;
    return result.json();
  }
  std::string code(std::vector<std::string> arguments, const std::string& day, int exitCode,
                   const std::string& actor = "甲") const {
    arguments.emplace_back("--json");
    const RunResult result = program(std::move(arguments), day, actor);
    EXPECT_EQ(result.exitCode, exitCode) << result.err;
    return std::string(result.json().at("error").at("code").as_string());
  }
};
MC_ON_BOTH_STORES(GradeCliTest);

TEST_P(GradeCliTest, FromTheModelToThePublishedTableAndThePackThatRecomputesIt) {
  REQ("R-EVAL-04", "R-EVAL-07", "R-EVAL-09");
  const auto loaded = json({"model", "load"}, "2026-06-01");
  const std::string model(loaded.at("added").at(0).at("id").as_string());
  EXPECT_EQ(code({"grade", "run", "--year", "2026", "--model", model}, "2027-01-20", 4), "EVAL-0022");
  for (const char* step : {"analysed", "tested", "trial"}) json({"model", "step", model, "--to", step}, "2026-06-01");
  EXPECT_EQ(code({"model", "step", model, "--to", "in_force"}, "2026-06-01", 4), "EVAL-0008");
  EXPECT_EQ(code({"grade", "run", "--year", "2026"}, "2027-01-19", 4), "EVAL-0021");
  const auto run = json({"grade", "run", "--year", "2026"}, "2027-01-20");
  EXPECT_EQ(run.at("run").as_string(), "E1");
  EXPECT_EQ(run.at("levels").at("B").as_int64(), 1);
  EXPECT_EQ(code({"grade", "run", "--year", "2026"}, "2027-01-20", 4), "EVAL-0020");
  json({"grade", "preview", "E1"}, "2027-01-21", "乙");
  EXPECT_EQ(code({"grade", "publish", "E1"}, "2027-01-22", 4, "乙"), "EVAL-0024");
  const TempDir folder;
  json({"grade", "publish", "E1", "--table", (folder / "t.csv").string()}, "2027-01-22", "丙");
  EXPECT_THAT(readFile(folder / "t.csv"), HasSubstr("测试医院"));
  const auto explained = json({"grade", "explain", "D1"}, "2027-01-22");
  EXPECT_EQ(explained.at("explanation").at("base").as_string(), "85.00");
  EXPECT_TRUE(json({"grade", "replay", "D1"}, "2028-01-22").at("sameGrade").as_bool());
  EXPECT_EQ(json({"grade", "subject", "S1"}, "2028-01-22").at("decisions").as_array().size(), 1U);
  EXPECT_EQ(code({"grade", "explain", "D9"}, "2027-01-22", 4), "EVAL-0027");
  EXPECT_EQ(code({"grade", "show", "X"}, "2027-01-22", 4), "EVAL-0028");

  json({"grade", "pack", "E1", "--out", (folder / "pack").string()}, "2027-01-22");
  const auto pack = [&](const char* name) { return (folder / "pack" / name).string(); };
  const auto again = runMedcredit({"grade", "offline", "--subjects", pack("subjects.csv"), "--facts", pack("facts.csv"),
                                   "--model", pack("model.yaml"), "--as-of", "2026-12-31", "--known-on", "2027-01-19",
                                   "--out", pack("again.csv")});
  EXPECT_EQ(again.exitCode, 0) << again.err;
  EXPECT_EQ(readFile(pack("again.csv")), readFile(pack("expected.csv")));
  EXPECT_EQ(readFile(pack("facts.csv")).find("测试医院"), std::string::npos);
}

TEST_P(GradeCliTest, RefusesWhatIsNoModelAndWhatIsNotThere) {
  REQ("R-EVAL-04");
  const TempDir folder;
  writeFile(folder / "bad.yaml", "cgm: 1\nmodel: x\n");
  EXPECT_THAT(code({"model", "add", (folder / "bad.yaml").string()}, "2026-06-01", 4), ::testing::StartsWith("GRAD-"));
  EXPECT_EQ(code({"model", "add", (folder / "none.yaml").string()}, "2026-06-01", 4), "FILE-0001");
  EXPECT_EQ(code({"model", "step", "G9", "--to", "trial"}, "2026-06-01", 4), "EVAL-0001");
  EXPECT_EQ(code({"grade", "run", "--year", "2025"}, "2026-06-01", 4), "EVAL-0029") << "no model in use";
  EXPECT_EQ(program({"grade", "run"}, "2026-06-01").exitCode, 2);
  EXPECT_EQ(json({"model", "list"}, "2026-06-01").at("models").as_array().size(), 0U);
}

}  // namespace
}  // namespace medcredit::test
