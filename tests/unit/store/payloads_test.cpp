// Payloads and natural keys as they lie in the store.
#include "store/payloads.h"

#include <array>

#include "store/checks.h"
#include "store/records.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

constexpr std::int64_t kVersion = 7;

class PayloadsTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    must(
        conn().script("INSERT INTO entry_version (id, entry, digest, definition, first_used_at) "
                      "VALUES (7, 'CF-ORG', 'd', '{}', 0)"));
  }
  [[nodiscard]] std::string full(std::string_view stored) {
    return must(store::PayloadReader(conn()).read(1, kVersion, stored, "")).payload;
  }
  static std::string packed(store::PayloadPacker& packer, std::string_view payload) {
    std::string out;
    for (std::size_t at = 0; at < payload.size();) {
      const std::size_t end = payload[at] == '"' ? store::jsonStringEnd(payload, at) : at + 1;
      const auto part = payload.substr(at, end - at);
      const auto number = part.front() == '"' ? packer.numberOf(part) : -1;
      out += number < 0 ? std::string(part) : std::to_string(number);
      at = end;
    }
    return out;
  }
};
MC_ON_BOTH_STORES(PayloadsTest);

TEST_P(PayloadsTest, KeepsATextOnceFromItsSecondUseOnAndGivesItBack) {
  constexpr std::string_view kFirst = R"(["示例医院甲","没收违法所得",""])";
  constexpr std::string_view kSecond = R"(["示例医院乙","没收违法所得","12"])";
  store::PayloadPacker packer;
  must(packer.load(conn(), kVersion));
  EXPECT_EQ(packed(packer, kFirst), kFirst) << "seen once: nothing to gain yet";
  EXPECT_EQ(packed(packer, kSecond), R"(["示例医院乙",0,"12"])") << "short texts stay";
  must(packer.save(conn()));
  EXPECT_EQ(full(R"(["示例医院乙",0,"12"])"), kSecond);
  EXPECT_EQ(full(kFirst), kFirst);
}

TEST_P(PayloadsTest, OneReaderGivesBackFewTextsAndAllOfThem) {
  constexpr int kTexts = 300;  // more than a reader asks for one by one
  store::PayloadPacker packer;
  must(packer.load(conn(), kVersion));
  const auto text = [](int n) { return "\"没收违法所得第" + std::to_string(n) + "次\""; };
  for (int n = 0; n < kTexts; ++n) {
    for (int sighting = 0; sighting < 2; ++sighting) packed(packer, "[" + text(n) + "]");
  }
  must(packer.save(conn()));
  store::PayloadReader reader(conn());
  for (int n = 0; n < kTexts; ++n) {
    const std::string stored = "[" + std::to_string(n) + ",\"7\"," + std::to_string(kTexts - 1 - n) + "]";
    EXPECT_EQ(must(reader.read(1, kVersion, stored, "")).payload,
              "[" + text(n) + ",\"7\"," + text(kTexts - 1 - n) + "]");
  }
  EXPECT_EQ(reader.read(1, kVersion, "[300]", "").error().code, "STOR-0004") << "after all were loaded";
  EXPECT_EQ(store::PayloadReader(conn()).read(1, kVersion, "[300]", "").error().code, "STOR-0004");
}

TEST_P(PayloadsTest, LaterImportsUseTheNumbersOfEarlierOnes) {
  constexpr std::string_view kPayload = R"(["没收违法所得","暂扣许可证件"])";
  {
    store::PayloadPacker packer;
    must(packer.load(conn(), kVersion));
    packed(packer, kPayload);
    packed(packer, kPayload);
    must(packer.save(conn()));
  }
  store::PayloadPacker packer;
  must(packer.load(conn(), kVersion));
  EXPECT_EQ(packed(packer, kPayload), "[0,1]");
  must(packer.save(conn()));
  must(packer.save(conn()));
  std::int64_t texts = 0;
  must(conn().query("SELECT count(*) FROM payload_text", {}, [&](const store::Row& row) {
    texts = row.integer(0);
    return false;
  }));
  EXPECT_EQ(texts, 2) << "each text once, however often it is saved";
}

TEST_P(PayloadsTest, EscapedQuotesAndDigitsInsideTextsAreTexts) {
  constexpr std::string_view kPayload = R"(["a\"1\\","\\\\","第3号决定\n","[5,6]"])";
  store::PayloadPacker packer;
  must(packer.load(conn(), kVersion));
  packed(packer, kPayload);
  const std::string stored = packed(packer, kPayload);
  EXPECT_LT(stored.size(), kPayload.size());
  must(packer.save(conn()));
  EXPECT_EQ(full(stored), kPayload);
}

TEST_P(PayloadsTest, SharedTextsAreThoseThatWereCommitted) {
  constexpr std::string_view kPayload = R"(["行政处罚","卫生健康委员会"])";
  store::PayloadTexts shared;
  {
    auto transaction = must(store::Transaction::start(conn()));
    store::PayloadPacker packer;
    must(packer.load(conn(), kVersion));
    packed(packer, kPayload);
    packed(packer, kPayload);
    must(packer.save(conn()));
    store::PayloadReader inside(conn(), &shared);
    EXPECT_EQ(must(inside.read(1, kVersion, "[0,1]", "")).payload, kPayload);
    std::vector<std::int64_t> wanted{0, 1};
    shared.give(kVersion, wanted, [](std::int64_t, std::string_view) { FAIL() << "it may yet be taken back"; });
    must(transaction.commit());
  }
  store::PayloadReader first(conn(), &shared);
  EXPECT_EQ(must(first.read(1, kVersion, "[0,1]", "")).payload, kPayload);
  std::vector<std::int64_t> wanted{0, 1, 2};
  std::string given;
  shared.give(kVersion, wanted, [&](std::int64_t number, std::string_view text) {
    given += std::to_string(number);
    given += text;
  });
  EXPECT_EQ(given, "0\"行政处罚\"1\"卫生健康委员会\"");
  EXPECT_EQ(wanted, std::vector<std::int64_t>{2});
  store::PayloadReader second(conn(), &shared);
  EXPECT_EQ(must(second.read(1, kVersion, "[1,0]", "")).payload, R"(["卫生健康委员会","行政处罚"])");
  const auto missing = second.read(1, kVersion, "[7]", "");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, "STOR-0004");
}

TEST_P(PayloadsTest, TheNumberOfKeptTextsIsBounded) {
  store::PayloadPacker packer;
  must(packer.load(conn(), kVersion));
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < 2 * store::kMaxPayloadTexts; ++i) packed(packer, "[\"text" + std::to_string(i) + "\"]");
  }
  must(packer.save(conn()));
  must(conn().query("SELECT count(*), max(no) FROM payload_text", {}, [](const store::Row& row) {
    EXPECT_EQ(row.integer(0), static_cast<std::int64_t>(store::kMaxPayloadTexts));
    EXPECT_EQ(row.integer(1), row.integer(0) - 1);
    return false;
  }));
}

TEST_P(PayloadsTest, ANumberWithoutTextIsADamagedStore) {
  const auto read = store::PayloadReader(conn()).read(1, kVersion, R"(["a",42])", "");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, "STOR-0004");
}

TEST_P(PayloadsTest, ANaturalKeyIsTakenOnlyOnceAndTheCheckFindsAKeyWithoutRecord) {
  REQ("R-COLL-20");
  auto transaction = must(store::Transaction::start(conn()));
  std::vector<store::RecordKey> keys{{store::hashNaturalKey("b"), 2}, {store::hashNaturalKey("a"), 1}};
  must(store::insertRecordKeys(conn(), keys));
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end(), [](const auto& x, const auto& y) {
    return store::bytesOf(x.key) < store::bytesOf(y.key);
  }));
  must(transaction.commit());
  bool found = false;
  for (const auto& finding : must(store::checkConsistency(conn()))) found = found || finding.rule == "record-key";
  EXPECT_TRUE(found);
  std::vector<store::RecordKey> again{{store::hashNaturalKey("a"), 3}};
  const auto refused = store::insertRecordKeys(conn(), again);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "STOR-0006");
}

}  // namespace
}  // namespace medcredit::test
