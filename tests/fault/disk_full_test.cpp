// A full disk: the import stops, nothing is half stored, and it runs through once there is room again.
#include <gmock/gmock.h>
#include <sys/mount.h>

#include <filesystem>

#include "fault_fixture.h"
#include "store/meta.h"

namespace medcredit::test {
namespace {

namespace fs = std::filesystem;

constexpr int kRows = 3000;

/// Only the embedded engine writes files itself; a server's full disk is its administrator's (see ServerErrorTest).
class DiskFullTest : public FaultTest {
 protected:
  void expectStopped(const RunResult& stopped) {
    EXPECT_EQ(stopped.exitCode, 1) << stopped.out << stopped.err;
    EXPECT_THAT(stopped.err, ::testing::HasSubstr("STOR-0002"));
    EXPECT_THAT(stopped.err, ::testing::HasSubstr("磁盘已满或读写失败"));
    expectClean();
    EXPECT_EQ(count("batch"), 0);
    EXPECT_EQ(count("record"), 0);
    EXPECT_EQ(count("subject"), 0);
  }
};
INSTANTIATE_TEST_SUITE_P(Store, DiskFullTest, ::testing::Values(store::Engine::kSqlite),
                         [](const auto& engine) { return engineName(engine.param); });

TEST_P(DiskFullTest, StopsAtEveryPlaceAndGoesOnLater) {
  const std::string sent = file(kRows);
  // From "not even the first page" to "almost enough".
  for (const std::uint64_t limit : {512U, 40'000U, 200'000U, 600'000U, 1'200'000U, 2'000'000U}) {
    RunOptions options;
    options.fileSizeLimit = limit;
    SCOPED_TRACE(limit);
    expectStopped(program(importArguments(sent), options));
  }
  const RunResult later = program(importArguments(sent));
  EXPECT_EQ(later.exitCode, 0) << later.out << later.err;
  EXPECT_EQ(count("record"), kRows);
  expectClean();
}

TEST_P(DiskFullTest, StopsAtEveryPlaceWhereTheStoreWasItsOwn) {
  const std::string sent = file(kRows);
  disconnect();
  const auto founded = fs::file_size(fs::path(location().dataDir) / "medcredit.db");
  // Within the journal, and within what the import appends to the database.
  for (const std::uint64_t limit : {std::uintmax_t{512}, std::uintmax_t{40'000}, founded, founded + 300'000U}) {
    RunOptions options;
    options.fileSizeLimit = limit;
    SCOPED_TRACE(limit);
    disconnect();  // nobody but the program has the store open
    expectStopped(program(importArguments(sent), options));
  }
  disconnect();
  const RunResult later = program(importArguments(sent));
  EXPECT_EQ(later.exitCode, 0) << later.out << later.err;
  EXPECT_EQ(count("record"), kRows);
  expectClean();
}

TEST_P(DiskFullTest, AFullFileSystemStopsTheImportToo) {
  const TempDir mountPoint;
  if (::mount("tmpfs", mountPoint.path().c_str(), "tmpfs", 0, "size=12m") != 0) {
    GTEST_LOG_(INFO) << "no right to mount a small file system here; the size limits above stand for it";
    return;
  }
  const std::string data = mountPoint / "data";
  const std::vector<std::string> where{"--data", data, "--today", kToday, "--json"};
  const auto on = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), where.begin(), where.end());
    return runMedcredit(arguments);
  };
  EXPECT_EQ(on({"init", "--jurisdiction", "henan-luoyang"}).exitCode, 0);
  EXPECT_EQ(on({"unit", "add", "--id", "ZHJDK", "--name", "综合监督科", "--entries", "CF-ORG"}).exitCode, 0);
  const RunResult stopped = on(importArguments(file(12 * kRows)));
  EXPECT_EQ(stopped.exitCode, 1) << stopped.out << stopped.err;
  EXPECT_THAT(stopped.err, ::testing::HasSubstr("STOR-0002"));
  EXPECT_EQ(on({"store", "check"}).exitCode, 0);
  {
    const auto conn = must(store::open({data, ""}));
    EXPECT_THAT(dumpStore(*conn), ::testing::Not(::testing::HasSubstr("\nrecord|")));
  }
  ::umount2(mountPoint.path().c_str(), MNT_DETACH);
}

TEST_P(DiskFullTest, FoundingAStoreOnAFullDiskSaysSo) {
  const TempDir folder;
  RunOptions options;
  options.fileSizeLimit = 20'000;
  const std::vector<std::string> init{"init", "--jurisdiction", "henan-luoyang", "--data", folder / "data"};
  const RunResult stopped = runMedcredit(init, options);
  EXPECT_EQ(stopped.exitCode, 1);
  EXPECT_THAT(stopped.err, ::testing::HasSubstr("STOR-0002"));
  EXPECT_EQ(runMedcredit(init).exitCode, 0) << "the attempt did not spoil the place";
}

}  // namespace
}  // namespace medcredit::test
