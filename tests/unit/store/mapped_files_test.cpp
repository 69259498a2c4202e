// Connections of a server read the database out of one mapping of its file: they must see what all others see.
#include "store/sqlite/mapped_files.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "store/read_limit.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

class MappedFilesTest : public StoreTest {
 protected:
  [[nodiscard]] bool changesSchema() const override { return true; }
  /// A connection as the workers of a server have it.
  [[nodiscard]] std::unique_ptr<store::Conn> mapped() {
    auto conn = must(store::open(location()));
    must(store::limitReads(*conn, std::chrono::seconds(30)));
    return conn;
  }
  static std::string ask(store::Conn& conn, std::string_view sql) {
    std::string answer;
    must(conn.query(sql, {}, [&](const store::Row& row) {
      answer = row.str(0);
      return true;
    }));
    return answer;
  }
  static void fill(store::Conn& conn, int from, int to) {
    auto transaction = must(store::Transaction::start(conn));
    const std::string text(3000, 'x');
    for (int i = from; i < to; ++i) {
      const store::Value params[] = {std::int64_t{i}, std::string_view(text)};
      must(conn.exec("INSERT INTO bulk (id, content) VALUES ($1, $2)", params));
    }
    must(transaction.commit());
  }
};
INSTANTIATE_TEST_SUITE_P(Store, MappedFilesTest, ::testing::Values(store::Engine::kSqlite),
                         [](const auto& engine) { return engineName(engine.param); });

TEST_P(MappedFilesTest, AreKnownToSqlite) { ASSERT_NE(store::sqlite::mappedFiles(), nullptr); }

TEST_P(MappedFilesTest, SeeWhatOthersCommitAsTheFileGrows) {
  run("CREATE TABLE bulk (id INTEGER PRIMARY KEY, content TEXT)");
  const auto reader = mapped();
  const auto other = mapped();
  constexpr int kStep = 2000;
  for (int i = 0; i < 4; ++i) {
    fill(i % 2 == 0 ? conn() : *other, i * kStep, (i + 1) * kStep);
    // In the log, then in the file, whose end has moved.
    for (const bool inFile : {false, true}) {
      if (inFile) static_cast<void>(text("PRAGMA wal_checkpoint(TRUNCATE)"));
      for (auto* each : {reader.get(), other.get()}) {
        EXPECT_EQ(ask(*each, "SELECT count(*) FROM bulk WHERE length(content) = 3000"),
                  std::to_string((i + 1) * kStep));
      }
    }
    run("UPDATE bulk SET content = content WHERE id % 7 = 0");
  }
  EXPECT_EQ(ask(*reader, "PRAGMA integrity_check"), "ok");
}

TEST_P(MappedFilesTest, FollowAFileThatShrinksAndGrowsAgain) {
  run("CREATE TABLE bulk (id INTEGER PRIMARY KEY, content TEXT)");
  const auto reader = mapped();
  fill(conn(), 0, 3000);
  static_cast<void>(text("PRAGMA wal_checkpoint(TRUNCATE)"));
  EXPECT_EQ(ask(*reader, "SELECT count(*) FROM bulk WHERE length(content) = 3000"), "3000");
  const auto file = std::filesystem::path(location().dataDir) / "medcredit.db";
  const auto before = std::filesystem::file_size(file);
  run("DELETE FROM bulk WHERE id >= 10");
  run("VACUUM");
  static_cast<void>(text("PRAGMA wal_checkpoint(TRUNCATE)"));
  EXPECT_LT(std::filesystem::file_size(file), before);
  EXPECT_EQ(ask(*reader, "SELECT count(*) FROM bulk WHERE length(content) = 3000"), "10");
  fill(conn(), 5000, 9000);
  static_cast<void>(text("PRAGMA wal_checkpoint(TRUNCATE)"));
  EXPECT_EQ(ask(*reader, "SELECT count(*) FROM bulk WHERE length(content) = 3000"), "4010");
  EXPECT_EQ(ask(*reader, "PRAGMA integrity_check"), "ok");
}

TEST_P(MappedFilesTest, WriteAsOthersDo) {
  run("CREATE TABLE bulk (id INTEGER PRIMARY KEY, content TEXT)");
  const auto writer = mapped();
  fill(*writer, 0, 500);
  static_cast<void>(text("PRAGMA wal_checkpoint(TRUNCATE)"));
  must(writer->exec("UPDATE bulk SET content = 'y' WHERE id < 250"));
  EXPECT_EQ(number("SELECT count(*) FROM bulk WHERE content = 'y'"), 250);
  EXPECT_EQ(text("PRAGMA integrity_check"), "ok");
}

TEST_P(MappedFilesTest, AFileInThePlaceOfAnotherHasItsOwnMapping) {
  run("CREATE TABLE bulk (id INTEGER PRIMARY KEY, content TEXT)");
  fill(conn(), 0, 500);
  static_cast<void>(text("PRAGMA wal_checkpoint(TRUNCATE)"));
  auto reader = mapped();
  EXPECT_EQ(ask(*reader, "SELECT count(*) FROM bulk"), "500");
  reader.reset();
  disconnect();
  const auto file = std::filesystem::path(location().dataDir) / "medcredit.db";
  const auto copy = file.string() + ".copy";
  std::filesystem::copy_file(file, copy);
  std::filesystem::rename(copy, file);
  run("DELETE FROM bulk WHERE id < 100");
  reader = mapped();
  EXPECT_EQ(ask(*reader, "SELECT count(*) FROM bulk WHERE length(content) = 3000"), "400");
}

}  // namespace
}  // namespace medcredit::test
