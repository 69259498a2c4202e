#include "support/store_fixture.h"

#include <unistd.h>

#include <array>
#include <filesystem>
#include <stdexcept>

#include "store/meta.h"
#include "support/pg_cluster.h"

namespace medcredit::test {

namespace fs = std::filesystem;

namespace {

/// Migrated stores that the tests' own ones are copied from; made once per process.
const fs::path& sqliteTemplate() {
  static const TempDir folder("medcredit-template");
  static const fs::path file = [] {
    const auto conn = must(store::create({(folder / "data").string(), ""}));
    return folder / "data" / "medcredit.db";
  }();
  return file;
}

/// Drops what earlier processes with this process id left behind on a server that outlives them.
void dropDatabase(const std::string& name) {
  runOnServer(sharedServerUrl("postgres"), "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
}

class PgTemplate {
 public:
  PgTemplate() {
    dropDatabase(name_);
    runOnServer(sharedServerUrl("postgres"), "CREATE DATABASE " + name_ + " TEMPLATE template0 ENCODING 'UTF8'");
    const auto conn = must(store::create({"", sharedServerUrl(name_)}));
  }
  PgTemplate(const PgTemplate&) = delete;
  PgTemplate& operator=(const PgTemplate&) = delete;
  ~PgTemplate() {
    try {
      dropDatabase(name_);
    } catch (const std::exception&) {  // NOLINT: the server may be gone already
    }
  }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_ = "mc_template_" + std::to_string(::getpid());
};

const std::string& pgTemplate() {
  (void)sharedServerUrl("postgres");  // the server must outlive the template
  static const PgTemplate database;
  return database.name();
}

/// The database most tests take in turn; making a new one for each would cost more than the tests themselves.
const std::string& sharedDatabase() {
  static const std::string name = [] {
    std::string database = "mc_shared_" + std::to_string(::getpid());
    dropDatabase(database);
    runOnServer(sharedServerUrl("postgres"), "CREATE DATABASE " + database + " TEMPLATE " + pgTemplate());
    return database;
  }();
  return name;
}

/// Empties every table but the list of migrations. Deleting is quicker than TRUNCATE while there is little to delete.
void emptyTables(store::Conn& conn) {
  std::string names;
  std::string deletes = "SET session_replication_role = replica;";
  std::int64_t bytes = 0;
  must(
      conn.query("SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                 "'public'::regnamespace AND relname <> 'schema_migration' ORDER BY relname",
                 {}, [&](const store::Row& row) {
                   names += (names.empty() ? "" : ", ") + row.str(0);
                   deletes += "DELETE FROM " + row.str(0) + ";";
                   bytes += row.integer(1);
                   return true;
                 }));
  constexpr std::int64_t kLittle = 4'000'000;
  must(conn.script(bytes > kLittle ? "SET session_replication_role = replica; TRUNCATE " + names +
                                         "; RESET session_replication_role"
                                   : deletes + "RESET session_replication_role"));
}

std::string nextDatabaseName() {
  static int count = 0;
  return "mc_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
}

}  // namespace

std::string engineName(store::Engine engine) { return engine == store::Engine::kSqlite ? "Sqlite" : "Postgres"; }

void must(const base::Status& status) {
  if (!status.ok()) throw std::runtime_error(describeError(status.error()));
}

std::string describeError(const base::Error& error) {
  std::string text = error.code;
  if (!error.place.empty()) text += " @" + error.place;
  for (const auto& arg : error.args) text += " " + arg.name + "=" + arg.value;
  return text;
}

void StoreTest::SetUp() {
  if (GetParam() == store::Engine::kSqlite) {
    folder_.emplace("medcredit-store");
    fs::copy_file(sqliteTemplate(), *folder_ / "medcredit.db");
    location_.dataDir = folder_->path().string();
    location_.cipher = &cipher();
    conn_ = must(store::open(location_));
    return;
  }
  if (changesSchema()) {
    ownDatabase_ = nextDatabaseName();
    runOnServer(sharedServerUrl("postgres"), "CREATE DATABASE " + ownDatabase_ + " TEMPLATE " + pgTemplate());
  }
  location_.databaseUrl = sharedServerUrl(ownDatabase_.empty() ? sharedDatabase() : ownDatabase_);
  location_.cipher = &cipher();
  conn_ = must(store::open(location_));
  if (ownDatabase_.empty()) emptyTables(*conn_);
}

void StoreTest::TearDown() {
  disconnect();
  if (!ownDatabase_.empty())
    runOnServer(sharedServerUrl("postgres"), "DROP DATABASE " + ownDatabase_ + " WITH (FORCE)");
}

base::Random& StoreTest::random() {
  static base::SeededRandom seeded(20261122);
  return seeded;
}

const crypto::Keys& StoreTest::keys() {
  static const crypto::Keys made = crypto::Keys::generate(random());
  return made;
}

store::FieldCipher& StoreTest::cipher() {
  if (!cipher_) cipher_ = std::make_unique<store::FieldCipher>(keys(), random());
  return *cipher_;
}

std::vector<std::string> StoreTest::storeOptions() const {
  if (location_.databaseUrl.empty()) return {"--data", location_.dataDir};
  return {"--database", location_.databaseUrl};
}

std::unique_ptr<store::Conn> StoreTest::secondConn(int busyMillis) {
  store::Location other = location_;
  other.busyMillis = busyMillis;
  return must(store::open(other));
}

store::Conn& StoreTest::conn() {
  if (!conn_) conn_ = must(store::open(location_));
  return *conn_;
}

void StoreTest::disconnect() {
  context_.reset();
  conn_.reset();
}

void StoreTest::addUnit(const std::string& id, const std::string& name, const std::vector<std::string>& entries,
                        const std::string& region) {
  const store::Value regionValue = region.empty() ? store::Value(nullptr) : store::Value(std::string_view(region));
  run("INSERT INTO unit (id, name, region, usc, created_at) VALUES ($1, $2, $3, NULL, 0)", {id, name, regionValue});
  for (const auto& entry : entries) run("INSERT INTO unit_entry (unit_id, entry) VALUES ($1, $2)", {id, entry});
}

std::int64_t StoreTest::number(std::string_view sql, std::initializer_list<store::Value> params) {
  std::optional<std::int64_t> result;
  must(conn().query(sql, std::span(params.begin(), params.size()), [&](const store::Row& row) {
    result = row.integer(0);
    return false;
  }));
  if (!result) throw std::runtime_error("no row: " + std::string(sql));
  return *result;
}

std::string StoreTest::text(std::string_view sql, std::initializer_list<store::Value> params) {
  std::optional<std::string> result;
  must(conn().query(sql, std::span(params.begin(), params.size()), [&](const store::Row& row) {
    result = row.str(0);
    return false;
  }));
  if (!result) throw std::runtime_error("no row: " + std::string(sql));
  return *result;
}

void StoreTest::run(std::string_view sql, std::initializer_list<store::Value> params) {
  must(conn().exec(sql, std::span(params.begin(), params.size())));
}

}  // namespace medcredit::test
