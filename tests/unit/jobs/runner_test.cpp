// The queue on both stores: what is queued is done, what fails is retried, what was cut off is taken up again, and no
// due moment is run twice or left out.
#include "jobs/runner.h"

#include <gmock/gmock.h>

#include <atomic>
#include <boost/json.hpp>
#include <filesystem>
#include <thread>

#include "jobs/schedule.h"
#include "service/jobs.h"
#include "service/sealed_file.h"
#include "support/collect_fixture.h"

namespace medcredit::jobs {
namespace {

using test::must;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A clock the test moves.
class HandClock final : public base::Clock {
 public:
  explicit HandClock(std::string_view at) : at_(*base::Instant::parseIso(at)) {}
  [[nodiscard]] base::Instant now() const override { return at_; }
  void pass(std::int64_t seconds) { at_.micros += seconds * 1'000'000; }

 private:
  base::Instant at_;
};

class JobsTest : public test::CollectTest {
 protected:
  void SetUp() override {
    CollectTest::SetUp();
    options_.onJob = [this](const JobNote& note) {
      notes_.push_back(service::publicId('J', note.id) + " " + note.state + " " + note.code);
    };
  }
  /// A context on this connection with the test's clock.
  service::Context on(store::Conn& connection) {
    return {connection, test::law(), clock_, "U-tester", random(), keys()};
  }
  bool runOne() {
    auto own = on(conn());
    return must(runNext(own, store::JobLane::kAny, options_, live_));
  }
  std::int64_t queueStatistics() {
    auto own = on(conn());
    return must(service::enqueue(own, service::kJobStatistics, "{}"));
  }
  store::Job job(std::int64_t id) { return *must(store::getJob(conn(), id)); }
  std::vector<std::string> events(std::int64_t id) {
    std::vector<std::string> out;
    for (const auto& one : must(store::jobEventsAfter(conn(), id, 0, 1000))) out.push_back(one.event);
    return out;
  }
  /// A file uploaded to the spool, queued for import.
  std::int64_t queueImport(std::string_view content, const std::string& name = "送来.csv") {
    test::writeFile(folder() / "upload-1", content);
    auto own = on(conn());
    service::ImportJob import;
    import.file = folder() / "upload-1";
    import.spoolFolder = folder().path();
    import.name = name;
    import.entry = "CF-ORG";
    import.unit = "U1";
    return must(service::enqueueImport(own, import));
  }
  std::string goodFile(int rows) {
    std::vector<std::vector<std::string>> sent;
    for (int i = 0; i < rows; ++i) sent.push_back(test::sampleRow(entry(), i));
    test::writeRows(folder() / "made.csv", entry(), sent);
    return test::readFile(folder() / "made.csv");
  }
  std::filesystem::path input(std::int64_t id) { return service::jobFolder(folder().path(), id) / "送来.csv"; }
  /// Days of a schedule for which there is more than one job: must never be any.
  std::int64_t doubleRuns() {
    return number(
        "SELECT count(*) FROM (SELECT args FROM job WHERE kind = 'publicity.expire' GROUP BY args HAVING "
        "count(*) > 1) twice");
  }

  HandClock clock_{"2026-03-10T04:00:00.000000Z"};
  RunnerOptions options_;
  service::LiveJobs live_;
  std::vector<std::string> notes_;
};

TEST_P(JobsTest, WhatIsQueuedIsDoneAndLogged) {
  const auto id = queueStatistics();
  EXPECT_EQ(job(id).state, "queued");
  EXPECT_TRUE(runOne());
  EXPECT_FALSE(runOne()) << "nothing is left";
  const auto done = job(id);
  EXPECT_EQ(done.state, "done");
  EXPECT_EQ(done.attempts, 1);
  EXPECT_EQ(done.progress, 1000);
  EXPECT_TRUE(done.finishedAt);
  EXPECT_EQ(boost::json::parse(*done.result).at("received").as_int64(), 0);
  EXPECT_THAT(events(id), ElementsAre("queued", "started", "done"));
  EXPECT_THAT(notes_, ElementsAre("J1 done "));
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'job.done' AND actor = 'U-tester'"), 1);
}

TEST_P(JobsTest, WorkNobodyKnowsIsNotQueued) {
  auto own = on(conn());
  const auto refused = service::enqueue(own, "mining", "{}");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "JOBS-0002");
  EXPECT_TRUE(test::isClearChinese(refused.error()));
  EXPECT_EQ(countOf("job"), 0);
}

TEST_P(JobsTest, QueuingIsPartOfTheCallersTransaction) {
  auto own = on(conn());
  {
    auto transaction = must(store::Transaction::start(conn()));
    static_cast<void>(must(service::enqueue(own, service::kJobStatistics, "{}")));
  }
  EXPECT_EQ(countOf("job"), 0) << "rolled back with the rest";
}

TEST_P(JobsTest, AnUploadIsImportedInTheNameOfItsSender) {
  REQ("R-COLL-04");
  const auto id = queueImport(goodFile(20));
  EXPECT_FALSE(std::filesystem::exists(folder() / "upload-1"));
  EXPECT_TRUE(std::filesystem::exists(input(id)));
  EXPECT_TRUE(runOne());
  const auto done = job(id);
  ASSERT_EQ(done.state, "done") << *done.result;
  const auto result = boost::json::parse(*done.result);
  EXPECT_EQ(result.at("accepted").as_int64(), 20);
  EXPECT_EQ(result.at("batch"), "B1");
  EXPECT_EQ(text("SELECT actor FROM batch"), "U-tester");
  EXPECT_EQ(text("SELECT file_name FROM batch"), "送来.csv");
  const auto seen = events(id);
  EXPECT_THAT(seen, ::testing::Contains("progress"));
  EXPECT_EQ(seen.back(), "done");
  auto own = on(conn());
  must(sweepFiles(own, folder().path()));
  EXPECT_FALSE(std::filesystem::exists(input(id))) << "what was imported is not kept a second time";
}

TEST_P(JobsTest, TheAnnotatedReturnWaitsSealed) {
  REQ("R-SEC-04");
  // Given a file with one row that cannot be taken
  auto rows = std::vector<std::vector<std::string>>{test::sampleRow(entry(), 1),
                                                    test::sampleRow(entry(), 2, {{"decision-date", "2026-02-30"}})};
  test::writeRows(folder() / "made.csv", entry(), rows);
  const auto id = queueImport(test::readFile(folder() / "made.csv"));
  EXPECT_TRUE(runOne());
  const auto result = boost::json::parse(*job(id).result);
  ASSERT_TRUE(result.as_object().contains("annotated")) << *job(id).result;
  // Then what waits for the clerk tells nothing to who reads the disk, also after sweeping
  auto own = on(conn());
  must(sweepFiles(own, folder().path()));
  const auto plain = service::jobFolder(folder().path(), id) / "return" / "送来.csv";
  EXPECT_FALSE(std::filesystem::exists(plain));
  const auto sealed = service::sealedName(plain);
  const std::string bytes = test::readFile(sealed);
  EXPECT_EQ(bytes.find(test::sampleCode(2)), std::string::npos);
  // And opens to the return under its own name alone
  must(service::openSealedFile(sealed, folder() / "opened.csv", service::returnPlace(id), keys()));
  EXPECT_THAT(test::readFile(folder() / "opened.csv"), HasSubstr(test::sampleCode(2)));
  EXPECT_EQ(service::openSealedFile(sealed, folder() / "other.csv", service::returnPlace(id + 1), keys()).error().code,
            "CRYP-0003");
  EXPECT_FALSE(std::filesystem::exists(folder() / "other.csv"));
}

TEST_P(JobsTest, AFileThatIsWrongFailsAtOnceWithItsReason) {
  const auto id = queueImport("完全不是表头\n1,2,3\n");
  EXPECT_TRUE(runOne());
  const auto failed = job(id);
  EXPECT_EQ(failed.state, "failed");
  EXPECT_EQ(failed.attempts, 1) << "it will not get better by itself";
  const auto error = boost::json::parse(*failed.result).at("error");
  EXPECT_THAT(std::string(error.at("code").as_string()), ::testing::StartsWith("COLL-"));
  EXPECT_FALSE(error.at("message").as_string().empty());
  for (const std::string table : {"batch", "record", "batch_finding", "subject"}) EXPECT_EQ(countOf(table), 0) << table;
  EXPECT_THAT(events(id), ElementsAre("queued", "started", "failed"));
}

TEST_P(JobsTest, AMissingFileFailsWithItsReason) {
  const auto id = queueImport(goodFile(1));
  std::filesystem::remove(input(id));
  EXPECT_TRUE(runOne());
  EXPECT_THAT(*job(id).result, HasSubstr("JOBS-0005"));
}

TEST_P(JobsTest, NamesFromOutsideStayBelowTheFolder) {
  const auto id = queueImport(goodFile(1), "../../etc\\送来.csv");
  EXPECT_TRUE(std::filesystem::exists(input(id)));
}

TEST_P(JobsTest, AScheduledActThatFailsIsRetriedWithGrowingPausesThenFailed) {
  auto own = on(conn());
  own.actor = service::kScheduler;
  const auto id = must(service::enqueue(own, service::kJobBackup, "{}"));  // there is no backup folder
  std::int64_t pause = options_.retrySeconds;
  for (int attempt = 1; attempt < 5; ++attempt) {
    EXPECT_TRUE(runOne());
    EXPECT_EQ(job(id).state, "queued");
    clock_.pass(pause - 1);
    EXPECT_FALSE(runOne()) << "too early for attempt " << attempt + 1;
    clock_.pass(1);
    pause *= 2;
  }
  EXPECT_TRUE(runOne());
  EXPECT_EQ(job(id).state, "failed");
  EXPECT_THAT(*job(id).result, HasSubstr("JOBS-0006"));
  EXPECT_THAT(events(id), ElementsAre("queued", "started", "retry", "started", "retry", "started", "retry", "started",
                                      "retry", "started", "failed"));
  clock_.pass(1'000'000);
  EXPECT_FALSE(runOne());
}

TEST_P(JobsTest, AJobWhoseProcessDiedIsTakenUpAfterItsLease) {
  const auto id = queueStatistics();
  store::Job dead;
  {
    auto transaction = must(store::Transaction::start(conn()));
    const base::Instant lease{clock_.now().micros + 300'000'000};
    dead = *must(store::claimJob(conn(), store::JobLane::kAny, clock_.now(), lease));
    must(transaction.commit());
  }
  disconnect();  // and never heard of again
  EXPECT_FALSE(runOne()) << "the lease still holds";
  clock_.pass(301);
  EXPECT_TRUE(runOne());
  EXPECT_EQ(job(id).state, "done");
  EXPECT_EQ(job(id).attempts, 2);
  // when the dead one wakes up after all, it cannot end what is not its own any more
  auto transaction = must(store::Transaction::start(conn()));
  EXPECT_FALSE(must(store::endAttempt(conn(), dead, "failed", clock_.now(), clock_.now(), "{}")));
  EXPECT_FALSE(must(store::renewJob(conn(), dead, clock_.now(), 5)));
}

/// The machine's clock; who asks for the day waits for it, so that work takes as long as the test wants.
class SlowClock final : public base::Clock {
 public:
  [[nodiscard]] base::Instant now() const override { return machine_.now(); }
  [[nodiscard]] base::CivilDate today() const override {
    if (!waited_.exchange(true)) std::this_thread::sleep_for(std::chrono::milliseconds(3500));
    return Clock::today();
  }

 private:
  base::SystemClock machine_;
  mutable std::atomic<bool> waited_{false};
};

TEST_P(JobsTest, AJobThatTakesLongerThanItsLeaseIsNotTakenByASecondWorker) {
  // Given work of three and a half seconds under a lease of one
  const auto id = queueStatistics();
  options_.leaseSeconds = 1;
  options_.location = location();
  const auto first = secondConn(20000);
  const auto second = secondConn(20000);
  const SlowClock slow;
  const base::SystemClock machine;
  std::atomic<bool> over{false};
  const std::jthread worker([&] {
    service::Context own{*first, test::law(), slow, "U-tester", random(), keys()};
    EXPECT_TRUE(must(runNext(own, store::JobLane::kAny, options_, live_)));
    over = true;
  });
  const auto state = [&] { return must(store::getJob(*second, id))->state; };
  for (int i = 0; i < 200 && state() == "queued"; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  // When a second worker looks for work all the while, then it finds none
  service::LiveJobs others;
  service::Context own{*second, test::law(), machine, "U-other", random(), keys()};
  int looked = 0;
  const auto start = machine.now().micros;
  while (!over && machine.now().micros - start < 3'000'000) {
    EXPECT_FALSE(must(runNext(own, store::JobLane::kAny, options_, others)));
    ++looked;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_GT(looked, 20);
  EXPECT_FALSE(over) << "the work was long";
  for (int i = 0; i < 500 && !over; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(state(), "done");
  EXPECT_EQ(must(store::getJob(*second, id))->attempts, 1);
}

TEST_P(JobsTest, AnImportThatWasInWhenTheProcessDiedIsNotImportedTwice) {
  const auto id = queueImport(goodFile(10));
  {  // the work is committed, its end is not noted
    auto transaction = must(store::Transaction::start(conn()));
    const base::Instant lease{clock_.now().micros + 1'000'000};
    const auto claimed = *must(store::claimJob(conn(), store::JobLane::kAny, clock_.now(), lease));
    must(transaction.commit());
    auto own = on(conn());
    static_cast<void>(must(doJob(own, claimed, options_, [](int) { return base::Status(); })));
  }
  ASSERT_EQ(countOf("batch"), 1);
  disconnect();
  clock_.pass(2);
  EXPECT_TRUE(runOne());
  EXPECT_EQ(job(id).state, "done");
  const auto result = boost::json::parse(*job(id).result);
  EXPECT_TRUE(result.at("alreadyStored").as_bool());
  EXPECT_EQ(result.at("batch"), "B1");
  EXPECT_EQ(countOf("batch"), 1);
  EXPECT_EQ(countOf("record"), 10);
}

TEST_P(JobsTest, DaysMissedWhileDownAreRunOnceInOrderAndReported) {
  auto own = on(conn());
  EXPECT_EQ(must(planSchedules(own)), static_cast<int>(schedules().size()));
  EXPECT_EQ(must(planSchedules(own)), 0) << "the same day is due once";
  while (runOne()) {
  }
  clock_.pass(3 * 24 * 3600);  // nobody there for three days
  disconnect();
  auto again = on(conn());
  EXPECT_EQ(must(planSchedules(again)), 3 + 3 + 3 + 5) << "three days of three statutory acts, the others once";
  EXPECT_EQ(must(planSchedules(again)), 0);
  std::vector<std::string> order;
  const auto before = number("SELECT max(job_id) FROM schedule_run WHERE due = '2026-03-10'");
  options_.onJob = [&](const JobNote& note) {
    if (note.kind == "publicity.expire" && note.id > before) order.push_back(job(note.id).args);
  };
  while (runOne()) {
  }
  ASSERT_EQ(order.size(), 3U);
  EXPECT_THAT(order[0], HasSubstr("2026-03-11"));
  EXPECT_THAT(order[1], HasSubstr("2026-03-12"));
  EXPECT_THAT(order[2], HasSubstr("2026-03-13"));
  EXPECT_THAT(order[0], HasSubstr("\"late\":true"));
  const auto runs = must(store::scheduleRuns(conn(), "publicity-expiry", 10));
  ASSERT_EQ(runs.size(), 4U);
  for (const auto& run : runs) EXPECT_EQ(run.state, "done") << run.due;
  EXPECT_THAT(events(runs[1].jobId), ElementsAre("queued", "late", "started", "done"));
  EXPECT_EQ(number("SELECT count(*) FROM schedule_run WHERE schedule = 'backup'"), 4) << "one stands for the three";
  EXPECT_EQ(number("SELECT count(DISTINCT job_id) FROM schedule_run WHERE schedule = 'backup'"), 2);
  EXPECT_EQ(doubleRuns(), 0);
}

TEST_P(JobsTest, ALaterDayWaitsForTheEarlierOne) {
  auto own = on(conn());
  static_cast<void>(must(planSchedules(own)));
  clock_.pass(24 * 3600);
  static_cast<void>(must(planSchedules(own)));
  const auto runs = must(store::scheduleRuns(conn(), "publicity-expiry", 10));  // newest first
  run("UPDATE job SET run_after = $2 WHERE id = $1", {runs[1].jobId, clock_.now().micros + 60'000'000});
  while (runOne()) {
  }
  EXPECT_EQ(job(runs[0].jobId).state, "queued") << "the day before has not been done";
  clock_.pass(61);
  while (runOne()) {
  }
  EXPECT_EQ(job(runs[0].jobId).state, "done");
  EXPECT_LE(*job(runs[1].jobId).finishedAt, *job(runs[0].jobId).finishedAt);
}

TEST_P(JobsTest, TwoProcessesOnOneStoreShareTheWork) {
  for (int i = 0; i < 20; ++i) queueStatistics();
  std::atomic<int> did{0};
  const auto process = [&](store::Conn& connection) {
    service::LiveJobs live;
    auto own = on(connection);
    for (int idle = 0; idle < 3;) {
      const auto planned = planSchedules(own);
      RunnerOptions options;
      const auto ran = runNext(own, store::JobLane::kAny, options, live);
      if (ran.ok() && *ran) {
        ++did;
      } else if (ran.ok() && planned.ok()) {
        ++idle;
      }
    }
  };
  const auto first = secondConn(20000);
  const auto second = secondConn(20000);
  {
    const std::jthread one([&] { process(*first); });
    const std::jthread two([&] { process(*second); });
  }
  const auto scheduled = static_cast<std::int64_t>(schedules().size());
  EXPECT_EQ(countOf("job"), 20 + scheduled) << "each day was queued once";
  EXPECT_EQ(number("SELECT count(*) FROM job_event WHERE event = 'done'"), 20 + scheduled - 1);
  EXPECT_EQ(number("SELECT count(*) FROM (SELECT job_id FROM job_event WHERE event = 'started' GROUP BY job_id HAVING "
                   "count(*) > 1) twice"),
            0);
  EXPECT_EQ(did, 20 + scheduled);
  EXPECT_EQ(doubleRuns(), 0);
}

TEST_P(JobsTest, WithoutTheUniqueKeyADoubleRunWouldBeSeen) {
  // negative control of the checks above: two jobs for one day, as a planner without the key would make them
  auto own = on(conn());
  for (int i = 0; i < 2; ++i) {
    static_cast<void>(
        must(service::enqueue(own, service::kJobExpire, R"({"schedule":"publicity-expiry","due":"2026-03-10"})")));
  }
  EXPECT_EQ(doubleRuns(), 1);
  auto transaction = must(store::Transaction::start(conn()));
  EXPECT_TRUE(must(store::claimScheduleRun(conn(), "publicity-expiry", "2026-03-10", 1)));
  EXPECT_FALSE(must(store::claimScheduleRun(conn(), "publicity-expiry", "2026-03-10", 2))) << "the key holds it up";
}

TEST_P(JobsTest, OnlyTheirOwnersSeeJobs) {
  const auto id = queueStatistics();
  auto stranger = on(conn());
  stranger.actor = "U-other";
  stranger.principal.kind = service::PrincipalKind::kStaff;
  EXPECT_EQ(service::showJob(stranger, id).error().code, "ACCS-0401");
  EXPECT_EQ(service::showJob(stranger, 999).error().code, "ACCS-0401") << "hidden and absent read the same";
  EXPECT_EQ(service::jobEvents(stranger, id, 0).error().code, "ACCS-0401");
  EXPECT_TRUE(must(service::listJobs(stranger, {})).empty());
  auto owner = stranger;
  owner.actor = "U-tester";
  EXPECT_EQ(must(service::listJobs(owner, {})).size(), 1U);
  EXPECT_EQ(must(service::showJob(owner, id)).id, id);
}

TEST_P(JobsTest, AStreamSeesProgressBeforeTheWorkIsInAndReplaysWithoutGaps) {
  const auto id = queueStatistics();
  service::JobFeed feed(location(), live_);
  auto part = must(feed.after(id, 0));
  ASSERT_EQ(part.events.size(), 1U);
  EXPECT_FALSE(part.over);
  const std::int64_t queued = part.events[0].seq;
  live_.add(id, {store::kSeqPerAttempt + 2, clock_.now(), "progress", "{\"permille\":500}"});
  part = must(feed.after(id, queued));
  ASSERT_EQ(part.events.size(), 1U);
  EXPECT_EQ(part.events[0].event, "progress");
  static_cast<void>(live_.take(id));
  EXPECT_TRUE(runOne());
  part = must(feed.after(id, queued));
  EXPECT_TRUE(part.over);
  ASSERT_EQ(part.events.size(), 2U);
  EXPECT_EQ(part.events[0].event, "started");
  EXPECT_TRUE(must(feed.after(id, part.events[1].seq)).events.empty());
}

TEST_P(JobsTest, SweepingSparesWhatWaits) {
  const auto waiting = queueImport(goodFile(1));
  const auto orphan = service::jobFolder(folder().path(), 99);
  test::writeFile(orphan / "left.csv", "x");
  auto own = on(conn());
  must(sweepFiles(own, folder().path()));
  EXPECT_TRUE(std::filesystem::exists(input(waiting)));
  EXPECT_FALSE(std::filesystem::exists(orphan)) << "its job was never queued";
}

TEST_P(JobsTest, TheRunnerWorksByItself) {
  const auto id = queueStatistics();
  disconnect();
  const auto makeContext = [this]() -> base::Result<std::shared_ptr<service::Context>> {
    struct Bundle {
      std::unique_ptr<store::Conn> conn;
      std::unique_ptr<service::Context> context;
    };
    auto bundle = std::make_shared<Bundle>();
    MC_ASSIGN(bundle->conn, store::open(location()));
    bundle->context = std::make_unique<service::Context>(on(*bundle->conn));
    return std::shared_ptr<service::Context>(bundle, bundle->context.get());
  };
  options_.onJob = {};
  options_.poll = std::chrono::milliseconds(20);
  {
    Runner runner(options_, makeContext, live_);
    runner.start();
    for (int i = 0; i < 500 && job(id).state != "done"; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    runner.stop();
  }
  EXPECT_EQ(job(id).state, "done");
  EXPECT_EQ(must(store::scheduleRuns(conn(), "publicity-expiry", 5)).size(), 1U) << "and the day's acts are planned";
}

MC_ON_BOTH_STORES(JobsTest);

}  // namespace
}  // namespace medcredit::jobs
