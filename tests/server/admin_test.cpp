// What the administrators' pages stand on: finding and unlocking accounts, other people's sessions, roles that exclude
// one another, the evidence log by its filters, one entry with what was kept beside it.
#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "service/subject.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;

class AdminApi : public ServerTestOf<AdminApi> {
 protected:
  static json::array items(const std::string& who, const std::string& target) {
    const auto reply = as(who).get(target);
    EXPECT_EQ(reply.status, 200) << target << reply.body;
    return reply.status == 200 ? reply.json().at("items").as_array() : json::array();
  }
  /// The account "subject" with a verified identity, delegate of an organisation; returns "S…".
  static std::string verifiedSubject() {
    static const std::string made = [] {
      const auto done = [](const RunResult& run) { EXPECT_EQ(run.exitCode, 0) << run.out << run.err; };
      const auto subject = server().operate([](service::Context& context) {
        return service::publicId('S', must(service::addSubject(context, {"ORG", "涧西代理测试医院", {}, {}, ""})));
      });
      const auto login = server().login("subject");
      RunOptions identity;
      identity.input = "410302190001010012\n";
      done(server().cli({"user", "verify", login}, identity));
      const auto today = server().operate([](service::Context& context) { return context.clock.today(); });
      done(server().cli({"user", "delegate", login, "--subject", subject, "--to", today.plusDays(30).iso(),
                         "--document", "示例授权书"}));
      return subject;
    }();
    return made;
  }
};

TEST_F(AdminApi, FindsAccountsByAPartOfLoginOrName) {
  REQ("R-SEC-11");
  const auto login = server().login("clerk");
  const auto found = items("system-admin", "/api/users?q=" + login);
  ASSERT_FALSE(found.empty());
  for (const auto& user : found) {
    const std::string both = std::string(user.at("login").as_string()) + std::string(user.at("name").as_string());
    EXPECT_NE(both.find(login), std::string::npos) << both;
  }
  EXPECT_TRUE(items("system-admin", "/api/users?q=%25").empty()) << "a sign of the pattern means itself";
  EXPECT_TRUE(items("system-admin", "/api/users?q=nobody-like-this").empty());
}

TEST_F(AdminApi, UnlocksAnAccountAndKeepsItsPassword) {
  REQ("R-SEC-11");
  const auto login = server().login("grader");
  const auto attempt = [&](const std::string& password) {
    auto nobody = anybody();
    return nobody.post("/api/session", json::serialize(json::object{{"login", login}, {"password", password}})).status;
  };
  for (int i = 0; i < 10; ++i) (void)attempt("Wrong password 1!");
  const auto target = "/api/users/" + server().userId("grader");
  EXPECT_TRUE(as("system-admin").get(target).json().at("locked").as_bool());
  EXPECT_NE(attempt(server().password("grader")), 201);
  EXPECT_EQ(as("security-admin").post(target + "/unlock").status, 403);
  const auto done = as("system-admin").post(target + "/unlock");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_FALSE(done.json().at("locked").as_bool());
  EXPECT_EQ(attempt(server().password("grader")), 201);
  EXPECT_EQ(as("system-admin").post("/api/users/U999999/unlock").status, 404);
}

TEST_F(AdminApi, ListsOpenSessionsAndEndsOne) {
  REQ("R-SEC-11", "R-SEC-03");
  auto other = server().signIn("reviewer");
  const auto me = server().userId("reviewer");
  std::string session;
  for (const auto& one : items("system-admin", "/api/open-sessions")) {
    if (one.at("user").as_string() == me) session = one.at("id").as_string();
  }
  ASSERT_FALSE(session.empty());
  EXPECT_EQ(as("clerk").get("/api/open-sessions").status, 403);
  EXPECT_EQ(as("audit-admin").get("/api/open-sessions").status, 403);
  for (const auto& one : items("system-admin", "/api/open-sessions")) {
    if (one.at("user").as_string() == me) {
      EXPECT_EQ(as("system-admin").del("/api/sessions/" + std::string(one.at("id").as_string())).status, 204);
    }
  }
  EXPECT_EQ(other.get("/api/session").status, 401);
}

TEST_F(AdminApi, NamesRolesThatExcludeOneAnother) {
  REQ("R-DISC-11");
  std::map<std::string, std::set<std::string>> conflicts;
  for (const auto& role : items("security-admin", "/api/roles")) {
    for (const auto& one : role.at("conflicts").as_array()) {
      conflicts[std::string(role.at("id").as_string())].insert(std::string(one.at("role").as_string()));
      EXPECT_FALSE(one.at("reason").as_string().empty());
    }
  }
  EXPECT_EQ(conflicts["clerk"].count("reviewer"), 1U);
  EXPECT_EQ(conflicts["clerk"].count("business-office"), 0U);
  EXPECT_EQ(conflicts["system-admin"].count("security-admin"), 1U);
  EXPECT_EQ(conflicts["audit-admin"].count("unit-head"), 1U);
}

TEST_F(AdminApi, PeopleOfAThirdPartySignInButDoNoBusiness) {
  REQ("R-DISC-05", "R-SEC-03");
  const auto made =
      as("system-admin").post("/api/users", R"({"login":"third-person","name":"示例第三方","scope":"own"})");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto id = std::string(made.json().at("id").as_string());
  const auto etag = [&] {
    return "\"" + std::to_string(as("security-admin").get("/api/users/" + id).json().at("version").as_int64()) + "\"";
  };
  const auto roles = [&](const std::string& list) {
    return as("security-admin")
        .put("/api/users/" + id + "/roles", R"({"roles":[)" + list + "]}", {{"If-Match", etag()}})
        .status;
  };
  EXPECT_EQ(roles(R"("third-party","clerk")"), 409);
  EXPECT_EQ(roles(R"("third-party")"), 200);
  (void)verifiedSubject();
  bool listed = false;
  for (const auto& one : items("subject", "/api/grantees")) listed = listed || one.at("id").as_string() == id;
  EXPECT_TRUE(listed);
}

TEST_F(AdminApi, FiltersTheEvidenceByWhatTheEntriesSay) {
  REQ("R-SEC-01", "R-SEC-12");
  EXPECT_EQ(as("clerk").get("/api/open-sessions").status, 403);  // something refused
  EXPECT_EQ(as("central-desk").get("/api/subjects?q=%E7%94%B2", {{"X-Purpose", "supervision"}}).status, 200);
  for (const auto& entry : items("audit-admin", "/api/audit/entries?allowed=false&limit=5")) {
    EXPECT_FALSE(entry.at("allowed").as_bool());
  }
  const auto refused = items("audit-admin", "/api/audit/entries?allowed=false&action=access.denied&limit=200");
  EXPECT_FALSE(refused.empty());
  for (const auto& entry : items("audit-admin", "/api/audit/entries?purpose=supervision")) {
    EXPECT_EQ(entry.at("purpose").as_string(), "supervision");
  }
  EXPECT_TRUE(items("audit-admin", "/api/audit/entries?to=2001-01-01").empty());
  EXPECT_FALSE(items("audit-admin", "/api/audit/entries?from=2001-01-01").empty());
  EXPECT_TRUE(items("audit-admin", "/api/audit/entries?subject=S999999").empty());
  EXPECT_EQ(as("audit-admin").get("/api/audit/entries?subject=x7").status, 422);
  EXPECT_EQ(as("audit-admin").get("/api/audit/entries?from=2026-02-30").status, 422);
}

TEST_F(AdminApi, PagesOfFilteredEntriesJoinWithoutGapOrRepetition) {
  REQ("R-SEC-01");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(as("clerk").get("/api/open-sessions").status, 403);
  std::set<std::string> seen;
  std::string cursor;
  do {
    const auto page = as("audit-admin").get("/api/audit/entries?allowed=false&limit=2" + cursor);
    ASSERT_EQ(page.status, 200) << page.body;
    const auto body = page.json();
    for (const auto& entry : body.at("items").as_array()) {
      EXPECT_TRUE(seen.insert(std::string(entry.at("entry").as_string())).second);
    }
    const auto* next = body.as_object().if_contains("next");
    cursor = next != nullptr ? "&cursor=" + std::string(next->as_string()) : "";
  } while (!cursor.empty());
  EXPECT_GE(seen.size(), 5U);
}

TEST_F(AdminApi, TakesTheFilteredEntriesAlongAsAFileAndSaysSo) {
  REQ("R-SEC-01", "R-SEC-08");
  EXPECT_EQ(as("clerk").get("/api/open-sessions").status, 403);
  const auto file = as("audit-admin").get("/api/audit/export?allowed=false&action=access.denied");
  ASSERT_EQ(file.status, 200) << file.body;
  EXPECT_NE(file.header("Content-Disposition").find("attachment"), std::string::npos);
  const auto lines = std::count(file.body.begin(), file.body.end(), '\n');
  EXPECT_EQ(std::to_string(lines - 1), file.header("X-Record-Count"));
  EXPECT_NE(file.body.find("access.denied"), std::string::npos);
  EXPECT_EQ(file.body.find("session.begin"), std::string::npos);
  const auto noted = items("audit-admin", "/api/audit/entries?action=audit.export&limit=1");
  ASSERT_EQ(noted.size(), 1U);
  EXPECT_EQ(as("audit-admin").get("/api/audit/export?format=xlsx&to=2001-01-01").header("X-Record-Count"), "0");
  EXPECT_EQ(as("audit-admin").get("/api/audit/export?format=pdf").status, 422);
  EXPECT_EQ(as("system-admin").get("/api/audit/export").status, 403);
}

TEST_F(AdminApi, ChangesAnOfficeAndKeepsBeforeAndAfter) {
  REQ("R-CAT-07", "R-SEC-01");
  const auto patch = [&](const std::string& who, const std::string& unit, const std::string& body) {
    HttpCall call;
    call.method = "PATCH";
    call.target = "/api/units/" + unit;
    call.headers = {{"Content-Type", "application/json"}};
    call.body = body;
    return as(who).send(call);
  };
  const auto made = as("system-admin").post("/api/units", R"({"id":"CH1","name":"改前科","entries":["CF-ORG"]})");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto changed = patch("system-admin", "CH1", R"({"name":"改后科","entries":["CF-ORG","XK-ORG"]})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("name").as_string(), "改后科");
  EXPECT_EQ(changed.json().at("entries").as_array().size(), 2U);
  // What is not named stays; what is wrong changes nothing.
  EXPECT_EQ(patch("system-admin", "CH1", R"({"region":"410300"})").json().at("name").as_string(), "改后科");
  EXPECT_EQ(patch("system-admin", "CH1", R"({"entries":["NO-SUCH"]})").status, 422);
  EXPECT_EQ(patch("system-admin", "CH1", R"({"usc":"123"})").status, 422);
  EXPECT_EQ(patch("system-admin", "NOBODY", R"({"name":"某科"})").status, 404);
  EXPECT_EQ(patch("clerk", "CH1", R"({"name":"某科"})").status, 403);
  const auto noted = items("audit-admin", "/api/audit/entries?action=unit.change&object=CH1");
  EXPECT_EQ(noted.size(), 2U);
}

TEST_F(AdminApi, NamesColleaguesButNobodyOfThePublic) {
  REQ("R-SEC-01");
  const auto clerk = server().userId("clerk");
  const auto subject = server().userId("subject");
  const auto names = items("reviewer", "/api/staff?ids=" + clerk + "," + subject + ",U999999,cli");
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names[0].at("id").as_string(), clerk);
  EXPECT_FALSE(names[0].at("name").as_string().empty());
  EXPECT_EQ(as("subject").get("/api/staff?ids=" + clerk).status, 403);
  EXPECT_EQ(as("reviewer").get("/api/staff").status, 422);
}

TEST_F(AdminApi, ShowsWhatWasKeptBesideAnEntryAndThatIsAnEntryToo) {
  REQ("R-SEC-01", "R-SEC-12");
  (void)server().userId("business-office");
  const auto added = items("audit-admin", "/api/audit/entries?action=account.add&limit=1");
  ASSERT_EQ(added.size(), 1U);
  const std::string name(added[0].at("entry").as_string());
  const auto slash = name.find('/');
  const auto target = "/api/audit/entries/" + name.substr(slash + 1) + "?epoch=" + name.substr(0, slash);
  const auto reply = as("audit-admin").get(target);
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.json().at("entry").at("entry").as_string(), name);
  EXPECT_TRUE(reply.json().at("detail").as_object().contains("login"));
  EXPECT_EQ(items("audit-admin", "/api/audit/entries?action=audit.detail&object=" + name).size(), 1U);
  EXPECT_EQ(as("audit-admin").get("/api/audit/entries/99999999").status, 404);
  EXPECT_EQ(as("audit-admin").get("/api/audit/entries/x").status, 404);
  EXPECT_EQ(as("system-admin").get(target).status, 403);
}

TEST_F(AdminApi, NamesThePurposesToWhoeverIsSignedIn) {
  REQ("R-DISC-08");
  EXPECT_EQ(anybody().get("/api/purposes").status, 401);
  bool supervision = false;
  for (const auto& one : items("clerk", "/api/purposes")) {
    supervision = supervision || one.at("id").as_string() == "supervision";
    EXPECT_FALSE(one.at("label").as_string().empty());
  }
  EXPECT_TRUE(supervision);
  EXPECT_EQ(as("clerk").get("/api/grantees").status, 403);
}

TEST_F(AdminApi, TellsASubjectWhoActsForIt) {
  REQ("R-SUBJ-13");
  const auto subject = verifiedSubject();
  const auto found = items("subject", "/api/me/delegates");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].at("subject").as_string(), subject);
  EXPECT_TRUE(found[0].at("inForce").as_bool());
  EXPECT_EQ(as("clerk").get("/api/me/delegates").status, 403);
}

}  // namespace
}  // namespace medcredit::test
