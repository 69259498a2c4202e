// What the server's failures mean to the program, and what it still does afterwards.
#include <gmock/gmock.h>

#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

class ServerErrorTest : public StoreTest {
 protected:
  /// Makes the server raise an error of this SQLSTATE inside a statement of ours.
  [[nodiscard]] std::string codeOf(const std::string& sqlState) {
    const auto result =
        conn().exec("DO $body$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '" + sqlState + "'; END $body$");
    return result.ok() ? "" : result.error().code;
  }
};
INSTANTIATE_TEST_SUITE_P(Store, ServerErrorTest, ::testing::Values(store::Engine::kPostgres),
                         [](const auto& engine) { return engineName(engine.param); });

TEST_P(ServerErrorTest, NamesEachKindOfFailure) {
  const std::pair<const char*, const char*> cases[] = {{"55P03", "STOR-0003"},
                                                       {"40P01", "STOR-0003"},
                                                       {"23505", "STOR-0006"},
                                                       {"22021", "STOR-0011"},
                                                       {"42703", "STOR-0005"}};
  for (const auto& [state, code] : cases) EXPECT_EQ(codeOf(state), code) << state;
  EXPECT_EQ(number("SELECT count(*) FROM unit"), 0) << "the connection stays usable";
}

TEST_P(ServerErrorTest, AFullDiskOrDamageStopsAllFurtherWork) {
  const std::pair<const char*, const char*> cases[] = {
      {"53100", "STOR-0002"}, {"58030", "STOR-0002"}, {"XX001", "STOR-0004"}, {"57P01", "STOR-0013"}};
  for (const auto& [state, code] : cases) {
    disconnect();
    EXPECT_EQ(codeOf(state), code) << state;
    const auto next = conn().exec("INSERT INTO unit (id, name, created_at) VALUES ('A', 'x', 0)");
    EXPECT_EQ(next.ok() ? "" : next.error().code, code) << "fail stop after " << state;
  }
  disconnect();
  EXPECT_EQ(number("SELECT count(*) FROM unit"), 0);
}

TEST_P(ServerErrorTest, ALostConnectionKeepsNothingOfTheTransaction) {
  const auto administrator = secondConn();
  const std::int64_t backend = number("SELECT pg_backend_pid()");
  {
    auto transaction = must(store::Transaction::start(conn()));
    run("INSERT INTO unit (id, name, created_at) VALUES ('A', 'x', 0)");
    const store::Value params[] = {backend};
    must(administrator->exec("SELECT pg_terminate_backend(CAST($1 AS INTEGER))", params));
    const base::Status committed = transaction.commit();
    ASSERT_FALSE(committed.ok());
    EXPECT_EQ(committed.error().code, "STOR-0013");
  }
  EXPECT_EQ(store::Transaction::start(conn()).ok(), false);
  disconnect();
  EXPECT_EQ(number("SELECT count(*) FROM unit"), 0);
}

TEST_P(ServerErrorTest, AFailedStatementInATransactionNeverCommits) {
  {
    auto transaction = must(store::Transaction::start(conn()));
    run("INSERT INTO unit (id, name, created_at) VALUES ('A', 'x', 0)");
    EXPECT_FALSE(conn().exec("SELECT nothing").ok());
    EXPECT_FALSE(transaction.commit().ok());
  }
  disconnect();
  EXPECT_EQ(number("SELECT count(*) FROM unit"), 0);
}

}  // namespace
}  // namespace medcredit::test
