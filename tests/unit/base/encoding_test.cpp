#include "base/encoding.h"

#include <gtest/gtest.h>

namespace medcredit::base {
namespace {

using std::string_view_literals::operator""sv;

std::string detected(std::string_view bytes) {
  const auto verdict = detectEncoding(bytes);
  if (verdict) return verdict->name;
  return verdict.error().code + "@" + std::string(verdict.error().arg("offset"));
}

std::string encoded(std::string_view utf8, Encoding e) { return std::move(fromUtf8(utf8, e)).value(); }

constexpr std::string_view kSample = "行政相对人名称,处罚决定日期\n洛阳示例医院,2026/02/12\n学校,1\n联通,2\n";

TEST(Encoding, givenFilesInEachEncodingWhenDetectedThenNamed) {
  EXPECT_EQ(detected(""), "UTF-8");
  EXPECT_EQ(detected("a,b\n1,2\n"), "UTF-8");
  EXPECT_EQ(detected(kSample), "UTF-8");
  EXPECT_EQ(detected(encoded(kSample, Encoding::kUtf8Bom)), "UTF-8 (BOM)");
  EXPECT_EQ(detected(encoded(kSample, Encoding::kUtf16Le)), "UTF-16LE");
  EXPECT_EQ(detected(encoded(kSample, Encoding::kUtf16Be)), "UTF-16BE");
  EXPECT_EQ(detected(encoded(kSample, Encoding::kGb18030)), "GBK");
  EXPECT_EQ(detected(encoded("姓名\n𠮷测试\n", Encoding::kGb18030)), "GB18030");
}

TEST(Encoding, givenGbkWordsThatLookLikeShortUtf8WhenDetectedThenStillGbk) {
  // 学 is D1 A7 and 校 D0 A3: two well-formed two-byte characters of UTF-8.
  EXPECT_EQ(detected(encoded("学校\n处罚\n", Encoding::kGb18030)), "GBK");
  EXPECT_EQ(detected(encoded("学,处", Encoding::kGb18030)), "GBK");
  EXPECT_EQ(detected(encoded("联通", Encoding::kGb18030)), "GBK");
}

TEST(Encoding, givenTwoEncodingsInOneFileWhenDetectedThenRefusedAsMixed) {
  const std::string gbk = encoded("洛阳,处罚\n", Encoding::kGb18030);
  EXPECT_EQ(detected(std::string("名称,类别\n") + gbk), "FILE-0012@14");
  EXPECT_EQ(detected(gbk + "名称,类别\n"), "FILE-0012@0");
  EXPECT_EQ(detected(encoded("名称\n", Encoding::kUtf8Bom) + gbk), "FILE-0012@10");
  EXPECT_EQ(detected("名称,洛阳\xFF"), "FILE-0012@13");
}

TEST(Encoding, givenNulBytesWhenDetectedThenRefusedUnlessUtf16) {
  EXPECT_EQ(detected("a,b\0\n"sv), "FILE-0011@3");
  EXPECT_EQ(detected("\0\0\0\0"sv), "FILE-0011@0");
  EXPECT_EQ(detected("\xFF\xFE"
                     "a\0"sv),
            "UTF-16LE");
}

TEST(Encoding, givenBytesOfNoEncodingWhenDetectedThenTheOffenceIsPlaced) {
  EXPECT_EQ(detected("abc\xFFxyz"sv), "FILE-0010@3");
  EXPECT_EQ(detected("ab\x80"sv), "FILE-0010@2");
  EXPECT_EQ(detected("\xC2\xE5\xD1"sv), "FILE-0010@2");              // cut inside a GBK character
  EXPECT_EQ(detected("\xC2\xE5\x85\x31\x81\x30"sv), "FILE-0010@2");  // four bytes without a character
}

TEST(Encoding, givenAnyTextWhenEncodedAndDecodedThenItComesBack) {
  const std::string text = std::string(kSample) + "𠮷野 café €\n";
  for (const auto e :
       {Encoding::kUtf8, Encoding::kUtf8Bom, Encoding::kUtf16Le, Encoding::kUtf16Be, Encoding::kGb18030}) {
    const auto back = toUtf8(encoded(text, e), e);
    ASSERT_TRUE(back) << encodingName(e);
    EXPECT_EQ(*back, text) << encodingName(e);
  }
  EXPECT_EQ(encoded("洛阳", Encoding::kGb18030), "\xC2\xE5\xD1\xF4");
  EXPECT_FALSE(fromUtf8("\xFF", Encoding::kGb18030));
}

TEST(Decoder, givenAStreamCutAnywhereWhenDecodedThenTheTextIsWhole) {
  const std::string text = std::string(kSample) + "𠮷野\n";
  for (const auto e :
       {Encoding::kUtf8, Encoding::kUtf8Bom, Encoding::kUtf16Le, Encoding::kUtf16Be, Encoding::kGb18030}) {
    const std::string bytes = encoded(text, e);
    for (std::size_t piece = 1; piece <= 7; ++piece) {
      const auto decoder = makeDecoder(e);
      std::string out;
      for (std::size_t at = 0; at < bytes.size(); at += piece) {
        ASSERT_TRUE(decoder->decode(std::string_view(bytes).substr(at, piece), at + piece >= bytes.size(), out));
      }
      ASSERT_EQ(out, text) << encodingName(e) << " in pieces of " << piece;
    }
  }
}

TEST(Decoder, givenDamagedBytesWhenDecodedThenTheirOffsetIsTold) {
  const auto offence = [](std::string_view bytes, Encoding e) {
    const auto text = toUtf8(bytes, e);
    return text ? std::string("ok") : text.error().code + "@" + std::string(text.error().arg("offset"));
  };
  EXPECT_EQ(offence("ab\xFF", Encoding::kUtf8), "FILE-0010@2");
  EXPECT_EQ(offence("洛\xE6\xB4", Encoding::kUtf8), "FILE-0010@3");
  EXPECT_EQ(offence("\xEF\xBB\xBF"
                    "a\x80",
                    Encoding::kUtf8Bom),
            "FILE-0010@4");
  EXPECT_EQ(offence("a\0b"sv, Encoding::kUtf16Le), "FILE-0010@2");         // half a unit
  EXPECT_EQ(offence("a\0\x00\xDC"sv, Encoding::kUtf16Le), "FILE-0010@2");  // low surrogate alone
  EXPECT_EQ(offence("\x00\xD8"
                    "a\0"sv,
                    Encoding::kUtf16Le),
            "FILE-0010@0");  // high surrogate alone
  EXPECT_EQ(offence("\x00\xD8"sv, Encoding::kUtf16Le), "FILE-0010@0");
  EXPECT_EQ(offence("\xC2\xE5\xFF\xFF"sv, Encoding::kGb18030), "FILE-0010@2");
  EXPECT_EQ(offence("\xC2\xE5\xD1"sv, Encoding::kGb18030), "FILE-0010@2");
}

}  // namespace
}  // namespace medcredit::base
