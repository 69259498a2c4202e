// Memory of connections that live as long as the server.
#include "store/memory.h"

#include "store/meta.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

class MemoryTest : public StoreTest {
 protected:
  void write(const std::string& value) {
    auto transaction = must(store::Transaction::start(conn()));
    must(store::setMeta(conn(), "memory", value));
    must(transaction.commit());
  }
};
MC_ON_BOTH_STORES(MemoryTest);

TEST_P(MemoryTest, AConnectionKeepsNoMoreThanItMay) {
  must(store::limitCache(conn(), 256 * 1024));
  if (conn().engine() == store::Engine::kSqlite) {
    std::int64_t pages = 0;
    must(conn().query("PRAGMA cache_size", {}, [&](const store::Row& row) {
      pages = row.integer(0);
      return false;
    }));
    EXPECT_EQ(pages, -256) << "kibibytes";
  }
  write("more than the cache holds " + std::string(1024 * 1024, 'x'));
  EXPECT_EQ(must(store::getMeta(conn(), "memory")).size(), 1024 * 1024 + 26U);
}

TEST_P(MemoryTest, WhatIsGivenBackCanBeReadAgain) {
  write("one");
  must(store::giveBack(conn()));
  EXPECT_EQ(must(store::getMeta(conn(), "memory")), "one");
  write("two");
  must(store::giveBack(conn()));
  EXPECT_EQ(must(store::getMeta(conn(), "memory")), "two");
}

}  // namespace
}  // namespace medcredit::test
