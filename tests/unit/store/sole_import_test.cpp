// An import into a store that nobody else has open: pages are written once, and nothing promised is lost.
#include "store/sole_import.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <memory>
#include <string>

#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

/// More than the pages a connection keeps in memory, so that some reach the file before the commit.
constexpr int kManyRows = 70;
constexpr std::size_t kRowBytes = 1U << 20U;

class SoleImportTest : public StoreTest {
 protected:
  [[nodiscard]] bool changesSchema() const override { return true; }
  [[nodiscard]] std::string mode() { return text("PRAGMA journal_mode"); }
  [[nodiscard]] std::unique_ptr<store::Conn> another() { return must(store::open(location())); }
  static void fill(store::Conn& conn, int rows) {
    const std::string bytes(kRowBytes, 'x');
    for (int i = 0; i < rows; ++i) {
      const store::Value params[] = {std::string_view(bytes)};
      must(conn.exec("INSERT INTO bulk (content) VALUES ($1)", params));
    }
  }
};
INSTANTIATE_TEST_SUITE_P(Store, SoleImportTest, ::testing::Values(store::Engine::kSqlite),
                         [](const auto& engine) { return engineName(engine.param); });

TEST_P(SoleImportTest, ChangesTheJournalForItsTimeOnly) {
  run("CREATE TABLE bulk (content TEXT)");
  {
    const store::SoleImport sole(conn());
    ASSERT_TRUE(sole.active());
    EXPECT_EQ(mode(), "truncate");
    auto transaction = must(store::Transaction::start(conn()));
    fill(conn(), 3);
    must(transaction.commit());
  }
  EXPECT_EQ(mode(), "wal");
  EXPECT_EQ(number("SELECT count(*) FROM bulk"), 3);
}

TEST_P(SoleImportTest, LeavesAStoreAloneThatSomebodyElseHasOpen) {
  const auto reader = another();
  const store::SoleImport sole(conn());
  EXPECT_FALSE(sole.active());
  EXPECT_EQ(mode(), "wal");
}

TEST_P(SoleImportTest, DoesNothingInsideATransaction) {
  auto transaction = must(store::Transaction::start(conn()));
  const store::SoleImport sole(conn());
  EXPECT_FALSE(sole.active());
  must(transaction.commit());
}

TEST_P(SoleImportTest, ATransactionThatIsRolledBackLeavesWhatWasThere) {
  run("CREATE TABLE bulk (content TEXT)");
  {
    const store::SoleImport sole(conn());
    auto transaction = must(store::Transaction::start(conn()));
    fill(conn(), kManyRows);
  }
  EXPECT_EQ(mode(), "wal");
  EXPECT_EQ(number("SELECT count(*) FROM bulk"), 0);
  EXPECT_TRUE(must(conn().integrity()).empty());
}

TEST_P(SoleImportTest, AProcessThatDiesAmidWritingLeavesWhatWasThere) {
  run("CREATE TABLE bulk (content TEXT)");
  fill(conn(), 1);
  disconnect();
  const pid_t child = ::fork();
  if (child == 0) {
    const auto own = another();
    const store::SoleImport sole(*own);
    if (!sole.active()) std::_Exit(1);
    auto transaction = must(store::Transaction::start(*own));
    fill(*own, kManyRows);
    std::raise(SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
  EXPECT_EQ(number("SELECT count(*) FROM bulk"), 1);
  EXPECT_EQ(mode(), "wal");
  EXPECT_TRUE(must(conn().integrity()).empty());
}

}  // namespace
}  // namespace medcredit::test
