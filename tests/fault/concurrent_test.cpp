// Two programs on one store: the second writer waits; then it succeeds or says that the store is busy. Never corrupts.
#include <gmock/gmock.h>

#include <future>
#include <thread>

#include "fault_fixture.h"

namespace medcredit::test {
namespace {

class ConcurrentTest : public FaultTest {
 protected:
  [[nodiscard]] std::future<RunResult> start(std::vector<std::string> arguments) {
    return std::async(std::launch::async, [this, arguments = std::move(arguments)] { return program(arguments); });
  }
};
MC_ON_BOTH_STORES(ConcurrentTest);

TEST_P(ConcurrentTest, ASecondImporterGivesUpAfterItsWaitingTime) {
  auto writer = must(store::Transaction::start(conn()));
  auto arguments = importArguments(file(50));
  arguments.insert(arguments.end(), {"--busy-seconds", "1"});
  const RunResult refused = program(arguments);
  EXPECT_EQ(refused.exitCode, 1) << refused.err;
  EXPECT_THAT(refused.err, ::testing::HasSubstr("STOR-0003"));
  EXPECT_THAT(refused.err, ::testing::HasSubstr("占用"));
  must(writer.commit());
  EXPECT_EQ(count("batch"), 0);
  EXPECT_EQ(program(arguments).exitCode, 0);
  expectClean();
}

TEST_P(ConcurrentTest, ASecondImporterSucceedsOnceTheFirstIsDone) {
  auto writer = must(store::Transaction::start(conn()));
  auto waiting = start(importArguments(file(50)));
  std::this_thread::sleep_for(std::chrono::milliseconds(700));
  EXPECT_EQ(waiting.wait_for(std::chrono::seconds(0)), std::future_status::timeout) << "it waits";
  must(writer.commit());
  const RunResult done = waiting.get();
  EXPECT_EQ(done.exitCode, 0) << done.err;
  EXPECT_EQ(count("record"), 50);
  expectClean();
}

TEST_P(ConcurrentTest, ManyImportersAtOnceStoreEveryRowOnce) {
  constexpr int kImporters = 4;
  constexpr int kRows = 200;
  std::vector<std::future<RunResult>> running;
  for (int i = 0; i < kImporters; ++i) running.push_back(start(importArguments(file(kRows, 1 + i * kRows))));
  for (auto& result : running) {
    const RunResult done = result.get();
    EXPECT_EQ(done.exitCode, 0) << done.err;
  }
  EXPECT_EQ(count("batch"), kImporters);
  EXPECT_EQ(count("record"), kImporters * kRows);
  expectClean();
}

TEST_P(ConcurrentTest, TheSameFileTwiceAtOnceIsStoredOnce) {
  const std::string sent = file(300);
  auto first = start(importArguments(sent));
  auto second = start(importArguments(sent));
  EXPECT_EQ(first.get().exitCode, 0);
  EXPECT_EQ(second.get().exitCode, 0);
  EXPECT_EQ(count("record"), 300);
  EXPECT_EQ(count("record_version"), 300);
  expectClean();
}

}  // namespace
}  // namespace medcredit::test
