// init, store check | migrate through the real binary.
#include <gmock/gmock.h>
#include <unistd.h>

#include <boost/json.hpp>

#include "support/pg_cluster.h"
#include "support/run_binary.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

/// A place where no store has been founded yet.
class StoreCliTest : public ::testing::TestWithParam<store::Engine> {
 protected:
  void SetUp() override {
    where_ = {"--data", folder_ / "data"};
    if (GetParam() == store::Engine::kPostgres) {
      runOnServer(sharedServerUrl("postgres"), "DROP DATABASE IF EXISTS " + database_ + " WITH (FORCE)");
      runOnServer(sharedServerUrl("postgres"), "CREATE DATABASE " + database_ + " TEMPLATE template0 ENCODING 'UTF8'");
      where_ = {"--database", sharedServerUrl(database_)};
    }
  }
  void TearDown() override {
    if (GetParam() == store::Engine::kPostgres) {
      runOnServer(sharedServerUrl("postgres"), "DROP DATABASE " + database_ + " WITH (FORCE)");
    }
  }
  [[nodiscard]] RunResult program(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), where_.begin(), where_.end());
    return runMedcredit(arguments);
  }
  [[nodiscard]] std::unique_ptr<store::Conn> connection() const {
    return must(where_[0] == "--data" ? store::open({where_[1], ""}) : store::open({"", where_[1]}));
  }

 private:
  TempDir folder_;
  std::string database_ = "mc_cli_" + std::to_string(::getpid());
  std::vector<std::string> where_;
};
MC_ON_BOTH_STORES(StoreCliTest);

TEST_P(StoreCliTest, InitFoundsAStoreUnderItsJurisdiction) {
  REQ("R-PROF-01");
  const RunResult init = program({"init", "--jurisdiction", "henan-luoyang", "--json"});
  ASSERT_EQ(init.exitCode, 0) << init.err;
  EXPECT_EQ(init.json().at("jurisdiction").as_string(), "henan-luoyang");
  const RunResult check = program({"store", "check", "--json"});
  ASSERT_EQ(check.exitCode, 0) << check.out << check.err;
  const json::value report = check.json();
  EXPECT_TRUE(report.at("ok").as_bool());
  EXPECT_EQ(report.at("jurisdiction").as_string(), "henan-luoyang");
  EXPECT_EQ(report.at("engine").as_string(), GetParam() == store::Engine::kSqlite ? "sqlite" : "postgres");
  EXPECT_EQ(report.at("migrations").at(0).at("version").as_int64(), 1);
  EXPECT_EQ(report.at("migrations").at(0).at("checksum").as_string().size(), 64U);
}

TEST_P(StoreCliTest, ASecondInitIsRefusedAndChangesNothing) {
  ASSERT_EQ(program({"init", "--jurisdiction", "henan-luoyang"}).exitCode, 0);
  const RunResult again = program({"init", "--jurisdiction", "hainan", "--json"});
  EXPECT_EQ(again.exitCode, 1);
  EXPECT_THAT(again.err, HasSubstr("STOR-0009"));
  EXPECT_EQ(again.json().at("error").at("code").as_string(), "STOR-0009");
  EXPECT_EQ(program({"store", "check", "--json"}).json().at("jurisdiction").as_string(), "henan-luoyang");
}

TEST_P(StoreCliTest, AnUnknownJurisdictionFoundsNothing) {
  const RunResult init = program({"init", "--jurisdiction", "nowhere"});
  EXPECT_EQ(init.exitCode, 4) << init.err;
  EXPECT_THAT(init.err, HasSubstr("PROF-"));
  const RunResult check = program({"store", "check"});
  EXPECT_EQ(check.exitCode, 1);
  EXPECT_THAT(check.err, HasSubstr("STOR-0007"));
}

TEST_P(StoreCliTest, AStoreThatWasNeverFoundedIsNamed) {
  for (const char* command : {"check", "migrate"}) {
    const RunResult result = program({"store", command, "--json"});
    EXPECT_EQ(result.exitCode, 1);
    EXPECT_EQ(result.json().at("error").at("code").as_string(), "STOR-0007");
    EXPECT_THAT(result.err, HasSubstr("尚未初始化"));
  }
}

TEST_P(StoreCliTest, MigrateOfACurrentStoreDoesNothing) {
  ASSERT_EQ(program({"init", "--jurisdiction", "henan-luoyang"}).exitCode, 0);
  const RunResult migrate = program({"store", "migrate", "--json"});
  EXPECT_EQ(migrate.exitCode, 0);
  EXPECT_TRUE(migrate.json().at("applied").as_array().empty());
}

TEST_P(StoreCliTest, AStoreOfANewerProgramIsLeftAlone) {
  ASSERT_EQ(program({"init", "--jurisdiction", "henan-luoyang"}).exitCode, 0);
  must(connection()->script("INSERT INTO schema_migration VALUES (9999, '9999_later', 'x', 0)"));
  for (const char* command : {"check", "migrate"}) {
    const RunResult result = program({"store", command});
    EXPECT_EQ(result.exitCode, 1);
    EXPECT_THAT(result.err, HasSubstr("STOR-0008"));
  }
}

TEST_P(StoreCliTest, CheckTellsWhatDisagrees) {
  ASSERT_EQ(program({"init", "--jurisdiction", "henan-luoyang"}).exitCode, 0);
  const store::Value leaf[] = {store::BlobView{""}};
  must(connection()->exec(
      "INSERT INTO evidence_entry (epoch, seq, at, action, actor, object, leaf) VALUES (1, 5, 0, 'x', 'x', 'x', $1)",
      leaf));
  const RunResult check = program({"store", "check", "--json"});
  EXPECT_EQ(check.exitCode, 1);
  const json::value report = check.json();
  EXPECT_FALSE(report.at("ok").as_bool());
  std::string rules;
  for (const auto& finding : report.at("consistency").as_array())
    rules += std::string(finding.at("rule").as_string()) + " ";
  EXPECT_EQ(rules, "evidence-gap evidence-leaf ");
  EXPECT_THAT(program({"store", "check"}).out, HasSubstr("不一致：evidence-gap"));
}

TEST(StoreCliPlaceTest, MustBeGiven) {
  const RunResult check = runMedcredit({"store", "check"});
  EXPECT_EQ(check.exitCode, 1);
  EXPECT_THAT(check.err, HasSubstr("STOR-0014"));
}

TEST(StoreCliPlaceTest, AWrongCommandLineIsUsage) {
  EXPECT_EQ(runMedcredit({"init"}).exitCode, 2);
  EXPECT_EQ(runMedcredit({"store"}).exitCode, 2);
  EXPECT_EQ(runMedcredit({"store", "check", "--busy-seconds", "-1"}).exitCode, 2);
  EXPECT_EQ(runMedcredit({"store", "check", "--today", "2026-02-30"}).exitCode, 2);
}

TEST(StoreCliPlaceTest, AFileThatIsNoDatabaseIsRefused) {
  const TempDir folder;
  writeFile(folder / "medcredit.db", std::string(20000, 'z'));
  const RunResult check = runMedcredit({"store", "check", "--data", folder.path()});
  EXPECT_EQ(check.exitCode, 1);
  EXPECT_THAT(check.err, HasSubstr("STOR-0004"));
}

TEST(StoreCliPlaceTest, AServerThatIsNotThereIsNamedWithoutItsPassword) {
  const RunResult check =
      runMedcredit({"store", "check", "--database", "postgresql://someone:geheim@127.0.0.1:1/credit"});
  EXPECT_EQ(check.exitCode, 1);
  EXPECT_THAT(check.err, HasSubstr("STOR-0001"));
  EXPECT_THAT(check.err, HasSubstr("127.0.0.1:1/credit"));
  EXPECT_THAT(check.err, ::testing::Not(HasSubstr("geheim")));
}

}  // namespace
}  // namespace medcredit::test
