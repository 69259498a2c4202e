#include "formats/csv_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include "base/encoding.h"
#include "support/req.h"
#include "unit/formats/hostile_support.h"
#include "unit/formats/table_support.h"

namespace medcredit {
namespace {

using base::Encoding;
using test::readBytes;

/// Hands out a text in pieces of one size.
class PieceSource final : public formats::ByteSource {
 public:
  PieceSource(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}
  base::Result<std::size_t> read(char* out, std::size_t capacity) override {
    const auto count = std::min({capacity, piece_, text_.size() - at_});
    std::memcpy(out, text_.data() + at_, count);
    at_ += count;
    return count;
  }
  [[nodiscard]] double progress() const override { return 0; }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

test::ReadTable readPieces(const std::string& text, std::size_t piece, std::size_t block) {
  return test::drain(std::unique_ptr<formats::TableReader>(
      std::make_unique<formats::CsvReader>(std::make_unique<PieceSource>(text, piece),
                                           formats::TableInfo{"csv", "UTF-8", ""}, formats::ReadLimits{}, block)));
}

TEST(CsvReader, ReadsPlainRowsWithAnyLineEnd) {
  REQ("R-COLL-02");
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    EXPECT_EQ(readBytes("名称,文号" + end + "甲院,1号" + end).text(), "1:名称|文号;2:甲院|1号");
    EXPECT_EQ(readBytes("名称,文号" + end + "甲院,1号").text(), "1:名称|文号;2:甲院|1号") << "no line end at the end";
  }
}

TEST(CsvReader, KeepsEmptyCellsAndCountsBlankLines) {
  const auto table = readBytes("a,b,c\n,,\n\nx,,\n");
  EXPECT_EQ(table.text(), "1:a|b|c;2:||;3:;4:x||");
  EXPECT_TRUE(table.rows[2].cells.empty()) << "a blank line has no cell";
}

TEST(CsvReader, UnderstandsQuotedCells) {
  EXPECT_EQ(readBytes("\"a,1\",\"b \"\"q\"\" c\",\"\"\r\n\"line1\nline2\",x,\"\"\"\"\r\n").text(),
            "1:a,1|b \"q\" c|;2:line1\nline2|x|\"");
  EXPECT_EQ(readBytes("a\"b,5\" pipe\n").text(), "1:a\"b|5\" pipe") << "a quote inside a cell is a character";
}

TEST(CsvReader, TakesTheDelimiterTheFirstTellingLineUses) {
  EXPECT_EQ(readBytes("a\tb,c\td\n1\t2\t3\n").text(), "1:a|b,c|d;2:1|2|3");
  EXPECT_EQ(readBytes("a;b;c,d\n1;2;3\n").text(), "1:a|b|c,d;2:1|2|3");
  EXPECT_EQ(readBytes("报送表\na;b\n1;2\n").text(), "1:报送表;2:a|b;3:1|2") << "a title line says nothing";
  EXPECT_EQ(readBytes("\"x;y;z\",b\n").text(), "1:x;y;z|b") << "quoted text does not count";
}

TEST(CsvReader, NamesTheRowOfAnUnbalancedQuote) {
  const auto open = readBytes("a,b\n1,\"never closed\n2,3\n");
  EXPECT_EQ(open.code, "FILE-0013");
  EXPECT_EQ(open.error.arg("row"), "2");
  const auto inside = readBytes("a,b\n1,2\n\"x\"y,3\n");
  EXPECT_EQ(inside.code, "FILE-0013");
  EXPECT_EQ(inside.error.arg("row"), "3");
}

TEST(CsvReader, DetectsEveryEncodingOfficesUse) {
  REQ("R-COLL-02");
  const std::string text = "行政相对人名称,备注\n洛阳测试医院,㐀𠀀\n";
  const std::string gbk = "名称,备注\n洛阳测试医院,无\n";
  struct Case {
    Encoding encoding;
    const std::string* text;
    std::string name;
  };
  for (const auto& c : {Case{Encoding::kUtf8, &text, "UTF-8"}, Case{Encoding::kUtf8Bom, &text, "UTF-8 (BOM)"},
                        Case{Encoding::kUtf16Le, &text, "UTF-16LE"}, Case{Encoding::kUtf16Be, &text, "UTF-16BE"},
                        Case{Encoding::kGb18030, &text, "GB18030"}, Case{Encoding::kGb18030, &gbk, "GBK"}}) {
    const auto table = readBytes(*base::fromUtf8(*c.text, c.encoding));
    EXPECT_EQ(table.info.encoding, c.name);
    EXPECT_EQ(table.rows, readBytes(*c.text).rows) << c.name;
  }
}

TEST(CsvReader, RefusesWhatIsNoText) {
  EXPECT_EQ(readBytes("").code, "FILE-0002");
  EXPECT_EQ(readBytes(std::string("a,b\n\0,c\n", 8)).code, "FILE-0011");
  EXPECT_EQ(readBytes("a,b\n\xFF\xFF\xFF,c\n").code, "FILE-0010");
  EXPECT_EQ(readBytes("\xEF\xBB\xBF"
                      "a,\xB0\xA1\n")
                .code,
            "FILE-0012")
      << "the mark promises UTF-8";
  EXPECT_EQ(readBytes("洛阳测试医院一,洛阳测试医院二\n\xC2\xE5\xD1\xF4,x\n").code, "FILE-0012");
}

TEST(CsvReader, FindsMixedEncodingsAcrossBlocksOfTheFile) {
  // Given a UTF-8 file of several blocks whose last rows were pasted from a GBK file
  std::string text;
  while (text.size() < 3U << 20U) text += "洛阳测试医院,许可\n";
  EXPECT_EQ(readBytes(text).info.encoding, "UTF-8");
  EXPECT_EQ(readBytes(text + "\xC2\xE5\xD1\xF4\xB2\xE2\xCA\xD4,x\n").code, "FILE-0012");
  // And the other way round
  std::string gbk;
  while (gbk.size() < 3U << 20U) gbk += "\xC2\xE5\xD1\xF4,x\n";
  EXPECT_EQ(readBytes(gbk).info.encoding, "GBK");
  EXPECT_EQ(readBytes(gbk + text).code, "FILE-0012");
}

TEST(CsvReader, TwoByteLookalikesInTheLastBlockDoNotMakeAGbkFileMixed) {
  // "联通" in GBK is well-formed two-byte UTF-8.
  std::string gbk;
  while (gbk.size() < (1U << 20U) + 10) gbk += "\xC2\xE5\xD1\xF4,x\n";
  const auto table = readBytes(gbk + "\xC1\xAA\xCD\xA8,x\n");
  EXPECT_EQ(table.info.encoding, "GBK");
  EXPECT_EQ(table.rows.back().cells[0], "联通");
}

TEST(CsvReader, PiecesAndBufferSizeMakeNoDifference) {
  const std::string text =
      "a,b,c\r\n\"q \"\"uoted\"\"\",洛阳,\r\n\r\n\"two\r\nlines\",x,y\rplain,,\n\"\",\"\"\"\",z\n最后一行,没有,换行";
  const auto whole = readPieces(text, 1U << 20U, 1U << 20U);
  ASSERT_TRUE(whole.code.empty());
  ASSERT_EQ(whole.rows.size(), 7U);
  for (const std::size_t piece : {1U, 2U, 3U, 7U}) {
    for (const std::size_t block : {1U, 2U, 5U, 16U, 64U}) {
      EXPECT_EQ(readPieces(text, piece, block).rows, whole.rows) << piece << "/" << block;
    }
  }
}

TEST(CsvReader, EnforcesTheLimitsOfASpreadsheet) {
  std::string wide(16383, ',');
  EXPECT_EQ(readBytes(wide + "\n").rows.at(0).cells.size(), 16384U);
  EXPECT_EQ(readBytes(wide + ",\n").code, "FILE-0021");
  const auto cell = readBytes("a,b\nx," + std::string(1U << 20U, 'y') + "\n");
  EXPECT_EQ(cell.code, "FILE-0022");
  EXPECT_EQ(cell.error.arg("row"), "2");
  EXPECT_EQ(cell.error.arg("column"), "2");
  EXPECT_EQ(readBytes("a,b\nx,\"" + std::string(1U << 20U, 'y') + "\"\n").code, "FILE-0022");
  std::string broad;
  for (int i = 0; i < 16000; ++i) broad += std::string(4000, 'x') + ",";
  EXPECT_EQ(readBytes(broad).code, "FILE-0014") << "64 MB in one row";
}

TEST(CsvReader, ReadsAsManyRowsAsASpreadsheetHasAndNotOneMoreInBoundedMemory) {
  // Given a file of 120 MB
  const test::TempDir folder;
  const std::string line = std::string(119, 'x') + "\n";
  std::string block;
  for (int i = 0; i < 8192; ++i) block += line;
  {
    std::ofstream out(folder / "big.csv", std::ios::binary);
    for (int i = 0; i < 128; ++i) out << block;
  }
  // When it is read, then memory does not grow with it
  std::string code;
  test::resetPeakMemory();
  const std::size_t before = test::peakMemoryKib();
  EXPECT_EQ(test::countRows(folder / "big.csv", code), 1048576);
  EXPECT_LT(test::peakMemoryKib() - before, test::kMemoryLimitKib / 8);
  std::ofstream(folder / "big.csv", std::ios::app) << "z";
  EXPECT_EQ(test::countRows(folder / "big.csv", code), -1);
  EXPECT_EQ(code, "FILE-0020");
}

TEST(CsvReader, ProgressRunsToTheEnd) {
  const test::TempDir folder;
  test::writeFile(folder / "a.csv", "a\nb\n");
  auto reader = formats::openTable(folder / "a.csv");
  ASSERT_TRUE(reader.ok());
  std::vector<base::CellView> cells;
  std::int64_t row = 0;
  for (auto more = (*reader)->next(cells, row); more.ok() && *more; more = (*reader)->next(cells, row)) continue;
  EXPECT_DOUBLE_EQ((*reader)->progress(), 1.0);
}

}  // namespace
}  // namespace medcredit
