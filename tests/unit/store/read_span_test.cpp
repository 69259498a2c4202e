// Several reads that belong to one answer.
#include "store/read_span.h"

#include "store/meta.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

class ReadSpanTest : public StoreTest {
 protected:
  static void write(store::Conn& conn, const std::string& value) {
    auto transaction = must(store::Transaction::start(conn));
    must(store::setMeta(conn, "read-span", value));
    must(transaction.commit());
  }
  static std::string read(store::Conn& conn) { return must(store::getMeta(conn, "read-span")); }
};
MC_ON_BOTH_STORES(ReadSpanTest);

TEST_P(ReadSpanTest, ReadsOfAnEmbeddedStoreSeeOneStateUntilItEnds) {
  write(conn(), "before");
  const auto other = secondConn();
  store::ReadSpan reads(conn());
  EXPECT_EQ(read(conn()), "before");
  write(*other, "after");
  const bool embedded = conn().engine() == store::Engine::kSqlite;
  EXPECT_EQ(read(conn()), embedded ? "before" : "after");
  reads.end();
  EXPECT_EQ(read(conn()), "after");
  reads.end();  // once more does nothing
}

TEST_P(ReadSpanTest, ATransactionThatStartsMeanwhileEndsItAndSeesWhatIsNew) {
  write(conn(), "before");
  const auto other = secondConn();
  const store::ReadSpan reads(conn());
  EXPECT_EQ(read(conn()), "before");
  EXPECT_FALSE(conn().inTransaction()) << "it is no transaction for those who ask";
  write(*other, "after");
  auto transaction = must(store::Transaction::start(conn()));
  EXPECT_TRUE(conn().inTransaction());
  EXPECT_EQ(read(conn()), "after");
  must(store::setMeta(conn(), "read-span", "own"));
  must(transaction.commit());
  EXPECT_EQ(read(*other), "own");
}

TEST_P(ReadSpanTest, InsideATransactionItLeavesTheTransactionAlone) {
  write(conn(), "before");
  auto transaction = must(store::Transaction::start(conn()));
  must(store::setMeta(conn(), "read-span", "inside"));
  {
    const store::ReadSpan reads(conn());
    const store::ReadSpan again(conn());
    EXPECT_EQ(read(conn()), "inside");
  }
  EXPECT_TRUE(conn().inTransaction());
  must(transaction.commit());
  EXPECT_EQ(read(conn()), "inside");
}

TEST_P(ReadSpanTest, WithinAnotherSpanOnlyTheOuterOneEnds) {
  write(conn(), "before");
  const auto other = secondConn();
  store::ReadSpan outer(conn());
  EXPECT_EQ(read(conn()), "before");
  { const store::ReadSpan inner(conn()); }
  write(*other, "after");
  EXPECT_EQ(read(conn()), conn().engine() == store::Engine::kSqlite ? "before" : "after");
  outer.end();
  EXPECT_EQ(read(conn()), "after");
}

}  // namespace
}  // namespace medcredit::test
