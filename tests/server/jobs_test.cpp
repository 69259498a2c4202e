// Background jobs over the real server: an upload becomes a job, its events can be followed, and whatever a kill -9
// cuts off is taken up again or was never there.
#include <gmock/gmock.h>

#include <atomic>
#include <boost/json.hpp>
#include <filesystem>
#include <random>
#include <set>
#include <thread>

#include "store/conn.h"
#include "support/sample_rows.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

using ::testing::HasSubstr;

constexpr const char* kImports = "/api/imports?entry=CF-ORG&unit=U1&name=";

class JobsApi : public ServerTestOf<JobsApi> {
 public:
  static TestServerOptions options() { return {}; }

 protected:
  /// A clean file of its own rows.
  static std::string file(int from, int rows) {
    const auto& entry = *law().entry("CF-ORG");
    std::vector<std::vector<std::string>> sent;
    for (int i = 0; i < rows; ++i) sent.push_back(sampleRow(entry, from + i));
    const TempDir folder;
    writeRows(folder / "rows.csv", entry, sent);
    return readFile(folder / "rows.csv");
  }
  static std::int64_t number(const std::string& sql) {
    std::int64_t out = 0;
    must(server().conn()->query(sql, {}, [&](const store::Row& row) {
      out = row.integer(0);
      return false;
    }));
    return out;
  }
  static std::filesystem::path spool() { return std::filesystem::path(server().location().dataDir) / "spool"; }
  static std::size_t uploadsInFlight() {
    std::size_t count = 0;
    for (const auto& one : std::filesystem::directory_iterator(spool())) {
      count += one.path().filename().string().starts_with("upload-") ? 1U : 0U;
    }
    return count;
  }
  static bool eventually(const std::function<bool()>& condition) {
    for (int i = 0; i < 600 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return condition();
  }
  static std::string jobOf(const HttpReply& reply) { return std::string(reply.json().at("job").as_string()); }
  static bool allOver() {
    return number("SELECT count(*) FROM job WHERE kind = 'import' AND state IN ('queued', 'running')") == 0;
  }
};

TEST_F(JobsApi, AnUploadBecomesAJobWhoseEventsCanBeFollowedAndReplayed) {
  REQ("R-COLL-04");
  auto& clerk = as("clerk");
  const auto accepted = clerk.upload(std::string(kImports) + "rows.csv", file(0, 50));
  ASSERT_EQ(accepted.status, 202) << accepted.body;
  const std::string job = jobOf(accepted);
  EXPECT_EQ(accepted.header("Location"), "/api/jobs/" + job);
  HttpClient stream(server().port());
  const HeaderList signedIn{{"Cookie", clerk.cookie}};
  ASSERT_EQ(stream.openEvents("/api/jobs/" + job + "/events", signedIn).status, 200);
  std::vector<StreamEvent> events;
  while (const auto event = stream.nextEvent()) {
    if (!event->comment) events.push_back(*event);
  }
  ASSERT_GE(events.size(), 3U);
  EXPECT_EQ(events.front().event, "queued");
  EXPECT_EQ(events[1].event, "started");
  EXPECT_EQ(events.back().event, "done");
  EXPECT_THAT(events.back().data, HasSubstr("\"accepted\":50"));
  HttpClient again(server().port());
  HeaderList from = signedIn;
  from.emplace_back("Last-Event-ID", events[1].id);
  again.openEvents("/api/jobs/" + job + "/events", from);
  EXPECT_EQ(again.nextEvent()->id, events[2].id) << "the one after the last seen";
  const auto shown = clerk.get("/api/jobs/" + job).json();
  EXPECT_EQ(shown.at("state"), "done");
  EXPECT_EQ(shown.at("result").at("accepted").as_int64(), 50);
  EXPECT_THAT(clerk.get("/api/jobs").body, HasSubstr("\"" + job + "\""));
  EXPECT_EQ(uploadsInFlight(), 0U);
}

TEST_F(JobsApi, JobsOfOthersDoNotExist) {
  const auto accepted = as("clerk").upload(std::string(kImports) + "other.csv", file(2000, 5));
  const std::string job = jobOf(accepted);
  for (const std::string& path : {"/api/jobs/" + job, "/api/jobs/" + job + "/events"}) {
    const auto hidden = as("clerk@U2").get(path);
    EXPECT_EQ(hidden.status, 404) << path;
    EXPECT_EQ(hidden.json().at("code"), as("clerk@U2").get("/api/jobs/J99999").json().at("code"));
  }
  EXPECT_EQ(anybody().get("/api/jobs/" + job).status, 401);
  EXPECT_THAT(as("clerk@U2").get("/api/jobs").body, ::testing::Not(HasSubstr("\"" + job + "\"")));
}

TEST_F(JobsApi, TheScheduleOfTheDayIsRunAndShown) {
  auto& clerk = as("clerk");
  ASSERT_TRUE(eventually([&] {
    return number(
               "SELECT count(*) FROM schedule_run r JOIN job j ON j.id = r.job_id WHERE r.schedule = "
               "'publicity-expiry' AND j.state = 'done'") >= 1;
  }));
  const auto shown = clerk.get("/api/schedules");
  ASSERT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, HasSubstr("\"publicity-expiry\""));
  EXPECT_THAT(shown.body, HasSubstr("\"done\""));
}

TEST_F(JobsApi, MetricsAndLogsTellOfRequestsAndJobs) {
  auto caller = anybody();
  caller.get("/api/public/rules");
  ASSERT_TRUE(eventually([&] {
    return caller.get("/metrics").body.find("medcredit_jobs_total{kind=\"publicity.expire\",state=\"done\"}") !=
           std::string::npos;
  }));
  const auto metrics = caller.get("/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("medcredit_requests_total{operation=\"publicRules\",status=\"2xx\"}"));
  EXPECT_THAT(metrics, HasSubstr("medcredit_queue_depth{queue=\"upload\"} 0"));
  EXPECT_TRUE(
      eventually([&] { return server().process().err().find("\"operation\":\"publicRules\"") != std::string::npos; }));
}

TEST_F(JobsApi, KilledDuringUploadOrImportNothingIsHalfStored) {
  REQ("R-SEC-07");
  std::mt19937_64 random(std::random_device{}());
  constexpr int kRounds = 8;
  constexpr int kRows = 300;
  std::set<std::string> promised;
  for (int round = 0; round < kRounds; ++round) {
    auto& clerk = as("clerk");
    const std::string bytes = file(5000 + round * kRows, kRows);
    std::atomic<bool> sent{false};
    std::thread sender([&] {
      try {
        const auto reply = clerk.upload(std::string(kImports) + "k" + std::to_string(round) + ".csv", bytes);
        if (reply.status == 202) promised.insert(jobOf(reply));
      } catch (const std::exception&) {
        // the answer was cut off: nothing is promised
      }
      sent = true;
    });
    const auto moment = std::chrono::milliseconds(random() % 400);
    const auto until = std::chrono::steady_clock::now() + moment;
    while (std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    server().process().kill();
    sender.join();
    server().restart();
    EXPECT_EQ(uploadsInFlight(), 0U) << "half an upload was left, killed after " << moment.count() << " ms";
    // the lease of what died would end by itself; the test does not wait for it
    static_cast<void>(must(server().conn()->exec("UPDATE job SET lease_until = 0 WHERE state = 'running'")));
    ASSERT_TRUE(eventually(allOver)) << "killed after " << moment.count() << " ms";
    EXPECT_EQ(number("SELECT count(*) FROM batch WHERE file_name LIKE 'k%' AND accepted <> 300"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM job j WHERE kind = 'import' AND state = 'failed'"), 0);
  }
  for (const auto& job : promised) {
    EXPECT_EQ(as("clerk").get("/api/jobs/" + job).json().at("state"), "done") << "202 is a promise: " << job;
  }
  const auto batches = number("SELECT count(*) FROM batch WHERE file_name LIKE 'k%'");
  EXPECT_GE(batches, static_cast<std::int64_t>(promised.size()));
  EXPECT_EQ(
      number("SELECT count(*) FROM record_version v JOIN batch b ON b.id = v.batch_id WHERE b.file_name LIKE 'k%'"),
      batches * kRows);
  EXPECT_EQ(number("SELECT count(*) FROM (SELECT file_digest FROM batch GROUP BY file_digest HAVING count(*) > 1) d"),
            0)
      << "no file is in twice";
  EXPECT_EQ(server().cli({"store", "check"}).exitCode, 0);
  EXPECT_EQ(server().cli({"audit", "verify"}).exitCode, 0);
}

}  // namespace
}  // namespace medcredit::test
