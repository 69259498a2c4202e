// Ten thousand requests made from the document (tests/api/generate.js) against the real server.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/base64.h"
#include "http/openapi.h"
#include "support/node_tests.h"
#include "support/records_factory.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;

constexpr int kRequests = 10000;
constexpr int kSeed = 20260508;

class Generated : public ServerTestOf<Generated> {
 public:
  static TestServerOptions options() {
    TestServerOptions wanted;
    wanted.today = "2026-05-08";
    return wanted;
  }

 protected:
  /// Something to look at: records of U1 that are public, an account that speaks for their first subject.
  static void prepare() {
    const RecordsFactory factory(law(), "XK-ORG", 5);
    writeFile(server().folder() / "first.csv", factory.csv(20, 1000));
    const auto run = [](std::vector<std::string> arguments, RunOptions options = {}) {
      const auto done = server().cli(std::move(arguments), std::move(options));
      ASSERT_EQ(done.exitCode, 0) << done.out << done.err;
    };
    run({"import", (server().folder() / "first.csv").string(), "--entry", "XK-ORG", "--unit", "U1"});
    run({"publish", "run", "--all", "--checked"});
    RunOptions identity;
    identity.input = "410302190001010012\n";
    run({"user", "verify", server().login("subject")}, identity);
    run({"user", "delegate", server().login("subject"), "--subject", "S1", "--to", "2027-05-07", "--document", "示例"});
  }

  static json::object callers() {
    json::object out;
    for (const char* who : {"clerk", "reviewer", "central-desk", "unit-head", "business-office", "system-admin",
                            "grader", "grade-legal", "security-admin", "audit-admin", "archivist", "disorder-register",
                            "subject", "partner-system", "credit-agency", "evaluator"}) {
      auto& caller = as(who);
      const auto me = caller.get("/api/session").json().as_object();
      out[who] = json::object{{"cookie", caller.cookie},
                              {"csrf", caller.csrf},
                              {"keyId", caller.keyId},
                              {"secret", base::toBase64(caller.secret)},
                              {"permissions", me.at("permissions")}};
    }
    return out;
  }

  /// Requests that make sense, where the schema alone does not tell how to make one.
  static json::object examples() {
    const RecordsFactory factory(law(), "XK-ORG", 5);
    json::object values;
    const auto names = factory.header();
    const auto cells = factory.row(1);
    const auto* number = law().entry("XK-ORG")->byRole(domain::FieldRole::kDocumentNo);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!cells[i].empty()) values[names[i]] = cells[i];
    }
    values[number->name] = "测试许〔2026〕$serial号";
    json::object out = json::parse(readFile(MC_SOURCE_DIR "/tests/api/examples.json")).as_object();
    const auto part = [&](const char* operation, const char* what) -> json::object& {
      auto& example = out[operation];
      if (example.is_null()) example = json::object();
      auto& inside = example.as_object()[what];
      if (inside.is_null()) inside = json::object();
      return inside.as_object();
    };
    part("createRecord", "body")["values"] = values;
    // A record with its decision, handed over: what is done with one does not hang on which requests came before.
    values[number->name] = "测试许〔2026〕900001号";
    const auto kept = as("clerk").post(
        "/api/records", json::serialize(json::object{{"entry", "XK-ORG"}, {"unit", "U1"}, {"values", values}}));
    EXPECT_EQ(kept.status, 201) << kept.body;
    const std::string record(kept.json().at("id").as_string());
    const auto attached =
        as("clerk").upload("/api/records/" + record + "/attachments?kind=decision&name=a.pdf", "%PDF-1.4\n%%EOF\n");
    EXPECT_EQ(attached.status, 201) << attached.body;
    const HeaderList first{{"If-Match", "\"1\""}};
    const auto reviewed =
        as("reviewer")
            .post("/api/records/" + record + "/review", R"({"lawful":true,"true":true,"accurate":true})", first);
    EXPECT_EQ(reviewed.status, 200) << reviewed.body;
    EXPECT_EQ(as("clerk").post("/api/records/" + record + "/submit", "", first).status, 200);
    part("enterRecord", "path")["id"] = record;
    part("getAttachment", "path")["id"] = record;
    part("getAttachment", "path")["number"] = "1";
    // One new record and one that is sent back.
    auto good = cells;
    auto bad = cells;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] != number->name) continue;
      good[i] = "测试许〔2026〕$serial号";
      bad[i].clear();
    }
    std::string table;
    for (const auto& line : {names, good, bad}) RecordsFactory::appendLine(table, line);
    out["createImport"].as_object()["raw"] = table;
    part("createDelegate", "body")["user"] = server().userId("subject");
    part("verifyIdentity", "path")["id"] = server().userId("subject#2");
    part("registerGrant", "body")["grantee"] = server().userId("credit-agency");
    part("createGrant", "body")["grantee"] = server().userId("credit-agency");
    for (const char* operation : {"createSystemKey", "listSystemKeys", "revokeSystemKey"}) {
      part(operation, "path")["id"] = server().userId("partner-system#2");
    }
    part("endDelegate", "path")["user"] = server().userId("subject");
    part("changeUnit", "path")["id"] = "U1";
    part("namesOfStaff", "query")["ids"] = server().userId("clerk#2");
    part("signIn", "body")["login"] = server().login("clerk#2");
    part("signIn", "body")["password"] = server().password("clerk#2");
    const auto listing = anybody().get("/api/public/publicity").json();
    const auto& published = listing.at("items").as_array();
    if (!published.empty()) {
      part("publicRecord", "path")["id"] = published.front().at("id");
      part("previewPublicity", "path")["id"] = published.front().at("id");
      part("withdrawPublicity", "path")["id"] = published.back().at("id");
      for (const char* operation : {"publicSubject", "authorisedQuery", "sharedSubject"}) {
        part(operation, "path")["code"] = published.front().at("unifiedCode");
      }
    }
    part("authorisedQuery", "query")["purpose"] = "financing";
    part("sharedSubject", "query")["purpose"] = "supervision";
    return out;
  }
};

TEST_F(Generated, TenThousandRequestsBreakNothing) {
  const TempDir folder;
  writeFile(folder / "openapi.json", http::openApiDocument());
  json::object setting = json::parse(readFile(MC_SOURCE_DIR "/tests/api/setting.json")).as_object();
  ASSERT_NO_FATAL_FAILURE(prepare());
  setting["port"] = server().port();
  setting["seed"] = kSeed;
  setting["count"] = kRequests;
  setting["shiftSeconds"] = server().shiftSeconds();
  setting["callers"] = callers();
  setting["examples"] = examples();
  writeFile(folder / "setting.json", json::serialize(setting));
  const auto run = runApiScript("generate.js", {(folder / "openapi.json").string(), (folder / "setting.json").string()},
                                std::chrono::minutes(5));
  EXPECT_EQ(run.exitCode, 0) << run.out << run.err;
  EXPECT_TRUE(server().process().running());
  EXPECT_EQ(server().process().err().find("terminate"), std::string::npos) << server().process().err();
  const auto check = server().cli({"store", "check"});
  EXPECT_EQ(check.exitCode, 0) << check.out << check.err;
}

}  // namespace
}  // namespace medcredit::test
