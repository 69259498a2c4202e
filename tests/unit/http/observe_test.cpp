// Logs and metrics: complete, one line each, and silent about what was asked for.
#include "http/observe.h"

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <sstream>

#include "transport_fixture.h"

namespace medcredit::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const base::FixedClock kClock(*base::CivilDate::parseIso("2026-03-10"));

std::vector<boost::json::object> linesOf(const std::string& text) {
  std::vector<boost::json::object> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(boost::json::parse(line).as_object());
  return out;
}

RequestLog sample(int status, std::int64_t micros) {
  RequestLog line;
  line.requestId = "q1";
  line.remoteAddress = "192.0.2.1";
  line.method = "GET";
  line.path = "/api/subjects/{id}";
  line.operationId = "getArchive";
  line.status = status;
  line.micros = micros;
  line.bytes = 100;
  return line;
}

TEST(JsonLog, WritesOneCompleteObjectPerRequest) {
  std::ostringstream out;
  {
    JsonLog log(out, kClock);
    log.request(sample(200, 1234));
    log.event("warn", "job", {{"kind", "backup"}, {"code", "JOBS-0006"}});
  }
  const auto lines = linesOf(out.str());
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].at("event"), "request");
  EXPECT_EQ(lines[0].at("operation"), "getArchive");
  EXPECT_EQ(lines[0].at("status"), 200);
  EXPECT_EQ(lines[0].at("micros"), 1234);
  EXPECT_THAT(std::string(lines[0].at("at").as_string()), ::testing::StartsWith("2026-03-10T04:"));
  EXPECT_EQ(lines[1].at("level"), "warn");
  EXPECT_EQ(lines[1].at("code"), "JOBS-0006");
}

TEST(JsonLog, NothingCanForgeALine) {
  std::ostringstream out;
  {
    JsonLog log(out, kClock);
    log.event("info", "x", {{"value", "a\n{\"level\":\"error\"}\r\n\"\\\x01\x7f\xff"}});
  }
  const auto lines = linesOf(out.str());
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(std::string(lines[0].at("value").as_string()), HasSubstr("\n{\"level\""));
}

TEST(JsonLog, SaysWhenTheFileCannotBeOpened) {
  const auto refused = JsonLog::open("/nowhere/at/all.log", kClock);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "HTTP-0035");
}

TEST(Metrics, CountsByOperationAndKeepsAHistogram) {
  Metrics metrics;
  metrics.request(sample(200, 400));
  metrics.request(sample(204, 3000));
  metrics.request(sample(503, 20'000'000));
  metrics.job("import", "done");
  Gauges gauges;
  gauges.server.connections = 7;
  gauges.evidenceCommits = 3;
  const std::string text = metrics.text(gauges);
  EXPECT_THAT(text, HasSubstr("medcredit_requests_total{operation=\"getArchive\",status=\"2xx\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("medcredit_requests_total{operation=\"getArchive\",status=\"5xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{operation=\"getArchive\",le=\"0.000500\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{operation=\"getArchive\",le=\"0.005000\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{operation=\"getArchive\",le=\"10.000000\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{operation=\"getArchive\",le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("_sum{operation=\"getArchive\"} 20.003400\n"));
  EXPECT_THAT(text, HasSubstr("medcredit_connections 7\n"));
  EXPECT_THAT(text, HasSubstr("medcredit_jobs_total{kind=\"import\",state=\"done\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("medcredit_evidence_commits_total 3\n"));
}

TEST_F(TransportTest, LogsNeverHoldWhatWasAskedFor) {
  route(Method::kGet, "/people/{id}", [](const Request&) { return text("x"); });
  start();
  auto c = client();
  c.get("/people/CANARY-PATH?q=CANARY-QUERY", {{"X-Any", "CANARY-HEADER"}});
  c.get("/CANARY-NOWHERE");
  c.send({"CANARYVERB", "/hello"});
  c.post("/echo", "CANARY-BODY");
  ASSERT_TRUE(eventually([&] { return log().size() == 4; }));
  std::ostringstream out;
  Metrics metrics;
  {
    JsonLog json(out, kClock);
    for (const auto& line : log()) {
      json.request(line);
      metrics.request(line);
    }
  }
  EXPECT_EQ(linesOf(out.str()).size(), 4U);
  EXPECT_THAT(out.str() + metrics.text({}), Not(HasSubstr("CANARY")));
  EXPECT_THAT(out.str(), HasSubstr("/people/{id}"));
}

}  // namespace
}  // namespace medcredit::http
