// Payloads of an import in one pass: what the store gets is what the values say.
#include "service/payload_writer.h"

#include "service/collect_payload.h"
#include "store/record_payload.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

using Values = std::vector<std::string_view>;

class PayloadWriterTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    run("INSERT INTO entry_version (id, entry, digest, definition, first_used_at) VALUES (7, 'CF-ORG', 'd', '{}', 0)");
    must(packer_.load(conn(), 7));
  }
  [[nodiscard]] static std::string json(const Values& values) {
    std::string out;
    service::appendJsonArray(out, values);
    return out;
  }
  store::PayloadPacker packer_;
};
MC_ON_BOTH_STORES(PayloadWriterTest);

TEST_P(PayloadWriterTest, TheFormsSayWhatTheValuesSay) {
  service::PayloadWriter writer(packer_, {2, 4});
  const std::vector<Values> rows = {{"示例医院", "没收违法所得", "410302190003010008", "", ""},
                                    {"示例医院", "没收违法所得", "", "a\"b\\c\nd\te\x01", "身份证"},
                                    {"示例医院", "没收违法所得", "7", "\x7f", "\"\n\""},
                                    {"", "", "", "", ""},
                                    {std::string_view("[1,2],"), "3", "4", ",", "]"}};
  for (int round = 0; round < 3; ++round) {
    for (const auto& values : rows) {
      const auto forms = writer.write(values);
      EXPECT_EQ(packer_.inFull(forms.open, forms.secret), json(values));
      for (const int personal : {2, 4}) {
        const auto& cell = values[static_cast<std::size_t>(personal)];
        if (cell.size() <= 3) continue;
        EXPECT_EQ(forms.open.find(cell), std::string_view::npos) << "personal cells stand apart";
      }
    }
  }
  must(packer_.save(conn()));
  store::PayloadReader reader(conn());
  for (const auto& values : rows) {
    const auto forms = writer.write(values);
    EXPECT_EQ(must(reader.read(1, 7, forms.open, "")).payload, packer_.inFull(forms.open, ""));
  }
}

TEST_P(PayloadWriterTest, RepeatedTextsBecomeNumbersAndEmptyOnesNothing) {
  service::PayloadWriter writer(packer_, {});
  const Values values = {"没收违法所得", "", "12", ""};
  EXPECT_EQ(writer.write(values).open, "[\"没收违法所得\",,\"12\",]");
  EXPECT_EQ(writer.write(values).open, "[0,,\"12\",]");
  EXPECT_EQ(writer.write(Values{}).open, "[]");
  EXPECT_EQ(writer.write(Values{""}).open, "[\"\"]");
  EXPECT_EQ(packer_.inFull("[,]", ""), "[\"\",\"\"]");
  EXPECT_EQ(packer_.inFull("[]", ""), "[]");
}

TEST_P(PayloadWriterTest, EqualRowsHaveEqualHashesAndOthersDoNot) {
  service::PayloadWriter writer(packer_, {1});
  const auto hash = [&](const Values& values) { return writer.write(values).hash; };
  const auto first = hash({"没收违法所得", "王测试", "", "1"});
  for (int again = 0; again < 3; ++again) EXPECT_EQ(hash({"没收违法所得", "王测试", "", "1"}), first);
  EXPECT_NE(hash({"没收违法所得", "李测试", "", "1"}), first);
  EXPECT_NE(hash({"没收违法所得", "王测试", "1", ""}), first) << "a value in another column";
  EXPECT_NE(hash({"王测试", "没收违法所得", "", "1"}), first);
}

TEST_P(PayloadWriterTest, AColumnThatNeverRepeatsItselfIsLeftAlone) {
  service::PayloadWriter writer(packer_, {});
  std::string number;
  for (int i = 0; i < 5000; ++i) {
    number = "示卫罚〔2026〕" + std::to_string(i) + "号";
    static_cast<void>(writer.write(Values{number, "没收违法所得"}));
  }
  for (int again = 0; again < 3; ++again) {
    EXPECT_EQ(writer.write(Values{number, "没收违法所得"}).open, "[\"" + number + "\",0]");
  }
}

}  // namespace
}  // namespace medcredit::test
