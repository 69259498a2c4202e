// Credit evaluation over HTTP: the life of a model, a run from its start to the public table, the subject's own view,
// facts entered by hand, and every refusal.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "server/world.h"
#include "service/access/delegates.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;

class GradingApi : public WorldTestOf<GradingApi> {
 protected:
  static std::string file(const std::string& path) {
    std::ifstream in(std::string(MC_SOURCE_DIR) + "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  static json::object must200(const HttpReply& reply, int status = 200) {
    EXPECT_EQ(reply.status, status) << reply.body.substr(0, 500);
    return reply.status == status && !reply.body.empty() ? reply.json().as_object() : json::object{};
  }
  static std::string textOf(const json::object& object, const char* name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
  }
  static std::string codeOf(const HttpReply& reply) { return textOf(reply.json().as_object(), "code"); }
  /// The demonstration model on trial; made once.
  static std::string model() {
    static const std::string id = [] {
      (void)world();
      const auto loaded = must200(as("grader").post("/api/grading/models/load"), 201);
      const std::string made(loaded.at("items").as_array().at(0).at("id").as_string());
      for (const char* step : {"analysed", "tested", "trial"}) {
        must200(
            as("grader").post("/api/grading/models/" + made + "/step", json::serialize(json::object{{"to", step}})));
      }
      return made;
    }();
    return id;
  }
  static json::object waitFor(const std::string& who, const std::string& job) {
    for (int i = 0; i < 300; ++i) {
      const auto reply = must200(as(who).get("/api/jobs/" + job));
      const auto state = textOf(reply, "state");
      if (state == "done" || state == "failed") return reply;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    ADD_FAILURE() << "job " << job << " did not end";
    return {};
  }
  /// A trial run in review; made once.
  static std::string run() {
    static const std::string id = [] {
      const auto started = must200(
          as("grader").post("/api/grading/runs",
                            json::serialize(json::object{{"year", 2026}, {"model", model()}, {"asOf", "2026-03-10"}})),
          202);
      const auto done = waitFor("grader", textOf(started, "job"));
      EXPECT_EQ(textOf(done, "state"), "done") << json::serialize(done);
      return std::string(done.at("result").at("run").as_string());
    }();
    return id;
  }
  static json::object decisionOf(const std::string& subject) {
    const auto grades = must200(as("grader").get("/api/subjects/" + subject + "/grades"));
    return grades.at("items").as_array().at(0).as_object();
  }
};

TEST_F(GradingApi, ModelsAreCheckedKeptAndStepped) {
  REQ("R-EVAL-04");
  const auto text = file("jurisdictions/national/models/demonstration.yaml");
  const auto check =
      must200(as("grader").post("/api/grading/models/check", json::serialize(json::object{{"text", text}})));
  EXPECT_EQ(check.at("tests").at("passed").as_int64(), check.at("tests").at("total").as_int64());
  EXPECT_EQ(textOf(check, "model"), "national.demonstration.institution");
  const auto broken = must200(
      as("grader").post("/api/grading/models/check", json::serialize(json::object{{"text", "cgm: 1\nmodel: x\n"}})));
  EXPECT_FALSE(broken.at("clean").as_bool());
  EXPECT_GT(broken.at("findings").as_array().size(), 3U);
  EXPECT_GT(broken.at("findings").as_array().at(0).at("line").as_int64(), 0);
  const auto refused = as("grader").post("/api/grading/models", json::serialize(json::object{{"text", "cgm: 1\n"}}));
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_TRUE(codeOf(refused).starts_with("GRAD-")) << refused.body;
  const auto id = model();
  const auto list = must200(as("unit-head").get("/api/grading/models"));
  EXPECT_EQ(list.at("items").as_array().at(0).at("label").as_string(), "示范，非正式标准");
  const auto story = must200(as("grade-legal").get("/api/grading/models/" + id));
  EXPECT_EQ(story.at("steps").as_array().size(), 4U);
  EXPECT_EQ(as("grader").post("/api/grading/models/" + id + "/step", R"({"to":"in_force"})").status, 422);
  EXPECT_EQ(as("grader").post("/api/grading/models/" + id + "/step", R"({"to":"tested"})").status, 409);
  EXPECT_EQ(as("grader").post("/api/grading/models/" + id + "/step", R"({"to":"better"})").status, 422);
  EXPECT_EQ(as("grader").get("/api/grading/models/G999").status, 404);
  const auto digest = textOf(story, "digest");
  const auto sign = json::serialize(json::object{{"role", "legal"}, {"digest", digest}});
  EXPECT_EQ(codeOf(as("grade-business").post("/api/grading/models/" + id + "/signatures", sign)), "EVAL-0016");
  EXPECT_EQ(codeOf(as("grade-legal").post("/api/grading/models/" + id + "/signatures", sign)), "EVAL-0015");
  const auto method = must200(anybody().get("/api/public/grading/models/" + id));
  EXPECT_GE(method.at("pages").at(0).at("sections").as_array().size(), 5U);
  EXPECT_EQ(anybody().get("/api/public/grading/models/G999").status, 404);
}

TEST_F(GradingApi, ARunGoesFromStartToThePublicTableByTwoPersons) {
  REQ("R-EVAL-07", "R-EVAL-09");
  const auto id = run();
  const auto review = must200(as("grader").get("/api/grading/runs/" + id));
  EXPECT_EQ(textOf(review, "state"), "review");
  EXPECT_GE(review.at("review").at("subjects").as_int64(), 6);
  EXPECT_EQ(must200(anybody().get("/api/public/grades")).at("items").as_array().size(), 0U);
  EXPECT_EQ(as("grader").post("/api/grading/runs/" + id + "/publish").status, 403) << "who grades does not publish";
  EXPECT_EQ(as("unit-head").post("/api/grading/runs/" + id + "/publish").status, 409) << "review first";
  EXPECT_EQ(as("grader").get("/api/grading/runs/" + id + "/table").status, 409);
  must200(as("grader").post("/api/grading/runs/" + id + "/preview"));
  const auto decisions = must200(as("grader").get("/api/grading/runs/" + id + "/decisions?limit=2"));
  EXPECT_EQ(decisions.at("items").as_array().size(), 2U);
  EXPECT_TRUE(decisions.contains("next"));
  must200(as("unit-head").post("/api/grading/runs/" + id + "/publish"));
  EXPECT_EQ(as("unit-head").post("/api/grading/runs/" + id + "/publish").status, 409);
  EXPECT_EQ(as("grader").post("/api/grading/runs/" + id + "/drop", R"({"reason":"重做"})").status, 409);
  const auto table = must200(anybody().get("/api/public/grades?limit=3"));
  ASSERT_EQ(table.at("items").as_array().size(), 3U);
  EXPECT_EQ(table.at("items").as_array().at(0).at("label").as_string(), "示范，非正式标准");
  // Type and place in words, and what of them can be chosen; a place nobody is in shows nobody.
  EXPECT_EQ(table.at("items").as_array().at(0).at("typeName").as_string(), "医院");
  const auto& types = table.at("types").as_array();
  ASSERT_EQ(types.size(), 2U);
  EXPECT_EQ(types.at(0).at("name").as_string(), "诊所");
  EXPECT_EQ(types.at(1).at("name").as_string(), "医院");
  const auto place = table.at("items").as_array().at(0).at("region").as_string();
  ASSERT_EQ(place.size(), 6U) << "from the code where the archive names none";
  const auto there = must200(anybody().get("/api/public/grades?region=" + std::string(place)));
  ASSERT_FALSE(there.at("items").as_array().empty());
  for (const auto& one : there.at("items").as_array()) EXPECT_EQ(one.at("region").as_string(), place);
  EXPECT_TRUE(must200(anybody().get("/api/public/grades?region=65")).at("items").as_array().empty());
  const auto next =
      must200(anybody().get("/api/public/grades?limit=3&cursor=" + percentEncoded(textOf(table, "next"))));
  EXPECT_NE(next.at("items").as_array().at(0).at("name"), table.at("items").as_array().at(0).at("name"));
  EXPECT_EQ(anybody().get("/api/public/grades?year=99").status, 422);
  const auto sheet = as("unit-head").get("/api/grading/runs/" + id + "/table?format=csv");
  EXPECT_EQ(sheet.status, 200);
  EXPECT_NE(sheet.body.find("统一社会信用代码"), std::string::npos);
  const auto deliveries = must200(as("grader").get("/api/grading/runs/" + id + "/deliveries"));
  EXPECT_EQ(deliveries.at("counts").as_array().size(), 11U);
  EXPECT_EQ(as("grader").get("/api/grading/runs/" + id + "/commendation").status, 404) << "only yearly runs commend";
  EXPECT_EQ(as("grader").get("/api/grading/runs/E999").status, 404);
}

TEST_F(GradingApi, StaffAndTheSubjectSeeWhyAndTheRestDoNot) {
  REQ("R-EVAL-05", "R-DISC-11");
  (void)run();
  const auto& place = world().place(Relation::kOwn);
  const auto decision = textOf(decisionOf(place.orgSubject), "id");
  const auto told = must200(as("grader").get("/api/grading/decisions/" + decision));
  EXPECT_EQ(told.at("explanation").at("base").as_string(), "85.00");
  EXPECT_TRUE(must200(as("grader").get("/api/grading/decisions/" + decision + "/replay")).at("sameGrade").as_bool());
  EXPECT_EQ(as("clerk").get("/api/grading/decisions/" + decision).status, 403);
  EXPECT_EQ(as("grader").get("/api/grading/decisions/D9999").status, 404);
  server().operate([&](service::Context& context) {
    must(service::access::verifyIdentity(context, {server().userId("subject"), sampleCitizenId(1), "counter"}));
    service::access::NewDelegation delegation;
    delegation.user = server().userId("subject");
    delegation.subjectId = service::parsePublicId('S', place.orgSubject).value();
    delegation.basis = "delegate";
    delegation.to = base::CivilDate::parseIso("2026-12-31");
    delegation.document = "授权书";
    (void)must(service::access::authorise(context, delegation));
  });
  as("subject").post("/api/session/subject", json::serialize(json::object{{"subject", place.orgSubject}}));
  const HeaderList speaks{{"X-Speak-For", place.orgSubject}};
  const auto own = as("subject").get("/api/me/grades", speaks);
  ASSERT_EQ(own.status, 200) << own.body;
  const auto mine = must200(as("subject").get("/api/me/grades/" + decision, speaks));
  EXPECT_EQ(textOf(mine, "id"), decision);
  const auto foreign = textOf(decisionOf(world().place(Relation::kChild).orgSubject), "id");
  EXPECT_EQ(as("subject").get("/api/me/grades/" + foreign, speaks).status, 404) << "another's grade is not there";
}

TEST_F(GradingApi, FactsPointsAndSourcesAreEnteredWithCare) {
  REQ("R-REF-01", "R-REF-05", "R-CLASS-10");
  const auto subject = world().place(Relation::kOwn).orgSubject;
  const auto body = [&](json::object more) {
    json::object out{{"subject", subject},
                     {"kind", "reference_info"},
                     {"channel", "media"},
                     {"occurredOn", "2026-03-01"},
                     {"source", "报道"}};
    for (auto& [name, value] : more) out[name] = value;
    return json::serialize(out);
  };
  EXPECT_EQ(codeOf(as("clerk").post("/api/grading/facts", body({{"severity", "serious"}}))), "EVAL-0062");
  EXPECT_EQ(codeOf(as("clerk").post("/api/grading/facts", body({{"kind", "weather"}}))), "EVAL-0060");
  EXPECT_EQ(codeOf(as("clerk").post("/api/grading/facts", body({{"channel", "rumour"}}))), "EVAL-0061");
  EXPECT_EQ(as("clerk").post("/api/grading/facts", body({{"value", "-1"}})).status, 422);
  EXPECT_EQ(as("clerk").post("/api/grading/facts", body({{"subject", "S99999"}})).status, 404);
  EXPECT_EQ(as("business-office").post("/api/grading/facts", body({})).status, 403);
  const auto fact = must200(as("clerk").post("/api/grading/facts", body({})), 201);
  EXPECT_FALSE(fact.at("public").as_bool());
  const auto step = "/api/grading/facts/" + textOf(fact, "id") + "/step";
  EXPECT_EQ(codeOf(as("clerk").post(step, R"({"step":"promoted","reason":"认定","record":"R9999"})")), "EVAL-0066");
  EXPECT_EQ(textOf(must200(as("clerk").post(step, R"({"step":"verified","reason":"已核实"})")), "state"), "verified");
  EXPECT_EQ(as("clerk").post(step, R"({"step":"verified","reason":"再"})").status, 409);
  EXPECT_EQ(as("clerk").post("/api/grading/facts/F999/step", R"({"step":"verified","reason":"再"})").status, 404);
  EXPECT_EQ(must200(as("clerk").get("/api/grading/facts?subject=" + subject)).at("items").as_array().size(), 1U);

  const auto points = [&](const char* value) {
    return json::serialize(
        json::object{{"subject", subject}, {"points", value}, {"on", "2026-03-01"}, {"item", "处方不规范"}});
  };
  EXPECT_EQ(as("clerk").post("/api/grading/practice-points", points("-2")).status, 422);
  EXPECT_EQ(as("clerk").post("/api/grading/practice-points", points("much")).status, 422);
  EXPECT_FALSE(must200(as("clerk").post("/api/grading/practice-points", points("6")), 201).at("alert").as_bool());
  EXPECT_TRUE(must200(as("clerk").post("/api/grading/practice-points", points("6")), 201).at("alert").as_bool());
  const auto sum = must200(as("grader").get("/api/subjects/" + subject + "/practice-points"));
  EXPECT_EQ(textOf(sum, "sum"), "12");
  EXPECT_EQ(textOf(must200(as("grader").get("/api/subjects/" + subject + "/risk")), "level"), "middle");

  EXPECT_EQ(as("clerk").post("/api/grading/feeds", R"({"feed":"practice_points","unit":"U1","year":2026})").status,
            204);
  EXPECT_EQ(codeOf(as("clerk").post("/api/grading/feeds", R"({"feed":"penalty","unit":"U1","year":2026})")),
            "EVAL-0067");
  EXPECT_EQ(as("clerk").post("/api/grading/feeds", R"({"feed":"practice_points","unit":"U2","year":2026})").status,
            404);
  EXPECT_EQ(must200(as("grader").get("/api/grading/cut?year=2025")).at("items").as_array().size(), 1U);
}

TEST_F(GradingApi, OverridesMarksUsesAndSurveys) {
  REQ("R-EVAL-17", "R-EVAL-20", "R-EVAL-22", "R-EVAL-23");
  (void)run();
  const auto subject = world().place(Relation::kChild).orgSubject;
  const auto decision = textOf(decisionOf(subject), "id");
  const auto propose = "/api/grading/decisions/" + decision + "/overrides";
  EXPECT_EQ(codeOf(as("grader").post(propose, R"({"level":"E","reason":"试","clause":"第五条"})")), "EVAL-0033");
  EXPECT_EQ(as("grader").post(propose, R"({"level":"C","reason":"","clause":"第五条"})").status, 422);
  const auto made = textOf(
      must200(as("grader").post(propose, R"({"level":"C","reason":"另有情况","clause":"第三十二条"})"), 201), "id");
  EXPECT_EQ(as("grader").post("/api/grading/overrides/" + made + "/decision", R"({"approve":true})").status, 409);
  EXPECT_EQ(as("unit-head").post("/api/grading/overrides/" + made + "/decision", R"({"approve":true})").status, 204);
  EXPECT_EQ(as("unit-head").post("/api/grading/overrides/O99/decision", R"({"approve":true})").status, 404);
  const auto after = decisionOf(subject);
  EXPECT_EQ(textOf(after, "level"), "C");
  EXPECT_NE(textOf(after, "computedLevel"), "C");
  EXPECT_EQ(must200(as("unit-head").get("/api/grading/overrides")).at("items").as_array().size(), 1U);

  const auto record = world().place(Relation::kChild).orgRecord;
  const auto mark = [&](const char* status) {
    return json::serialize(json::object{{"fact", record}, {"status", status}, {"cause", "objection"}, {"ref", "YY1"}});
  };
  EXPECT_EQ(as("grader").post("/api/grading/marks", mark("disputed")).status, 201);
  EXPECT_EQ(as("grader").post("/api/grading/marks", mark("forgotten")).status, 422);
  EXPECT_EQ(
      codeOf(as("grader").post("/api/grading/marks", R"({"fact":"R9999","status":"disputed","cause":"objection"})")),
      "EVAL-0031");
  EXPECT_EQ(decisionOf(subject).at("marks").as_array().size(), 1U);

  EXPECT_GE(must200(as("business-office").get("/api/grading/uses")).at("items").as_array().size(), 17U);
  const auto use = json::serialize(json::object{{"subject", subject}, {"use", "weather"}, {"matter", "等级评审"}});
  EXPECT_EQ(codeOf(as("business-office").post("/api/grading/uses", use)), "EVAL-0045");
  EXPECT_EQ(as("partner-system").get("/api/grading/deliveries?target=nobody").status, 422);
  EXPECT_EQ(as("partner-system").get("/api/grading/deliveries?target=YZ").status, 200);
  EXPECT_EQ(as("partner-system").post("/api/grading/deliveries/V9999", R"({"ok":true,"text":"H"})").status, 404);

  const auto survey = textOf(
      must200(as("grader").post("/api/grading/surveys", R"({"year":2026,"title":"调研","questions":["是否客观"]})"),
              201),
      "id");
  EXPECT_EQ(must200(as("clerk").get("/api/grading/surveys")).at("items").as_array().size(), 1U);
  EXPECT_EQ(must200(as("grader").get("/api/grading/surveys/" + survey)).at("answers").as_int64(), 0);
  EXPECT_EQ(as("grader").get("/api/grading/surveys/99").status, 404);
}

}  // namespace
}  // namespace medcredit::test
