#include "base/base64.h"

#include <gtest/gtest.h>

namespace medcredit::base {
namespace {

TEST(Base64, ShowsBytesAndReadsThemBack) {
  const std::string bytes("\x00\xfb\xff\xfe\x10", 5);
  EXPECT_EQ(toBase64(bytes), "APv//hA=");
  EXPECT_EQ(toBase64Url(bytes), "APv__hA");
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    EXPECT_EQ(fromBase64(toBase64(bytes.substr(0, length))), bytes.substr(0, length));
    EXPECT_EQ(fromBase64Url(toBase64Url(bytes.substr(0, length))), bytes.substr(0, length));
  }
}

TEST(Base64, EachTextHasOneReadingOnly) {
  for (const char* bad : {"APv__hA=", "APv//hA", "A", "AAAAA", "AB", "APv_ hA", "AP\nv_", "A.AA", "测试"}) {
    EXPECT_FALSE(fromBase64Url(bad)) << bad;
  }
  EXPECT_EQ(fromBase64Url("AA"), std::string(1, '\0'));
  EXPECT_FALSE(fromBase64("APv__hA=")) << "the other alphabet";
}

}  // namespace
}  // namespace medcredit::base
