// JSON written straight into a text.
#include "http/json_writer.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdint>
#include <limits>

namespace medcredit::http {
namespace {

TEST(JsonWriterTest, SeparatesMembersAndItemsByItself) {
  std::string text;
  JsonWriter out(text);
  out.openObject();
  out.member("a", 1);
  out.name("b");
  out.openArray();
  out.value(true);
  out.null();
  out.openObject();
  out.closeObject();
  out.openArray();
  out.closeArray();
  out.value("x");
  out.closeArray();
  out.memberOrNull("c", "");
  out.memberOrNull("d", "文");
  out.name("e");
  out.id('S', 7);
  out.name("f");
  out.raw(R"({"g":[]})");
  out.closeObject();
  EXPECT_EQ(text, R"({"a":1,"b":[true,null,{},[],"x"],"c":null,"d":"文","e":"S7","f":{"g":[]}})");
}

TEST(JsonWriterTest, TextsThatLookLikeJsonStayTexts) {
  std::string text;
  JsonWriter out(text);
  out.openArray();
  for (const auto* value : {"{", "[", ":", ",", "\"", "\\", "a\"b\\", "\n\t\r\x01\x1f\x7f", "“引号”", ""})
    out.value(value);
  out.closeArray();
  const auto parsed = boost::json::parse(text).as_array();
  ASSERT_EQ(parsed.size(), 10U);
  EXPECT_EQ(parsed[0].as_string(), "{");
  EXPECT_EQ(parsed[6].as_string(), "a\"b\\");
  EXPECT_EQ(parsed[7].as_string(), "\n\t\r\x01\x1f\x7f");
  EXPECT_EQ(parsed[8].as_string(), "“引号”");
}

TEST(JsonWriterTest, WritesNumbersToTheirLimits) {
  std::string text;
  JsonWriter out(text);
  out.openArray();
  out.value(std::numeric_limits<std::int64_t>::min());
  out.value(std::numeric_limits<std::uint64_t>::max());
  out.value(std::size_t{0});
  out.closeArray();
  EXPECT_EQ(text, "[-9223372036854775808,18446744073709551615,0]");
}

}  // namespace
}  // namespace medcredit::http
