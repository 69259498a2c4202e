#include "base/decimal.h"

#include <gtest/gtest.h>

#include <limits>

namespace medcredit::base {
namespace {

TEST(Decimal6, givenPlainDecimalsWhenParsedThenExactAndShownShortest) {
  EXPECT_EQ(Decimal6::parse("0.2")->micro, 200'000);
  EXPECT_EQ(Decimal6::parse("12")->str(), "12");
  EXPECT_EQ(Decimal6::parse("012.500")->str(), "12.5");
  EXPECT_EQ(Decimal6::parse("-3.000001")->str(), "-3.000001");
  EXPECT_EQ(Decimal6::parse("+7")->str(), "7");
  EXPECT_EQ(Decimal6::parse("0.1234560000")->str(), "0.123456");
  EXPECT_EQ(Decimal6::parse("-0")->str(), "0");
  EXPECT_EQ(Decimal6::parse("9223372036854.775807")->str(), "9223372036854.775807");
  EXPECT_EQ(Decimal6{std::numeric_limits<std::int64_t>::min()}.str(), "-9223372036854.775808");
}

TEST(Decimal6, givenAnythingElseWhenParsedThenEmpty) {
  for (const char* text : {"", "-", "+", ".5", "5.", "1e3", "1,000", "0.1234567", "9223372036854.775808",
                           "99999999999999", "1.2.3", "２", " 1", "1 ", "0x10", "--1"}) {
    EXPECT_FALSE(Decimal6::parse(text)) << text;
  }
}

TEST(Ratio, givenCountsWhenDividedThenRoundedHalfUpWithoutNoise) {
  EXPECT_EQ(ratio(1, 3), "0.3333");
  EXPECT_EQ(ratio(2, 3), "0.6667");
  EXPECT_EQ(ratio(1, 1), "1.0000");
  EXPECT_EQ(ratio(0, 7), "0.0000");
  EXPECT_EQ(ratio(1, 8, 2), "0.13");
  EXPECT_EQ(ratio(1, 2, 0), "1");
  EXPECT_EQ(ratio(-1, 3), "-0.3333");
  EXPECT_EQ(ratio(-1, 100000), "0.0000");
  EXPECT_EQ(ratio(std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max(), 6), "1.000000");
  EXPECT_FALSE(ratio(1, 0));
}

}  // namespace
}  // namespace medcredit::base
