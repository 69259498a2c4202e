// A process that is killed while it records reads: every read that was answered stands in the evidence log, and the log
// agrees with itself (R-SEC-01).
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <iostream>
#include <random>
#include <thread>
#include <vector>

#include "service/evidence.h"
#include "service/evidence_tree.h"
#include "service/evidence_verify.h"
#include "service/read_log.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

class ReadKillTest : public StoreTest {
 protected:
  /// The life of the process that will be killed: reads from several threads, one byte through the pipe for each one
  /// that may be answered.
  static void readUntilKilled(const store::Location& location, std::vector<service::PreparedEntry> entries,
                              int answers) {
    auto log = service::ReadLog::start(location);
    if (!log.ok()) ::_exit(9);
    std::vector<std::thread> readers;
    constexpr int kReaders = 8;
    for (int r = 0; r < kReaders; ++r) {
      readers.emplace_back([&log, &entries, answers] {
        for (;;) {
          for (const auto& entry : entries) {
            if ((*log)->write(entry).ok() && ::write(answers, "1", 1) != 1) ::_exit(9);
          }
        }
      });
    }
    for (auto& reader : readers) reader.join();
  }
};
MC_ON_BOTH_STORES(ReadKillTest);

TEST_P(ReadKillTest, WhatWasAnsweredIsInTheLogAndTheLogIsWhole) {
  REQ("R-SEC-01");
  auto& context = serviceContext();
  std::vector<service::PreparedEntry> entries;
  for (int i = 0; i < 20; ++i) {
    service::Act read;
    read.action = "record.read";
    read.objectType = "record";
    read.objectId = "R" + std::to_string(i);
    read.detailJson = "{}";
    entries.push_back(service::prepareEntry(context, read));
  }
  std::mt19937_64 random(20261122);
  std::int64_t answered = 0;
  int amid = 0;
  for (int kill = 0; kill < 6; ++kill) {
    const std::int64_t before = number("SELECT count(*) FROM evidence_entry");
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(pipe[0]);
      readUntilKilled(location(), entries, pipe[1]);
      ::_exit(0);
    }
    ::close(pipe[1]);
    char first = 0;
    ASSERT_EQ(::read(pipe[0], &first, 1), 1);
    answered = 1;
    std::this_thread::sleep_for(std::chrono::milliseconds(5 + random() % 60));
    ::kill(child, SIGKILL);
    std::array<char, 4096> rest{};
    for (ssize_t count = 0; (count = ::read(pipe[0], rest.data(), rest.size())) > 0;) answered += count;
    ::close(pipe[0]);
    ::waitpid(child, nullptr, 0);
    // The server may still be settling the last transaction of the connection that broke off.
    if (GetParam() == store::Engine::kPostgres) std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const std::int64_t added = number("SELECT count(*) FROM evidence_entry") - before;
    EXPECT_GE(added, answered);
    if (added > answered) ++amid;
    EXPECT_TRUE(must(service::verifyLog(context)).clean()) << "kill " << kill;
    EXPECT_TRUE(service::signHead(context).ok());
  }
  EXPECT_GT(answered, 0);
  std::cout << amid << " of 6 kills between commit and answer\n";
}

}  // namespace
}  // namespace medcredit::test
