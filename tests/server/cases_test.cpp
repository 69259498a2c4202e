// Cases over HTTP: the contract the pages are built on. The subject objects online, the office accepts, extends and
// decides, each sees what it may and nothing else.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "support/records_factory.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

class Cases : public ServerTestOf<Cases> {
 protected:
  static std::string recorded(int number) {
    static const RecordsFactory factory(law(), "XK-ORG");
    json::object values;
    const auto names = factory.header();
    const auto cells = factory.row(number);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!cells[i].empty()) values[names[i]] = cells[i];
    }
    const auto made = as("clerk").post(
        "/api/records", json::serialize(json::object{{"entry", "XK-ORG"}, {"unit", "U1"}, {"values", values}}));
    EXPECT_EQ(made.status, 201) << made.body;
    return std::string(made.json().at("id").as_string());
  }
  static json::object filing(const std::string& record) {
    return {
        {"procedure", "objection"}, {"records", json::array{record}},       {"step", "file"},
        {"ground", "wrong"},        {"papers", json::array{"application"}}, {"attachments", json::array{"异议证据"}}};
  }
};

TEST_F(Cases, ProceduresTellStatesStepsAndClocksWithTheirSource) {
  const auto list = as("clerk").get("/api/procedures");
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_THAT(list.body, HasSubstr("\"objection\""));
  const auto one = as("clerk").get("/api/procedures/objection");
  ASSERT_EQ(one.status, 200) << one.body;
  EXPECT_EQ(one.json().at("grounds").as_array().size(), 5U);
  EXPECT_EQ(as("clerk").get("/api/procedures/nothing").status, 404);
}

TEST_F(Cases, AnOfficeHandlesACaseFromTheCounterOn) {
  // The desk that manages the platform must be there before anything can be filed.
  const auto added =
      as("system-admin").post("/api/units", R"({"id":"supervision","name":"测试综合监督科","entries":[]})");
  EXPECT_TRUE(added.status == 201 || added.status == 409) << added.body;
  const auto record = recorded(11);
  const auto made = as("clerk").post("/api/cases", json::serialize(filing(record)));
  ASSERT_EQ(made.status, 201) << made.body;
  const auto view = made.json();
  const std::string id(view.at("id").as_string());
  const auto& clock = view.at("clocks").at(0);
  EXPECT_FALSE(clock.at("explanation").as_string().empty());
  EXPECT_EQ(view.at("state").at("id").as_string(), "filed");
  EXPECT_EQ(as("clerk").get("/api/records/" + record).json().at("disputed").as_bool(), true);

  const auto step = [&](const char* who, const char* name, const char* version) {
    return as(who).post("/api/cases/" + id + "/steps", json::serialize(json::object{{"step", name}}),
                        {{"If-Match", version}});
  };
  EXPECT_EQ(step("clerk", "decide", "\"1\"").status, 409) << "not out of order";
  EXPECT_EQ(step("clerk", "accept", "\"9\"").status, 412) << "not for another version";
  EXPECT_EQ(step("reviewer", "accept", "\"1\"").status, 403) << "not without the permission";
  const auto accepted = step("clerk", "accept", "\"1\"");
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(accepted.json().at("version").as_int64(), 2);
  const auto asked = as("clerk").post("/api/cases/" + id + "/extension", R"({"act":"ask","reason":"情况复杂"})",
                                      {{"If-Match", "\"2\""}});
  EXPECT_EQ(asked.status, 200) << asked.body;
  const auto list = as("clerk").get("/api/cases?procedure=objection&record=" + record);
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_EQ(list.json().at("items").as_array().size(), 1U);
  EXPECT_GE(as("clerk").get("/api/cases/counts").json().at("open").as_int64(), 1);
  EXPECT_EQ(as("system-admin").get("/api/cases/" + id).status, 404) << "who has no part in it learns nothing";
  EXPECT_EQ(anybody().get("/api/cases/" + id).status, 401);
}

TEST_F(Cases, TheSameKeyOpensOneCase) {
  const auto record = recorded(12);
  const HeaderList key{{"Idempotency-Key", "one-case-1"}};
  const auto first = as("clerk").post("/api/cases", json::serialize(filing(record)), key);
  const auto again = as("clerk").post("/api/cases", json::serialize(filing(record)), key);
  EXPECT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(first.body, again.body);
  const auto another = as("clerk").post("/api/cases", json::serialize(filing(record)));
  EXPECT_EQ(another.status, 409) << another.body;
  EXPECT_THAT(another.body, HasSubstr("CASE-0006"));
}

}  // namespace
}  // namespace medcredit::test
