#include "formats/json_reader.h"

#include <gtest/gtest.h>

#include "support/req.h"
#include "unit/formats/table_support.h"

namespace medcredit {
namespace {

using base::CellKind;
using test::readBytes;

TEST(JsonReader, AnArrayOfObjectsIsATable) {
  REQ("R-COLL-02");
  const auto table = readBytes(R"([{"名称":"甲院","文号":"1号"},{"文号":"2号","备注":null},{}])");
  EXPECT_EQ(table.info.format, "json");
  EXPECT_EQ(table.text(), "1:名称|文号|备注;2:甲院|1号;3:|2号|;4:");
}

TEST(JsonReader, RowsMayStandInAnObject) {
  EXPECT_EQ(readBytes(R"({"rows":[{"a":"1"}]})").text(), "1:a;2:1");
  EXPECT_EQ(readBytes(R"({"unit":{"id":"yz","tags":[1]},"records":[{"a":"1"},{"b":"2"}],"n":2})").text(),
            "1:a|b;2:1;3:|2");
}

TEST(JsonReader, OneObjectPerLineIsATable) {
  EXPECT_EQ(readBytes("{\"a\":\"1\"}\n{\"a\":\"2\",\"b\":\"3\"}\n").text(), "1:a|b;2:1;3:2|3");
}

TEST(JsonReader, NumbersKeepTheirOwnText) {
  const auto table = readBytes(R"([{"a":1.50,"b":-7,"c":410305199003074123,"d":true,"e":"x"}])");
  ASSERT_EQ(table.text(), "1:a|b|c|d|e;2:1.50|-7|410305199003074123|TRUE|x");
  EXPECT_EQ(table.rows[1].kinds, (std::vector{CellKind::kNumber, CellKind::kNumber, CellKind::kImprecise,
                                              CellKind::kBoolean, CellKind::kText}));
}

TEST(JsonReader, RefusesBeforeAnyRowWhatIsNoTable) {
  EXPECT_EQ(readBytes("[1,2]").code, "FILE-0042");
  EXPECT_EQ(readBytes("[[1]]").code, "FILE-0042");
  EXPECT_EQ(readBytes("[]").code, "FILE-0042");
  EXPECT_EQ(readBytes("{}").code, "FILE-0042");
  EXPECT_EQ(readBytes(R"({"rows":[1]})").code, "FILE-0042");
  const auto nested = readBytes(R"([{"a":"1"},{"a":{"b":1}}])");
  EXPECT_EQ(nested.code, "FILE-0041");
  EXPECT_EQ(nested.error.arg("row"), "3");
  EXPECT_TRUE(nested.rows.empty());
  EXPECT_EQ(readBytes(R"({"a":[1]})").code, "FILE-0041");
  EXPECT_EQ(readBytes(R"([{"a":"1","a":"2"}])").code, "FILE-0043");
  for (const std::string bad : {R"([{"a":"1"})", R"([{"a":"1"},])", R"([{"a":1}] x)", R"([{"a":1}][{"a":2}])",
                                R"([{"a":nul}])", R"([{"a":"\ud800"}])", "{\"a\":1}\n{\"a\":"}) {
    EXPECT_EQ(readBytes(bad).code, "FILE-0040") << bad;
  }
  EXPECT_EQ(readBytes("[{\"a\":\"1\"}," + std::string(100, '[')).code, "FILE-0042");
}

TEST(JsonReader, EnforcesTheLimits) {
  EXPECT_EQ(readBytes("[{\"a\":\"" + std::string(1U << 20U, 'x') + "\"}]").code, "FILE-0022");
  formats::ReadLimits small;
  small.maxRows = 3;
  small.maxColumns = 2;
  EXPECT_EQ(readBytes(R"([{"a":1},{"a":1}])", small).rows.size(), 3U);
  EXPECT_EQ(readBytes(R"([{"a":1},{"a":1},{"a":1}])", small).code, "FILE-0020");
  EXPECT_EQ(readBytes(R"([{"a":1,"b":1,"c":1}])", small).code, "FILE-0021");
}

TEST(JsonReader, PiecesMakeNoDifference) {
  const test::TempDir folder;
  test::writeFile(
      folder / "a.json",
      "\xEF\xBB\xBF {\"t\":[1,{}],\"rows\":[{\"名称\":\"洛\\u9633\",\"n\":-12.25e3},{\"n\":null,\"x\":false}]}");
  auto file = formats::FileBytes::open(folder / "a.json");
  ASSERT_TRUE(file.ok());
  const auto whole = test::drain(formats::openJson(*file, {}));
  EXPECT_EQ(whole.text(), "1:名称|n|x;2:洛阳|-12.25e3;3:||FALSE");
  for (const std::size_t piece : {1U, 2U, 3U, 5U}) {
    EXPECT_EQ(test::drain(formats::openJson(*file, {}, piece)).rows, whole.rows) << piece;
  }
}

TEST(JsonReader, ABracketedHeaderIsCsv) { EXPECT_EQ(readBytes("[许可机关],[文号]\nx,y\n").info.format, "csv"); }

}  // namespace
}  // namespace medcredit
