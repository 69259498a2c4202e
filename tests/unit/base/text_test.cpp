#include "base/text.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "support/req.h"

namespace medcredit::base {
namespace {

using std::string_view_literals::operator""sv;

TEST(Utf8, givenTextsWhenJudgedThenOnlyWellFormedOnesPass) {
  for (const auto text : {""sv, "abc"sv, "洛阳市"sv, "é"sv, "𠮷野"sv, "\xF4\x8F\xBF\xBF"sv, "a\0b"sv})
    EXPECT_TRUE(isValidUtf8(text));
  for (const auto text : {"\x80"sv, "\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x80\x80"sv, "\xED\xA0\x80"sv,
                          "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xE6\xB4"sv, "12345678\xFF"sv, "\xB4\xA6"sv}) {
    EXPECT_FALSE(isValidUtf8(text));
  }
  EXPECT_EQ(validUtf8Prefix("12345678洛\xB4"), 11U);
  EXPECT_TRUE(isUnfinishedUtf8("\xE6\xB4"));
  EXPECT_FALSE(isUnfinishedUtf8("\xE6\x41"));
  EXPECT_FALSE(isUnfinishedUtf8("\x80"));
  EXPECT_FALSE(isUnfinishedUtf8(""));
}

TEST(Utf8, givenEveryCharacterWhenWrittenAndReadThenTheSame) {
  for (char32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    appendUtf8(text, c);
    ASSERT_TRUE(isValidUtf8(text));
    std::size_t at = 0;
    ASSERT_EQ(nextCodePoint(text, at), c);
    ASSERT_EQ(at, text.size());
  }
}

TEST(Utf8, givenDamagedBytesWhenReadThenEachIsReplacedAndTheScanEnds) {
  std::size_t at = 0;
  int count = 0;
  const auto text = "\xE6\xB4\xFF\x80"sv;
  while (at < text.size()) {
    EXPECT_EQ(nextCodePoint(text, at), 0xFFFDU);
    ++count;
  }
  EXPECT_EQ(count, 4);
}

TEST(Text, givenLengthsWhenCountedThenInCharacters) {
  EXPECT_EQ(codePoints(""), 0U);
  EXPECT_EQ(codePoints("abc"), 3U);
  EXPECT_EQ(codePoints("洛阳市卫健委"), 6U);
  EXPECT_EQ(codePoints("𠮷a"), 2U);
  EXPECT_TRUE(isAscii("CF_WSH 0123456789"));
  EXPECT_FALSE(isAscii("12345678洛"));
  EXPECT_FALSE(isAscii("123é"));
}

TEST(Trim, givenBlanksOfAllKindsAtTheEndsWhenTrimmedThenGoneAndTheInsideStays) {
  EXPECT_EQ(trim(" \t\r\n洛 阳\xC2\xA0\xE3\x80\x80 "), "洛 阳");
  EXPECT_EQ(trim("\xEF\xBB\xBF\xE2\x80\x8B名称\xE2\x80\x8B"), "名称");
  EXPECT_EQ(trim("\xE3\x80\x80"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Clean, givenCleanTextWhenAskedThenNothingNeedsDoing) {
  for (const char* text : {"", "abc", "洛阳市第一人民医院", "洛卫医罚〔2026〕1号",
                           "《医疗机构管理条例》第四十七条、“警告”——罚款", "（一）１２", "café", "José·测试", "𠮷野"}) {
    EXPECT_FALSE(needsCleaning(text)) << text;
    EXPECT_EQ(cleanText(text), text);
  }
  for (const char* text : {"abc", "洛阳市第一人民医院", "洛卫医罚〔2026〕1号", "（一）", "“引号”——、。"})
    EXPECT_TRUE(isPlainText(text)) << text;
  for (const auto text : {" a"sv, "a "sv, "a\tb"sv, "a\nb"sv, "\x01"sv, "a\x7F"sv, "\xE3\x80\x80洛"sv,
                          "洛\xE3\x80\x80"sv, "洛\xE2\x80\x8B阳"sv, "\xEF\xBB\xBF洛"sv}) {
    EXPECT_FALSE(isPlainText(text));
  }
}

struct Cleaning {
  std::string_view sent;
  std::string_view text;
  std::string_view code;
  unsigned flags;  ///< of cleanCode
};

TEST(Clean, givenDirtyCellsWhenCleanedThenTheChangeIsTold) {
  const Cleaning cases[] = {
      {" 洛阳 ", "洛阳", "洛阳", kCleanTrimmed},
      {"\xE3\x80\x80洛阳\xC2\xA0", "洛阳", "洛阳", kCleanTrimmed | kCleanWidth},
      {"洛\xE2\x80\x8B阳\xE2\x80\xAE", "洛阳", "洛阳", kCleanInvisible},
      {"\xEF\xBB\xBF洛阳", "洛阳", "洛阳", kCleanInvisible},
      {"soft\xC2\xADhyphen", "softhyphen", "softhyphen", kCleanInvisible},
      {"４１０３０２", "４１０３０２", "410302", kCleanWidth},
      {"ＡＢ：（ｘ）", "ＡＢ：（ｘ）", "AB:(x)", kCleanWidth},
      {"e\xCC\x81", "é", "é", kCleanNfc},
      {"\xEF\xA4\x80", "豈", "豈", kCleanNfc},
      {"１\xE2\x80\x8B２ ", "１２", "12", kCleanWidth | kCleanInvisible | kCleanTrimmed},
      {"　１　２　", "１　２", "1 2", kCleanWidth | kCleanTrimmed},
  };
  for (const auto& c : cases) {
    unsigned flags = 0;
    EXPECT_EQ(cleanCode(c.sent, &flags), c.code) << c.sent;
    EXPECT_EQ(flags, c.flags) << c.sent;
    EXPECT_EQ(cleanText(c.sent), c.text) << c.sent;
    EXPECT_EQ(needsCleaning(c.sent), c.sent != c.text) << c.sent;
    EXPECT_FALSE(needsCleaning(c.text)) << c.text;
    EXPECT_EQ(cleanText(c.text), c.text) << "cleaning twice changes nothing";
  }
}

TEST(Clean, givenEveryBasicCharacterAloneWhenCleanedThenTheQuickTestAgreesWithTheResult) {
  for (char32_t c = 0x20; c < 0x20000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text = "甲";
    appendUtf8(text, c);
    text += "乙";
    ASSERT_EQ(needsCleaning(text), cleanText(text) != text) << std::hex << static_cast<unsigned>(c);
    ASSERT_FALSE(isPlainText(text) && (needsCleaning(text) || hasControlCharacters(text)))
        << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Control, givenControlCharactersWhenLookedForThenOnlyTabAndLineBreaksPass) {
  EXPECT_FALSE(hasControlCharacters("a\tb\r\nc洛"));
  EXPECT_TRUE(hasControlCharacters("a\x01"sv));
  EXPECT_TRUE(hasControlCharacters("a\0b"sv));
  EXPECT_TRUE(hasControlCharacters("\x7F"sv));
  EXPECT_TRUE(hasControlCharacters("\xC2\x85"sv));
  EXPECT_FALSE(hasControlCharacters("\xC2\xA5"sv));
}

TEST(Keys, givenHeadersInEveryWidthAndScriptWhenComparedThenOneKey) {
  REQ("R-PROF-08");
  const std::string key = headerKey("行政相对人代码_1(统一社会信用代码)");
  for (const char* text : {"行政相对人代码_1（统一社会信用代码）", "行政相对人代码_１[统一社会信用代码]",
                           " 行政相对人代码_1 ( 统一社会信用代码 ) ", "行政相对人代码_1\n（统一社会信用代码）",
                           "行政相對人代碼_1（統一社會信用代碼）", "行政相对人代码_1【统一社会信用代码】",
                           "行政相对人代码_1〔统一社会信用代码〕"}) {
    EXPECT_EQ(headerKey(text), key) << text;
  }
  EXPECT_EQ(headerKey("cf_wsh"), headerKey("ＣＦ＿ＷＳＨ"));
  EXPECT_NE(headerKey("许可机关"), headerKey("许可机关代码"));
}

TEST(Keys, givenTraditionalNamesWhenComparedThenTheyMatchTheSimplified) {
  REQ("R-PROF-08");
  EXPECT_EQ(nameKey("長春市衛生健康委員會"), nameKey("长春市卫生健康委员会"));
  EXPECT_EQ(toSimplified("長春（測試）"), "长春（测试）");
  EXPECT_EQ(nameKey("阿依古丽•示例"), nameKey("阿依古丽·示例"));
  EXPECT_EQ(nameKey("某某医院(东院区)"), nameKey("某某医院（东院区）"));
  EXPECT_EQ(nameKey(" "), "");
}

}  // namespace
}  // namespace medcredit::base
