#include "formats/table_writer.h"

#include <gtest/gtest.h>

#include "support/req.h"
#include "unit/formats/table_support.h"

namespace medcredit {
namespace {

using formats::makeTableWriter;
using formats::protectFormula;
using formats::unprotectFormula;
using test::readPath;

const std::vector<std::string> kHeader = {"名称", "金额"};
const std::vector<std::string> kNasty = {
    "=1+1", "+1",    "-1", "@x", "\tx",   "\rx", "\nx", "＝1",          "＋1", "－1",     "＠x",  "'=1",
    "''=1", "'普通", "-",  "",   "plain", "a=b", "'",   "a,\"b\"\r\nc", " x ", "_x0041_", "𠀀㐀", "; tab\there"};

TEST(FormulaGuard, NeutralisesAndRestoresEveryOriginal) {
  for (const auto& cell : kNasty) EXPECT_EQ(unprotectFormula(protectFormula(cell)), cell);
  EXPECT_EQ(protectFormula("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
  EXPECT_EQ(protectFormula("＝1"), "'＝1");
  EXPECT_EQ(protectFormula("'=1"), "''=1") << "so that it does not come back as =1";
  EXPECT_EQ(protectFormula("普通"), "普通");
  EXPECT_EQ(unprotectFormula("'普通"), "'普通") << "an apostrophe of the text itself";
}

TEST(TableWriter, CsvIsUtf8WithMarkAndCrLfAndRoundTrips) {
  REQ("R-INTG-04");
  const test::TempDir folder;
  auto writer = makeTableWriter(folder / "out.csv", "公示", kHeader);
  ASSERT_TRUE(writer.ok());
  for (const auto& cell : kNasty) {
    ASSERT_TRUE((*writer)->row(std::vector<std::string>{"甲", cell}).ok());
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "out.csv")) << "not there before it is whole";
  ASSERT_TRUE((*writer)->finish().ok());
  const std::string bytes = test::readFile(folder / "out.csv");
  EXPECT_TRUE(bytes.starts_with("\xEF\xBB\xBF名称,金额\r\n甲,'=1+1\r\n"));
  const auto table = readPath(folder / "out.csv");
  ASSERT_EQ(table.rows.size(), kNasty.size() + 1);
  for (std::size_t i = 0; i < kNasty.size(); ++i) {
    EXPECT_EQ(unprotectFormula(table.rows[i + 1].cells[1]), kNasty[i]);
    EXPECT_FALSE(std::string("=+-@\t\r").find(table.rows[i + 1].cells[1].substr(0, 1)) != std::string::npos &&
                 !table.rows[i + 1].cells[1].empty());
  }
}

TEST(TableWriter, XlsxHoldsTextThatNothingRuns) {
  REQ("R-INTG-04");
  const test::TempDir folder;
  auto writer = makeTableWriter(folder / "out.xlsx", "双公示/处罚[1]", kHeader);
  ASSERT_TRUE(writer.ok());
  for (const auto& cell : kNasty) ASSERT_TRUE((*writer)->row(std::vector<std::string>{"甲", cell}).ok());
  ASSERT_TRUE((*writer)->finish().ok());
  const auto table = readPath(folder / "out.xlsx");
  EXPECT_EQ(table.info.sheet, "双公示_处罚_1_");
  ASSERT_EQ(table.rows.size(), kNasty.size() + 1);
  for (std::size_t i = 0; i < kNasty.size(); ++i) {
    const auto& row = table.rows[i + 1];
    EXPECT_EQ(row.cells.size() > 1 ? row.cells[1] : "", kNasty[i]);
    for (const auto kind : row.kinds) EXPECT_EQ(kind, base::CellKind::kText);
  }
}

TEST(TableWriter, TheSameRowsGiveTheSameBytes) {
  const test::TempDir folder;
  for (const char* name : {"a.xlsx", "b.xlsx"}) {
    auto writer = makeTableWriter(folder / name, "表", kHeader);
    ASSERT_TRUE(writer.ok());
    ASSERT_TRUE((*writer)->row(std::vector<std::string>{"甲", "1"}).ok());
    ASSERT_TRUE((*writer)->finish().ok());
  }
  EXPECT_EQ(test::readFile(folder / "a.xlsx"), test::readFile(folder / "b.xlsx"));
}

TEST(TableWriter, AnAbandonedWriterLeavesNothing) {
  const test::TempDir folder;
  test::writeFile(folder / "out.csv", "old");
  for (const char* name : {"out.csv", "out.xlsx"}) {
    auto writer = makeTableWriter(folder / name, "表", kHeader);
    ASSERT_TRUE(writer.ok());
    ASSERT_TRUE((*writer)->row(std::vector<std::string>{"x", "y"}).ok());
  }
  EXPECT_EQ(test::readFile(folder / "out.csv"), "old");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(TableWriter, RefusesWhatItCannotWrite) {
  const test::TempDir folder;
  const auto code = [](const auto& result) {
    if (!result.ok()) test::expectSpeakable(result.error());
    return result.ok() ? std::string() : result.error().code;
  };
  EXPECT_EQ(code(makeTableWriter(folder / "out.pdf", "表", kHeader)), "FILE-0050");
  EXPECT_EQ(code(makeTableWriter(folder / "none/out.csv", "表", kHeader)), "FILE-0006");
  EXPECT_EQ(code(makeTableWriter(folder / "none/out.xlsx", "表", kHeader)), "FILE-0006");
  auto writer = makeTableWriter(folder / "out.xlsx", "表", kHeader);
  ASSERT_TRUE(writer.ok());
  std::string longText;
  for (int i = 0; i < 32767; ++i) longText += "字";
  EXPECT_EQ(code((*writer)->row(std::vector<std::string>{longText})), "") << "as long as a cell can be";
  EXPECT_EQ(code((*writer)->row(std::vector<std::string>{longText + "字"})), "FILE-0052");
}

}  // namespace
}  // namespace medcredit
