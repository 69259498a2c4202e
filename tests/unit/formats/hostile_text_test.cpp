#include <string_view>

#include "support/req.h"
#include "unit/formats/hostile_support.h"

namespace medcredit {
namespace {

using namespace std::string_view_literals;
using test::HostileFile;

TEST(HostileText, RenamedFilesAreNamedForWhatTheyAre) {
  REQ("R-COLL-02");
  const struct {
    std::string_view bytes;
    std::string_view kind;
  } files[] = {
      {"%PDF-1.7\n%\xE2\xE3\xCF\xD3"sv, "PDF"},
      {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"sv, "PNG"},
      {"\xFF\xD8\xFF\xE0\0\x10JFIF"sv, "JPEG"},
      {"GIF89a"sv, "GIF"},
      {"BM\x36\0\0\0"sv, "BMP"},
      {"II*\0\x08\0\0\0"sv, "TIFF"},
      {"MM\0*\0\0\0\x08"sv, "TIFF"},
      {"RIFF\x24\0\0\0WEBP"sv, "WebP"},
      {"Rar!\x1A\x07\x01\0"sv, "RAR"},
      {"7z\xBC\xAF\x27\x1C"sv, "7z"},
      {"\x1F\x8B\x08\0"sv, "gzip"},
      {"BZh91AY&SY"sv, "bzip2"},
      {"\xFD"
       "7zXZ\0"sv,
       "xz"},
      {"{\\rtf1\\ansi"sv, "RTF"},
      {"MZ\x90\0"sv, "程序"},
      {"\x7F"
       "ELF\x02\x01"sv,
       "程序"},
      {"SQLite format 3\0"sv, "SQLite"},
      {"\0\0\0\x18"
       "ftypmp42"sv,
       "音视频"},
      {"<html><table><tr><td>名称</td></tr></table></html>"sv, "HTML"},
      {"<!DOCTYPE html><html></html>"sv, "HTML"},
      {"\xEF\xBB\xBF  <TABLE border=1>"sv, "HTML"},
      {"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"sv, "XML"},
  };
  for (const auto& file : files) {
    const auto table = test::readBytes(file.bytes);
    EXPECT_EQ(table.code, "FILE-0003") << file.kind;
    EXPECT_NE(table.error.arg("kind").find(file.kind), std::string_view::npos) << table.error.arg("kind");
  }
}

TEST(HostileText, OldOfficeFilesAreNamedAndPasswordsTold) {
  const auto compound = [](std::string_view stream, std::size_t at = 600) {
    std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(at, '\0');
    for (const char c : stream) bytes += std::string(1, c) + std::string(1, '\0');
    return bytes + std::string(512, '\0');
  };
  const auto kind = [&](std::string_view stream, std::size_t at = 600) {
    const auto table = test::readBytes(compound(stream, at));
    return table.code == "FILE-0003" ? std::string(table.error.arg("kind")) : table.code;
  };
  EXPECT_NE(kind("Workbook").find(".xls"), std::string::npos);
  EXPECT_NE(kind("Workbook", 9U << 20U).find(".xls"), std::string::npos) << "directory at the end of the file";
  EXPECT_NE(kind("WordDocument").find(".doc"), std::string::npos);
  EXPECT_NE(kind("PowerPoint Document").find(".ppt"), std::string::npos);
  EXPECT_EQ(kind("EncryptedPackage"), "FILE-0005");
  EXPECT_NE(kind("什么都不是").find("旧版"), std::string::npos);
}

TEST(HostileText, NoFileNoFolderNoPipe) {
  const test::TempDir folder;
  for (const auto& path : {folder / "none.csv", folder.path(), std::filesystem::path("/dev/null")}) {
    auto opened = formats::openTable(path);
    ASSERT_FALSE(opened.ok()) << path;
    EXPECT_EQ(opened.error().code, "FILE-0001") << path;
    test::expectSpeakable(opened.error());
  }
}

TEST(HostileText, TextThatIsNoTextIsRefused) {
  const std::string lines = "名称,文号\n洛阳测试医院,一号\n";
  test::judgeAll({
      {"empty", "", "FILE-0002"},
      {"only a mark", "\xEF\xBB\xBF", ""},
      {"only blanks", " \n", "1: "},
      {"only line ends", "\r\n\r\n", "1:;2:"},
      {"NUL", lines + std::string("\0", 1), "FILE-0011"},
      {"NUL only", std::string(10, '\0'), "FILE-0011"},
      {"UTF-16 without mark", std::string("a\0,\0b\0", 6), "FILE-0011"},
      {"NUL in UTF-16",
       std::string("\xFF\xFE"
                   "a\0\0\0,\0",
                   8),
       "FILE-0011"},
      {"odd UTF-16",
       std::string("\xFF\xFE"
                   "a\0b",
                   5),
       "FILE-0010"},
      {"lone high surrogate",
       std::string("\xFF\xFE\x00\xD8"
                   "a\0",
                   6),
       "FILE-0010"},
      {"lone low surrogate",
       std::string("\xFF\xFE\x00\xDC"
                   "a\0",
                   6),
       "FILE-0010"},
      {"UTF-32", std::string("\xFF\xFE\0\0a\0\0\0", 8), "FILE-0011"},
      {"overlong inside UTF-8", "洛阳测试,\xC0\xAF\n", "FILE-0012"},
      {"overlong that is a GBK character", "a,\xC0\xAF\n", "1:a|蜡"},
      {"UTF-8 surrogate", "a,\xED\xA0\x80\n", "FILE-0010"},
      {"mark and GBK", "\xEF\xBB\xBF\xC2\xE5\xD1\xF4\n", "FILE-0012"},
      {"UTF-8 then GBK", lines + "\xC2\xE5\xD1\xF4,x\n", "FILE-0012"},
      {"GBK cut in half", "\xC2\xE5\xD1\n", "FILE-0010"},
      {"GB18030 beyond Unicode", "\xFE\x39\xFE\x39,x\n", "FILE-0010"},
      {"noise", "\x80\x81\xFF\xFE\x01\x02", "FILE-0010"},
  });
}

TEST(HostileText, StrangeButHonestCsvIsRead) {
  const std::string many(1000, '"');
  test::judgeAll({
      {"one cell", "x", "1:x"},
      {"only delimiters", ",,,", "1:|||"},
      {"empty quotes", "\"\",\"\"", "1:|"},
      {"a thousand quotes", "\"" + many + "\"", "1:" + std::string(500, '"')},
      {"quote in the middle", "5\" tube,x", "1:5\" tube|x"},
      {"open quote", "\"x", "FILE-0013"},
      {"text behind a quote", "\"x\"y", "FILE-0013"},
      {"blank behind a quote", "\"x\" ,y", "FILE-0013"},
      {"quote that swallows the file", "a,\"b\nc,d\ne,f\n", "FILE-0013"},
      {"every line end at once", "a\rb\nc\r\nd", "1:a;2:b;3:c;4:d"},
      {"LF CR", "a\n\rb", "1:a;2:;3:b"},
      {"formulas", "=1+1,+1,-1,@x,＝1", "1:=1+1|+1|-1|@x|＝1"},
      {"ragged", "a,b\nc\nd,e,f", "1:a|b;2:c;3:d|e|f"},
      {"vertical tab",
       "a\x0B"
       "b,c",
       "1:a\x0B"
       "b|c"},
      {"line separator",
       "a\xE2\x80\xA8"
       "b",
       "1:a\xE2\x80\xA8"
       "b"},
      {"mark inside",
       "a,\xEF\xBB\xBF"
       "b",
       "1:a|\xEF\xBB\xBF"
       "b"},
      {"16385 columns", std::string(16384, ','), "FILE-0021"},
      {"100,000 columns", std::string(100000, ','), "FILE-0021"},
      {"cell of 1 MB", std::string(1U << 20U, 'x'), "FILE-0022"},
      {"cell of 10 MB", "a,b\n\"" + std::string(10U << 20U, 'x') + "\"", "FILE-0022"},
      {"line without end", std::string(20U << 20U, 'x'), "FILE-0022"},
  });
}

TEST(HostileText, JsonThatIsNoTableIsRefused) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "{\"a\":";
  test::judgeAll({
      {"array of numbers", "[1,2,3]", "FILE-0042"},
      {"array of strings", "[\"a\"]", "FILE-0042"},
      {"array of arrays", "[[\"a\"],[\"b\"]]", "FILE-0042"},
      {"mixed", "[{\"a\":1},2]", "FILE-0042"},
      {"empty object", "{}", "FILE-0042"},
      {"objects without keys", "[{},{}]", "FILE-0042"},
      {"nested object", "[{\"a\":{}}]", "FILE-0041"},
      {"nested array", "[{\"a\":[]}]", "FILE-0041"},
      {"very deep", deep, "FILE-0040"},
      {"very deep in an array", "[" + deep, "FILE-0041"},
      {"same key twice", "[{\"a\":1,\"a\":2}]", "FILE-0043"},
      {"same key, escaped", "[{\"a\":1,\"\\u0061\":2}]", "FILE-0043"},
      {"rows twice", "{\"rows\":[{\"a\":1}],\"rows\":[{\"a\":2}]}", "1:a;2:1"},
      {"comment", "[{\"a\":1/*x*/}]", "FILE-0040"},
      {"trailing comma", "[{\"a\":1,}]", "FILE-0040"},
      {"single quotes", "[{'a':1}]", "FILE-0040"},
      {"NaN", "[{\"a\":NaN}]", "FILE-0040"},
      {"leading zero", "[{\"a\":01}]", "FILE-0040"},
      {"unfinished", "[{\"a\":\"b", "FILE-0040"},
      {"lone surrogate", "[{\"a\":\"\\uD800\"}]", "FILE-0040"},
      {"control character", "[{\"a\":\"\x01\"}]", "FILE-0040"},
      {"NUL", std::string("[{\"a\":\"\0\"}]", 11), "FILE-0011"},
      {"huge string", "[{\"a\":\"" + std::string(1U << 20U, 'x') + "\"}]", "FILE-0022"},
      {"huge key", "[{\"" + std::string(1U << 20U, 'x') + "\":1}]", "FILE-0022"},
      {"huge number", "[{\"a\":1" + std::string(1U << 20U, '0') + "}]", "FILE-0022"},
      {"exponent", "[{\"a\":1e400}]", "1:a;2:1e400"},
      {"text behind", "[{\"a\":1}] x", "FILE-0040"},
      {"GBK", "[{\"\xC2\xE5\xD1\xF4\":1}]", "1:洛阳;2:1"},
  });
}

}  // namespace
}  // namespace medcredit
