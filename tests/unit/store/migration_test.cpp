// Creating, opening and migrating a store.
#include "store/migrations.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "store/meta.h"
#include "store/postgres/conn.h"
#include "store/records.h"
#include "store/sqlite/conn.h"
#include "support/pg_cluster.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

class MigrationTest : public StoreTest {
 protected:
  [[nodiscard]] bool changesSchema() const override { return true; }
  template <class R>
  [[nodiscard]] static std::string code(const R& result) {
    return result.ok() ? "" : result.error().code;
  }
  /// Applies in a transaction that is committed when it succeeds.
  base::Result<std::vector<int>> apply(const std::vector<store::EmbeddedMigration>& known) {
    auto transaction = must(store::Transaction::start(conn()));
    auto versions = store::applyMigrations(conn(), known, base::Instant{42});
    if (versions.ok()) must(transaction.commit());
    return versions;
  }
  [[nodiscard]] static std::vector<store::EmbeddedMigration> withNext(std::string sql) {
    auto known = store::embeddedMigrations();
    known.push_back({"9999_next", std::move(sql)});
    return known;
  }
};
MC_ON_BOTH_STORES(MigrationTest);

TEST_P(MigrationTest, NotesEachMigrationWithItsChecksum) {
  const auto applied = must(store::appliedMigrations(conn()));
  const auto known = store::embeddedMigrations();
  ASSERT_EQ(applied.size(), known.size());
  EXPECT_EQ(applied[0].version, 1);
  EXPECT_EQ(applied[0].name, known[0].name);
  EXPECT_EQ(applied[0].checksum.size(), 64U);
  must(store::checkSchema(conn(), known));
}

TEST_P(MigrationTest, AppliesOnlyWhatIsMissing) {
  const auto known = withNext("CREATE TABLE later (id {int} NOT NULL PRIMARY KEY, note {text}, raw {blob}) {strict};");
  EXPECT_THAT(must(apply(known)), ::testing::ElementsAre(9999));
  run("INSERT INTO later (id, note, raw) VALUES ($1, 'x', $2)", {std::int64_t{1} << 40, store::BlobView{"y"}});
  EXPECT_THAT(must(apply(known)), ::testing::IsEmpty());
  EXPECT_EQ(must(store::appliedMigrations(conn())).back().appliedAt.micros, 42);
}

TEST_P(MigrationTest, VersionsWrittenBeforeThereWereBlocksStayReadable) {
  const TempDir folder;
  store::Location old;
  const std::string database = "mc_old_" + std::to_string(::getpid());
  if (GetParam() == store::Engine::kSqlite) {
    old.dataDir = folder / "old";
  } else {
    runOnServer(sharedServerUrl("postgres"), "CREATE DATABASE " + database + " TEMPLATE template0 ENCODING 'UTF8'");
    old.databaseUrl = sharedServerUrl(database);
  }
  {
    const auto before = GetParam() == store::Engine::kSqlite ? must(store::sqlite::connectNew(old.dataDir, 100))
                                                             : must(store::postgres::connect(old.databaseUrl, 100));
    auto transaction = must(store::Transaction::start(*before));
    const auto known = store::embeddedMigrations();
    must(store::applyMigrations(*before, std::span(known).first(4), base::Instant{1}));
    must(before->script(
        "INSERT INTO unit (id, name, created_at) VALUES ('U1', '综合监督科', 0);"
        "INSERT INTO entry_version (id, entry, digest, definition, first_used_at) VALUES (1, 'CF-ORG', 'd', '{}', 0);"
        "INSERT INTO subject (id, kind, name, name_key, state, created_at) VALUES (1, 'ORG', '示例', '示例', 'active', "
        "0);"
        "INSERT INTO record (id, subject_id, entry, unit_id, natural_key, state, version, info_class, nature, scope, "
        "channel, received_on, due_provisional, publicity, continuing, internal_only) SELECT 9, 1, 'CF-ORG', 'U1', "
        "CAST('k' AS " +
        std::string(GetParam() == store::Engine::kSqlite ? "BLOB" : "BYTEA") +
        "), 'live', 1, 'negative', 'negative', 'public', 'manual', '2026-01-01', 0, 'pending', 0, 0;"
        "INSERT INTO record_version (record_id, version, kind, entry_version, known_at, actor, payload) "
        "VALUES (9, 1, 'initial', 1, 5, 'cli', '[\"甲\"]')"));
    must(transaction.commit());
  }
  EXPECT_EQ(code(store::open(old)), "STOR-0008");
  EXPECT_EQ(must(store::migrate(old)).front(), 5) << "and what came after them";
  {
    const auto after = must(store::open(old));
    const auto versions = must(store::recordVersions(*after, 9));
    ASSERT_EQ(versions.size(), 1U);
    EXPECT_EQ(versions[0].payload, "[\"甲\"]");
    EXPECT_EQ(versions[0].knownAt.micros, 5);
    EXPECT_FALSE(after->exec("DELETE FROM version_row").ok()) << "the guard moved with the table";
  }
  if (GetParam() == store::Engine::kPostgres) {
    runOnServer(sharedServerUrl("postgres"), "DROP DATABASE " + database);
  }
}

TEST_P(MigrationTest, LeavesNothingOfAMigrationThatFails) {
  const auto known = withNext("CREATE TABLE later (id {int}) {strict}; CREATE TABLE unit (id {int}) {strict};");
  EXPECT_EQ(code(apply(known)), "STOR-0005");
  EXPECT_EQ(code(conn().exec("INSERT INTO later (id) VALUES (1)")), "STOR-0005") << "the first table is gone too";
  must(store::checkSchema(conn(), store::embeddedMigrations()));
}

TEST_P(MigrationTest, TellsAnOlderStoreFromANewerOne) {
  const auto newer = withNext("CREATE TABLE later (id {int}) {strict};");
  EXPECT_EQ(code(store::checkSchema(conn(), newer)), "STOR-0008") << "the program knows more than the store";
  must(apply(newer));
  EXPECT_EQ(code(store::checkSchema(conn(), store::embeddedMigrations())), "STOR-0008") << "the store knows more";
  EXPECT_EQ(code(store::open(location())), "STOR-0008");
  EXPECT_EQ(code(store::migrate(location())), "STOR-0008") << "there is no way back";
}

TEST_P(MigrationTest, RefusesAMigrationThatWasTamperedWith) {
  run("UPDATE schema_migration SET checksum = 'f' WHERE version = 1");
  const auto opened = store::open(location());
  ASSERT_EQ(code(opened), "STOR-0012");
  EXPECT_EQ(opened.error().arg("name"), store::embeddedMigrations()[0].name);
  EXPECT_EQ(code(store::migrate(location())), "STOR-0012");
}

TEST_P(MigrationTest, RefusesAnUnknownEngineWord) {
  EXPECT_EQ(code(apply(withNext("CREATE TABLE later (id {money}) {strict};"))), "STOR-0005");
}

TEST_P(MigrationTest, MigrateOfACurrentStoreChangesNothing) {
  EXPECT_THAT(must(store::migrate(location())), ::testing::IsEmpty());
}

TEST_P(MigrationTest, CreatesAStoreOnce) {
  EXPECT_EQ(code(store::create(location())), "STOR-0009");
  must(store::checkSchema(conn(), store::embeddedMigrations()));
}

TEST_P(MigrationTest, WritesTheFactsWithTheCreation) {
  const TempDir folder;
  store::Location fresh;
  const std::string database = "mc_fresh_" + std::to_string(::getpid());
  if (GetParam() == store::Engine::kSqlite) {
    fresh.dataDir = folder / "a" / "b";
  } else {
    runOnServer(sharedServerUrl("postgres"), "CREATE DATABASE " + database + " TEMPLATE template0 ENCODING 'UTF8'");
    fresh.databaseUrl = sharedServerUrl(database);
  }
  EXPECT_EQ(code(store::open(fresh)), "STOR-0007");
  const std::array<store::Fact, 1> facts{{{"jurisdiction", "henan-luoyang"}}};
  {
    const auto created = must(store::create(fresh, facts, base::Instant{7}));
    EXPECT_EQ(must(store::getMeta(*created, "jurisdiction")), "henan-luoyang");
    EXPECT_EQ(must(store::appliedMigrations(*created))[0].appliedAt.micros, 7);
    EXPECT_EQ(code(store::getMeta(*created, "absent")), "STOR-0010");
    must(store::setMeta(*created, "jurisdiction", "hainan"));
    EXPECT_EQ(must(store::getMeta(*created, "jurisdiction")), "hainan");
  }
  if (GetParam() == store::Engine::kPostgres) {
    runOnServer(sharedServerUrl("postgres"), "DROP DATABASE " + database);
  }
}

TEST(SqliteFileTest, KeepsTheDataPrivate) {
  const TempDir folder;
  const auto data = folder / "data";
  const auto conn = must(store::create({data, ""}));
  for (const auto& [path, mode] :
       {std::pair{data, 0700U}, {data / "medcredit.db", 0600U}, {data / "medcredit.db-wal", 0600U}}) {
    struct stat info {};
    ASSERT_EQ(::stat(path.c_str(), &info), 0) << path;
    EXPECT_EQ(info.st_mode & 0777U, mode) << path;
  }
}

TEST(SqliteFileTest, TakesUpACreationThatWasCutOff) {
  const TempDir folder;
  writeFile(folder / "medcredit.db", "");
  const auto opened = store::open({folder.path(), ""});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, "STOR-0007");
  EXPECT_EQ(opened.error().arg("where"), folder.path().string());
  must(store::create({folder.path(), ""}));
  must(store::open({folder.path(), ""}));
}

TEST(SqliteFileTest, RefusesAFileThatIsNoDatabase) {
  const TempDir folder;
  writeFile(folder / "medcredit.db", std::string(8192, 'x'));
  const auto opened = store::open({folder.path(), ""});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, "STOR-0004");
  EXPECT_EQ(readFile(folder / "medcredit.db"), std::string(8192, 'x')) << "left as it was";
}

TEST(SqliteFileTest, FindsDamagedPages) {
  const TempDir folder;
  {
    const auto conn = must(store::create({folder.path(), ""}));
    must(
        conn->script("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
                     "INSERT INTO power_item (code, name) SELECT 'QZ-' || i, 'some item of the list' FROM n"));
  }
  std::string bytes = readFile(folder / "medcredit.db");
  const auto at = bytes.find("QZ-2500");
  ASSERT_NE(at, std::string::npos);
  for (std::size_t i = at & ~std::size_t{8191}; i < (at | 8191U); i += 2) bytes[i] = '\x5A';
  writeFile(folder / "medcredit.db", bytes);
  const auto conn = must(store::open({folder.path(), ""}));
  const auto problems = conn->integrity();
  EXPECT_TRUE(!problems.ok() || !problems->empty());
}

TEST(SqliteFileTest, TellsThatAFolderCannotBeMade) {
  const TempDir folder;
  writeFile(folder / "file", "x");
  const auto created = store::create({folder / "file" / "data", ""});
  ASSERT_FALSE(created.ok());
  EXPECT_EQ(created.error().code, "STOR-0001");
}

TEST(LocationTest, MustBeGiven) {
  const auto opened = store::open({"", ""});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, "STOR-0014");
}

TEST(PostgresAddressTest, IsShownWithoutThePassword) {
  const auto opened = store::open({"", "postgresql://someone:secret@127.0.0.1:1/credit"});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, "STOR-0001");
  EXPECT_EQ(opened.error().arg("where"), "127.0.0.1:1/credit");
  EXPECT_THAT(describeError(opened.error()), ::testing::Not(::testing::HasSubstr("secret")));
}

TEST(PostgresAddressTest, RefusesADatabaseOfAnotherEncoding) {
  const std::string database = "mc_latin_" + std::to_string(::getpid());
  runOnServer(sharedServerUrl("postgres"), "CREATE DATABASE " + database + " TEMPLATE template0 ENCODING 'SQL_ASCII'");
  const auto created = store::create({"", sharedServerUrl(database)});
  ASSERT_FALSE(created.ok());
  EXPECT_EQ(created.error().code, "STOR-0015");
  EXPECT_EQ(created.error().arg("encoding"), "SQL_ASCII");
  runOnServer(sharedServerUrl("postgres"), "DROP DATABASE " + database);
}

}  // namespace
}  // namespace medcredit::test
