// Ten thousand requests made from the document (tests/api/generate.js) against the real server.
#include <gtest/gtest.h>

#include <boost/json.hpp>

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
 protected:
  static json::object callers() {
    json::object out;
    for (const char* who : {"clerk", "reviewer", "central-desk", "unit-head", "business-office", "system-admin",
                            "security-admin", "audit-admin", "subject"}) {
      auto& caller = as(who);
      const auto me = caller.get("/api/session").json().as_object();
      out[who] = json::object{{"cookie", caller.cookie}, {"csrf", caller.csrf}, {"permissions", me.at("permissions")}};
    }
    return out;
  }

  /// Requests that make sense, where the schema alone does not tell how to make one.
  static json::object examples() {
    const RecordsFactory factory(law(), "XK-ORG");
    json::object values;
    const auto names = factory.header();
    const auto cells = factory.row(1);
    const auto* number = law().entry("XK-ORG")->byRole(domain::FieldRole::kDocumentNo);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!cells[i].empty()) values[names[i]] = cells[i];
    }
    values[number->name] = "测试许〔2026〕$serial号";
    json::object out = json::parse(readFile(MC_SOURCE_DIR "/tests/api/examples.json")).as_object();
    out["createRecord"].as_object()["body"].as_object()["values"] = values;
    out["createImport"].as_object()["raw"] = factory.csv(5, 100);
    return out;
  }
};

TEST_F(Generated, TenThousandRequestsBreakNothing) {
  const TempDir folder;
  writeFile(folder / "openapi.json", http::openApiDocument());
  json::object setting = json::parse(readFile(MC_SOURCE_DIR "/tests/api/setting.json")).as_object();
  setting["port"] = server().port();
  setting["seed"] = kSeed;
  setting["count"] = kRequests;
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
