// Evaluation tasks over HTTP: both sides, what each may not do, risks and the class of supervision.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "server/world.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;

class EvaluationApi : public WorldTestOf<EvaluationApi> {
 protected:
  static json::object got(const HttpReply& reply, int status = 200) {
    EXPECT_EQ(reply.status, status) << reply.body.substr(0, 500);
    return reply.status == status && !reply.body.empty() ? reply.json().as_object() : json::object{};
  }
  static std::string textOf(const json::object& object, const char* name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
  }
  static std::string codeOf(const HttpReply& reply) { return textOf(reply.json().as_object(), "code"); }
  static json::object agreement(const std::string& kind = "experts") {
    return {{"kind", kind},      {"name", "测试专家组"},     {"account", server().userId("evaluator")},
            {"unit", "U1"},      {"agreement", "聘书 1 号"}, {"from", "2026-01-01"},
            {"to", "2026-12-31"}};
  }
  static std::string send(const json::object& body) { return json::serialize(body); }
};

TEST_F(EvaluationApi, ATaskGoesToTheEvaluatorAndItsResultCountsOnceConfirmed) {
  REQ("R-EVAL-14");
  (void)as("evaluator");
  const auto subject = world().place(Relation::kOwn).orgSubject;
  auto& grader = as("grader");
  auto& evaluator = as("evaluator");
  EXPECT_EQ(codeOf(grader.post("/api/evaluation/evaluators", send(agreement("agency")))), "EVAL-0100")
      << "Luoyang entrusts no third parties";
  EXPECT_EQ(as("clerk").post("/api/evaluation/evaluators", send(agreement())).status, 403);
  EXPECT_EQ(grader.post("/api/evaluation/evaluators", R"({"kind":"experts"})").status, 422);
  const auto made = textOf(got(grader.post("/api/evaluation/evaluators", send(agreement())), 201), "id");
  EXPECT_TRUE(got(grader.get("/api/evaluation/evaluators")).at("items").as_array().at(0).at("inForce").as_bool());
  const json::object wanted{{"evaluator", made},
                            {"title", "行业信用评价"},
                            {"kind", "industry"},
                            {"basis", "年度工作安排"},
                            {"data", json::array{"code", "region"}},
                            {"subjects", json::array{subject}},
                            {"dueOn", "2026-04-30"}};
  auto person = wanted;
  person["subjects"] = json::array{world().place(Relation::kOwn).personSubject};
  EXPECT_EQ(codeOf(grader.post("/api/evaluation/tasks", send(person))), "EVAL-0107");
  const auto task = textOf(got(grader.post("/api/evaluation/tasks", send(wanted)), 201), "id");

  // The evaluator: its task with the two data, nothing else of the platform.
  EXPECT_EQ(got(evaluator.get("/api/evaluator/tasks")).at("items").as_array().size(), 1U);
  const auto seen = got(evaluator.get("/api/evaluator/tasks/" + task));
  const auto& row = seen.at("subjects").as_array().at(0).as_object();
  EXPECT_EQ(textOf(row, "subject"), subject);
  EXPECT_EQ(row.at("data").as_array().size(), 2U);
  for (const auto& closed : {"/api/subjects/" + subject, "/api/subjects/" + subject + "/grades",
                             std::string("/api/evaluation/tasks"), std::string("/api/records")}) {
    EXPECT_EQ(evaluator.get(closed).status, 403) << closed;
  }
  const auto results = "/api/evaluator/tasks/" + task + "/results";
  json::object result{{"subject", subject}, {"outcome", "good"}, {"value", "92"}, {"report", "制度健全"}};
  EXPECT_EQ(grader.post(results, send(result)).status, 403);
  auto wrong = result;
  wrong["value"] = "much";
  EXPECT_EQ(evaluator.post(results, send(wrong)).status, 422);
  wrong["value"] = "101";
  EXPECT_EQ(codeOf(evaluator.post(results, send(wrong))), "EVAL-0112");
  EXPECT_EQ(evaluator.post("/api/evaluator/tasks/Q999/results", send(result)).status, 404);
  got(evaluator.post(results, send(result)));
  EXPECT_EQ(evaluator.post(results, send(result)).status, 409) << "handed in";
  EXPECT_TRUE(got(anybody().get("/api/public/evaluations")).at("items").as_array().empty());

  const auto judgement = "/api/evaluation/tasks/" + task + "/judgement";
  const json::object confirm{{"subject", subject}, {"verdict", "confirm"}, {"public", true}};
  EXPECT_EQ(evaluator.post(judgement, send(confirm)).status, 403);
  EXPECT_EQ(as("grader@U2").post(judgement, send(confirm)).status, 404) << "another authority's task";
  const auto done = got(grader.post(judgement, send(confirm)));
  EXPECT_EQ(textOf(done, "state"), "done");
  EXPECT_FALSE(textOf(done.at("subjects").as_array().at(0).as_object(), "fact").empty());
  EXPECT_EQ(got(anybody().get("/api/public/evaluations")).at("items").as_array().size(), 1U);
  const auto kind = got(grader.get("/api/subjects/" + subject + "/supervision"));
  EXPECT_EQ(textOf(kind, "outcome"), "good");
  EXPECT_EQ(textOf(kind, "label"), "常规监管");

  const auto end = "/api/evaluation/evaluators/" + made + "/end";
  EXPECT_EQ(grader.post(end, R"({"reason":"期满"})").status, 204);
  EXPECT_EQ(grader.post(end, R"({"reason":"期满"})").status, 409);
  EXPECT_EQ(evaluator.get("/api/evaluator/tasks/" + task).status, 404) << "the agreement is over";
}

TEST_F(EvaluationApi, RisksAreShownForSupervisionAndRiskPreventionOnly) {
  REQ("R-REF-07");
  (void)world();
  auto& grader = as("grader");
  const auto subject = world().place(Relation::kOwn).orgSubject;
  for (const auto& target : {std::string("/api/risks"), "/api/subjects/" + subject + "/risk"}) {
    EXPECT_EQ(grader.get(target, {{"X-Purpose", "supervision"}}).status, 200) << target;
    EXPECT_EQ(grader.get(target, {{"X-Purpose", "risk-prevention"}}).status, 200) << target;
    EXPECT_EQ(codeOf(grader.get(target, {{"X-Purpose", "credit-check"}})), "EVAL-0115") << target;
  }
  EXPECT_EQ(codeOf(as("clerk").get("/api/grading/facts?kind=reference_info", {{"X-Purpose", "credit-check"}})),
            "EVAL-0115");
  EXPECT_EQ(as("clerk").get("/api/grading/facts?kind=self_check", {{"X-Purpose", "credit-check"}}).status, 200);
}

}  // namespace
}  // namespace medcredit::test
