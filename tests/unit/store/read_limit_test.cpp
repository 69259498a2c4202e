// A read that asks for too much ends; everything else on the same connection goes on.
#include "store/read_limit.h"

#include <gmock/gmock.h>

#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

using std::chrono::milliseconds;

class ReadLimitTest : public StoreTest {
 protected:
  /// Counts to `n` in the engine.
  base::Status count(std::int64_t n) {
    return conn().query("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " +
                            std::to_string(n) + ") SELECT count(*) FROM c",
                        {}, [](const store::Row&) { return true; });
  }
  static constexpr std::int64_t kEndless = 1'000'000'000;
};
MC_ON_BOTH_STORES(ReadLimitTest);

TEST_P(ReadLimitTest, AnEndlessQueryIsStoppedAndTheConnectionStaysGood) {
  must(store::limitReads(conn(), milliseconds(300)));
  const auto begin = std::chrono::steady_clock::now();
  const auto stopped = count(kEndless);
  const auto took = std::chrono::steady_clock::now() - begin;
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, GetParam() == store::Engine::kSqlite ? "STOR-0016" : "STOR-0003");
  EXPECT_GE(took, milliseconds(250));
  EXPECT_LT(took, std::chrono::seconds(20));
  must(count(1000));
  run("UPDATE id_counter SET next = next");
  // Short ones do not add up, and without a limit nothing is stopped
  for (int i = 0; i < 20; ++i) must(count(20'000));
  must(store::limitReads(conn(), milliseconds(0)));
  must(count(1'000'000));
}

TEST_P(ReadLimitTest, WritersAreNotStoppedOnTheEmbeddedEngine) {
  if (GetParam() != store::Engine::kSqlite) return;
  must(store::limitReads(conn(), milliseconds(100)));
  auto transaction = must(store::Transaction::start(conn()));
  must(count(3'000'000));
  must(transaction.commit());
}

}  // namespace
}  // namespace medcredit::test
