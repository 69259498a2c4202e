// The two engines behave alike behind store::Conn.
#include <gmock/gmock.h>

#include <array>
#include <limits>

#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

using store::BlobView;
using store::Value;

class ConnTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    const std::string text = engineText();
    must(conn().script("CREATE TABLE parent (id " + integer() + " NOT NULL PRIMARY KEY, label " + text +
                       "); CREATE TABLE child (id " + integer() + " NOT NULL PRIMARY KEY, parent_id " + integer() +
                       " NOT NULL REFERENCES parent(id), bytes " + blob() + ", name " + text + " UNIQUE)"));
  }
  [[nodiscard]] bool changesSchema() const override { return true; }
  [[nodiscard]] bool sqlite() const { return GetParam() == store::Engine::kSqlite; }
  [[nodiscard]] std::string integer() const { return sqlite() ? "INTEGER" : "BIGINT"; }
  [[nodiscard]] std::string blob() const { return sqlite() ? "BLOB" : "BYTEA"; }
  [[nodiscard]] std::string engineText() const { return sqlite() ? "TEXT" : "TEXT COLLATE \"C\""; }

  /// Code of a failure, "" for success.
  template <class R>
  [[nodiscard]] static std::string code(const R& result) {
    return result.ok() ? "" : result.error().code;
  }
  base::Result<std::int64_t> insertParent(std::int64_t id, Value label) {
    const std::array<Value, 2> row{id, label};
    return conn().exec("INSERT INTO parent (id, label) VALUES ($1, $2)", row);
  }
};
MC_ON_BOTH_STORES(ConnTest);

TEST_P(ConnTest, ReturnsEveryValueAsItWasGiven) {
  const std::string allBytes = [] {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
    return bytes;
  }();
  const std::string rare = "\U00020BB7\u4E00\u00B7\U0001F3E5 \"'\\\n\t{}";
  for (const auto number : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                            std::numeric_limits<std::int64_t>::max()}) {
    run("DELETE FROM child");
    run("DELETE FROM parent");
    run("INSERT INTO parent (id, label) VALUES ($1, $2)", {number, rare});
    run("INSERT INTO child (id, parent_id, bytes, name) VALUES (1, $1, $2, NULL)", {number, BlobView{allBytes}});
    int rows = 0;
    must(conn().query("SELECT p.id, p.label, c.bytes, c.name, '' FROM parent p JOIN child c ON c.parent_id = p.id", {},
                      [&](const store::Row& row) {
                        ++rows;
                        EXPECT_EQ(row.integer(0), number);
                        EXPECT_EQ(row.text(1), rare);
                        EXPECT_EQ(row.blob(2), allBytes);
                        EXPECT_TRUE(row.isNull(3));
                        EXPECT_EQ(row.optStr(3), std::nullopt);
                        EXPECT_FALSE(row.isNull(4)) << "an empty text is not NULL";
                        return true;
                      }));
    EXPECT_EQ(rows, 1);
  }
}

TEST_P(ConnTest, KeepsEmptyTextAndEmptyBlobApartFromNull) {
  must(insertParent(1, std::string_view()));
  must(insertParent(2, nullptr));
  run("INSERT INTO child (id, parent_id, bytes) VALUES (1, 1, $1)", {BlobView{}});
  EXPECT_EQ(number("SELECT count(*) FROM parent WHERE label = ''"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM parent WHERE label IS NULL"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM child WHERE bytes IS NOT NULL"), 1);
}

TEST_P(ConnTest, RefusesATextWithANulByteInsteadOfCuttingIt) {
  using namespace std::string_view_literals;
  EXPECT_EQ(code(insertParent(1, "洛阳\0医院"sv)), "STOR-0011");
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 0);
  const std::array<std::string_view, 2> columns{"id", "label"};
  auto bulk = must(conn().bulkInsert("parent", columns));
  const std::array<Value, 2> row{std::int64_t{2}, "a\0b"sv};
  EXPECT_EQ(code(bulk->add(row)), "STOR-0011");
  must(bulk->finish());
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 0);
  const std::array<Value, 1> keys{"a\0b"sv};
  EXPECT_EQ(code(conn().lookup("parent", "label", "id", "", keys, [](std::size_t, const store::Row&) {})), "STOR-0011");
}

TEST_P(ConnTest, BindsParametersByNumberAndMayRepeatThem) {
  run("INSERT INTO parent (label, id) VALUES ($2, $1)", {std::int64_t{7}, std::string_view("甲")});
  EXPECT_EQ(number("SELECT id FROM parent WHERE label = $1 AND ($1 = '甲')", {std::string_view("甲")}), 7);
}

TEST_P(ConnTest, TellsHowManyRowsAStatementChanged) {
  for (std::int64_t i = 1; i <= 5; ++i) must(insertParent(i, nullptr));
  EXPECT_EQ(must(conn().exec("UPDATE parent SET label = 'x' WHERE id > 2")), 3);
  EXPECT_EQ(must(conn().exec("DELETE FROM parent WHERE id = 99")), 0);
  EXPECT_EQ(must(conn().exec("SELECT id FROM parent")), 0) << "reading changes nothing";
}

TEST_P(ConnTest, StopsAQueryEarlyAndGoesOn) {
  for (std::int64_t i = 1; i <= 100; ++i) must(insertParent(i, nullptr));
  std::vector<std::int64_t> seen;
  must(conn().query("SELECT id FROM parent ORDER BY id", {}, [&](const store::Row& row) {
    seen.push_back(row.integer(0));
    return seen.size() < 3;
  }));
  EXPECT_THAT(seen, ::testing::ElementsAre(1, 2, 3));
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 100);
}

TEST_P(ConnTest, RunsStatementsFromInsideAQuery) {
  for (std::int64_t i = 1; i <= 50; ++i) must(insertParent(i, nullptr));
  std::int64_t pairs = 0;
  const std::string_view same = "SELECT id FROM parent ORDER BY id";
  must(conn().query(same, {}, [&](const store::Row& outer) {
    const auto id = outer.integer(0);
    must(conn().query(same, {}, [&](const store::Row& inner) {
      ++pairs;
      return inner.integer(0) < 2;
    }));
    run("INSERT INTO child (id, parent_id) VALUES ($1, $1)", {id});
    return true;
  }));
  EXPECT_EQ(pairs, 100);
  EXPECT_EQ(number("SELECT count(*) FROM child"), 50);
}

TEST_P(ConnTest, NamesAViolatedConstraint) {
  must(insertParent(1, nullptr));
  EXPECT_EQ(code(insertParent(1, nullptr)), "STOR-0006");
  const std::array<Value, 1> orphan{std::int64_t{99}};
  EXPECT_EQ(code(conn().exec("INSERT INTO child (id, parent_id) VALUES (1, $1)", orphan)), "STOR-0006");
  EXPECT_EQ(code(conn().exec("INSERT INTO child (id, parent_id) VALUES (1, NULL)")), "STOR-0006");
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 1) << "the connection stays usable";
}

TEST_P(ConnTest, CallsAWrongStatementABug) {
  EXPECT_EQ(code(conn().exec("SELEKT 1")), "STOR-0005");
  const std::array<Value, 1> tooMany{std::int64_t{1}};
  EXPECT_EQ(code(conn().exec("DELETE FROM parent", tooMany)), "STOR-0005");
  EXPECT_EQ(code(conn().query("SELECT id FROM nowhere", {}, [](const store::Row&) { return true; })), "STOR-0005");
}

TEST_P(ConnTest, OrdersTextByBytesOnBothEngines) {
  const std::array<std::string_view, 6> labels{"b", "B", "a", "_", "医", "1"};
  std::int64_t id = 0;
  for (const auto label : labels) must(insertParent(++id, label));
  std::string order;
  must(conn().query("SELECT label FROM parent ORDER BY label", {}, [&](const store::Row& row) {
    order += row.text(0);
    return true;
  }));
  EXPECT_EQ(order, "1B_ab医");
}

TEST_P(ConnTest, KeepsNothingOfATransactionThatWasNotCommitted) {
  {
    const auto transaction = must(store::Transaction::start(conn()));
    must(insertParent(1, nullptr));
    EXPECT_TRUE(conn().inTransaction());
  }
  EXPECT_FALSE(conn().inTransaction());
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 0);
  auto transaction = must(store::Transaction::start(conn()));
  must(insertParent(1, nullptr));
  must(transaction.commit());
  disconnect();
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 1);
}

TEST_P(ConnTest, RefusesATransactionInsideATransaction) {
  const auto outer = must(store::Transaction::start(conn()));
  EXPECT_EQ(code(store::Transaction::start(conn())), "STOR-0005");
  EXPECT_TRUE(conn().inTransaction());
}

TEST_P(ConnTest, MakesTransactionsPartsOfAnEnclosingOne) {
  {
    auto outer = must(store::Transaction::startEnclosing(conn()));
    {
      auto kept = must(store::Transaction::start(conn()));
      must(insertParent(1, nullptr));
      must(kept.commit());
    }
    {
      const auto dropped = must(store::Transaction::start(conn()));
      must(insertParent(2, nullptr));
      EXPECT_EQ(code(insertParent(2, nullptr)), "STOR-0006");
    }
    EXPECT_EQ(number("SELECT count(*) FROM parent"), 1) << "only the part that failed is undone";
  }
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 0) << "the whole was not committed";
  auto outer = must(store::Transaction::startEnclosing(conn()));
  auto part = must(store::Transaction::start(conn()));
  must(insertParent(3, nullptr));
  must(part.commit());
  must(outer.commit());
  EXPECT_FALSE(conn().enclosed());
  const auto plain = must(store::Transaction::start(conn()));
  EXPECT_EQ(code(store::Transaction::start(conn())), "STOR-0005") << "nesting is refused again";
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 1);
}

TEST_P(ConnTest, LetsASecondWriterWaitThenSaysBusy) {
  const auto second = secondConn(300);
  auto transaction = must(store::Transaction::start(conn()));
  EXPECT_EQ(code(store::Transaction::start(*second)), "STOR-0003");
  EXPECT_FALSE(second->inTransaction());
  must(transaction.commit());
  auto later = must(store::Transaction::start(*second));
  must(later.commit());
}

TEST_P(ConnTest, ShowsAReaderOnlyWhatWasCommitted) {
  const auto second = secondConn();
  auto transaction = must(store::Transaction::start(conn()));
  must(insertParent(1, nullptr));
  std::int64_t seen = -1;
  const auto look = [&] {
    must(second->query("SELECT count(*) FROM parent", {}, [&](const store::Row& row) {
      seen = row.integer(0);
      return false;
    }));
    return seen;
  };
  EXPECT_EQ(look(), 0);
  must(transaction.commit());
  EXPECT_EQ(look(), 1);
}

TEST_P(ConnTest, InsertsInBulkParentsBeforeChildrenWhateverTheBuffersHold) {
  constexpr std::int64_t kRows = 100'000;
  const std::array<std::string_view, 2> parentColumns{"id", "label"};
  const std::array<std::string_view, 4> childColumns{"id", "parent_id", "bytes", "name"};
  auto transaction = must(store::Transaction::start(conn()));
  {
    auto parents = must(conn().bulkInsert("parent", parentColumns));
    auto children = must(conn().bulkInsert("child", childColumns));
    for (std::int64_t i = 1; i <= kRows; ++i) {
      const std::string name = "示例医院" + std::to_string(i);
      const std::array<Value, 2> parent{i, nullptr};
      must(parents->add(parent));
      const std::array<Value, 4> child{i, i, BlobView{name}, std::string_view(name)};
      must(children->add(child));
      if (i == 10) {
        EXPECT_EQ(number("SELECT count(*) FROM child"), 10) << "added rows are seen by later statements";
      }
    }
    must(children->finish());
    must(parents->finish());
  }
  must(transaction.commit());
  EXPECT_EQ(number("SELECT count(*) FROM child c JOIN parent p ON p.id = c.parent_id"), kRows);
  EXPECT_EQ(text("SELECT name FROM child WHERE id = 99999"), "示例医院99999");
}

TEST_P(ConnTest, InsertsASetOfRowsAtOnceWhetherAColumnVariesOrNot) {
  using namespace std::string_view_literals;
  const std::array<std::string_view, 2> parentColumns{"id", "label"};
  const std::array<std::string_view, 4> columns{"id", "parent_id", "bytes", "name"};
  must(conn().insertRows("parent", parentColumns, 0, [](std::size_t, std::span<Value>) { ADD_FAILURE(); }));
  must(conn().insertRows("parent", parentColumns, 1, [](std::size_t, std::span<Value> row) {
    row[0] = std::int64_t{1};
    row[1] = std::string_view();
  }));
  EXPECT_EQ(number("SELECT count(*) FROM parent WHERE label = ''"), 1) << "an empty text is not NULL";
  std::vector<std::string> names;
  for (int i = 0; i < 5000; ++i) names.push_back("示例医院" + std::to_string(i));
  const std::string bytes("\0\xff", 2);
  must(conn().insertRows("child", columns, names.size(), [&](std::size_t index, std::span<Value> row) {
    row[0] = static_cast<std::int64_t>(index);
    row[1] = std::int64_t{1};
    row[2] = index == 4999 ? Value{nullptr} : Value{BlobView{bytes}};
    row[3] = std::string_view(names[index]);
  }));
  EXPECT_EQ(number("SELECT count(*) FROM child WHERE parent_id = 1"), 5000);
  EXPECT_EQ(number("SELECT count(*) FROM child WHERE bytes IS NULL"), 1);
  EXPECT_EQ(text("SELECT name FROM child WHERE id = 4321"), "示例医院4321");
}

TEST_P(ConnTest, RefusesAWholeSetForOneBadRow) {
  using namespace std::string_view_literals;
  const std::array<std::string_view, 2> parents{"id", "label"};
  const std::array<std::string_view, 2> children{"id", "parent_id"};
  const auto insert = [&](std::string_view label) {
    return conn().insertRows("parent", parents, 3, [&](std::size_t index, std::span<Value> row) {
      row[0] = static_cast<std::int64_t>(index);
      row[1] = index == 2 ? label : "甲"sv;
    });
  };
  EXPECT_EQ(code(insert("a\0b"sv)), "STOR-0011");
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 0);
  const auto orphans = conn().insertRows("child", children, 2, [](std::size_t index, std::span<Value> row) {
    row[0] = static_cast<std::int64_t>(index);
    row[1] = std::int64_t{77};
  });
  EXPECT_EQ(code(orphans), "STOR-0006");
  EXPECT_EQ(number("SELECT count(*) FROM child"), 0);
  must(insert("乙"));
  EXPECT_EQ(code(insert("乙")), "STOR-0006") << "the ids are taken";
  const std::array<std::string_view, 2> unknown{"id", "colour"};
  EXPECT_EQ(code(conn().insertRows("parent", unknown, 1,
                                   [](std::size_t, std::span<Value> row) {
                                     row[0] = std::int64_t{9};
                                     row[1] = "x"sv;
                                   })),
            "STOR-0005");
}

TEST_P(ConnTest, TellsAConflictInABulkInsertAtTheLatestAtItsEnd) {
  must(insertParent(5, nullptr));
  const std::array<std::string_view, 2> columns{"id", "label"};
  std::string failure;
  {
    const auto transaction = must(store::Transaction::start(conn()));
    auto bulk = must(conn().bulkInsert("parent", columns));
    for (std::int64_t i = 4; i <= 6 && failure.empty(); ++i) {
      const std::array<Value, 2> row{i, nullptr};
      failure = code(bulk->add(row));
    }
    if (failure.empty()) failure = code(bulk->finish());
  }
  EXPECT_EQ(failure, "STOR-0006");
  EXPECT_EQ(number("SELECT count(*) FROM parent"), 1);
}

TEST_P(ConnTest, RefusesABulkInsertOfUnknownColumnsOrTypes) {
  const std::array<std::string_view, 1> unknown{"nothing"};
  EXPECT_EQ(code(conn().bulkInsert("parent", unknown)), "STOR-0005");
  const std::array<std::string_view, 2> columns{"id", "label"};
  auto bulk = must(conn().bulkInsert("parent", columns));
  const std::array<Value, 1> tooFew{std::int64_t{1}};
  EXPECT_EQ(code(bulk->add(tooFew)), "STOR-0005");
}

TEST_P(ConnTest, LooksUpManyKeysAndTellsWhichOneARowBelongsTo) {
  constexpr std::int64_t kRows = 6'000;
  for (std::int64_t i = 0; i < kRows; i += 2) must(insertParent(i, std::string_view(std::to_string(i))));
  must(insertParent(kRows, std::string_view("4")));  // a second row of one key
  std::vector<std::string> texts;
  for (std::int64_t i = 0; i < kRows; ++i) texts.push_back(std::to_string(i));
  const std::vector<Value> keys(texts.begin(), texts.end());
  std::vector<int> hits(texts.size());
  must(conn().lookup("parent", "label", "id, label", "", keys, [&](std::size_t key, const store::Row& row) {
    EXPECT_EQ(row.text(1), texts[key]);
    ++hits[key];
  }));
  EXPECT_EQ(hits[3], 0);
  EXPECT_EQ(hits[4], 2);
  EXPECT_EQ(hits[5998], 1);
  EXPECT_EQ(std::count(hits.begin(), hits.end(), 0), kRows / 2);
}

TEST_P(ConnTest, LooksUpBlobsNumbersAndFilters) {
  const std::string bytes("\x00\xFF", 2);
  must(insertParent(1, nullptr));
  run("INSERT INTO child (id, parent_id, bytes, name) VALUES (1, 1, $1, 'a'), (2, 1, $1, 'b')", {BlobView{bytes}});
  std::vector<std::string> found;
  const auto collect = [&](std::size_t key, const store::Row& row) {
    found.push_back(std::to_string(key) + row.str(0));
  };
  const std::array<Value, 2> blobs{BlobView{"zz"}, BlobView{bytes}};
  must(conn().lookup("child", "bytes", "name", "name <> 'a'", blobs, collect));
  const std::array<Value, 2> numbers{std::int64_t{2}, std::int64_t{1}};
  must(conn().lookup("child", "id", "name", "", numbers, collect));
  must(conn().lookup("child", "id", "name", "", {}, collect));
  EXPECT_THAT(found, ::testing::ElementsAre("1b", "0b", "1a"));
}

TEST_P(ConnTest, GivesIdsWithoutGapsAndTakesThemBackOnRollback) {
  {
    auto transaction = must(store::Transaction::start(conn()));
    EXPECT_EQ(must(store::reserveIds(conn(), "record", 10)), 1);
    EXPECT_EQ(must(store::reserveIds(conn(), "record", 1)), 11);
    EXPECT_EQ(must(store::reserveIds(conn(), "batch", 1)), 1);
    must(transaction.commit());
  }
  {
    const auto undone = must(store::Transaction::start(conn()));
    EXPECT_EQ(must(store::reserveIds(conn(), "record", 5)), 12);
  }
  EXPECT_EQ(code(store::reserveIds(conn(), "record", 1)), "STOR-0005") << "outside a transaction";
  const auto transaction = must(store::Transaction::start(conn()));
  EXPECT_EQ(must(store::reserveIds(conn(), "record", 1)), 12);
}

TEST_P(ConnTest, FindsAnOrphanThatSlippedPastTheForeignKeys) {
  EXPECT_THAT(must(conn().integrity()), ::testing::IsEmpty());
  must(conn().script(sqlite() ? "PRAGMA foreign_keys = OFF" : "ALTER TABLE child DISABLE TRIGGER ALL"));
  run("INSERT INTO child (id, parent_id) VALUES (1, 99)");
  const auto problems = must(conn().integrity());
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0], ::testing::HasSubstr("child"));
}

}  // namespace
}  // namespace medcredit::test
