// What every operation has in common, through the real server: reading, rights, once only, versions, problem details.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>
#include <thread>

#include "support/records_factory.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;

class Pipeline : public ServerTestOf<Pipeline> {
 protected:
  /// A lawful licence record, number n.
  static std::string recordBody(int n) {
    static const RecordsFactory factory(law(), "XK-ORG");
    json::object values;
    const auto names = factory.header();
    const auto cells = factory.row(n);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!cells[i].empty()) values[names[i]] = cells[i];
    }
    return json::serialize(json::object{{"entry", "XK-ORG"}, {"unit", "U1"}, {"values", values}});
  }
  static std::int64_t count(const std::string& table) {
    std::int64_t rows = 0;
    const auto conn = server().conn();
    must(conn->query("SELECT count(*) FROM " + table, {}, [&](const store::Row& row) {
      rows = row.integer(0);
      return true;
    }));
    return rows;
  }
  static std::string created(const HttpReply& reply) {
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply.status == 201 ? std::string(reply.json().at("id").as_string()) : std::string();
  }
};

/// The refusal has its status, its stable code and a Chinese text, and tells nothing of the inside.
void expectProblem(const HttpReply& reply, int status, const std::string& code) {
  EXPECT_EQ(reply.status, status) << reply.body;
  EXPECT_TRUE(reply.header("Content-Type").starts_with("application/problem+json")) << reply.header("Content-Type");
  const auto body = reply.json().as_object();
  EXPECT_EQ(std::string(body.at("code").as_string()), code) << reply.body;
  EXPECT_GE(static_cast<unsigned char>(body.at("title").as_string().front()), 0x80U) << reply.body;
  EXPECT_EQ(body.at("requestId").as_string(), reply.header("X-Request-Id"));
  for (const char* inside : {"SELECT", "sqlite", "/work", "/tmp", "terminate", "std::"}) {
    EXPECT_EQ(reply.body.find(inside), std::string::npos) << reply.body;
  }
}

/// "field code" of each entry of `errors`.
std::set<std::string> fieldErrors(const HttpReply& reply) {
  std::set<std::string> out;
  const auto body = reply.json().as_object();
  if (!body.contains("errors")) return out;
  for (const auto& error : body.at("errors").as_array()) {
    out.insert(std::string(error.at("field").as_string()) + " " + std::string(error.at("code").as_string()));
  }
  return out;
}

TEST_F(Pipeline, AnswersHealthWithoutSignInAndNothingElse) {
  auto nobody = anybody();
  EXPECT_EQ(nobody.get("/healthz").status, 200);
  EXPECT_EQ(nobody.get("/readyz").status, 200);
  EXPECT_EQ(nobody.get("/api/openapi.json").status, 200);
  for (const char* path : {"/api/catalogue", "/api/records", "/api/batches", "/api/users", "/api/session"}) {
    expectProblem(nobody.get(path), 401, "ACCS-0102");
  }
  expectProblem(nobody.post("/api/records", recordBody(1)), 401, "ACCS-0102");
}

TEST_F(Pipeline, LetsARoleDoWhatItMayAndNothingMore) {
  EXPECT_EQ(as("clerk").get("/api/catalogue").status, 200);
  expectProblem(as("clerk").get("/api/users"), 403, "ACCS-0201");
  expectProblem(as("system-admin").get("/api/records"), 403, "ACCS-0201");
  expectProblem(as("reviewer").post("/api/records", recordBody(2)), 403, "ACCS-0201");
}

TEST_F(Pipeline, WritesDownWhoWasRefused) {
  REQ("R-SEC-01");
  const auto before = count("evidence_entry WHERE action = 'access.denied'");
  expectProblem(as("clerk").get("/api/users"), 403, "ACCS-0201");
  EXPECT_EQ(count("evidence_entry WHERE action = 'access.denied'"), before + 1);
  anybody().get("/api/users");
  EXPECT_EQ(count("evidence_entry WHERE action = 'access.denied'"), before + 1) << "nobody is nobody in the log";
}

TEST_F(Pipeline, CarriesSafetyHeadersOnEveryAnswer) {
  for (const auto& reply :
       {as("clerk").get("/api/catalogue"), anybody().get("/healthz"), anybody().get("/api/users")}) {
    EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(reply.header("Referrer-Policy"), "no-referrer");
    EXPECT_NE(reply.header("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
  }
  EXPECT_EQ(as("clerk").get("/api/records").header("Cache-Control"), "no-store");
}

TEST_F(Pipeline, AnswersAConditionalReadWithoutABody) {
  const auto first = as("clerk").get("/api/catalogue");
  const auto tag = first.header("ETag");
  ASSERT_FALSE(tag.empty());
  const auto second = as("clerk").get("/api/catalogue", {{"If-None-Match", tag}});
  EXPECT_EQ(second.status, 304);
  EXPECT_TRUE(second.body.empty());
  EXPECT_EQ(as("clerk").get("/api/catalogue", {{"If-None-Match", "\"other\""}}).status, 200);
}

TEST_F(Pipeline, RefusesParametersItDoesNotKnow) {
  const auto reply = as("clerk").get("/api/records?untit=U1");
  expectProblem(reply, 422, "HTTP-0025");
  EXPECT_EQ(fieldErrors(reply), std::set<std::string>{"untit HTTP-0019"});
  expectProblem(as("clerk").get("/api/records?unit=U1&unit=U2"), 400, "HTTP-0002");
  EXPECT_EQ(fieldErrors(as("clerk").get("/api/records?limit=0")), std::set<std::string>{"limit HTTP-0018"});
  EXPECT_EQ(fieldErrors(as("clerk").get("/api/records?limit=201")), std::set<std::string>{"limit HTTP-0018"});
  EXPECT_EQ(fieldErrors(as("clerk").get("/api/records?limit=ten")), std::set<std::string>{"limit HTTP-0017"});
  EXPECT_EQ(fieldErrors(as("clerk").get("/api/records?cursor=AAAA")), std::set<std::string>{"cursor HTTP-0022"});
}

TEST_F(Pipeline, RefusesFieldsTheClientMayNotSet) {
  auto body = json::parse(recordBody(3)).as_object();
  body["createdBy"] = "U1";
  body["state"] = "published";
  body["id"] = "R1";
  const auto before = count("record");
  const auto reply = as("clerk").post("/api/records", json::serialize(body));
  expectProblem(reply, 422, "HTTP-0025");
  EXPECT_EQ(fieldErrors(reply), (std::set<std::string>{"createdBy HTTP-0019", "state HTTP-0019", "id HTTP-0019"}));
  EXPECT_EQ(count("record"), before);
}

TEST_F(Pipeline, NamesEveryFieldThatIsWrongAtOnce) {
  const auto reply = as("clerk").post("/api/records", R"({"unit": 7, "values": {"a": 1}, "received": "2026-02-30"})");
  expectProblem(reply, 422, "HTTP-0025");
  EXPECT_EQ(fieldErrors(reply),
            (std::set<std::string>{"entry HTTP-0016", "unit HTTP-0017", "values.a HTTP-0017", "received HTTP-0017"}));
}

TEST_F(Pipeline, RefusesBodiesItCannotRead) {
  auto& clerk = as("clerk");
  const std::string deep = std::string(200, '[') + std::string(200, ']');
  for (const std::string& body : {std::string("{\"entry\": \"\xff\xfe\"}"), std::string("{\"entry\":"),
                                  std::string("[]"), std::string("null"), std::string(), "{\"values\":" + deep + "}",
                                  std::string("{\"entry\": \"\xed\xa0\x80\"}"), std::string("{\"entry\": \"a\"} {}")}) {
    expectProblem(clerk.post("/api/records", body), 400, "HTTP-0014");
  }
  expectProblem(clerk.post("/api/records", R"({"entry": "XK-ORG", "unit": "U1", "entry": "CF-ORG", "values": {}})"),
                400, "HTTP-0015");
  expectProblem(clerk.post("/api/records", R"({"entry": "X", "unit": "U1", "values": {"a": "1", "\u0061": "2"}})"), 400,
                "HTTP-0015");
  expectProblem(clerk.post("/api/records", recordBody(4), {{"Content-Type", "text/plain"}}), 415, "HTTP-0020");
  expectProblem(clerk.post("/api/records", recordBody(4), {{"Content-Type", "application/x-www-form-urlencoded"}}), 415,
                "HTTP-0020");
  expectProblem(clerk.post("/api/records", std::string(9U << 20U, ' ')), 413, "HTTP-0005");
}

TEST_F(Pipeline, TakesChangesFromItsOwnPagesOnly) {
  auto& clerk = as("clerk");
  const auto before = count("record");
  expectProblem(clerk.post("/api/records", recordBody(5), {{"Origin", "https://evil.example"}}), 403, "HTTP-0030");
  expectProblem(clerk.post("/api/records", recordBody(5), {{"Sec-Fetch-Site", "cross-site"}}), 403, "HTTP-0030");
  expectProblem(clerk.post("/api/records", recordBody(5), {{"X-CSRF-Token", ""}}), 403, "ACCS-0203");
  expectProblem(clerk.post("/api/records", recordBody(5), {{"X-CSRF-Token", as("clerk@U2").csrf}}), 403, "ACCS-0203");
  EXPECT_EQ(count("record"), before);
  const auto own = "http://127.0.0.1:" + std::to_string(clerk.port());
  created(clerk.post("/api/records", recordBody(5), {{"Origin", own}, {"Sec-Fetch-Site", "same-origin"}}));
}

TEST_F(Pipeline, DoesASubmissionOnceHoweverOftenItIsSent) {
  auto& clerk = as("clerk");
  const auto first = clerk.post("/api/records", recordBody(10), {{"Idempotency-Key", "once-10"}});
  const auto record = created(first);
  const auto after = count("record");
  const auto second = clerk.post("/api/records", recordBody(10), {{"Idempotency-Key", "once-10"}});
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(second.header("ETag"), first.header("ETag"));
  EXPECT_EQ(second.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(count("record"), after);
  expectProblem(clerk.post("/api/records", recordBody(11), {{"Idempotency-Key", "once-10"}}), 409, "HTTP-0027");
  EXPECT_EQ(count("record"), after);
}

TEST_F(Pipeline, WantsAKeyWithEverySubmission) {
  auto& clerk = as("clerk");
  for (const std::string key : {"", "with blank", "z\xc3\xa4h"}) {
    expectProblem(clerk.post("/api/records", recordBody(12), {{"Idempotency-Key", key}}), 400, "HTTP-0021");
  }
  expectProblem(clerk.post("/api/records", recordBody(12), {{"Idempotency-Key", std::string(201, 'k')}}), 400,
                "HTTP-0021");
}

TEST_F(Pipeline, KeepsTheKeysOfPeopleApart) {
  created(as("clerk").post("/api/records", recordBody(13), {{"Idempotency-Key", "shared-key"}}));
  const auto other = as("clerk@U2")
                         .post("/api/nil-reports", R"({"entry": "XK-ORG", "unit": "U2", "period": "2026-01"})",
                               {{"Idempotency-Key", "shared-key"}});
  EXPECT_NE(other.header("Idempotency-Replayed"), "true");
  EXPECT_NE(other.status, 409) << other.body;
}

TEST_F(Pipeline, AFailedSubmissionMayBeSentAgainUnderItsKey) {
  auto& clerk = as("clerk");
  expectProblem(clerk.post("/api/records", R"({"entry": "XK-ORG", "unit": "U1"})", {{"Idempotency-Key", "again-1"}}),
                422, "HTTP-0025");
  created(clerk.post("/api/records", recordBody(14), {{"Idempotency-Key", "again-1"}}));
}

TEST_F(Pipeline, OneOfManyEqualSubmissionsAtOnceWins) {
  auto& clerk = as("clerk");
  const auto before = count("record");
  std::vector<HttpReply> replies(8);
  std::vector<std::thread> threads;
  const auto body = recordBody(20);
  for (std::size_t i = 0; i < replies.size(); ++i) {
    threads.emplace_back([&, i] {
      HttpClient client(clerk.port());
      replies[i] =
          client.post("/api/records", body,
                      {{"Cookie", clerk.cookie}, {"X-CSRF-Token", clerk.csrf}, {"Idempotency-Key", "race-20"}});
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::string> bodies;
  for (const auto& reply : replies) {
    EXPECT_EQ(reply.status, 201) << reply.body;
    bodies.insert(reply.body);
  }
  EXPECT_EQ(bodies.size(), 1U);
  EXPECT_EQ(count("record"), before + 1);
}

TEST_F(Pipeline, KeptAnswersAreSealed) {
  created(as("clerk").post("/api/records", recordBody(21), {{"Idempotency-Key", "sealed-21"}}));
  std::string stored;
  must(server().conn()->query("SELECT body FROM idempotency WHERE idem_key = 'sealed-21'", {},
                              [&](const store::Row& row) {
                                stored = row.str(0);
                                return true;
                              }));
  ASSERT_FALSE(stored.empty());
  EXPECT_EQ(stored.find("record"), std::string::npos);
  EXPECT_EQ(stored.find("eyJ"), std::string::npos) << "not mere base64 of JSON";
}

TEST_F(Pipeline, TwoPeopleOnOneObject) {
  auto& clerk = as("clerk");
  const auto record = created(clerk.post("/api/records", recordBody(30)));
  const auto path = "/api/records/" + record;
  const auto tag = clerk.get(path).header("ETag");
  ASSERT_FALSE(tag.empty());
  const std::string voiding = R"({"kind": "void", "reason": "重复录入"})";
  expectProblem(clerk.post(path + "/void", voiding), 428, "HTTP-0023");
  expectProblem(clerk.post(path + "/void", voiding, {{"If-Match", "\"99\""}}), 412, "HTTP-0024");
  EXPECT_LT(clerk.post(path + "/void", voiding, {{"If-Match", tag}}).status, 300);
  expectProblem(as("clerk#2").post(path + "/void", voiding, {{"If-Match", tag}}), 412, "HTTP-0024");
}

TEST_F(Pipeline, AnotherOfficesObjectLooksLikeNone) {
  const auto record = created(as("clerk").post("/api/records", recordBody(31)));
  const auto there = as("clerk@U2").get("/api/records/" + record);
  const auto none = as("clerk@U2").get("/api/records/R999999");
  expectProblem(there, 404, "ACCS-0401");
  expectProblem(none, 404, "ACCS-0401");
  EXPECT_EQ(there.header("Content-Type"), none.header("Content-Type"));
}

TEST_F(Pipeline, PurposesComeFromTheList) {
  REQ("R-DISC-08");
  const auto reply = as("clerk").get("/api/records", {{"X-Purpose", "curiosity"}});
  expectProblem(reply, 422, "HTTP-0025");
  EXPECT_EQ(fieldErrors(reply), std::set<std::string>{"X-Purpose HTTP-0034"});
  EXPECT_EQ(as("clerk").get("/api/records", {{"X-Purpose", "supervision"}, {"X-Case-Number", "案 1"}}).status, 200);
}

TEST_F(Pipeline, OtherMethodsAndAddressesAreRefused) {
  const auto reply = as("clerk").send({"PATCH", "/api/catalogue", {}, ""});
  expectProblem(reply, 405, "HTTP-0013");
  EXPECT_EQ(reply.header("Allow"), "GET, HEAD");
  expectProblem(as("clerk").get("/api/nothing"), 404, "HTTP-0012");
  expectProblem(as("clerk").get("/api/records/..%2f..%2fetc%2fpasswd"), 400, "HTTP-0001");
  expectProblem(as("clerk").get("/api/records/R1%00"), 400, "HTTP-0001");
}

TEST_F(Pipeline, SystemsSignInsteadOfSigningIn) {
  const auto reply = as("partner-system").get("/api/session");
  EXPECT_EQ(reply.status, 200) << reply.body;
  expectProblem(as("partner-system").get("/api/records"), 403, "ACCS-0201");
}

class OnPostgres : public ServerTestOf<OnPostgres> {
 public:
  static TestServerOptions options() {
    TestServerOptions wanted;
    wanted.engine = store::Engine::kPostgres;
    return wanted;
  }
};

TEST_F(OnPostgres, TheSamePipelineRuns) {
  auto& clerk = as("clerk");
  EXPECT_EQ(clerk.get("/api/catalogue").status, 200);
  const std::string nil = R"({"entry": "XK-ORG", "unit": "U1", "period": "2026-01"})";
  const auto first = clerk.post("/api/nil-reports", nil, {{"Idempotency-Key", "pg-1"}});
  EXPECT_LT(first.status, 300) << first.body;
  EXPECT_EQ(clerk.post("/api/nil-reports", nil, {{"Idempotency-Key", "pg-1"}}).body, first.body);
  expectProblem(clerk.post("/api/nil-reports", R"({"entry": "XK-ORG"})", {{"Idempotency-Key", "pg-1"}}), 409,
                "HTTP-0027");
  expectProblem(clerk.get("/api/users"), 403, "ACCS-0201");
}

class Lifetime : public ServerTestOf<Lifetime> {};

TEST_F(Lifetime, StopsWhenAskedAndStartsAgainOnTheSameStore) {
  auto& clerk = as("clerk");
  const auto cookie = clerk.cookie;
  ASSERT_EQ(clerk.get("/api/catalogue").status, 200);
  EXPECT_EQ(server().process().stop(), 0);
  server().restart();
  auto again = anybody();
  again.cookie = cookie;
  EXPECT_EQ(again.get("/api/catalogue").status, 200) << "a session outlives the restart";
}

TEST_F(Lifetime, SaysClearlyWhyItDoesNotStart) {
  const auto run = server().cli({"serve", "--listen", "127.0.0.1:" + std::to_string(server().port())});
  EXPECT_EQ(run.exitCode, 1);
  EXPECT_NE(run.err.find("HTTP-0010"), std::string::npos) << run.err;
  for (const char* wrong : {"127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", ":"}) {
    const auto refused = server().cli({"serve", "--listen", wrong});
    EXPECT_EQ(refused.exitCode, 2) << wrong;
    EXPECT_NE(refused.err.find("CLI-0001"), std::string::npos) << refused.err;
  }
  const auto tls =
      server().cli({"serve", "--listen", "127.0.0.1:0", "--tls-cert", "/nowhere", "--tls-key", "/nowhere"});
  EXPECT_NE(tls.err.find("HTTP-0011"), std::string::npos) << tls.err;
}

}  // namespace
}  // namespace medcredit::test
