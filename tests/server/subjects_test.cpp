// Subjects over a real socket: finding them, their archives on any day, differences, merging, revealing.
#include <boost/json.hpp>

#include "service/subject.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;

class SubjectApi : public ServerTestOf<SubjectApi> {
 protected:
  /// Organisation with these names, the last one current; returns "S…".
  static std::string organisation(const std::string& name) {
    return server().operate([&](service::Context& context) {
      return service::publicId('S', must(service::addSubject(context, {"ORG", name, {}, {}, ""})));
    });
  }
  static std::string person(const std::string& name) {
    return server().operate([&](service::Context& context) {
      return service::publicId('S', must(service::addSubject(context, {"NP", name, {}, {}, ""})));
    });
  }
  /// Percent-encoded.
  static std::string encoded(const std::string& text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
    return out;
  }
  static json::array hits(const std::string& text, const std::string& who = "central-desk") {
    const auto reply = as(who).get("/api/subjects?q=" + encoded(text));
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.json().at("items").as_array();
  }
};

TEST_F(SubjectApi, FindsANewSubjectByNameSlipAndInitialsAndSaysWhy) {
  REQ("R-SUBJ-07", "R-DISC-14");
  const auto id = organisation("涧西康宁测试医院");
  const std::vector<std::pair<std::string, std::string>> expected{{"涧西康宁测试医院", "名称相同"},
                                                                  {"康宁测试", "名称含“康宁测试”"},
                                                                  {"澗西康寧測試醫院", "名称相同（繁体写法）"},
                                                                  {"涧西康平测试医院", "一字之差：“平”与“宁”"},
                                                                  {"jxkncsyy", "拼音首字母相符：JXKNCSYY"}};
  for (const auto& [query, words] : expected) {
    const auto found = hits(query);
    ASSERT_EQ(found.size(), 1U) << query;
    EXPECT_EQ(found[0].at("id").as_string(), id);
    EXPECT_EQ(found[0].at("explanation").as_string(), words) << query;
  }
}

TEST_F(SubjectApi, FindsPersonsNeitherWithoutAPurposeNorOutsideTheScope) {
  REQ("R-DISC-14", "R-SUBJ-07");
  person("韩测试");
  EXPECT_TRUE(hits("韩测试").empty());
  const auto reply = as("central-desk").get("/api/subjects?q=" + encoded("韩测试"), {{"X-Purpose", "supervision"}});
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_TRUE(reply.json().at("items").as_array().empty()) << "no unit has to do with this person";
}

TEST_F(SubjectApi, RefusesWhoMayNotAndWhatSaysNothing) {
  REQ("R-SEC-03", "R-DISC-14");
  auto nobody = anybody();
  EXPECT_EQ(nobody.get("/api/subjects?q=a").status, 401);
  EXPECT_EQ(as("system-admin").get("/api/subjects?q=a").status, 403);
  const std::vector<std::string> queries{
      "",       "?q=",      "?q=%20",       "?q=%25",          "?q=%EF%BC%88%EF%BC%89",      "?q=%01",
      "?q=%FF", "?q=a&x=1", "?q=a&limit=0", "?q=a&cursor=zzz", "?q=" + std::string(300, 'a')};
  for (const auto& query : queries) {
    const auto reply = as("clerk").get("/api/subjects" + query);
    EXPECT_GE(reply.status, 400) << query << reply.body;
    EXPECT_LT(reply.status, 500) << query << reply.body;
    EXPECT_TRUE(reply.header("Content-Type").starts_with("application/problem+json")) << query;
  }
}

TEST_F(SubjectApi, PagesWithASealedCursor) {
  REQ("R-DISC-14");
  for (int i = 0; i < 5; ++i) organisation("瀍河示例诊所" + std::to_string(i));
  std::set<std::string> seen;
  std::string next;
  for (int page = 0; page < 3; ++page) {
    const auto reply =
        as("clerk").get("/api/subjects?limit=2&q=" + encoded("瀍河示例") + (next.empty() ? "" : "&cursor=" + next));
    ASSERT_EQ(reply.status, 200) << reply.body;
    const auto body = reply.json();
    for (const auto& item : body.at("items").as_array()) {
      EXPECT_TRUE(seen.insert(std::string(item.at("id").as_string())).second);
    }
    next = body.as_object().contains("next") ? std::string(body.at("next").as_string()) : "";
  }
  EXPECT_EQ(seen.size(), 5U);
  EXPECT_TRUE(next.empty());
}

TEST_F(SubjectApi, OpensTheArchiveOnAnyDayAndTellsWhatChanged) {
  REQ("R-SUBJ-07");
  const auto id = organisation("老城安泰测试医院");
  server().operate([&](service::Context& context) {
    must(service::rename(context, *service::parsePublicId('S', id), "老城新名测试医院", context.clock.today()));
    return 0;
  });
  const auto archive = as("clerk").get("/api/subjects/" + id).json();
  EXPECT_EQ(archive.at("name").as_string(), "老城新名测试医院");
  EXPECT_EQ(archive.at("names").as_array().size(), 2U);
  EXPECT_EQ(archive.at("names").as_array()[0].at("enteredBy").as_string(), "test");
  EXPECT_EQ(as("clerk").get("/api/subjects/" + id + "?as_of=2020-01-01&known_on=2020-01-01").status, 200);
  const auto compared = as("clerk").get("/api/subjects/" + id + "/differences?from=2020-01-01").json();
  EXPECT_FALSE(compared.at("items").as_array().empty());
  EXPECT_EQ(as("clerk").get("/api/subjects/" + id + "/differences").status, 422);
  EXPECT_EQ(as("clerk").get("/api/subjects/" + id + "/differences?from=2021-02-30").status, 422);
  EXPECT_EQ(as("clerk").get("/api/subjects/" + id + "/differences?from=2021-02-01&to=2020-01-01").status, 422);
  for (const char* missing : {"S999999", "R1", "x", "S-1"}) {
    EXPECT_EQ(as("clerk").get(std::string("/api/subjects/") + missing).status, 404) << missing;
  }
}

TEST_F(SubjectApi, APersonOutsideTheScopeReadsLikeNobody) {
  REQ("R-SUBJ-07", "R-SEC-03");
  const auto id = person("高测试");
  const auto outside = as("clerk").get("/api/subjects/" + id, {{"X-Purpose", "supervision"}});
  const auto missing = as("clerk").get("/api/subjects/S999998", {{"X-Purpose", "supervision"}});
  EXPECT_EQ(outside.status, 404);
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(outside.json().at("code"), missing.json().at("code"));
}

TEST_F(SubjectApi, MergesByTheCentralDeskWithAReason) {
  REQ("R-SUBJ-06");
  const auto kept = organisation("洛龙康宁测试医院");
  const auto merged = organisation("洛龙康宁测试医院（旧）");
  const std::string both = R"("winner":")" + kept + R"(","loser":")" + merged + '"';
  EXPECT_EQ(as("clerk").post("/api/subjects/merge", "{" + both + R"(,"reason":"重复建档"})").status, 403);
  EXPECT_EQ(as("central-desk").post("/api/subjects/merge", "{" + both + "}").status, 422);
  EXPECT_EQ(as("central-desk").post("/api/subjects/merge", "{" + both + R"(,"reason":"重复","x":1})").status, 422);
  const auto preview = as("central-desk").post("/api/subjects/merge", "{" + both + R"(,"preview":true})");
  ASSERT_EQ(preview.status, 200) << preview.body;
  EXPECT_TRUE(preview.json().at("merge").is_null());
  const auto done = as("central-desk").post("/api/subjects/merge", "{" + both + R"(,"reason":"重复建档"})");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_TRUE(done.json().at("merge").is_string());
  const auto again = as("central-desk").post("/api/subjects/merge", "{" + both + R"(,"reason":"重复建档"})");
  EXPECT_EQ(again.status, 422) << again.body;
  bool told = false;
  for (const auto& hit : hits("洛龙康宁测试医院（旧）")) {
    if (hit.at("id").as_string() != merged) continue;
    told = true;
    EXPECT_EQ(hit.at("mergedInto").as_string(), kept);
  }
  EXPECT_TRUE(told);
  // … and takes it back
  const auto undo = "/api/merges/" + std::string(done.json().at("merge").as_string()) + "/undo";
  EXPECT_EQ(as("clerk").post(undo).status, 403);
  EXPECT_EQ(as("central-desk").post("/api/merges/M999999/undo").status, 404);
  EXPECT_EQ(as("central-desk").post(undo).status, 204);
  EXPECT_EQ(as("central-desk").post(undo).status, 422);
  for (const auto& hit : hits("洛龙康宁测试医院（旧）")) EXPECT_TRUE(hit.at("mergedInto").is_null());
}

TEST_F(SubjectApi, RevealingNeedsThePermissionAndLeavesItsOwnEvidence) {
  REQ("R-SUBJ-07", "R-SEC-01");
  const auto id = organisation("孟津康宁测试医院");
  EXPECT_EQ(as("clerk").post("/api/subjects/" + id + "/reveal").status, 403);
  const auto reply = as("central-desk").post("/api/subjects/" + id + "/reveal", "{}", {{"X-Purpose", "supervision"}});
  EXPECT_EQ(reply.status, 200) << reply.body;
  const auto connection = server().conn();
  std::int64_t entries = 0;
  must(connection->query("SELECT COUNT(*) FROM evidence_entry WHERE action = 'subject.unmask'", {},
                         [&entries](const store::Row& row) {
                           entries = row.integer(0);
                           return false;
                         }));
  EXPECT_EQ(entries, 1);
}

}  // namespace
}  // namespace medcredit::test
