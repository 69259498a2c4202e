// Tests that run on both engines: a fresh store for each test.
//
//   class UnitTest : public test::StoreTest {};
//   TEST_P(UnitTest, KeepsTheContactsOfAnOffice) { REQ("R-CAT-07"); … conn() … serviceContext() … }
//   MC_ON_BOTH_STORES(UnitTest);
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "jurisdiction/jurisdiction.h"
#include "service/context.h"
#include "store/conn.h"
#include "store/field_cipher.h"
#include "support/req.h"
#include "support/temp_dir.h"

namespace medcredit::test {

/// "Sqlite" or "Postgres", the last part of the tests' names.
[[nodiscard]] std::string engineName(store::Engine engine);

/// "STOR-0006 detail=…" for failure texts.
[[nodiscard]] std::string describeError(const base::Error& error);

/// Fails the test with the code and arguments when the result is a failure; gives the value otherwise.
template <class T>
T must(base::Result<T> result) {
  if (!result.ok()) throw std::runtime_error(describeError(result.error()));
  return std::move(result).value();
}
void must(const base::Status& status);
/// A jurisdiction of the source tree, loaded once per process; throws when it cannot be loaded.
[[nodiscard]] const jurisdiction::Jurisdiction& law(const std::string& id = "henan-luoyang");

/// A fresh, migrated store on the engine of the parameter.
class StoreTest : public ::testing::TestWithParam<store::Engine> {
 protected:
  void SetUp() override;
  void TearDown() override;
  /// Override with true when the tests make or change tables: they get a database of their own on PostgreSQL.
  [[nodiscard]] virtual bool changesSchema() const { return false; }

  /// The store's connection; opened again when it was given up.
  [[nodiscard]] store::Conn& conn();
  /// Gives the connection up: other programs find the store as after a restart.
  void disconnect();
  [[nodiscard]] const store::Location& location() const { return location_; }
  /// Options that point the program to this store: {"--data", DIR} or {"--database", URL}.
  [[nodiscard]] std::vector<std::string> storeOptions() const;
  /// A second connection, as another process would have; waits `busyMillis` for the writer.
  [[nodiscard]] std::unique_ptr<store::Conn> secondConn(int busyMillis = 200);

  /// Use-case context at the given day under the law of a jurisdiction; each call replaces the former context. The
  /// store is marked as initialised for that jurisdiction.
  [[nodiscard]] service::Context& serviceContext(const std::string& today = "2026-02-12",
                                                 const std::string& jurisdictionId = "henan-luoyang");
  /// Randomness and keys of the test: the same in every run.
  [[nodiscard]] static base::Random& random();
  [[nodiscard]] static const crypto::Keys& keys();
  /// Cipher of this test's store: keys of persons are remembered, and numbers of persons begin anew in each store.
  [[nodiscard]] store::FieldCipher& cipher();
  /// Adds an office that may supply the given entries.
  void addUnit(const std::string& id, const std::string& name, const std::vector<std::string>& entries = {},
               const std::string& region = "");

  /// First column of the first row as a number, or text; throws when the query fails or has no row.
  [[nodiscard]] std::int64_t number(std::string_view sql, std::initializer_list<store::Value> params = {});
  [[nodiscard]] std::string text(std::string_view sql, std::initializer_list<store::Value> params = {});
  /// Runs a statement that must succeed.
  void run(std::string_view sql, std::initializer_list<store::Value> params = {});

 private:
  std::optional<TempDir> folder_;
  std::string ownDatabase_;
  std::unique_ptr<store::FieldCipher> cipher_;
  store::Location location_;
  std::unique_ptr<store::Conn> conn_;
  std::unique_ptr<base::FixedClock> clock_;
  std::unique_ptr<service::Context> context_;
};

}  // namespace medcredit::test

/// Runs every TEST_P of the suite on SQLite and on PostgreSQL.
#define MC_ON_BOTH_STORES(Suite)                                                                                   \
  INSTANTIATE_TEST_SUITE_P(                                                                                        \
      Store, Suite, ::testing::Values(::medcredit::store::Engine::kSqlite, ::medcredit::store::Engine::kPostgres), \
      [](const auto& engine) { return ::medcredit::test::engineName(engine.param); })
