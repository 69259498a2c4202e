#include "crypto/sm3.h"

#include <gtest/gtest.h>

namespace medcredit::crypto {
namespace {

TEST(Sm3, givenTheExamplesOfTheStandardWhenDigestedThenTheyMatch) {
  EXPECT_EQ(sm3Hex("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string block;
  for (int i = 0; i < 16; ++i) block += "abcd";
  EXPECT_EQ(sm3Hex(block), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  EXPECT_EQ(sm3Hex(""), "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
}

TEST(Sm3, givenPiecesWhenStreamedThenTheDigestIsThatOfTheWhole) {
  Sm3Stream stream;
  stream.update("a");
  stream.update("");
  stream.update("bc");
  EXPECT_EQ(stream.finishHex(), sm3Hex("abc"));
  EXPECT_EQ(Sm3Stream().finishHex(), sm3Hex(""));
}

TEST(Sm3, givenBytesWhenShownThenLowerCaseHex) {
  EXPECT_EQ(toHex(std::string_view("\x00\x7f\xff", 3)), "007fff");
  EXPECT_EQ(sm3("abc")[0], 0x66);
}

}  // namespace
}  // namespace medcredit::crypto
