// Statements, recalls, credit reports and the registers beside the lists over HTTP: who may do what, what is refused,
// and that nobody else learns of it.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "support/records_factory.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kWords = "我单位已在处罚当日完成整改，并重新培训全体人员。";

class DueProcess : public ServerTestOf<DueProcess> {
 public:
  static TestServerOptions options() {
    TestServerOptions wanted;
    wanted.today = "2026-05-08";
    return wanted;
  }

 protected:
  /// Published penalties of U1; the account "subject" speaks for the subject of the first.
  static std::string penalty() {
    static const std::string id = [] {
      const RecordsFactory factory(law(), "CF-ORG", 5);
      writeFile(server().folder() / "penalties.csv", factory.csv(2, 1));
      const auto run = [](std::vector<std::string> arguments, RunOptions given = {}) {
        const auto done = server().cli(std::move(arguments), std::move(given));
        EXPECT_EQ(done.exitCode, 0) << done.out << done.err;
      };
      run({"import", (server().folder() / "penalties.csv").string(), "--entry", "CF-ORG", "--unit", "U1"});
      run({"publish", "run", "--all", "--checked"});
      (void)as("subject");
      RunOptions identity;
      identity.input = "410302190001010012\n";
      run({"user", "verify", server().login("subject")}, identity);
      run({"user", "delegate", server().login("subject"), "--subject", "S1", "--to", "2027-05-07", "--document",
           "示例"});
      return std::string("R1");
    }();
    return id;
  }
  static std::string statementOf(const json::value& answer) {
    const auto& value = answer.at("statement");
    return value.is_null() ? std::string() : std::string(value.as_string());
  }
  static std::string inMine(const std::string& record) {
    const auto archive = as("subject").get("/api/me/archive").json();
    for (const auto& one : archive.at("archive").at("records").as_array()) {
      if (one.at("id").as_string() == record) return statementOf(one);
    }
    return "(none)";
  }
  static std::string filing(const std::string& record, const std::string& text) {
    return json::serialize(json::object{{"record", record}, {"text", text}});
  }
};

TEST_F(DueProcess, AStatementGoesFromTheSubjectOverTheOfficeToThePublicAndBack) {
  const auto record = penalty();
  const auto page = "/api/public/publicity/" + record;
  ASSERT_EQ(anybody().get(page).status, 200) << "published";
  const auto made = as("subject").post("/api/me/statements", filing(record, kWords));
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string id(made.json().at("id").as_string());
  EXPECT_EQ(made.json().at("state").as_string(), "filed");
  EXPECT_THAT(anybody().get(page).body, Not(HasSubstr(kWords)));
  EXPECT_EQ(as("subject").post("/api/me/statements", filing(record, kWords)).status, 409) << "one at a time";

  EXPECT_THAT(as("clerk").get("/api/me/notices").body, HasSubstr(id)) << "the office is told";
  const auto list = as("clerk").get("/api/statements?state=filed&record=" + record);
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_EQ(list.json().at("items").as_array().size(), 1U);
  EXPECT_TRUE(as("clerk@U2").get("/api/statements").json().at("items").as_array().empty());
  const auto decide = [&](const char* who, const char* body) {
    return as(who).post("/api/statements/" + id + "/decision", body);
  };
  EXPECT_EQ(decide("clerk@U2", R"({"accepted":true})").status, 404) << "another office";
  EXPECT_EQ(decide("reviewer", R"({"accepted":true})").status, 403);
  EXPECT_EQ(decide("subject", R"({"accepted":true})").status, 403);
  EXPECT_EQ(decide("clerk", R"({"accepted":false})").status, 422) << "declined without a reason";
  const auto accepted = decide("clerk", R"({"accepted":true})");
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(decide("clerk", R"({"accepted":true})").status, 409);

  EXPECT_EQ(inMine(record), kWords);
  EXPECT_EQ(statementOf(anybody().get(page).json()), kWords);
  EXPECT_EQ(statementOf(as("clerk").get("/api/records/" + record).json()), kWords);
  EXPECT_THAT(as("clerk").get("/api/subjects/S1").body, HasSubstr(kWords));
  EXPECT_THAT(as("subject").get("/api/me/notices").body, HasSubstr(id)) << "the subject is told";

  const auto back = as("subject").post("/api/me/statements/" + id + "/withdraw");
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_EQ(inMine(record), "");
  EXPECT_EQ(statementOf(anybody().get(page).json()), "");
  EXPECT_EQ(as("subject").post("/api/me/statements/" + id + "/withdraw").status, 409);
  EXPECT_THAT(as("subject").get("/api/me/statements").body, HasSubstr("withdrawn"));
}

TEST_F(DueProcess, AStatementIsRefusedInClearWordsAndLeavesNothing) {
  const auto record = penalty();
  const auto before = as("subject").get("/api/me/statements").body;
  const auto refused = [&](const std::string& body) { return as("subject").post("/api/me/statements", body); };
  EXPECT_THAT(refused(filing(record, "电话13800138000")).body, HasSubstr("CASE-0015"));
  EXPECT_THAT(refused(filing(record, "证件11010519491231002X")).body, HasSubstr("CASE-0015"));
  std::string longer;
  for (int i = 0; i < 1001; ++i) longer += "字";
  EXPECT_THAT(refused(filing(record, longer)).body, HasSubstr("CASE-0016"));
  EXPECT_EQ(refused(filing("R2", kWords)).status, 404) << "a record of another subject";
  EXPECT_EQ(refused(filing("R999", kWords)).status, 404);
  EXPECT_EQ(refused(R"({"record":"R1"})").status, 422);
  EXPECT_EQ(refused(R"({"record":"R1","text":"字","state":"accepted"})").status, 422) << "nothing unknown";
  EXPECT_EQ(as("clerk").post("/api/me/statements", filing(record, kWords)).status, 403);
  EXPECT_EQ(anybody().post("/api/me/statements", filing(record, kWords)).status, 401);
  EXPECT_EQ(as("subject").get("/api/me/statements").body, before);
}

TEST_F(DueProcess, PublishingAPenaltyIssuedTheRepairNoticeAndTheSubjectReadsIt) {
  const auto record = penalty();
  const auto papers = as("clerk").get("/api/papers?paper=repair-notice&record=" + record);
  ASSERT_EQ(papers.status, 200) << papers.body;
  ASSERT_EQ(papers.json().at("items").as_array().size(), 1U);
  const std::string paper(papers.json().at("items").at(0).at("id").as_string());
  const auto page = as("subject").get("/api/papers/" + paper + "/page");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("信用修复告知书"));
}

TEST_F(DueProcess, ASubjectTakesItsOwnCreditReportAndAnybodyVerifiesItsCode) {
  penalty();
  const auto made = as("subject").post("/api/me/credit-report", R"({"purpose":"自查","form":"full"})");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string paper(made.json().at("paper").as_string());
  const std::string code(made.json().at("code").as_string());
  EXPECT_EQ(as("subject").get("/api/papers/" + paper + "/page").status, 200);
  const auto checked = anybody().get("/api/public/papers/" + code);
  EXPECT_TRUE(checked.json().at("genuine").as_bool()) << checked.body;
  EXPECT_EQ(as("subject#2").post("/api/me/credit-report", R"({"purpose":"自查","form":"full"})").status, 403)
      << "an account that speaks for nobody";
  EXPECT_EQ(as("subject").post("/api/me/credit-report", R"({"purpose":"自查","form":"secret"})").status, 422);
  EXPECT_EQ(as("clerk").post("/api/subjects/S1/credit-report", R"({"purpose":"审批","form":"public"})").status, 403)
      << "without the right to issue papers";
  EXPECT_EQ(as("central-desk").post("/api/subjects/S1/credit-report", R"({"purpose":"审批","form":"public"})").status,
            201);
}

TEST_F(DueProcess, RecallsAreListedForTheOfficeAndForWhoeverWasTold) {
  penalty();
  EXPECT_EQ(as("clerk").get("/api/recalls?open=true").status, 200);
  EXPECT_EQ(as("subject").get("/api/recalls").status, 403);
  EXPECT_EQ(as("subject").get("/api/me/recalls").status, 200);
  EXPECT_EQ(as("clerk").get("/api/recalls?state=lost").status, 422);
  EXPECT_EQ(as("clerk").post("/api/recalls/L999/receipt", R"({"receipt":"回执"})").status, 404);
  EXPECT_EQ(as("clerk").post("/api/recalls/L999/receipt", "{}").status, 422);
  EXPECT_EQ(as("clerk").get("/api/cases?waiting=me").status, 200);
  EXPECT_EQ(as("clerk").get("/api/cases?waiting=you").status, 422);
}

// --- registers beside the lists
// ---------------------------------------------------------------------------------------

class RegistersApi : public ServerTestOf<RegistersApi> {
 public:
  static TestServerOptions options() {
    TestServerOptions wanted;
    wanted.jurisdiction = "jilin";
    wanted.today = "2026-05-08";
    return wanted;
  }
};

TEST_F(RegistersApi, TheRegisterOfDisorderIsOpenToItsKeepersOnly) {
  json::object person{{"list", "disorder"},
                      {"name", "赵示例"},
                      {"number", "220102199001011234"},
                      {"documentKind", "行政拘留决定书"},
                      {"document", "测公（治）行罚〔2026〕1号"},
                      {"facts", "测试事由"},
                      {"unit", "U1"},
                      {"recognisedOn", "2026-04-01"}};
  const auto body = json::serialize(person);
  for (const auto* who : {"clerk", "central-desk", "unit-head", "system-admin", "subject"}) {
    EXPECT_EQ(as(who).get("/api/registers/disorder").status, 403) << who;
    EXPECT_EQ(as(who).post("/api/registers/disorder", body).status, 403) << who;
  }
  auto& keeper = as("disorder-register");
  const auto made = keeper.post("/api/registers/disorder", body);
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string id(made.json().at("id").as_string());
  person["documentKind"] = "微博";
  EXPECT_THAT(keeper.post("/api/registers/disorder", json::serialize(person)).body, HasSubstr("LIST-0016"));
  EXPECT_EQ(keeper.get("/api/registers/disorder").json().at("items").as_array().size(), 1U);
  const auto found = keeper.post("/api/registers/disorder/search", R"({"number":"220102199001011234"})");
  ASSERT_EQ(found.status, 200) << found.body;
  EXPECT_EQ(found.json().at("items").at(0).at("name").as_string(), "赵示例");
  EXPECT_TRUE(keeper.post("/api/registers/disorder/search", R"({"number":"220102199001019999"})")
                  .json()
                  .at("items")
                  .as_array()
                  .empty());
  EXPECT_EQ(keeper.post("/api/registers/disorder/" + id + "/removal", R"({"cause":"更正"})").status, 204);
  EXPECT_TRUE(keeper.get("/api/registers/disorder").json().at("items").as_array().empty());
  EXPECT_EQ(keeper.post("/api/registers/disorder/" + id + "/removal", R"({"cause":"更正"})").status, 422);
  EXPECT_THAT(anybody().get("/api/public/lists").body, Not(HasSubstr("\"disorder\""))) << "outside the lists";
}

TEST_F(RegistersApi, OutsideListsAreMatchedAndAnotherPersonDecides) {
  const RecordsFactory factory(law("jilin"), "CF-ORG", 5);
  writeFile(server().folder() / "penalties.csv", factory.csv(1, 1));
  const auto done =
      server().cli({"import", (server().folder() / "penalties.csv").string(), "--entry", "CF-ORG", "--unit", "U1"});
  ASSERT_EQ(done.exitCode, 0) << done.out << done.err;
  const std::string name(as("clerk").get("/api/subjects/S1").json().at("name").as_string());
  const json::object wanted{
      {"list", "outside"},
      {"source", "国务院部门名单 2026-1"},
      {"rows", json::array{json::object{{"name", name}, {"facts", "拖欠"}, {"validTo", "2028-01-01"}},
                           json::object{{"name", "无关公司"}, {"validTo", "2028-01-01"}}}}};
  EXPECT_EQ(as("unit-head").post("/api/registers/outside", json::serialize(wanted)).status, 403);
  const auto made = as("clerk").post("/api/registers/outside", json::serialize(wanted));
  ASSERT_EQ(made.status, 201) << made.body;
  ASSERT_EQ(made.json().at("items").as_array().size(), 1U) << made.body;
  const std::string id(made.json().at("items").at(0).at("id").as_string());
  EXPECT_EQ(as("clerk").get("/api/registers/outside").json().at("items").as_array().size(), 1U);
  const auto target = "/api/registers/outside/" + id + "/decision";
  EXPECT_EQ(as("clerk").post(target, R"({"confirmed":true})").status, 403) << "not the one who handles";
  EXPECT_THAT(as("unit-head").post(target, R"({"confirmed":false})").body, HasSubstr("LIST-0019"));
  const auto decided = as("unit-head").post(target, R"({"confirmed":true})");
  ASSERT_EQ(decided.status, 200) << decided.body;
  EXPECT_FALSE(decided.json().at("entry").is_null());
  EXPECT_THAT(as("unit-head").post(target, R"({"confirmed":true})").body, HasSubstr("LIST-0018"));
}

TEST_F(RegistersApi, ACampaignIsStartedByAHeadAndCountsItsCases) {
  const auto kinds = as("clerk").get("/api/campaigns").json().at("kinds").as_array();
  EXPECT_EQ(kinds.size(), 4U);
  const std::string body =
      R"({"title":"打击医疗欺诈","target":"民营医疗机构","kinds":["medical-fraud"],"from":"2026-05-01","until":"2026-06-30"})";
  EXPECT_EQ(as("clerk").post("/api/campaigns", body).status, 403);
  const auto made = as("unit-head").post("/api/campaigns", body);
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string id(made.json().at("id").as_string());
  EXPECT_THAT(as("clerk").post("/api/campaigns/" + id + "/cases", R"({"record":"R1","kind":"invented"})").body,
              HasSubstr("LIST-0023"));
  EXPECT_EQ(as("clerk@U2").post("/api/campaigns/" + id + "/cases", R"({"record":"R1","kind":"medical-fraud"})").status,
            404);
  const auto closed = as("unit-head").post("/api/campaigns/" + id + "/close");
  ASSERT_EQ(closed.status, 200) << closed.body;
  EXPECT_EQ(closed.json().at("closedOn").as_string(), "2026-05-08");
  EXPECT_THAT(as("unit-head").post("/api/campaigns/" + id + "/close").body, HasSubstr("LIST-0022"));
}

TEST_F(RegistersApi, ABoardThatIsNotThereIsRefused) {
  EXPECT_TRUE(as("clerk").get("/api/boards").json().at("items").as_array().empty()) << "no board in this place";
  EXPECT_EQ(anybody().get("/api/public/boards").status, 200);
  EXPECT_EQ(as("clerk").post("/api/boards/private-hospitals/2025").status, 422);
  EXPECT_EQ(as("clerk").get("/api/boards/private-hospitals/year").status, 404);
  EXPECT_EQ(anybody().get("/api/public/boards/private-hospitals/2025").status, 422);
}

}  // namespace
}  // namespace medcredit::test
