// Cases under races and kills: sixteen equal submissions have one effect, a process killed in the middle of a
// transition leaves no half of it, a recall reaches each of a thousand receivers however deliveries get lost or come
// twice. MEDCREDIT_RACES sets how many races are run (2,000 for the figure of the release), MEDCREDIT_FAULT_SEED the
// moments of the kills.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <barrier>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include "case_fault_fixture.h"

namespace medcredit::test {
namespace {

constexpr int kThreads = 16;

MC_ON_BOTH_STORES(CaseFaultTest);

std::uint64_t setting(const char* name, std::uint64_t fallback) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : fallback;
}

TEST_P(CaseFaultTest, SixteenEqualSubmissionsHaveOneEffect) {
  const auto races = static_cast<int>(setting("MEDCREDIT_RACES", 60));
  // Each record is good for one case with one race to open and three to go on.
  constexpr int kRacesPerCase = 4;
  const int cases = (races + kRacesPerCase - 1) / kRacesPerCase;
  records(cases);
  std::barrier together(kThreads);
  std::atomic<int> fresh = 0, replayed = 0, refused = 0;
  const auto race = [&](int seed) {
    CaseWorker worker(location(), keys(), static_cast<std::uint64_t>(seed) + 1);
    const auto note = [&](const base::Result<service::CaseDone>& done) {
      if (!done.ok()) {
        ++refused;
        ADD_FAILURE() << describeError(done.error());
      } else {
        ++(done->replayed ? replayed : fresh);
      }
      return done.ok() ? done->caseId : 0;
    };
    for (int i = 0; i < cases; ++i) {
      together.arrive_and_wait();
      const auto id = note(service::openCase(worker.context, filing(ids().at(static_cast<std::size_t>(i)))));
      std::int64_t version = 1;
      for (const auto* step : {"accept", "review-materials", "verify"}) {
        together.arrive_and_wait();
        note(service::stepCase(worker.context, command(id, version, step)));
        ++version;
      }
    }
  };
  const auto started = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(race, i);
  for (auto& thread : threads) thread.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  EXPECT_EQ(fresh, cases * kRacesPerCase);
  EXPECT_EQ(replayed, cases * kRacesPerCase * (kThreads - 1));
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(count("case_file"), cases);
  expectWholeCases();
  std::cout << "races: " << cases * kRacesPerCase << " of " << kThreads << ", " << took.count() << " s, effects "
            << fresh << '\n';
}

/// Takes steps on the cases of all records until it is killed. Never returns.
[[noreturn]] void workUntilKilled(const store::Location& location, const crypto::Keys& keys,
                                  const std::vector<std::int64_t>& records, std::uint64_t seed) {
  CaseWorker worker(location, keys, seed);
  // Each process begins elsewhere, so that it goes on with cases another one left.
  constexpr std::size_t kStride = 53;
  for (std::size_t i = seed * kStride % records.size();; i = (i + 1) % records.size()) {
    service::OpenCase open;
    open.procedure = "objection";
    open.records = {records[i]};
    open.step = "file";
    open.key = "file R" + std::to_string(records[i]);
    open.input.ground = "wrong";
    open.input.papers = {"application"};
    open.input.attachments = {"异议证据"};
    const auto opened = service::openCase(worker.context, open);
    if (!opened.ok()) continue;
    const auto kept = service::keptCase(worker.context, opened->caseId);
    if (!kept.ok()) continue;
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kWay = {
        {{"filed", "accept"},
         {"accepted", "review-materials"},
         {"verifying", "verify"},
         {"deciding", "decide"},
         {"decided", "submit"},
         {"review", "keep"},
         {"kept", ""}}};
    for (const auto& [state, step] : kWay) {
      if (kept->state.state != state || step.empty()) continue;
      service::StepCase next;
      next.caseId = opened->caseId;
      next.version = kept->head.version;
      next.key = std::string(step) + " " + std::to_string(next.version);
      next.step = step;
      next.input.reason = "写明的理由";
      next.input.attachments = {"核查记录"};
      worker.context.actor = "officer-" + std::string(step);
      static_cast<void>(service::stepCase(worker.context, next).ok());
      worker.context.actor = "worker";
    }
  }
}

TEST_P(CaseFaultTest, AProcessKilledInTheMiddleOfATransitionLeavesNoHalfOfIt) {
  const auto kills = static_cast<int>(setting("MEDCREDIT_CASE_KILLS", GetParam() == store::Engine::kSqlite ? 200 : 50));
  constexpr int kRecords = 100;
  constexpr int kLongestMillis = 60;
  records(kRecords);
  const auto seed = setting("MEDCREDIT_FAULT_SEED", 20261122);
  std::mt19937_64 random(seed);
  int reached = 0;
  for (int kill = 0; kill < kills; ++kill) {
    disconnect();
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) workUntilKilled(location(), keys(), ids(), static_cast<std::uint64_t>(kill) + 7);
    std::this_thread::sleep_for(std::chrono::milliseconds(15 + random() % kLongestMillis));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    const auto now = static_cast<int>(number("SELECT COALESCE(SUM(version), 0) FROM case_file"));
    if (now > reached) reached = now;
    if (kill % 10 == 9) expectWholeCases();
  }
  expectWholeCases();
  expectSound();
  EXPECT_GT(reached, 0);
  std::cout << "kills: " << kills << ", transitions stored: " << reached << ", seed " << seed << '\n';
}

TEST_P(CaseFaultTest, ARecallReachesEachOfAThousandReceiversThoughDeliveriesAreLostAndDoubled) {
  const int receivers = GetParam() == store::Engine::kSqlite ? 1000 : 100;
  records(1);
  CaseWorker worker(location(), keys(), 3);
  auto& context = worker.context;
  for (int i = 0; i < receivers; ++i) {
    const std::string channel = "channel-" + std::to_string(i);
    run("INSERT INTO publication_job (id, record_id, version, channel, act, state, created_on) VALUES ($1, $3, 1, $2, "
        "'add', 'confirmed', '2026-01-05')",
        {std::int64_t{100'000 + i}, std::string_view(channel), ids().front()});
  }
  const auto id = must(service::openCase(context, filing(ids().front()))).caseId;
  std::int64_t version = 1;
  for (const auto* step : {"accept", "review-materials", "verify", "decide", "submit", "remove"}) {
    context.actor = "officer-" + std::string(step);
    version = must(service::stepCase(context, command(id, version, step))).version;
  }
  EXPECT_EQ(count("record_recall"), receivers + 2) << "each receiver and the two platforms";
  EXPECT_EQ(number("SELECT COUNT(*) FROM case_file WHERE procedure = 'recall'"), receivers) << "a case each";

  std::mt19937_64 random(11);
  std::int64_t doubled = 0, lost = 0;
  base::CivilDate day = context.clock.today();
  for (int round = 0; round < 60 && number("SELECT COUNT(*) FROM record_recall WHERE state <> 'done'") > 0; ++round) {
    base::FixedClock later(day);
    service::Context today{*worker.conn, law(), later, "scheduler", worker.random, keys()};
    today.procedures = context.procedures;
    static_cast<void>(must(service::deliverRecalls(today, receivers * 2)));
    store::RecallFilter told;
    told.state = "told";
    told.limit = receivers * 2;
    for (const auto& recall : must(store::listRecalls(conn(), told))) {
      if (random() % 3 == 0) {
        ++lost;
        continue;
      }
      EXPECT_TRUE(must(service::confirmRecall(today, recall.id, "回执")));
      if (random() % 4 == 0) {
        ++doubled;
        EXPECT_FALSE(must(service::confirmRecall(today, recall.id, "回执"))) << "taken in once";
      }
    }
    constexpr int kMonth = 30;
    day = day.plusDays(kMonth);
  }
  EXPECT_EQ(number("SELECT COUNT(*) FROM record_recall WHERE state <> 'done'"), 0) << "nobody is unaccounted for";
  EXPECT_GT(lost, 0);
  EXPECT_GT(doubled, 0);
  std::cout << "recall: " << receivers << " receivers, lost " << lost << ", doubled " << doubled << '\n';
}

}  // namespace
}  // namespace medcredit::test
