// subject … and classify … through the real binary.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "support/run_binary.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

using ::testing::HasSubstr;

class SubjectCliTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    (void)serviceContext();
    addUnit("U1", "老城区测试监督所", {"CF-ORG"}, "410302");
  }
  RunResult program(std::vector<std::string> arguments) const {
    for (const auto& option : storeOptions()) arguments.push_back(option);
    arguments.insert(arguments.end(), {"--today", "2026-02-12"});
    return runMedcredit(arguments);
  }
  boost::json::value json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    const RunResult result = program(arguments);
    EXPECT_EQ(result.exitCode, 0) << result.err;
    return result.json();
  }
  std::string addOrg(const std::string& name, const std::string& id = "") const {
    std::vector<std::string> arguments{"subject", "add", "--kind", "ORG", "--name", name};
    if (!id.empty()) arguments.insert(arguments.end(), {"--id", id});
    return json(arguments).at("subject_id").as_string().c_str();
  }
};
MC_ON_BOTH_STORES(SubjectCliTest);

TEST_P(SubjectCliTest, AddsShowsAndListsSubjects) {
  REQ("R-SUBJ-01", "R-SUBJ-12");
  const std::string id = addOrg("测试医院", "usc:914103000000000782");
  EXPECT_EQ(id, "S1");
  json({"subject", "authority", "set", id, "--unit", "U1", "--on", "2024-01-01"});
  const auto archive = json({"subject", "show", "914103000000000782"});
  EXPECT_EQ(archive.at("subject_id").as_string(), "S1");
  EXPECT_EQ(archive.at("name").as_string(), "测试医院");
  EXPECT_EQ(archive.at("identifiers").at(0).at("value").as_string(), "914103000000000782");
  EXPECT_EQ(archive.at("authorities").at(0).at("unit").as_string(), "U1");
  EXPECT_EQ(archive.at("records").as_object().size(), 6U) << "one tab for each class";
  EXPECT_EQ(json({"subject", "list", "--region", "410300"}).at("count").as_int64(), 1);
  EXPECT_EQ(json({"subject", "list", "--region", "410303"}).at("count").as_int64(), 0);
  const RunResult text = program({"subject", "show", id});
  EXPECT_THAT(text.out, HasSubstr("发证单位 老城区测试监督所（410302）"));
}

TEST_P(SubjectCliTest, SearchesWithReasonsAndTellsDifferences) {
  REQ("R-SUBJ-07", "R-DISC-14");
  const std::string id = addOrg("涧西康宁测试医院", "usc:914103000000000782");
  json({"subject", "rename", id, "涧西安泰测试医院", "--on", "2026-02-01"});
  for (const char* query :
       {"安泰", "康宁测试", "澗西安泰測試醫院", "jxatcsyy", "涧西安太测试医院", "914103000000000782"}) {
    const auto found = json({"subject", "search", query});
    ASSERT_EQ(found.at("count").as_int64(), 1) << query;
    EXPECT_EQ(found.at("subjects").at(0).at("subject_id").as_string(), id);
    EXPECT_FALSE(found.at("subjects").at(0).at("explanation").as_string().empty());
  }
  EXPECT_THAT(program({"subject", "search", "康宁"}).out, HasSubstr("曾用名“涧西康宁测试医院”"));
  EXPECT_THAT(program({"subject", "search", "没有的名称"}).out, HasSubstr("没有找到"));
  const auto changed = json({"subject", "diff", id, "--from", "2026-01-15"});
  EXPECT_GE(changed.at("count").as_int64(), 1);
  EXPECT_THAT(program({"subject", "diff", id, "--from", "2026-02-12"}).out, HasSubstr("没有变化"));
}

TEST_P(SubjectCliTest, RefusesSearchesThatSayNothing) {
  REQ("R-DISC-14");
  const std::vector<std::pair<std::string, std::string>> queries{
      {"", "SUBJ-0070"}, {"%", "SUBJ-0070"}, {std::string(5000, 'a'), "SUBJ-0071"}, {"a\x02", "SUBJ-0072"}};
  for (const auto& [query, code] : queries) {
    const RunResult refused = program({"subject", "search", query, "--json"});
    EXPECT_EQ(refused.exitCode, 4) << query.substr(0, 10);
    EXPECT_EQ(refused.json().at("error").at("code").as_string(), code);
  }
  const std::string id = addOrg("测试医院");
  const RunResult backwards = program({"subject", "diff", id, "--from", "2026-02-10", "--to", "2026-02-01", "--json"});
  EXPECT_EQ(backwards.exitCode, 4);
  EXPECT_EQ(backwards.json().at("error").at("code").as_string(), "SUBJ-0073");
}

TEST_P(SubjectCliTest, MatchesMergesAndUndoes) {
  REQ("R-SUBJ-06");
  const std::string a = addOrg("测试医院", "usc:914103000000000782");
  const std::string b = addOrg("测试医院");
  const auto candidates = json({"subject", "match", b});
  ASSERT_EQ(candidates.at("count").as_int64(), 1);
  EXPECT_THAT(std::string(candidates.at("candidates").at(0).at("explanation").as_string()), HasSubstr("名称相同"));
  const auto preview = json({"subject", "merge", a, b, "--preview"});
  EXPECT_FALSE(preview.as_object().contains("merge_id"));
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject_merge"), 0);
  const auto merged = json({"subject", "merge", a, b, "--reason", "证照一致"});
  EXPECT_EQ(merged.at("merge_id").as_string(), "M1");
  EXPECT_EQ(json({"subject", "show", b}).at("subject_id").as_string(), "S1");
  json({"subject", "unmerge", "M1"});
  EXPECT_EQ(json({"subject", "show", b}).at("subject_id").as_string(), "S2");
  const RunResult again = program({"subject", "unmerge", "M1", "--json"});
  EXPECT_EQ(again.exitCode, 4);
  EXPECT_EQ(again.json().at("error").at("code").as_string(), "SUBJ-0065");
}

TEST_P(SubjectCliTest, RefusesWithCodePlaceAndExitCode) {
  REQ("R-SUBJ-01", "R-SUBJ-11");
  const RunResult kind = program({"subject", "add", "--kind", "GOV", "--name", "测试政府", "--json"});
  EXPECT_EQ(kind.exitCode, 4);
  EXPECT_EQ(kind.json().at("error").at("code").as_string(), "SUBJ-0001");
  EXPECT_EQ(kind.json().at("error").at("place").as_string(), "kind");
  EXPECT_THAT(kind.err, HasSubstr("SUBJ-0001 kind：主体类型“GOV”不在本地区的范围内"));
  EXPECT_EQ(program({"subject", "add", "--kind", "ORG"}).exitCode, 2);
  EXPECT_EQ(program({"subject", "event", "S1", "--event", "注销", "--on", "2026-02-30"}).exitCode, 2);
  EXPECT_EQ(program({"subject", "show", "S9"}).exitCode, 4);
  const std::string id = addOrg("测试医院");
  json({"subject", "event", id, "--event", "注销", "--on", "2026-02-01"});
  const RunResult after = program({"subject", "event", id, "--event", "恢复", "--on", "2026-02-02"});
  EXPECT_EQ(after.exitCode, 4);
  EXPECT_THAT(after.err, HasSubstr("处于“注销（终止）”状态，不能发生“恢复”"));
  EXPECT_EQ(json({"subject", "list", "--pool"}).at("count").as_int64(), 0);
}

TEST_P(SubjectCliTest, MasksPersonsUnlessAsked) {
  REQ("R-SUBJ-04");
  json({"subject", "add", "--kind", "NP", "--name", "张测试", "--id", "citizen-id:41030219000108007X"});
  const auto masked = json({"subject", "show", "S1"});
  EXPECT_EQ(masked.at("name").as_string(), "张**");
  EXPECT_EQ(masked.at("identifiers").at(0).at("value").as_string(), "410*************7X");
  EXPECT_EQ(json({"subject", "list"}).at("subjects").at(0).at("name").as_string(), "张**");
  const auto clear = json({"subject", "show", "S1", "--unmask"});
  EXPECT_EQ(clear.at("name").as_string(), "张测试");
  EXPECT_EQ(number("SELECT COUNT(*) FROM evidence_entry WHERE action = 'subject.unmask'"), 1);
}

TEST_P(SubjectCliTest, KeepsPointsComplaintsAndListTypes) {
  REQ("R-CLASS-08", "R-CLASS-10", "R-CLASS-11");
  const std::string id = addOrg("测试医院");
  const auto sum = json({"classify", "score", id, "--points", "12", "--item", "测试事项"});
  EXPECT_EQ(sum.at("points").as_string(), "12");
  EXPECT_TRUE(sum.at("alert").as_bool());
  EXPECT_EQ(program({"classify", "score", id, "--points", "很多", "--item", "测试事项"}).exitCode, 4);
  const auto complaint = json({"classify", "complaint", "add", id, "--matter", "测试事由"});
  EXPECT_EQ(complaint.at("complaint_id").as_string(), "C1");
  EXPECT_TRUE(
      json({"classify", "complaint", "decide", "C1", "--state", "verified", "--consequence"}).at("negative").as_bool());
  const RunResult refused = program({"classify", "list-type", "L1", "--name", "测试名单", "--json"});
  EXPECT_EQ(refused.exitCode, 4);
  EXPECT_EQ(refused.json().at("error").at("code").as_string(), "RECD-0040");
  EXPECT_EQ(json({"classify", "report", "--by", "negative"}).at("rows").as_array().size(), 19U);
  EXPECT_EQ(json({"classify", "release"}).at("count").as_int64(), 0);
  EXPECT_EQ(program({"classify", "record", "R9", "--class", "基础", "--reason", "测试"}).exitCode, 4);
}

}  // namespace
}  // namespace medcredit::test
