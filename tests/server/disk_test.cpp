// A disk that takes nothing more while the server runs: no personal data without its mark in the evidence log, a clear
// problem instead, and everything as before once there is room (R-SEC-01).
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <set>
#include <thread>

#include "server/world.h"

namespace medcredit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class FullDisk : public ::testing::Test {
 protected:
  void SetUp() override {
    std::signal(SIGXFSZ, SIG_IGN);  // inherited by the server: its writes fail as on a full disk
    TestServerOptions options;
    options.today = "2026-03-10";
    server_ = std::make_unique<TestServer>(MC_BINARY, options);
    world_ = std::make_unique<World>(*server_);
  }
  /// From now on no file of the server grows beyond `bytes`.
  void limitFiles(rlim_t bytes) {
    rlimit limit{};
    ASSERT_EQ(::prlimit(server_->process().pid(), RLIMIT_FSIZE, nullptr, &limit), 0);
    limit.rlim_cur = bytes;
    ASSERT_EQ(::prlimit(server_->process().pid(), RLIMIT_FSIZE, &limit, nullptr), 0);
  }
  void fill() { limitFiles(512); }
  void free() { limitFiles(RLIM_INFINITY); }

  [[nodiscard]] std::int64_t number(const std::string& sql) const {
    std::int64_t out = 0;
    must(server_->conn()->query(sql, {}, [&](const store::Row& row) {
      out = row.integer(0);
      return false;
    }));
    return out;
  }
  HttpReply readiness() { return server_->anybody().get("/readyz"); }
  /// Asks until the status comes; the server's own last look stands for a few seconds.
  HttpReply readinessWith(int status) {
    HttpReply reply;
    for (int i = 0; i < 100; ++i) {
      reply = readiness();
      if (reply.status == status) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return reply;
  }
  static std::set<std::string> failedChecks(const HttpReply& reply) {
    std::set<std::string> out;
    const auto body = reply.json();
    for (const auto& one : body.at("errors").as_array()) out.emplace(one.at("field").as_string());
    return out;
  }

  std::unique_ptr<TestServer> server_;
  std::unique_ptr<World> world_;
};

TEST_F(FullDisk, NoPersonalDataIsServedUntilReadsCanBeRecorded) {
  REQ("R-SEC-01");
  const auto& own = world_->place(Relation::kOwn);
  const std::vector<std::string> reads{"/api/records/" + own.personRecord, "/api/subjects/" + own.personSubject,
                                       "/api/records?batch=" + own.personBatch,
                                       "/api/batches/" + own.personBatch + "/findings"};
  auto& clerk = server_->as("clerk");
  for (const auto& read : reads) ASSERT_EQ(clerk.get(read).status, 200) << read;
  const auto entries = number("SELECT count(*) FROM evidence_entry");
  // When the disk is full
  fill();
  for (const auto& read : reads) {
    for (int again = 0; again < 3; ++again) {
      const auto refused = clerk.get(read);
      // Then there is a clear problem, and nothing of the record
      EXPECT_EQ(refused.status, 507) << read << refused.body;
      const auto problem = refused.json();
      EXPECT_EQ(problem.at("code"), "STOR-0002");
      EXPECT_THAT(std::string(problem.at("title").as_string()), HasSubstr("磁盘已满"));
      EXPECT_THAT(std::string(problem.at("remedy").as_string()), HasSubstr("腾出磁盘空间"));
      EXPECT_THAT(refused.body, Not(HasSubstr("测试101"))) << read;
      EXPECT_THAT(refused.body, Not(HasSubstr("罚款")));
    }
  }
  // … nothing is changed either …
  EXPECT_GE(clerk.post("/api/nil-reports", R"({"entry":"CF-ORG","unit":"U1","period":"2026-01"})").status, 500);
  // … and what needs no mark is still there
  EXPECT_EQ(server_->anybody().get("/api/public/rules").status, 200);
  EXPECT_EQ(server_->anybody().get("/healthz").status, 200);
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry"), entries);
  // When there is room again, then all works without a restart
  free();
  for (const auto& read : reads) EXPECT_EQ(clerk.get(read).status, 200) << read;
  EXPECT_GE(number("SELECT count(*) FROM evidence_entry"), entries + static_cast<std::int64_t>(reads.size()));
  EXPECT_EQ(clerk.post("/api/nil-reports", R"({"entry":"CF-ORG","unit":"U1","period":"2026-01"})").status, 201);
  EXPECT_EQ(server_->cli({"store", "check"}).exitCode, 0);
  EXPECT_EQ(server_->cli({"audit", "verify"}).exitCode, 0);
}

TEST_F(FullDisk, ReadinessSaysThatTheLogCannotBeWritten) {
  REQ("R-SEC-01");
  fill();
  const auto unready = readinessWith(503);
  ASSERT_EQ(unready.status, 503) << unready.body;
  EXPECT_EQ(unready.json().at("code"), "HTTP-0038");
  EXPECT_EQ(failedChecks(unready), (std::set<std::string>{"evidence"})) << unready.body;
  EXPECT_THAT(unready.body, HasSubstr("STOR-0002"));
  EXPECT_FALSE(unready.header("Retry-After").empty());
  for (const char* inside : {"/tmp", "medcredit.db", "SELECT"}) EXPECT_THAT(unready.body, Not(HasSubstr(inside)));
  free();
  EXPECT_EQ(readinessWith(200).status, 200);
}

TEST_F(FullDisk, ReadinessSaysThatTheKeysAreThoseOfAnotherStore) {
  ASSERT_EQ(readiness().status, 200);
  server_->operate([&](service::Context& context) {
    auto transaction = must(store::Transaction::start(context.conn));
    must(context.conn.exec("UPDATE meta SET value = 'f' || value WHERE key = 'key_fingerprint'"));
    must(transaction.commit());
  });
  const auto unready = readinessWith(503);
  ASSERT_EQ(unready.status, 503) << unready.body;
  EXPECT_EQ(failedChecks(unready), (std::set<std::string>{"keys"})) << unready.body;
  EXPECT_THAT(unready.body, HasSubstr("CRYP-0014"));
}

}  // namespace
}  // namespace medcredit::test
