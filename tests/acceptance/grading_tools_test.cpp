// EVAL: what works beside the runs: the what-if on the register, points tables as spreadsheets.
#include <boost/json.hpp>
#include <fstream>
#include <map>

#include "acceptance/grading_fixture.h"
#include "service/evidence_head.h"
#include "service/grade_points.h"
#include "service/grade_reform.h"
#include "service/model_cache.h"
#include "service/read_caches.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;

class GradingToolsTest : public GradingMaker {
 protected:
  static constexpr const char* kReform =
      "reform: test-1\n"
      "base: national.demonstration.institution@2026.1\n"
      "reason: 加重处罚扣分\n"
      "set:\n"
      "  params.penalty.values.2020-01-01: {v: {minor: -2, general: -16, serious: -30}, cite: [SF]}\n"
      "accept:\n"
      "- share(moved_down) <= 0.10\n"
      "- decided_by_unpublished == 0\n";
};
MC_ON_BOTH_STORES(GradingToolsTest);

TEST_P(GradingToolsTest, AModelIsReadOnceForManyExplanations) {
  REQ("R-EVAL-05");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto run = publish(2026);
  const auto decision = decisionOf(run, org_);
  const auto plain = must(service::explainDecision(now(), decision.id));
  service::ReadCaches caches;
  service::Context context = now();
  context.caches = &caches;
  EXPECT_EQ(caches.models.model(plain.model.digest), nullptr);
  const auto first = must(service::explainDecision(context, decision.id));
  const auto kept = caches.models.model(plain.model.digest);
  ASSERT_NE(kept, nullptr);
  const auto again = must(service::explainDecision(context, decision.id));
  EXPECT_EQ(caches.models.model(plain.model.digest), kept) << "not read anew";
  for (const auto* one : {&first, &again}) {
    EXPECT_EQ(one->told.summary, plain.told.summary);
    EXPECT_EQ(one->told.grade.ledger, plain.told.grade.ledger);
    ASSERT_EQ(one->told.lines.size(), plain.told.lines.size());
    EXPECT_EQ(one->told.lines.front().text, plain.told.lines.front().text);
  }
  // A text that is not what its digest says is read, and never kept under that digest.
  auto other = plain.model;
  other.digest = std::string(64, '0');
  must(service::sharedModel(context, other));
  EXPECT_EQ(caches.models.model(other.digest), nullptr);
}

TEST_P(GradingToolsTest, AReformIsSeenOnTheWholeRegisterBeforeItIsSigned) {
  REQ("R-EVAL-04");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto release = must(service::simulateReform(now(), {kReform, "reform.yaml", {}, {}}));
  ASSERT_EQ(release.gates.size(), 2U);
  EXPECT_FALSE(release.gates.front().met) << "one of two moves down";
  EXPECT_TRUE(release.gates.back().met);
  EXPECT_FALSE(release.accepted());
  const auto body = json::parse(release.json);
  EXPECT_EQ(body.at("subjects").as_int64(), 2);
  EXPECT_EQ(body.at("movedDown").as_int64(), 1);
  EXPECT_EQ(body.at("movers").at(0).at("from").as_string(), "B");
  EXPECT_EQ(body.at("movers").at(0).at("to").as_string(), "C");
  EXPECT_EQ(body.at("movers").at(0).at("line").as_string(), "P1");
  EXPECT_NE(release.text.find("不通过"), std::string::npos);
  EXPECT_EQ(number("SELECT COUNT(*) FROM grade_decision"), 0) << "nothing is kept";
}

TEST_P(GradingToolsTest, TheReleaseFileTellsSensitivityAndWhatFollowedAYearBefore) {
  REQ("R-EVAL-04");
  model();
  addRecord(org_, penalty("2025-03-03", "serious", "洛卫罚〔2025〕1号"));
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto release = must(service::simulateReform(now(), {kReform, "reform.yaml", {}, {}}));
  const auto body = json::parse(release.json);
  const auto& sweep = body.at("sensitivity");
  EXPECT_EQ(sweep.at("subjects").as_int64(), 2);
  std::map<std::string, std::int64_t> moved;
  for (const auto& one : sweep.at("numbers").as_array()) {
    moved[std::string(one.at("path").as_string()) + " " + std::to_string(one.at("percent").as_int64())] =
        one.at("moved").as_int64();
  }
  ASSERT_TRUE(moved.contains("params.base -10"));
  ASSERT_TRUE(moved.contains("params.base 10"));
  EXPECT_EQ(moved["params.base 10"], 2) << "85 becomes 93.5: an A for who has nothing, a better level for the other";
  EXPECT_TRUE(moved.contains("params.penalty.serious 10"));
  EXPECT_TRUE(moved.contains("groups.penalty.cap -10"));
  const auto& test = body.at("backTest");
  EXPECT_EQ(test.at("asOf").as_string(), "2025-06-01");
  EXPECT_EQ(test.at("until").as_string(), "2026-06-01");
  for (const char* edition : {"before", "after"}) {
    std::int64_t violated = 0, subjects = 0;
    for (const auto& level : test.at(edition).at("levels").as_array()) {
      subjects += level.at("subjects").as_int64();
      violated += level.at("violated").as_int64();
    }
    EXPECT_EQ(subjects, 2);
    EXPECT_EQ(violated, 1) << "the one with a penalty in May 2026 stood worse a year before";
    EXPECT_TRUE(test.at(edition).at("monotonic").as_bool());
    EXPECT_EQ(test.at(edition).at("gini").as_string(), "1.000000");
  }
  EXPECT_NE(release.text.find("敏感度"), std::string::npos);
  EXPECT_NE(release.text.find("回溯（2025-06-01"), std::string::npos);
}

TEST_P(GradingToolsTest, TheReleaseFileIsSignedAndShowsEveryChange) {
  REQ("R-EVAL-04");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto release = must(service::simulateReform(now(), {kReform, "reform.yaml", {}, {}}));
  const auto key = must(service::logPublicKey(now().keys));
  EXPECT_EQ(codeOf(service::checkRelease(release.json, key)), "");
  EXPECT_EQ(codeOf(service::checkRelease(release.json + "\n", key)), "") << "as written to a file";
  std::string altered = release.json;
  altered.replace(altered.find("\"movedDown\":1"), 13, "\"movedDown\":0");
  EXPECT_EQ(codeOf(service::checkRelease(altered, key)), "EVAL-0039");
  EXPECT_EQ(codeOf(service::checkRelease(release.json, crypto::Sm2PrivateKey::generate().publicKey())), "EVAL-0039");
  auto unsigned_ = json::parse(release.json).as_object();
  unsigned_.erase("signature");
  EXPECT_EQ(codeOf(service::checkRelease(json::serialize(unsigned_), key)), "EVAL-0039");
  EXPECT_EQ(codeOf(service::checkRelease("no document", key)), "EVAL-0039");
}

TEST_P(GradingToolsTest, AReformThatCannotBeAppliedIsRefused) {
  REQ("R-EVAL-04");
  const auto code = [&](const std::string& text) {
    return codeOf(service::simulateReform(now(), {text, "r.yaml", {}, {}}));
  };
  EXPECT_TRUE(code("cgm: 1\n").starts_with("GRAD-") || code("cgm: 1\n") == "EVAL-0038");
  std::string absent(kReform);
  absent.replace(absent.find("@2026.1"), 7, "@1999.1");
  EXPECT_FALSE(code(absent).empty());
  std::string wrong(kReform);
  wrong.replace(wrong.find("params.penalty"), 14, "params.nothing");
  EXPECT_FALSE(code(wrong).empty());
}

TEST_P(GradingToolsTest, PointsTablesGoOutAndComeBack) {
  REQ("R-EVAL-04");
  const auto id = must(service::loadDemonstrations(now())).at(0);
  const TempDir folder;
  must(service::writePointsTable(now(), id, folder / "points.xlsx"));
  EXPECT_EQ(codeOf(service::readPointsTable(now(), id, folder / "points.xlsx", "2")), "EVAL-0070") << "nothing differs";
  must(service::writePointsTable(now(), id, folder / "points.csv"));
  auto table = readFile(folder / "points.csv");
  EXPECT_NE(table.find("'-8"), std::string::npos) << "no spreadsheet runs a number as a formula";
  const auto change = [&](const std::string& from, const std::string& to) {
    auto text = table;
    text.replace(text.find(from), from.size(), to);
    writeFile(folder / "changed.csv", text);
    return service::readPointsTable(now(), id, folder / "changed.csv", "2026.2");
  };
  EXPECT_EQ(codeOf(change("'-8", "much")), "EVAL-0072");
  EXPECT_EQ(codeOf(change("penalty,", "weather,")), "EVAL-0071");
  EXPECT_EQ(codeOf(change("2020-01-01", "soon")), "EVAL-0073");
  const auto text = must(change("'-8", "'-9"));
  const auto draft = must(service::addModel(now(), {text, "points.yaml", true}));
  const auto opened = must(service::openModel(now(), must(service::requireModel(now(), draft))));
  EXPECT_EQ(opened.edition, "2026.2");
  const auto& words = std::get<grading::WordTable>(opened.findParam("penalty")->values.front().v);
  EXPECT_EQ(grading::findWord(words, "general")->value.str(), "-9");
  EXPECT_EQ(grading::findWord(words, "serious")->value.str(), "-20");
}

}  // namespace
}  // namespace medcredit::test
